"""Screens for one step of several stories: HTTP only."""

from collections.abc import Mapping, Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from toasoan.accounts.requests import user_of
from toasoan.editorial.transitions import Step
from toasoan.newsroom.kit.duty_sets import READING
from toasoan.newsroom.kit.screens import screen
from toasoan.newsroom.kit.step_form import StepForm
from toasoan.newsroom.kit.step_wording import WORDING
from toasoan.newsroom.lists.bulk import (
    BULK_STEPS,
    MOST,
    BulkRequest,
    ChosenStories,
    choice_of,
    take_for_each,
)
from toasoan.refusals import Problem

_CONFLICT, _WRONG = 409, 422


@screen("nhieu-tin/", name="bulk", duties=READING)
@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """Which step the marked stories have in common."""
    story_ids = request.GET.getlist("tin")
    choice = choice_of(user_of(request), story_ids, timezone.now())
    context = {
        "lines": choice.lines(),
        "steps": [(step.value, WORDING[step]) for step in choice.steps()],
        "too_many": len(story_ids) > MOST,
        "most": MOST,
    }
    return render(request, "newsroom/lists/bulk_choose.html", context)


@screen("nhieu-tin/<slug:name>/", name="bulk_step", duties=READING)
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, name: str) -> HttpResponse:
    """Say what will happen to each of the stories, ask what the step wants to know, take it."""
    if name not in BULK_STEPS:
        raise Http404
    chosen = Step(name)
    now = timezone.now()
    story_ids = (request.POST if request.method == "POST" else request.GET).getlist("tin")
    choice = choice_of(user_of(request), story_ids[:MOST], now)
    if not choice.stories:
        raise Http404
    if request.method != "POST":
        return _ask(request, choice, chosen, StepForm(step=chosen, story=choice.stories[0]))
    form = StepForm(request.POST, step=chosen, story=choice.stories[0])
    if not form.is_valid():
        return _ask(request, choice, chosen, form, _WRONG)
    if missing := choice.missing_answers(chosen, form.answers(), form.fields):
        return _ask(request, choice, chosen, form, _CONFLICT, missing)
    revisions = _revisions(request.POST, choice)
    done, refused = take_for_each(
        choice, chosen, BulkRequest(user_of(request), now, form.answers(), revisions)
    )
    context = {"done": done, "refused": refused, "wording": WORDING[chosen]}
    status = 200 if done else _CONFLICT
    return render(request, "newsroom/lists/bulk_done.html", context, status=status)


def _ask(
    request: HttpRequest,
    choice: ChosenStories,
    chosen: Step,
    form: StepForm,
    status: int = 200,
    missing: Sequence[Problem] = (),
) -> HttpResponse:
    lines = choice.lines(chosen)
    context = {
        "free": [line for line in lines if not line.problems],
        "held": [line for line in lines if line.problems],
        "step": chosen,
        "wording": WORDING[chosen],
        "form": form,
        "missing": missing,
    }
    return render(request, "newsroom/lists/bulk_step.html", context, status=status)


def _revisions(posted: Mapping[str, str], choice: ChosenStories) -> dict[int, int | None]:
    """The versions that were on the screen; a story without one was not shown to the end."""
    given = {story.pk: str(posted.get(f"ban-{story.pk}", "")) for story in choice.stories}
    return {pk: int(text) if text.isdecimal() else None for pk, text in given.items()}
