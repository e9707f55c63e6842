"""The steps as JSON, decided by the same functions and answered in the same words as on screens.

Signed in by the session, written with its CSRF mark. 404: does not exist for this person.
409: the newsroom's rules refuse, with all problems. 422: the request cannot be read.
"""

import datetime as dt
from typing import Any

from django.http import Http404, HttpRequest, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from toasoan.accounts.requests import user_of
from toasoan.editorial.actions import take_step
from toasoan.editorial.models import Progress
from toasoan.editorial.queries import latest_text, offered_steps, situation_of, story_for
from toasoan.editorial.transitions import TRANSITIONS, Step
from toasoan.newsroom.kit.duty_sets import READING
from toasoan.newsroom.kit.json_body import TooLongBodyError, UnreadableBodyError, json_of
from toasoan.newsroom.kit.screens import screen
from toasoan.newsroom.kit.step_form import StepForm
from toasoan.newsroom.kit.step_hours import done_sentence
from toasoan.newsroom.kit.step_wording import WORDING
from toasoan.refusals import Problem, RefusedError
from toasoan.stories.models import Story
from toasoan.vietnamese.cleaning import cleaned_deeply

#: The longest answers are three notes of 2,000 characters.
_MOST_BYTES = 64 * 1024


class _UnreadableError(Exception):
    """The request's body is not what a step asks for."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(problems)
        self.problems = problems


@screen("api/tin/<int:story_id>/", name="api_story", duties=READING)
@never_cache
@require_safe
def story(request: HttpRequest, story_id: int) -> JsonResponse:
    """Where a story is and which steps stand open to this person, with what they lack."""
    found = story_for(user_of(request), story_id)
    return JsonResponse(_shown(found, request))


@screen("api/tin/<int:story_id>/buoc/<slug:name>/", name="api_step", duties=READING)
@never_cache
@require_POST
def step(request: HttpRequest, story_id: int, name: str) -> JsonResponse:
    """Take a step; answers with where the story is then."""
    found = story_for(user_of(request), story_id)
    if name not in Step.values or Step(name) not in WORDING:
        raise Http404
    chosen = Step(name)
    try:
        form = _form(request, found, chosen)
        answers = form.answers()
        now = timezone.now()
        take_step(found.pk, chosen, actor=user_of(request), answers=answers, now=now)
    except _UnreadableError as error:
        return JsonResponse({"problems": _as_json(error.problems)}, status=422)
    except RefusedError as refusal:
        return JsonResponse({"problems": _as_json(refusal.problems)}, status=409)
    again = Story.objects.select_related("progress", "unit").get(pk=found.pk)
    return JsonResponse(_shown(again, request) | {"message": done_sentence(chosen, again, now)})


def _form(request: HttpRequest, found: Story, chosen: Step) -> StepForm:
    form = StepForm(_body(request), step=chosen, story=found)
    if form.is_valid():
        return form
    raise _UnreadableError(
        [
            Problem(error.code or "invalid", message, name if name in form.fields else "")
            for name, errors in form.errors.as_data().items()
            for error in errors
            for message in error.messages
        ]
    )


def _body(request: HttpRequest) -> dict[str, Any]:
    """The answers of the body; nothing at all counts as no answers."""
    try:
        given = json_of(request, most_bytes=_MOST_BYTES)
    except TooLongBodyError as error:
        raise _UnreadableError([Problem("too-long", _("The request is too long."))]) from error
    except UnreadableBodyError as error:
        raise _UnreadableError([Problem("not-json", _("The request is not JSON."))]) from error
    if not isinstance(given, dict):
        raise _UnreadableError([Problem("not-json", _("The request is not a JSON object."))])
    wrong = [name for name, value in given.items() if not _is_plain(name, value)]
    if wrong:
        raise _UnreadableError(
            [Problem("not-plain", _("This answer cannot be read."), name) for name in wrong]
        )
    return {name: cleaned_deeply(value) for name, value in given.items()}


def _is_plain(name: str, value: object) -> bool:
    if name == "reasons":
        return isinstance(value, list) and all(isinstance(code, str) for code in value)
    return value is None or isinstance(value, str | int | bool)


def _as_json(problems: Any) -> list[dict[str, str]]:
    return [{"code": p.code, "message": p.message, "field": p.field} for p in problems]


def _shown(found: Story, request: HttpRequest) -> dict[str, Any]:
    progress: Progress = found.progress
    situation = situation_of(found, progress, user_of(request), timezone.now())
    return {
        "id": found.pk,
        "headline": latest_text(found).headline,
        "unit": found.unit.code,
        "status": progress.status,
        "status_label": str(progress.get_status_display()),
        "since": progress.status_since.isoformat(),
        "revision_id": found.latest_revision_id,
        "publish_at": _moment(progress.publish_at),
        "embargo_until": _moment(progress.embargo_until),
        "expires_at": _moment(progress.expires_at),
        "correction": progress.correction,
        "owes_confirmation": progress.forced_by_id is not None,
        "failed": {
            "step": progress.failed_step,
            "since": _moment(progress.failed_since),
            "why": progress.failure,
        }
        if progress.failed_step
        else None,
        "steps": [
            {
                "name": offered.value,
                "label": str(WORDING[offered].button),
                "will": str(WORDING[offered].will),
                "required": [ask.value for ask in TRANSITIONS[offered].required],
                "optional": [ask.value for ask in TRANSITIONS[offered].optional],
                "problems": _as_json(problems),
            }
            for offered, problems in offered_steps(situation)
        ],
    }


def _moment(moment: dt.datetime | None) -> str | None:
    return moment.isoformat() if moment else None
