"""Actions on an event by one press; each answers with the page that shows what came of it."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from toasoan.accounts.requests import user_of
from toasoan.newsroom.kit.duty_sets import READING, WRITING
from toasoan.newsroom.kit.screens import screen
from toasoan.newsroom.planning.forms import AssignForm
from toasoan.newsroom.planning.views import show_event
from toasoan.planning.actions.events import copy_event, reopen_event, settle_event
from toasoan.planning.actions.people import assign, begin_planned_story, release
from toasoan.planning.kinds import Coverage
from toasoan.refusals import Problem, RefusedError


def _take(
    request: HttpRequest, event_id: int, action: Callable[[], HttpResponse], said: str
) -> HttpResponse:
    """Do the action and say so, or show the event with everything that stands in the way."""
    try:
        answer = action()
    except RefusedError as refusal:
        return show_event(request, event_id, list(refusal.problems), 409)
    messages.success(request, said)
    return answer


@screen("ke-hoach/<int:event_id>/phan-cong/", name="planning_assign", duties=READING)
@require_POST
def assign_person(request: HttpRequest, event_id: int) -> HttpResponse:
    """Give the event to somebody."""
    form = AssignForm(request.POST)
    if not form.is_valid():
        problem = Problem("nobody", _("Choose who covers the event."), "candidate")
        return show_event(request, event_id, [problem], 422)

    def action() -> HttpResponse:
        given = form.cleaned_data
        assign(
            event_id,
            candidate=given["candidate"],
            part=given["part"],
            actor=user_of(request),
            now=timezone.now(),
        )
        return redirect("newsroom:planning_event", event_id)

    return _take(request, event_id, action, _("Assigned. The person is told."))


@screen(
    "ke-hoach/<int:event_id>/bo-phan-cong/<int:assignment_id>/",
    name="planning_release",
    duties=READING,
)
@require_POST
def release_person(request: HttpRequest, event_id: int, assignment_id: int) -> HttpResponse:
    """Take an assignment back."""

    def action() -> HttpResponse:
        release(event_id, assignment_id, actor=user_of(request), now=timezone.now())
        return redirect("newsroom:planning_event", event_id)

    return _take(request, event_id, action, _("Released. The person is told."))


@screen("ke-hoach/<int:event_id>/viet/", name="planning_write", duties=WRITING)
@require_POST
def write(request: HttpRequest, event_id: int) -> HttpResponse:
    """Begin a story from the event and open it in the editor."""
    kind = request.POST.get("coverage", "")
    unit = request.POST.get("unit", "")
    if kind not in Coverage.values:
        problem = Problem("no-coverage", _("Choose what you want to write."), "coverage")
        return show_event(request, event_id, [problem], 422)

    def action() -> HttpResponse:
        story = begin_planned_story(
            event_id,
            Coverage(kind),
            unit_id=int(unit) if unit.isdecimal() else None,
            actor=user_of(request),
            now=timezone.now(),
        )
        return redirect("wagtailsnippets_stories_story:edit", story.pk)

    said = _("The draft has been begun with what the plan knows. Write on from here.")
    return _take(request, event_id, action, said)


@screen("ke-hoach/<int:event_id>/chep/", name="planning_copy", duties=READING)
@require_POST
def copy(request: HttpRequest, event_id: int) -> HttpResponse:
    """Enter the same event for the next week or month, and open the copy to be looked through."""
    span = "month" if request.POST.get("span") == "month" else "week"

    def action() -> HttpResponse:
        made = copy_event(event_id, span, actor=user_of(request), now=timezone.now())
        return redirect("newsroom:planning_edit", made.pk)

    said = _("The copy is in the plan. Look through the day and the hour; people are not copied.")
    return _take(request, event_id, action, said)


@screen("ke-hoach/<int:event_id>/xong/", name="planning_settle", duties=READING)
@require_POST
def settle(request: HttpRequest, event_id: int) -> HttpResponse:
    """Mark the event as done."""

    def action() -> HttpResponse:
        settle_event(event_id, actor=user_of(request), now=timezone.now())
        return redirect("newsroom:planning_event", event_id)

    return _take(request, event_id, action, _("Marked as done."))


@screen("ke-hoach/<int:event_id>/mo-lai/", name="planning_reopen", duties=READING)
@require_POST
def reopen(request: HttpRequest, event_id: int) -> HttpResponse:
    """Take back a cancellation or "done"."""

    def action() -> HttpResponse:
        reopen_event(event_id, actor=user_of(request), now=timezone.now())
        return redirect("newsroom:planning_event", event_id)

    return _take(request, event_id, action, _("The event is open again."))
