"""What readers and the newsroom see of polls."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from toasoan.opinions.models import Poll
from toasoan.opinions.rules import shares


@dataclass(frozen=True, slots=True)
class OptionResult:
    """An answer with its votes and its share of all votes in whole per cent."""

    pk: int
    words: str
    number: int
    share: int


def shown_polls(agency_id: int) -> QuerySet[Poll]:
    """The polls on the agency's site, with their answers."""
    polls = Poll.objects.filter(agency_id=agency_id, is_published=True)
    return polls.prefetch_related("options")


def open_polls(agency_id: int, day: dt.date) -> QuerySet[Poll]:
    """Polls in which readers may vote on this day, the first to close first."""
    begun = shown_polls(agency_id).filter(closed_at__isnull=True, opens_on__lte=day)
    return begun.filter(closes_on__gte=day).order_by("closes_on", "pk")


def coming_polls(agency_id: int, day: dt.date) -> QuerySet[Poll]:
    """Polls that are shown and open later."""
    later = shown_polls(agency_id).filter(closed_at__isnull=True, opens_on__gt=day)
    return later.order_by("opens_on", "pk")


def closed_polls(agency_id: int, day: dt.date) -> QuerySet[Poll]:
    """Polls that are over, the latest first."""
    over = Q(closes_on__lt=day) | Q(closed_at__isnull=False)
    return shown_polls(agency_id).filter(over).order_by("-pk")


def polls_of(agency_id: int) -> QuerySet[Poll]:
    """Every poll of the agency for the newsroom, the latest first."""
    polls = Poll.objects.filter(agency_id=agency_id).prefetch_related("options")
    return polls.select_related("changed_by").order_by("-opens_on", "-pk")


def results_of(poll: Poll) -> list[OptionResult]:
    """The answers of a poll with votes and shares, in their order. One query, or none."""
    options = list(poll.options.all())
    by_option = zip(options, shares([option.number for option in options]), strict=True)
    return [
        OptionResult(option.pk, option.words, option.number, share) for option, share in by_option
    ]
