"""The pages of a story's steps. HTTP only: `editorial` decides."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from toasoan.accounts.requests import user_of
from toasoan.editorial.actions import take_step
from toasoan.editorial.editions import correction_changes
from toasoan.editorial.queries import latest_text, situation_of, story_for
from toasoan.editorial.rules import is_offered
from toasoan.editorial.transitions import Step
from toasoan.intake.models import Submission
from toasoan.media.downloads import stored_file
from toasoan.newsroom.kit.duty_sets import READING
from toasoan.newsroom.kit.screens import screen
from toasoan.newsroom.kit.step_form import StepForm
from toasoan.newsroom.kit.step_hours import done_words
from toasoan.newsroom.kit.step_wording import COMPARED, OPENS_EDITOR, WORDING
from toasoan.newsroom.story.changes import shown_changes
from toasoan.refusals import RefusedError
from toasoan.stories.models import Story


@screen("tin/<int:story_id>/buoc/<slug:name>/", name="step", duties=READING)
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, story_id: int, name: str) -> HttpResponse:
    """Ask what a step wants to know, and take it."""
    found = story_for(user_of(request), story_id)
    if name not in Step.values or Step(name) not in WORDING:
        # The steps that happen by themselves have no button, so nobody presses them.
        raise Http404
    chosen = Step(name)
    if request.method != "POST":
        return _ask(request, found, chosen)
    form = StepForm(request.POST, step=chosen, story=found)
    if not form.is_valid():
        return _step_page(request, found, chosen, form, [], 422)
    return _take(request, found, chosen, form)


def _take(request: HttpRequest, found: Story, chosen: Step, form: StepForm) -> HttpResponse:
    """Take the step, say what happened, and lead on."""
    if form.button_misspoke:
        messages.warning(request, _("The button now says what will happen. Read it, then press."))
        return _step_page(request, found, chosen, form, [], 422)
    now = timezone.now()
    try:
        progress = take_step(
            found.pk, chosen, actor=user_of(request), answers=form.answers(), now=now
        )
    except RefusedError as refusal:
        return _step_page(request, found, chosen, form, list(refusal.problems), 409)
    messages.success(request, done_words(chosen, progress.story, now))
    if chosen in OPENS_EDITOR:
        return redirect("wagtailsnippets_stories_story:edit", found.pk)
    return redirect("newsroom:inbox")


def _ask(request: HttpRequest, found: Story, chosen: Step) -> HttpResponse:
    situation = situation_of(found, found.progress, user_of(request), timezone.now())
    if not is_offered(situation, chosen):
        messages.warning(request, _("This step cannot be taken on this story now."))
        return redirect("newsroom:story", found.pk)
    form = StepForm(step=chosen, story=found, initial={"revision_id": found.latest_revision_id})
    return _step_page(request, found, chosen, form, [], 200)


def _step_page(
    request: HttpRequest,
    found: Story,
    chosen: Step,
    form: StepForm,
    problems: list[Any],
    status: int,
) -> HttpResponse:
    context = {
        "story": found,
        "headline": latest_text(found).headline,
        "step": chosen,
        "wording": WORDING[chosen],
        "form": form,
        "problems": problems,
        "changes": shown_changes(correction_changes(found)) if chosen in COMPARED else None,
    }
    return render(request, "newsroom/story/step.html", context, status=status)


@screen("tin/<int:story_id>/ban-goc/<int:submission_id>/", name="submission", duties=READING)
@require_safe
def submission(request: HttpRequest, story_id: int, submission_id: int) -> HttpResponseBase:
    """The original Word file, as it was sent."""
    found = story_for(user_of(request), story_id)
    sent = get_object_or_404(Submission, pk=submission_id, story=found)
    return stored_file(request, str(sent.file.name), public=False, saved_as=sent.filename)
