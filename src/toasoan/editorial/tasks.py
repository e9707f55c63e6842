"""What the clock does with stories. Safe to run twice, and in several workers at once."""

import logging

from django.db import OperationalError
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from toasoan.editorial.actions import note_due_failure, take_step
from toasoan.editorial.models import Progress
from toasoan.editorial.rules import Answers
from toasoan.editorial.succession import due_successions, move_stories
from toasoan.editorial.transitions import Status, Step
from toasoan.refusals import Problem, RefusedError
from toasoan.vietnamese.dates import local_day

logger = logging.getLogger(__name__)

#: Somebody was quicker, or has put the hour off: nothing has failed.
_OVERTAKEN = frozenset({"wrong-status", "not-due"})


@task()
def publish_due_stories() -> int:
    """Publish every approved story whose hour has come; returns how many went out."""
    due = Progress.objects.filter(status=Status.APPROVED, publish_at__lte=timezone.now())
    return sum(_do(story_id, Step.PUBLISH) for story_id in due.values_list("pk", flat=True))


@task()
def take_down_expired_stories() -> int:
    """Take down every story whose last hour on the site has come; returns how many."""
    due = Progress.objects.filter(status=Status.PUBLISHED, expires_at__lte=timezone.now())
    return sum(_do(story_id, Step.EXPIRE) for story_id in due.values_list("pk", flat=True))


def _do(story_id: int, step: Step) -> bool:
    """Take the step, or leave a failed state that people see; the next tick tries again."""
    now = timezone.now()
    try:
        take_step(story_id, step, actor=None, answers=Answers(), now=now)
    except RefusedError as refusal:
        if any(problem.code in _OVERTAKEN for problem in refusal.problems):
            return False
        note_due_failure(story_id, step, failures=refusal.problems, now=now)
    except OperationalError:
        # A busy database is not the story's fault: the next tick finds it due again.
        logger.warning("story %s: %s put off, the database was busy", story_id, step)
    except Exception:
        # One broken story must not hold up the others.
        logger.exception("story %s: %s failed", story_id, step)
        failure = Problem("broken", _("The computer met an error; the webmaster finds it written."))
        note_due_failure(story_id, step, failures=[failure], now=now)
    else:
        return True
    return False


@task()
def carry_on_after_successions() -> int:
    """Move the stories of units that have ended to their successors; returns how many moved."""
    now = timezone.now()
    return sum(
        move_stories(succession_id, actor=None, now=now)
        for succession_id in due_successions(local_day(now))
    )
