"""Background work on what readers send. Safe to run twice."""

from django.utils import timezone
from django_tasks import task

from toasoan.reader_forms.actions import forget


@task()
def forget_what_was_sent() -> int:
    """Destroy old keys and counts; returns how many rows."""
    return forget(timezone.now())
