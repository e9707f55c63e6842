"""What of the found items stands on the desk: how many wait for a word."""

from collections.abc import Collection

from django.db.models import QuerySet

from toasoan.monitoring.models import Proposal
from toasoan.monitoring.queries import waiting
from toasoan.newsroom.kit.desk_counts import desk_count
from toasoan.newsroom.kit.duty_sets import DESK


@desk_count(DESK, order=20, template="newsroom/monitoring/waiting.html")
def found_items(agencies: Collection[int]) -> QuerySet[Proposal]:
    """Found items that nobody has decided about."""
    return waiting(agencies)
