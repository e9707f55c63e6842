"""What the clock does with dispatches that nobody answers. Safe to run twice."""

from django.utils import timezone
from django_tasks import task

from toasoan.outlets import answers


@task()
def close_unanswered() -> int:
    """Write "never answered" where an outlet's days have passed; returns how many.

    Runs every hour, so that a day that has passed in Việt Nam is seen in its first hour.
    """
    return answers.close_unanswered(timezone.now())
