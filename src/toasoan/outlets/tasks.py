"""Background entry points of the outlets. Safe to run twice."""

from django.utils import timezone
from django_tasks import task

from toasoan.outlets.queue import send_due


@task()
def send_dispatches() -> int:
    """Send outlets what waits for them; returns how many rows left."""
    return send_due(timezone.now()).sent
