"""Background entry points. Safe to run twice."""

from django.utils import timezone
from django_tasks import task

from toasoan.retention.actions import clean_up_where_due


@task()
def clean_up_by_age() -> int:
    """Remove what agencies keep no longer, once a night; returns how many agencies."""
    return clean_up_where_due(timezone.now())
