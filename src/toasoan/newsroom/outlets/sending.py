"""Ordering dispatches: one story from its page, several from the list of what went nowhere."""

import datetime as dt

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from toasoan.accounts.requests import user_of
from toasoan.editorial.queries import story_for
from toasoan.newsroom.kit.agency import agency_where, today_here
from toasoan.newsroom.kit.duty_sets import DESK
from toasoan.newsroom.kit.screens import MenuEntry, screen
from toasoan.newsroom.outlets.forms import DispatchForm, ManyForm, NeverSentForm
from toasoan.outlets.actions import PairRefused, dispatch_many
from toasoan.outlets.models import Dispatch, DispatchPurpose, DispatchState
from toasoan.outlets.queries import never_sent, outlets_in_use
from toasoan.stories.models import Story
from toasoan.stories.newsroom_index import latest_headlines
from toasoan.units.models import Agency

_PER_PAGE = 30
#: The most stories that are ordered at once.
_MOST = 50
#: Without other wish the list shows the stories of the last days.
_USUAL = dt.timedelta(days=30)
_WRITE = ["GET", "HEAD", "POST"]
_CONFLICT, _WRONG = 409, 422


@screen("tin/<int:story_id>/gui/", name="dispatch_add", duties=DESK)
@require_http_methods(_WRITE)
def send(request: HttpRequest, story_id: int) -> HttpResponse:
    """Choose the outlets that a story is sent to."""
    agency = agency_where(request, DESK)
    story = story_for(user_of(request), story_id)
    if story.agency_id != agency.pk:
        raise Http404
    given = request.POST if request.method == "POST" else None
    form = DispatchForm(
        given, outlets=outlets_in_use(agency, today_here()), has_it=_last_by_outlet(story)
    )
    if form.is_valid():
        ordered, refused = dispatch_many(
            [story.pk],
            form.chosen_outlets(),
            actor=user_of(request),
            now=timezone.now(),
            note=form.cleaned_data["note"],
            again=form.cleaned_data.get("again", ""),
        )
        _say_ordered(request, len(ordered))
        if not refused:
            return redirect("newsroom:story", story.pk)
        for each in refused:
            for problem in each.problems:
                form.add_error(None, f"{each.outlet}: {problem.message}")
    context = {"story": story, "headline": _headline(story), "form": form}
    status = _WRONG if form.errors else 200
    return render(request, "newsroom/outlets/send.html", context, status=status)


def _say_ordered(request: HttpRequest, number: int) -> None:
    if number:
        words = ngettext(
            "%(number)d dispatch was ordered.", "%(number)d dispatches were ordered.", number
        )
        messages.success(request, words % {"number": number})


def _headline(story: Story) -> str:
    return latest_headlines([story.pk]).get(story.pk) or _("(no headline yet)")


def _last_by_outlet(story: Story) -> dict[int, Dispatch]:
    rows = Dispatch.objects.filter(story=story, purpose=DispatchPurpose.STORY)
    return {
        row.outlet_id: row for row in rows.exclude(state=DispatchState.CANCELLED).order_by("pk")
    }


@screen(
    "chua-gui/",
    name="never_sent",
    duties=DESK,
    menu=MenuEntry(label=gettext_lazy("Not sent anywhere yet"), icon="warning", order=49),
)
@require_safe
def went_nowhere(request: HttpRequest) -> HttpResponse:
    """Stories on the site that no outlet was sent, of the last month unless asked otherwise."""
    agency = agency_where(request, DESK)
    return _list(request, agency, ManyForm(outlets=outlets_in_use(agency, today_here())))


def _list(request: HttpRequest, agency: Agency, form: ManyForm, status: int = 200) -> HttpResponse:
    usual = {"tu": (today_here() - _USUAL).isoformat()}
    query = request.GET.copy()
    query.pop("p", None)
    filters = NeverSentForm(query if query else usual, agency=agency)
    rows = never_sent(agency, filters.asked())
    page = Paginator(rows, _PER_PAGE).get_page(request.GET.get("p"))
    context = {
        "filters": filters,
        "form": form,
        "page": page,
        "query": query.urlencode(),
        "chosen": set(request.POST.getlist("tin")),
        "is_usual": not query,
    }
    return render(request, "newsroom/outlets/never_sent.html", context, status=status)


@screen("chua-gui/gui/", name="dispatch_many", duties=DESK)
@require_http_methods(_WRITE)
def send_many(request: HttpRequest) -> HttpResponse:
    """Order the marked stories for the chosen outlets, and say what became of each pair."""
    if request.method != "POST":
        return redirect("newsroom:never_sent")
    agency = agency_where(request, DESK)
    form = ManyForm(request.POST, outlets=outlets_in_use(agency, today_here()))
    stories = _marked(request, agency)
    if not stories and form.is_valid():
        form.add_error(None, _("Mark at least one story, at most 50."))
    if not form.is_valid():
        return _list(request, agency, form, _WRONG)
    ordered, refused = dispatch_many(
        list(stories),
        form.chosen_outlets(),
        actor=user_of(request),
        now=timezone.now(),
        note=form.cleaned_data["note"],
    )
    context = {
        "ordered": [(stories[each.story_id], each) for each in ordered],
        "refused": [(stories[each.story_id], each) for each in _by_story(refused)],
        "back": reverse("newsroom:never_sent"),
    }
    return render(
        request, "newsroom/outlets/sent_many.html", context, status=200 if ordered else _CONFLICT
    )


def _marked(request: HttpRequest, agency: Agency) -> dict[int, str]:
    """Headlines by number of the marked stories that exist for the person."""
    given = request.POST.getlist("tin")
    if len(given) > _MOST:
        return {}
    found = {}
    for text in given:
        story = story_for(user_of(request), text)
        if story.agency_id == agency.pk:
            found[story.pk] = _headline(story)
    return found


def _by_story(refused: list[PairRefused]) -> list[PairRefused]:
    return sorted(refused, key=lambda each: (each.story_id, each.outlet.name))
