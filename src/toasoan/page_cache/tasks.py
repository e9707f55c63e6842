"""Work of the clock."""

from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from toasoan.page_cache.actions import prune_invalidations

#: Longer than any page on a disk is trusted.
KEEP = timedelta(days=14)


@task()
def prune() -> None:
    """Delete changes that no kept page can depend on any more."""
    prune_invalidations(before=timezone.now() - KEEP)
