"""Telling of what happens to accounts: the person always, the webmaster when one is locked."""

import datetime as dt
import re
from functools import partial

from django.db import transaction

from toasoan.accounts.models import AccountEntry, EntryKind, User, Visit
from toasoan.notifications.actions import NotificationFacts, tell
from toasoan.notifications.kinds import NotificationKind
from toasoan.units.duties import Duty
from toasoan.units.models import Membership
from toasoan.units.queries import holders
from toasoan.vietnamese.dates import local_day

#: What the person is told at once, by mail, whatever they chose; the rest stands in their log.
NOTIFIED_ENTRIES: dict[EntryKind, NotificationKind] = {
    EntryKind.LOCKED: NotificationKind.LOCKED_OUT,
    EntryKind.PASSWORD_SET: NotificationKind.PASSWORD_CHANGED,
    EntryKind.PASSWORD_CHANGED: NotificationKind.PASSWORD_CHANGED,
    EntryKind.APP_ADDED: NotificationKind.FACTOR_CHANGED,
    EntryKind.APP_REMOVED: NotificationKind.FACTOR_CHANGED,
    EntryKind.PASSKEY_ADDED: NotificationKind.FACTOR_CHANGED,
    EntryKind.PASSKEY_REMOVED: NotificationKind.FACTOR_CHANGED,
    EntryKind.CODES_MADE: NotificationKind.FACTOR_CHANGED,
    EntryKind.FACTOR_RESET: NotificationKind.FACTOR_CHANGED,
    EntryKind.CODE_USED: NotificationKind.CODE_USED,
    EntryKind.FELL_ASLEEP: NotificationKind.ASLEEP,
}


def tell_of_account(entry: AccountEntry) -> None:
    """Tell the person what happened to their account, in the transaction of the entry.

    A name that belongs to nobody is told to nobody. Whether a device is new is asked after the
    commit, when its visit is written; an error there must not keep anybody from signing in.
    """
    if entry.kind == EntryKind.SIGNED_IN and entry.user is not None:
        transaction.on_commit(partial(tell_of_device, entry, entry.user), robust=True)
    kind = NOTIFIED_ENTRIES.get(EntryKind(entry.kind))
    if kind is None or entry.user is None:
        return
    agencies = _agencies_of(entry.user, local_day(entry.at))
    about = NotificationFacts(
        key=_key_of(entry, entry.user), agency_id=agencies[0] if agencies else None
    )
    tell([entry.user], kind, about=about, now=entry.at)
    if entry.kind == EntryKind.LOCKED:
        for agency_id in agencies:
            _tell_webmasters(entry, entry.user, agency_id)


def _key_of(entry: AccountEntry, person: User) -> str:
    """The entry; of locks, which strangers can cause again and again, one is told a day."""
    if entry.kind == EntryKind.LOCKED:
        return f"account:locked:{person.pk}:{local_day(entry.at)}"
    return f"account:{entry.pk}"


def tell_of_device(entry: AccountEntry, person: User) -> None:
    """Tell the person of a sign-in from a browser that they have never used; not of their first."""
    visit = Visit.objects.filter(user=person, began_at=entry.at).order_by("pk").last()
    if visit is None:
        return
    before = Visit.objects.filter(user=person, pk__lt=visit.pk).order_by()
    agents = {
        _without_version(agent) for agent in before.values_list("agent", flat=True).distinct()
    }
    if agents and _without_version(visit.agent) not in agents:
        agencies = _agencies_of(person, local_day(entry.at))
        about = NotificationFacts(
            key=f"account:{entry.pk}", agency_id=agencies[0] if agencies else None
        )
        tell([person], NotificationKind.NEW_DEVICE, about=about, now=entry.at)


def _without_version(agent: str) -> str:
    """A browser that has updated itself is the same device."""
    return re.sub(r"[\d.]+", "", agent)


def _tell_webmasters(entry: AccountEntry, person: User, agency_id: int) -> None:
    keepers = holders(Duty.KEEP_SITE, agency_id=agency_id, unit_id=None, on=local_day(entry.at))
    # As the actor the colleague is named in the list, which only webmasters of the agency see
    # here, and never in a mail.
    about = NotificationFacts(key=f"{_key_of(entry, person)}:keepers", agency_id=agency_id)
    tell(keepers, NotificationKind.COLLEAGUE_LOCKED, about=about, now=entry.at, actor=person)


def _agencies_of(person: User, on: dt.date) -> list[int]:
    """Ids of the agencies in which the person has a seat on the day, in order."""
    seats = Membership.objects.in_force_on(on).filter(user=person).order_by("board__agency_id")
    return list(seats.values_list("board__agency_id", flat=True).distinct())
