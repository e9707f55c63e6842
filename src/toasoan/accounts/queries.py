"""Reads of accounts and their log."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from toasoan.accounts.attempts import locked_until
from toasoan.accounts.limits import Secret
from toasoan.accounts.models import (
    AccountEntry,
    AuthenticatorApp,
    Passkey,
    RecoveryCode,
    User,
)
from toasoan.accounts.sign_in import subject_of
from toasoan.accounts.visits import open_visits


def has_factor(user: User) -> bool:
    """Whether the person has an authenticator app or a passkey."""
    app = AuthenticatorApp.objects.filter(user=OuterRef("pk"))
    key = Passkey.objects.filter(user=OuterRef("pk"))
    return User.objects.filter(pk=user.pk).filter(Exists(app) | Exists(key)).exists()


@dataclass(frozen=True, slots=True)
class SignInState:
    """How a person's account stands, for them and for the webmaster."""

    #: From one network or from all unknown devices; known ones and passkeys get in all the same.
    locked_until: dt.datetime | None
    asleep_since: dt.datetime | None
    has_password: bool
    app_added_at: dt.datetime | None
    passkeys: tuple[Passkey, ...]
    codes_left: int
    open_visits: int
    seen_at: dt.datetime | None

    @property
    def has_factor(self) -> bool:
        """Whether there is a second factor."""
        return self.app_added_at is not None or bool(self.passkeys)


def sign_in_state(user: User, now: dt.datetime) -> SignInState:
    """The state of a person's sign-in: factors, locks, visits. Six queries."""
    app = AuthenticatorApp.objects.filter(user=user).first()
    visits = open_visits(user)
    last = visits.first()
    return SignInState(
        locked_until=locked_until(Secret.PASSWORD, subject_of(user.username), now)
        or locked_until(Secret.FACTOR, user.pk, now),
        asleep_since=user.asleep_since,
        has_password=user.has_usable_password(),
        app_added_at=app.added_at if app else None,
        passkeys=tuple(Passkey.objects.filter(user=user)),
        codes_left=RecoveryCode.objects.filter(user=user, used_at=None).count(),
        open_visits=visits.count(),
        seen_at=last.seen_at if last else user.last_login,
    )


def entries_of(user: User) -> QuerySet[AccountEntry]:
    """What happened to the person's account, the latest first."""
    return AccountEntry.objects.filter(user=user).select_related("actor").order_by("-pk")


def entries_of_people(people: QuerySet[User]) -> QuerySet[AccountEntry]:
    """What happened to the accounts of these people, and at names that belong to nobody."""
    whose = Q(user__in=people) | Q(user=None)
    return AccountEntry.objects.filter(whose).select_related("user", "actor").order_by("-pk")
