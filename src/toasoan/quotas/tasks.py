"""Background entry points. Safe to run twice."""

from django.utils import timezone
from django_tasks import task

from toasoan.quotas.reminders import remind


@task()
def remind_of_what_is_missing() -> int:
    """Remind of quotas whose period ends soon; returns how many units and people."""
    return remind(timezone.now())
