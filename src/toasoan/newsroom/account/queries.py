"""What the screens of accounts show."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from toasoan.accounts.models import Factor, User, Visit
from toasoan.accounts.rules import SessionLimits, ending_of
from toasoan.newsroom.account.words import device_words
from toasoan.units.duties import Duty
from toasoan.units.queries import agencies_where
from toasoan.vietnamese.dates import local_day


@dataclass(frozen=True, slots=True)
class VisitLine:
    """One open session."""

    pk: int
    device: str
    address: str
    began_at: dt.datetime
    seen_at: dt.datetime
    factor: str
    is_here: bool


def visit_lines(
    visits: Iterable[Visit], *, here: int | None, limits: SessionLimits, now: dt.datetime
) -> list[VisitLine]:
    """The sessions in words, this one first; what is over already is left out."""
    lines = [
        VisitLine(
            pk=visit.pk,
            device=device_words(visit.agent),
            address=visit.address or "",
            began_at=visit.began_at,
            seen_at=visit.seen_at,
            factor=str(Factor(visit.factor).label) if visit.factor else "",
            is_here=visit.pk == here,
        )
        for visit in visits
        if not ending_of(began_at=visit.began_at, seen_at=visit.seen_at, limits=limits, now=now)
    ]
    return sorted(lines, key=lambda line: not line.is_here)


def people_of(webmaster: User, now: dt.datetime) -> QuerySet[User]:
    """People who hold or held a seat in an agency whose site this person keeps."""
    agencies = agencies_where(webmaster, {Duty.KEEP_SITE}, local_day(now))
    seats = Q(memberships__board__agency_id__in=agencies)
    return User.objects.filter(seats).distinct()
