"""Telling of what happens to accounts: the person always, the webmaster when one is locked."""

import datetime as dt

from toasoan.accounts.models import AccountEntry, EntryKind, User
from toasoan.notices.actions import About, tell
from toasoan.notices.kinds import Kind
from toasoan.units.duties import Duty
from toasoan.units.models import Membership
from toasoan.units.queries import holders
from toasoan.vietnamese.dates import local_day

#: What the person is told at once, by mail, whatever they chose; the rest stands in their log.
TOLD: dict[EntryKind, Kind] = {
    EntryKind.LOCKED: Kind.LOCKED_OUT,
    EntryKind.PASSWORD_SET: Kind.PASSWORD_CHANGED,
    EntryKind.PASSWORD_CHANGED: Kind.PASSWORD_CHANGED,
    EntryKind.APP_ADDED: Kind.FACTOR_CHANGED,
    EntryKind.APP_REMOVED: Kind.FACTOR_CHANGED,
    EntryKind.PASSKEY_ADDED: Kind.FACTOR_CHANGED,
    EntryKind.PASSKEY_REMOVED: Kind.FACTOR_CHANGED,
    EntryKind.CODES_MADE: Kind.FACTOR_CHANGED,
    EntryKind.FACTOR_RESET: Kind.FACTOR_CHANGED,
    EntryKind.CODE_USED: Kind.CODE_USED,
    EntryKind.FELL_ASLEEP: Kind.ASLEEP,
}


def tell_of_account(entry: AccountEntry) -> None:
    """Tell the person what happened to their account, in the transaction of the entry.

    A name that belongs to nobody is told to nobody.
    """
    kind = TOLD.get(EntryKind(entry.kind))
    if kind is None or entry.user is None:
        return
    agencies = _agencies_of(entry.user, local_day(entry.at))
    about = About(key=f"account:{entry.pk}", agency_id=agencies[0] if agencies else None)
    tell([entry.user], kind, about=about, now=entry.at)
    if entry.kind == EntryKind.LOCKED:
        for agency_id in agencies:
            _tell_webmasters(entry, entry.user, agency_id)


def _tell_webmasters(entry: AccountEntry, person: User, agency_id: int) -> None:
    keepers = holders(Duty.KEEP_SITE, agency_id=agency_id, unit_id=None, on=local_day(entry.at))
    # As the actor the colleague is named in the list, which only webmasters of the agency see
    # here, and never in a mail.
    about = About(key=f"account:{entry.pk}:keepers", agency_id=agency_id)
    tell(keepers, Kind.COLLEAGUE_LOCKED, about=about, now=entry.at, actor=person)


def _agencies_of(person: User, on: dt.date) -> list[int]:
    """Ids of the agencies in which the person has a seat on the day, in order."""
    seats = Membership.objects.in_force_on(on).filter(user=person).order_by("board__agency_id")
    return list(seats.values_list("board__agency_id", flat=True).distinct())
