"""What the clock does with schedules. Safe to run twice."""

from django.utils import timezone
from django_tasks import task

from toasoan.schedules.reminders import remind


@task()
def remind_of_missing_schedule() -> int:
    """Remind offices of next week's schedule; returns how many were reminded."""
    return remind(timezone.now())
