"""What the clock does with the plan. Safe to run twice."""

from django.utils import timezone
from django_tasks import task

from toasoan.planning.actions.people import remind
from toasoan.planning.queries.work import overdue_assignments


@task()
def remind_overdue() -> int:
    """Remind of every assignment whose hour has passed; returns how many were reminded of."""
    now = timezone.now()
    due = overdue_assignments(now).filter(reminded_at__isnull=True)
    return sum(remind(pk, now=now) for pk in list(due.values_list("pk", flat=True)))
