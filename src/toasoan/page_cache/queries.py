"""Reads for the health check."""

from django.db import connection
from django.db.models import Max

from toasoan.page_cache.models import Invalidation


def last_change() -> int:
    """The number of the last invalidation as `sources` numbers them; 0 when there is none."""
    name = "number" if connection.vendor == "postgresql" else "pk"
    return int(Invalidation.objects.aggregate(last=Max(name))["last"] or 0)
