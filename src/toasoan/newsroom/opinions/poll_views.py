"""Polls of the agency: add, change, close, remove, results: HTTP only."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_safe

from toasoan.accounts.requests import user_of
from toasoan.newsroom.kit.agency import kept_agency, today_here
from toasoan.newsroom.kit.confirmation import Confirmation, confirmation_page
from toasoan.newsroom.kit.duty_sets import ADMINISTRATION
from toasoan.newsroom.kit.form_page import FormPage, form_page
from toasoan.newsroom.kit.pagination import page_asked
from toasoan.newsroom.kit.screens import screen
from toasoan.newsroom.kit.tables import CSV, ColumnKind, Table, TableColumn, table_response
from toasoan.newsroom.opinions.doors import READING_OPINIONS, agency_read, may_keep, poll_for
from toasoan.newsroom.opinions.forms import PollForm, initial_of
from toasoan.opinions.actions.polls import add_poll, change_poll, close_poll, remove_poll
from toasoan.opinions.models import Poll
from toasoan.opinions.queries.polls import OptionResult, polls_of, results_of
from toasoan.opinions.rules import is_open, is_over
from toasoan.pagination.pages import OrderedRows
from toasoan.pagination.places import Key
from toasoan.printing import charts

_PER_PAGE = 30
_ORDER = (Key("pk", descending=True),)
_FORM_METHODS = ["GET", "HEAD", "POST"]


@screen("y-kien-ban-doc/tham-do/", name="opinions_polls", duties=READING_OPINIONS)
@require_safe
def polls(request: HttpRequest) -> HttpResponse:
    """Every poll, the latest first."""
    rows = OrderedRows(_ORDER, polls_of(agency_read(request).pk))
    day = today_here()
    page = page_asked(rows, request.GET.get("trang", ""), _PER_PAGE)
    context = {
        "page": page,
        "rows": [(poll, is_open(poll, day), is_over(poll, day)) for poll in page.rows],
        "may_keep": may_keep(request),
        "here": "polls",
    }
    return render(request, "newsroom/opinions/polls.html", context)


@screen("y-kien-ban-doc/tham-do/them/", name="opinions_poll_add", duties=ADMINISTRATION)
@require_http_methods(_FORM_METHODS)
def add(request: HttpRequest) -> HttpResponse:
    """A new poll."""
    agency = kept_agency(request)
    start = {"opens_on": today_here(), "on_home": True, "show_results": "after_voting"}
    form = PollForm(request.POST or None, initial=start)

    def save() -> None:
        made = add_poll(agency, form.draft(), actor=user_of(request), now=timezone.now())
        _say_saved(request, made)

    return form_page(request, _page(_("Add a poll"), _("Save the poll")), form, save)


def _page(title: str, button: str, *, lead: str = "") -> FormPage:
    return FormPage(
        title=title,
        button=button,
        back=reverse("newsroom:opinions_polls"),
        back_label=_("Polls"),
        lead=lead,
    )


def _say_saved(request: HttpRequest, poll: Poll) -> None:
    said = (
        _("“%(question)s” is on the site.")
        if poll.is_published
        else _("“%(question)s” has been saved; readers do not see it.")
    )
    messages.success(request, said % {"question": poll.question})


def _kept_poll(request: HttpRequest, poll_id: int) -> Poll:
    """A poll of the agency whose site the person looks after. Raises Http404."""
    agency, poll = kept_agency(request), poll_for(request, poll_id)
    if poll.agency_id != agency.pk:
        raise Http404
    return poll


@screen("y-kien-ban-doc/tham-do/<int:poll_id>/", name="opinions_poll", duties=ADMINISTRATION)
@require_http_methods(_FORM_METHODS)
def edit(request: HttpRequest, poll_id: int) -> HttpResponse:
    """Change a poll; from the first vote on only what changes no vote's meaning."""
    poll = _kept_poll(request, poll_id)
    form = PollForm(request.POST or None, initial=initial_of(poll))
    lead = ""
    if poll.voters:
        lead = _("Somebody has voted: question, answers, their number and the first day stay.")

    def save() -> None:
        changed = change_poll(
            poll.pk,
            form.draft(),
            seen_version=form.cleaned_data["version"],
            actor=user_of(request),
            now=timezone.now(),
        )
        _say_saved(request, changed)

    return form_page(request, _page(poll.question, _("Save the poll"), lead=lead), form, save)


@screen(
    "y-kien-ban-doc/tham-do/<int:poll_id>/dong/", name="opinions_poll_close", duties=ADMINISTRATION
)
@require_http_methods(_FORM_METHODS)
def close(request: HttpRequest, poll_id: int) -> HttpResponse:
    """Ask, then end the voting before its last day."""
    poll = _kept_poll(request, poll_id)
    confirmation = Confirmation(
        question=_("Close “%(question)s” now") % {"question": poll.question},
        consequence=_(
            "Nobody can vote any more, readers see the results, and it cannot be reopened."
        ),
        button=_("Close the poll"),
        back=reverse("newsroom:opinions_polls"),
        back_label=_("Polls"),
        done=_("The poll is closed; readers see its results."),
    )

    def action() -> None:
        close_poll(poll.pk, actor=user_of(request), now=timezone.now())

    return confirmation_page(request, confirmation, action)


@screen(
    "y-kien-ban-doc/tham-do/<int:poll_id>/xoa/", name="opinions_poll_remove", duties=ADMINISTRATION
)
@require_http_methods(_FORM_METHODS)
def remove(request: HttpRequest, poll_id: int) -> HttpResponse:
    """Ask, then take away a poll for which nobody has voted."""
    poll = _kept_poll(request, poll_id)
    confirmation = Confirmation(
        question=_("Remove “%(question)s”") % {"question": poll.question},
        consequence=_("It disappears from the site and does not come back."),
        button=_("Remove the poll"),
        lead=_("Only while nobody has voted. Otherwise close it, or hide it from the site."),
        back=reverse("newsroom:opinions_polls"),
        back_label=_("Polls"),
        done=_("The poll has been removed."),
    )

    def action() -> None:
        remove_poll(poll.pk, actor=user_of(request), now=timezone.now())

    return confirmation_page(request, confirmation, action)


@screen(
    "y-kien-ban-doc/tham-do/<int:poll_id>/ket-qua/",
    name="opinions_poll_results",
    duties=READING_OPINIONS,
)
@require_safe
def results(request: HttpRequest, poll_id: int) -> HttpResponse:
    """The numbers of a poll, as chart and table."""
    poll, day = poll_for(request, poll_id), today_here()
    found = results_of(poll)
    # Written by `printing.charts`, which escapes every word.
    chart = mark_safe(charts.svg(_chart(poll, found))) if poll.voters else ""  # noqa: S308
    context = {
        "poll": poll,
        "results": found,
        "votes": sum(result.number for result in found),
        "chart": chart,
        "is_open": is_open(poll, day),
        "is_over": is_over(poll, day),
        "may_keep": may_keep(request),
    }
    return render(request, "newsroom/opinions/poll.html", context)


def _chart(poll: Poll, found: list[OptionResult]) -> charts.BarChart:
    return charts.BarChart(
        title=poll.question,
        description="; ".join(f"{result.words}: {result.number}" for result in found),
        categories=tuple(result.words for result in found),
        series=(
            charts.Series(pgettext("poll", "Votes"), tuple(result.number for result in found)),
        ),
        category_label=pgettext("poll", "Answer"),
    )


@screen(
    "y-kien-ban-doc/tham-do/<int:poll_id>/tai-ve/",
    name="opinions_poll_export",
    duties=READING_OPINIONS,
)
@require_safe
def export(request: HttpRequest, poll_id: int) -> HttpResponseBase:
    """The results as a file."""
    poll = poll_for(request, poll_id)
    table = Table(
        name=f"tham-do-{poll.pk}",
        title=_("%(question)s – %(voters)s people have voted") % {
            "question": poll.question, "voters": poll.voters,
        },
        columns=[
            TableColumn(pgettext("poll", "Answer")),
            TableColumn(pgettext("poll", "Votes"), ColumnKind.NUMBER),
            TableColumn(_("Share (%)"), ColumnKind.NUMBER),
        ],
        rows=[(result.words, result.number, result.share) for result in results_of(poll)],
    )  # fmt: skip
    return table_response(request.GET.get("dang", CSV), table)
