"""The second factor: authenticator app and recovery codes (passkeys: `passkeys.py`)."""

import datetime as dt
import secrets

import pyotp
from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction

from toasoan.accounts.actions import add_attempt_entry, add_log_entry
from toasoan.accounts.attempts import (
    Attempt,
    Source,
    accept_attempt,
    counts_of,
    enter_attempt,
    forget_attempts,
)
from toasoan.accounts.limits import Secret
from toasoan.accounts.models import (
    AuthenticatorApp,
    Ending,
    EntryKind,
    Factor,
    Passkey,
    RecoveryCode,
    User,
)
from toasoan.accounts.sealing import seal, unseal
from toasoan.accounts.sign_in import SignInRefusedError
from toasoan.accounts.visits import end_visits

HOW_MANY_CODES = 10
_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
_GROUP = 4
_STEP = 30
_DIGITS = 6


def new_secret() -> str:
    """A fresh secret for an authenticator app."""
    return pyotp.random_base32()


def secret_address(user: User, secret: str, issuer: str) -> str:
    """The `otpauth://` address that a QR code carries to the app."""
    return pyotp.TOTP(secret).provisioning_uri(name=user.username, issuer_name=issuer)


def code_at(secret: str, now: dt.datetime) -> str:
    """The six digits that the app shows at the moment."""
    return pyotp.TOTP(secret).at(now)


def code_fits(secret: str, code: str, now: dt.datetime, *, after_step: int = 0) -> int | None:
    """The half-minute to which the code belongs: this one or a neighbour, later than `after_step`.

    None when it fits none. Clocks of phones are off by a few seconds.
    """
    totp = pyotp.TOTP(secret)
    this = int(now.timestamp()) // _STEP
    for step in (this, this - 1, this + 1):
        if step > after_step and secrets.compare_digest(totp.at(step * _STEP), code):
            return step
    return None


def unused_code(user: User, secret: str, now: dt.datetime) -> str:
    """Six digits that the person's app accepts now; empty when all of this minute's were used."""
    last = AuthenticatorApp.objects.filter(user=user).values_list("last_step", flat=True).first()
    for seconds in (0, -_STEP, _STEP):
        moment = now + dt.timedelta(seconds=seconds)
        if int(moment.timestamp()) // _STEP > (last or 0):
            return code_at(secret, moment)
    return ""


@transaction.atomic
def add_app(
    user: User, secret: str, code: str, *, now: dt.datetime, address: str | None = None
) -> bool:
    """Add the app whose secret the person has scanned, if its code fits; replaces an older one."""
    step = code_fits(secret, _digits(code), now)
    if step is None:
        return False
    AuthenticatorApp.objects.update_or_create(
        user=user, defaults={"sealed_secret": seal(secret), "added_at": now, "last_step": step}
    )
    add_log_entry(EntryKind.APP_ADDED, user, actor=user, address=address, now=now)
    return True


@transaction.atomic
def remove_app(user: User, *, now: dt.datetime, address: str | None = None) -> None:
    """Remove the authenticator app, and the recovery codes with the last factor."""
    if AuthenticatorApp.objects.filter(user=user).delete()[0]:
        add_log_entry(EntryKind.APP_REMOVED, user, actor=user, address=address, now=now)
        drop_codes_without_factor(user)


def drop_codes_without_factor(user: User) -> None:
    """Delete the recovery codes of a person who has no second factor left."""
    if not Passkey.objects.filter(user=user).exists() and not _app_of(user):
        RecoveryCode.objects.filter(user=user).delete()


@transaction.atomic
def make_recovery_codes(
    user: User, *, now: dt.datetime, address: str | None = None
) -> tuple[str, ...]:
    """Ten new codes, shown this once; the old ones are void."""
    codes: dict[str, str] = {}
    while len(codes) < HOW_MANY_CODES:
        groups = ["".join(secrets.choice(_LETTERS) for _ in range(_GROUP)) for _ in range(4)]
        codes.setdefault(groups[0], "-".join(groups))
    RecoveryCode.objects.filter(user=user).delete()
    RecoveryCode.objects.bulk_create(
        RecoveryCode(user=user, start=start, digest=make_password(_squeezed(code)))
        for start, code in codes.items()
    )
    add_log_entry(EntryKind.CODES_MADE, user, actor=user, address=address, now=now)
    return tuple(codes.values())


def check_second_factor(user: User, text: str, *, now: dt.datetime, source: Source) -> Factor:
    """Which factor the typed code proves: six digits of the app, or a code on paper.

    Raises `SignInRefusedError` when it proves nothing, or while too many wrong ones were typed.
    """
    attempt = enter_attempt(counts_of(Secret.FACTOR, user.pk, source), now)
    if attempt.refused_until:
        raise SignInRefusedError(until=attempt.refused_until)
    factor = _proved(user, text, now=now, address=source.address)
    if factor is None:
        _note_wrong_factor(user, attempt, now=now, address=source.address)
        raise SignInRefusedError(until=attempt.locks_until)
    accept_attempt(attempt)
    return factor


def _note_wrong_factor(
    user: User, attempt: Attempt, *, now: dt.datetime, address: str | None
) -> None:
    add_attempt_entry(EntryKind.FACTOR_FAILED, user, address=address, now=now)
    if attempt.is_news:
        add_attempt_entry(EntryKind.LOCKED, user, address=address, now=now)


@transaction.atomic
def reset_factor(user: User, *, actor: User | None, now: dt.datetime) -> None:
    """Take away every factor of a person who lost theirs, and end their sessions.

    For the webmaster, who makes sure by voice or in person who is asking; nobody when it was
    the command line.
    """
    AuthenticatorApp.objects.filter(user=user).delete()
    Passkey.objects.filter(user=user).delete()
    RecoveryCode.objects.filter(user=user).delete()
    forget_attempts(Secret.FACTOR, user.pk)
    add_log_entry(EntryKind.FACTOR_RESET, user, actor=actor, now=now)
    end_visits(user, Ending.FACTOR, now=now)


def _proved(user: User, text: str, *, now: dt.datetime, address: str | None) -> Factor | None:
    digits = _digits(text)
    if len(digits) == _DIGITS == len(_squeezed(text)):
        return Factor.APP if _app_proves(user, digits, now) else None
    if _use_recovery_code(user, text, now=now):
        add_log_entry(EntryKind.CODE_USED, user, address=address, now=now)
        return Factor.RECOVERY
    return None


@transaction.atomic
def _app_proves(user: User, code: str, now: dt.datetime) -> bool:
    app = AuthenticatorApp.objects.select_for_update().filter(user=user).first()
    secret = unseal(app.sealed_secret) if app else None
    if app is None or secret is None:
        return False
    step = code_fits(secret, code, now, after_step=app.last_step)
    if step is None:
        return False
    app.last_step = step
    app.save(update_fields=["last_step"])
    return True


@transaction.atomic
def _use_recovery_code(user: User, text: str, *, now: dt.datetime) -> bool:
    code = _squeezed(text)
    row = (
        RecoveryCode.objects.select_for_update()
        .filter(user=user, start=code[:_GROUP], used_at=None)
        .first()
    )
    if row is None or not check_password(code, row.digest):
        return False
    row.used_at = now
    row.save(update_fields=["used_at"])
    return True


def _app_of(user: User) -> AuthenticatorApp | None:
    return AuthenticatorApp.objects.filter(user=user).first()


def _digits(text: str) -> str:
    return "".join(letter for letter in text if letter.isascii() and letter.isdigit())


def _squeezed(text: str) -> str:
    return "".join(letter for letter in text.upper() if letter.isascii() and letter.isalnum())
