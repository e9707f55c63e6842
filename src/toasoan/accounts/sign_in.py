"""Sign-in by name and password; unknown names are treated like known ones."""

import datetime as dt

from django.contrib.auth import authenticate

from toasoan.accounts.actions import add_log_entry
from toasoan.accounts.attempts import enter_attempt, forget_attempts, key_of, take_back
from toasoan.accounts.models import EntryKind, User
from toasoan.accounts.rules import LOCK_ADDRESS_AFTER, LOCK_AFTER


class SignInRefusedError(Exception):
    """Sign-in is refused: `until` while attempts are locked, `asleep` when long unused."""

    def __init__(self, *, until: dt.datetime | None = None, asleep: bool = False) -> None:
        super().__init__("sign-in refused")
        self.until = until
        self.asleep = asleep


def name_key(username: str) -> str:
    """The key under which wrong attempts for a name are counted, ignoring case."""
    return key_of("name", username.casefold())


def check_name_and_password(
    username: str, password: str, *, now: dt.datetime, address: str | None
) -> User:
    """The person with this name and password.

    Raises `SignInRefusedError`, in the same way and after the same work whether the name is
    known or not: Django's backend runs the hasher for unknown names too, and they are counted
    and locked like all others. Only who knew the password learns that an account is asleep.
    """
    by_address = enter_attempt(key_of("address", address), limit=LOCK_ADDRESS_AFTER, now=now)
    if by_address.refused_until:
        raise SignInRefusedError(until=by_address.refused_until)
    by_name = enter_attempt(name_key(username), limit=LOCK_AFTER, now=now)
    if by_name.refused_until:
        raise SignInRefusedError(until=by_name.refused_until)
    user = authenticate(username=username, password=password)
    if user is None:
        _note_failure(username, by_name.locks_until, now=now, address=address)
        raise SignInRefusedError(until=by_name.locks_until or by_address.locks_until)
    forget_attempts(by_name.key)
    take_back(by_address)
    if user.asleep_since:
        raise SignInRefusedError(asleep=True)
    return user


def _note_failure(
    username: str, locks_until: dt.datetime | None, *, now: dt.datetime, address: str | None
) -> None:
    known = User.objects.filter(username=username).first()
    add_log_entry(EntryKind.SIGN_IN_FAILED, known, address=address, now=now)
    if locks_until:
        add_log_entry(EntryKind.LOCKED, known, address=address, now=now)
