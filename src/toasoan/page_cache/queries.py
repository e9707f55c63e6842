"""What the health check asks."""

from django.db import connection
from django.db.models import Max

from toasoan.page_cache.models import Invalidation


def last_change() -> int:
    """The number of the last change, as the processes count; 0 when there was none."""
    name = "number" if connection.vendor == "postgresql" else "pk"
    return int(Invalidation.objects.aggregate(last=Max(name))["last"] or 0)
