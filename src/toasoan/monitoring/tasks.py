"""What the clock does with outlets' pages. Safe to run twice; one task for each outlet."""

from django.utils import timezone
from django_tasks import task

from toasoan.monitoring.actions import claim_reading
from toasoan.monitoring.comparing import compare_items
from toasoan.monitoring.queries import outlets_due
from toasoan.monitoring.reading import read_outlet
from toasoan.outlets.models import Outlet


@task()
def read_feeds() -> int:
    """Have every outlet read whose hour has come, each by itself; returns how many."""
    now = timezone.now()
    claimed = [outlet_id for outlet_id in outlets_due(now) if claim_reading(outlet_id, now=now)]
    for outlet_id in claimed:
        read_one_outlet.enqueue(outlet_id)
    return len(claimed)


@task()
def read_one_outlet(outlet_id: int) -> int:
    """Read an outlet's page and compare what is new; returns how many proposals there are.

    About a minute by the clock at most, whatever the outlet does: the worker has other work.
    """
    outlet = Outlet.objects.select_related("agency").get(pk=outlet_id)
    read_outlet(outlet, now=timezone.now())
    return compare_items(outlet.agency, now=timezone.now())
