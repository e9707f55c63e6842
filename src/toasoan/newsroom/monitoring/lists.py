"""Found items: the list, decisions about many at once, the file."""

from collections.abc import Callable, Iterator

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from toasoan.accounts.models import User
from toasoan.accounts.requests import user_of
from toasoan.monitoring.actions import clip, confirm, refuse_match
from toasoan.monitoring.models import Proposal, ProposalState
from toasoan.monitoring.queries import (
    proposal_for,
    proposals_of,
    threshold_of,
    watched_outlets,
)
from toasoan.newsroom.kit.agency import agency_where, today_here
from toasoan.newsroom.kit.duty_sets import DESK
from toasoan.newsroom.kit.screens import MenuEntry, screen
from toasoan.newsroom.kit.tables import CSV, ColumnKind, Row, Table, TableColumn, table_response
from toasoan.newsroom.monitoring.forms import ABOUT_US, DECIDED, LIKELY, PERHAPS, FilterForm
from toasoan.newsroom.monitoring.wording import row_of, threshold_words
from toasoan.refusals import RefusedError
from toasoan.stories.numbers import row_number
from toasoan.units.models import Agency

_PER_PAGE = 30
_MOST_AT_ONCE = 100
_MOST_SAVED = 5_000
_WAITING = (ProposalState.PROPOSED,)
_DECIDED = tuple(state for state in ProposalState if state not in _WAITING)
_YES, _NO = "dung", "khong"


@screen(
    "tin-tim-thay/",
    name="found",
    duties=DESK,
    menu=MenuEntry(label=gettext_lazy("Found at outlets"), icon="search", order=49),
)
@require_http_methods(["GET", "HEAD", "POST"])
def found(request: HttpRequest) -> HttpResponse:
    """What was found at outlets and waits for a word; one press decides, or many at once."""
    if request.method == "POST":
        return _decided(request)
    agency = agency_where(request, DESK)
    learned = threshold_of(agency)
    rows, form = _asked(request, agency, learned.score)
    page = Paginator(rows, _PER_PAGE).get_page(request.GET.get("p"))
    kept = request.GET.copy()
    kept.pop("p", None)
    context = {
        "form": form,
        "page": page,
        "rows": [row_of(proposal, learned.score) for proposal in page],
        "query": kept.urlencode(),
        "threshold": threshold_words(learned),
        "is_narrowed": any(kept.values()),
        "has_addresses": watched_outlets(agency).exclude(watched_address="").exists(),
        "here": request.get_full_path(),
        "tab": "found",
    }
    return render(request, "newsroom/monitoring/found.html", context)


def _asked(
    request: HttpRequest, agency: Agency, score: float
) -> tuple[QuerySet[Proposal], FilterForm]:
    outlets = list(watched_outlets(agency))
    form = FilterForm(request.GET, outlets=outlets)
    kind, outlet_id = form.asked()
    outlet = next((one for one in outlets if one.pk == outlet_id), None)
    rows = proposals_of(agency, _DECIDED if kind == DECIDED else _WAITING, outlet)
    narrowed: dict[str, dict[str, object]] = {
        LIKELY: {"story__isnull": False, "score__gte": score},
        PERHAPS: {"story__isnull": False, "score__lt": score},
        ABOUT_US: {"story__isnull": True},
    }
    rows = rows.filter(**narrowed.get(kind, {}))
    return rows.order_by(
        "-decided_at" if kind == DECIDED else "-proposed_at", "-score", "-pk"
    ), form


# Deciding


def _decided(request: HttpRequest) -> HttpResponse:
    """Do what was pressed: `viec` is "dung" or "khong", with ":id" for one row by itself."""
    kind, _colon, one = request.POST.get("viec", "").partition(":")
    actions = {_YES: _accept, _NO: _refuse}
    ids = [one] if one else request.POST.getlist("muc")[:_MOST_AT_ONCE]
    if kind not in actions:
        raise Http404
    done, refusals = _carried_out(request, ids, actions[kind])
    if done:
        words = ngettext("%(number)d item is decided.", "%(number)d items are decided.", done)
        messages.success(request, words % {"number": done})
    for sentence in refusals[:5]:
        messages.warning(request, sentence)
    if not ids:
        messages.warning(request, _("Mark the items first."))
    return redirect(_way_back(request))


def _carried_out(
    request: HttpRequest, ids: list[str], action: Callable[[Proposal, User], None]
) -> tuple[int, list[str]]:
    """How many were done, and what stood in the way of the others."""
    user, today = user_of(request), today_here()
    proposals = [proposal_for(user, row_number(one) or 0, today) for one in dict.fromkeys(ids)]
    done, refusals = 0, []
    for proposal in proposals:
        try:
            action(proposal, user)
            done += 1
        except RefusedError as refusal:
            refusals.append(f"“{proposal.item.headline}”: {refusal}")
    return done, refusals


def _accept(proposal: Proposal, user: User) -> None:
    """Enter the use, or the clipping, with the day and the headline of the outlet's page."""
    now = timezone.now()
    if proposal.unit is not None:
        clip(proposal.pk, unit=proposal.unit, actor=user, now=now)
        return
    item = proposal.item
    confirm(proposal.pk, placed_on=item.published_on, headline=item.headline, actor=user, now=now)


def _refuse(proposal: Proposal, user: User) -> None:
    refuse_match(proposal.pk, actor=user, now=timezone.now())


def _way_back(request: HttpRequest) -> str:
    """The list as it was narrowed."""
    home = reverse("newsroom:found")
    asked = request.POST.get("ve", "")
    is_here = url_has_allowed_host_and_scheme(asked, allowed_hosts=None)
    return asked if is_here and asked.startswith(home) else home


# The file


@screen("tin-tim-thay/tai-ve/", name="found_export", duties=DESK)
@require_safe
def export(request: HttpRequest) -> HttpResponseBase:
    """The list as it is narrowed, as a file."""
    agency = agency_where(request, DESK)
    score = threshold_of(agency).score
    rows, _form = _asked(request, agency, score)
    table = Table(
        name="tin-tim-thay",
        columns=[
            TableColumn(_("Outlet")),
            TableColumn(_("Appeared on"), ColumnKind.DAY),
            TableColumn(_("Headline there")),
            TableColumn(_("Address"), ColumnKind.ADDRESS),
            TableColumn(_("Our story")),
            TableColumn(_("Unit")),
            TableColumn(_("Likeness")),
            TableColumn(_("State")),
            TableColumn(_("Decided by")),
        ],
        rows=_lines(rows, score),
    )
    return table_response(request.GET.get("dang", CSV), table)


def _lines(rows: QuerySet[Proposal], score: float) -> Iterator[Row]:
    for one in rows[:_MOST_SAVED]:
        unit = one.story.unit if one.story else one.unit
        yield (
            one.item.outlet.name,
            one.item.published_on,
            one.item.headline,
            one.item.address,
            one.story.headline if one.story else "",
            unit.short_name if unit else "",
            row_of(one, score).likeness,
            one.get_state_display(),
            str(one.decided_by or ""),
        )
