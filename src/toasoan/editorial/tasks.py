"""What the clock does with stories. Safe to run twice."""

import logging

from django.core.exceptions import ValidationError
from django.utils import timezone
from django_tasks import task

from toasoan.editorial.actions import take_step
from toasoan.editorial.models import Progress
from toasoan.editorial.rules import Answers, StepRefusedError
from toasoan.editorial.succession import due_successions, move_stories
from toasoan.editorial.transitions import Status, Step
from toasoan.vietnamese.dates import local_day

logger = logging.getLogger(__name__)


@task()
def publish_due_stories() -> int:
    """Publish every approved story whose hour has come; returns how many went out."""
    now = timezone.now()
    due = Progress.objects.filter(status=Status.APPROVED, publish_at__lte=now)
    published = 0
    for story_id in due.values_list("pk", flat=True):
        try:
            take_step(story_id, Step.PUBLISH, actor=None, answers=Answers(), now=now)
        except (StepRefusedError, ValidationError):
            # It stays approved and in everybody's list; the next tick tries again.
            logger.exception("story %s could not be published at its hour", story_id)
        else:
            published += 1
    return published


@task()
def carry_on_after_successions() -> int:
    """Move the stories of units that have ended to their successors; returns how many moved."""
    now = timezone.now()
    return sum(
        move_stories(succession_id, actor=None, now=now)
        for succession_id in due_successions(local_day(now))
    )
