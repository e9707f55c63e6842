"""Sign-in by name and password; unknown names are treated like known ones."""

import datetime as dt

from django.contrib.auth import authenticate

from toasoan.accounts.actions import add_attempt_entry
from toasoan.accounts.attempts import Attempt, Source, accept_attempt, counts_of, enter_attempt
from toasoan.accounts.limits import Secret
from toasoan.accounts.models import EntryKind, User


class SignInRefusedError(Exception):
    """Sign-in is refused: `until` while attempts are locked, `asleep` when long unused."""

    def __init__(self, *, until: dt.datetime | None = None, asleep: bool = False) -> None:
        super().__init__("sign-in refused")
        self.until = until
        self.asleep = asleep


def subject_of(username: str) -> str:
    """The name under which wrong passwords are counted, ignoring case."""
    return username.casefold()


def check_name_and_password(
    username: str, password: str, *, now: dt.datetime, source: Source
) -> User:
    """The person with this name and password.

    Raises `SignInRefusedError`, in the same way and after the same work whether the name is
    known or not: Django's backend runs the hasher for unknown names too, and they are counted
    and locked like all others. Only who knew the password learns that an account is asleep.
    """
    attempt = enter_attempt(counts_of(Secret.PASSWORD, subject_of(username), source), now)
    if attempt.refused_until:
        raise SignInRefusedError(until=attempt.refused_until)
    user = authenticate(username=username, password=password)
    if user is None:
        _note_failure(username, attempt, now=now, address=source.address)
        raise SignInRefusedError(until=attempt.locks_until)
    accept_attempt(attempt)
    if user.asleep_since:
        raise SignInRefusedError(asleep=True)
    return user


def _note_failure(
    username: str, attempt: Attempt, *, now: dt.datetime, address: str | None
) -> None:
    known = User.objects.filter(username=username).first()
    add_attempt_entry(EntryKind.SIGN_IN_FAILED, known, address=address, now=now)
    if attempt.is_news:
        add_attempt_entry(EntryKind.LOCKED, known, address=address, now=now)
