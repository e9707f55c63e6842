"""The account log in words, for a person's own account and for the webmaster."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from toasoan.accounts.models import AccountEntry, Ending, EntryKind

#: Entries shown as warnings: they may mean that somebody else tried to get in.
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
class LogLine:
    """One line of the account log."""

    at: dt.datetime
    words: str
    person: str
    by: str
    address: str
    detail: str
    warns: bool


def log_lines(entries: Iterable[AccountEntry]) -> list[LogLine]:
    """The entries as lines for a screen; `by` is empty when the person did it themselves."""
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
