"""Background entry points. Safe to run twice."""

from django.utils import timezone
from django_tasks import task

from toasoan.disclosure.watching import watch


@task()
def watch_public_information() -> int:
    """Tell what is missing or overdue of what must be public; returns how many notifications."""
    return watch(timezone.now())
