"""Background entry points: the post and the reminders. Safe to run twice."""

from django.utils import timezone
from django_tasks import task

from toasoan.notifications.post import deliver_due
from toasoan.notifications.reminders import remind


@task()
def deliver_mail() -> int:
    """Send the mail that is due; returns how many letters left."""
    return deliver_due(timezone.now()).sent


@task()
def remind_of_what_waits() -> int:
    """Remind people of stories that wait longer than their limit; returns of how many."""
    return remind(timezone.now())
