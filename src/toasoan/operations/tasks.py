"""Background entry points of operations."""

from datetime import timedelta

from django.core.management import call_command
from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from toasoan.media.storage import remove_abandoned_drafts
from toasoan.operations.models import Heartbeat

KEEP_SUCCESSFUL = timedelta(days=1)
KEEP_FAILED = timedelta(days=30)
KEEP_SILENT_WORKERS = timedelta(days=1)


@task()
def tidy_up() -> None:
    """Delete what is over: sessions, records of tasks, signs of workers, half-written files."""
    now = timezone.now()
    for status, kept in (
        (TaskResultStatus.SUCCESSFUL, KEEP_SUCCESSFUL),
        (TaskResultStatus.FAILED, KEEP_FAILED),
    ):
        DBTaskResult.objects.filter(status=status, finished_at__lt=now - kept).delete()
    Heartbeat.objects.filter(seen_at__lt=now - KEEP_SILENT_WORKERS).delete()
    call_command("clearsessions")
    remove_abandoned_drafts(now)
