"""What the screens of accounts show."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from toasoan.accounts.models import AccountEntry, Ending, EntryKind, Factor, User, Visit
from toasoan.accounts.rules import Limits, ending_of
from toasoan.newsroom.account.words import device_words
from toasoan.units.duties import Duty
from toasoan.units.queries import agencies_where
from toasoan.vietnamese.dates import local_day

#: What a person should look at twice.
_WARNINGS = frozenset(
    {
        EntryKind.SIGN_IN_FAILED,
        EntryKind.FACTOR_FAILED,
        EntryKind.LOCKED,
        EntryKind.FACTOR_RESET,
        EntryKind.CODE_USED,
        EntryKind.RESET_ASKED,
    }
)


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


@dataclass(frozen=True, slots=True)
class LogLine:
    """One line of the account log."""

    at: dt.datetime
    words: str
    person: str
    by: str
    address: str
    detail: str
    warns: bool


def visit_lines(
    visits: Iterable[Visit], *, here: int | None, limits: Limits, now: dt.datetime
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


def log_lines(entries: Iterable[AccountEntry]) -> list[LogLine]:
    """Entries in words; who did it is told when it was somebody else."""
    return [
        LogLine(
            at=entry.at,
            words=str(EntryKind(entry.kind).label),
            person=str(entry.user) if entry.user_id else "",
            by=str(entry.actor) if entry.actor_id and entry.actor_id != entry.user_id else "",
            address=entry.address or "",
            detail=_detail(entry),
            warns=entry.kind in _WARNINGS,
        )
        for entry in entries
    ]


def _detail(entry: AccountEntry) -> str:
    if entry.kind == EntryKind.VISIT_ENDED and entry.detail in Ending.values:
        return str(Ending(entry.detail).label)
    return entry.detail


def people_of(webmaster: User, now: dt.datetime) -> QuerySet[User]:
    """People who hold or held a seat in an agency whose site this person keeps."""
    agencies = agencies_where(webmaster, {Duty.KEEP_SITE}, local_day(now))
    seats = Q(memberships__board__agency_id__in=agencies)
    return User.objects.filter(seats).distinct()
