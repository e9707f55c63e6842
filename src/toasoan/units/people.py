"""Opening, changing, closing and opening again the accounts of an agency's people.

What an account may do follows from seats (`actions.seat`); signing in is `accounts`.
"""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from toasoan.accounts.models import Ending, User
from toasoan.accounts.visits import end_visits
from toasoan.refusals import Problem, RefusedError, refuse
from toasoan.units.actions import seat
from toasoan.units.changes import ChangeFacts, record_change
from toasoan.units.models import Agency, Board, MembershipRole, OrganisationChangeKind
from toasoan.units.queries import forget_seats
from toasoan.units.signals import seats_changed
from toasoan.units.usernames import username_problems
from toasoan.vietnamese.cleaning import one_line


@dataclass(frozen=True, slots=True, kw_only=True)
class Particulars:
    """What is known of a person besides their seats."""

    family_name: str
    given_name: str
    username: str
    email: str = ""
    post: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstSeat:
    """The seat with which an account begins: an account without one would open nothing."""

    board: Board
    role: MembershipRole
    from_on: dt.date
    decision_number: str = ""
    decision_on: dt.date | None = None


LABELS = {
    "last_name": gettext_lazy("family name"),
    "first_name": gettext_lazy("given name"),
    "username": gettext_lazy("user name"),
    "email": gettext_lazy("e-mail"),
    "post": gettext_lazy("post"),
}


def _clean(particulars: Particulars) -> Particulars:
    return Particulars(
        family_name=one_line(particulars.family_name),
        given_name=one_line(particulars.given_name),
        username=particulars.username.strip().lower(),
        email=particulars.email.strip(),
        post=one_line(particulars.post),
    )


def particulars_problems(particulars: Particulars, *, besides: User | None = None) -> list[Problem]:
    """Why an account cannot have these particulars, given the other accounts; empty if it can."""
    others = User.objects.exclude(pk=besides.pk) if besides else User.objects.all()
    found = []
    if not particulars.given_name:
        found.append(Problem("no-name", _("The name is missing."), "given_name"))
    found += username_problems(particulars.username)
    if others.filter(username__iexact=particulars.username).exists():
        message = _("Somebody else has this user name.")
        found.append(Problem("username-taken", message, "username"))
    if particulars.email and others.filter(email__iexact=particulars.email).exists():
        message = _("Somebody else has this e-mail address.")
        found.append(Problem("email-taken", message, "email"))
    return found


@transaction.atomic
def add_person(
    agency: Agency,
    particulars: Particulars,
    first: FirstSeat,
    *,
    actor: User | None,
    now: dt.datetime,
) -> User:
    """Open an account with its first seat; it has no password until the person sets one.

    `actor` is None for accounts that are opened on the server.

    Raises RefusedError with all problems of the particulars, or of the seat.
    """
    particulars = _clean(particulars)
    refuse(particulars_problems(particulars))
    user = User(
        username=particulars.username,
        last_name=particulars.family_name,
        first_name=particulars.given_name,
        email=particulars.email,
        post=particulars.post,
    )
    user.set_unusable_password()
    user.save()
    record_change(
        OrganisationChangeKind.PERSON_ADDED, agency, ChangeFacts(actor=actor, now=now, person=user)
    )
    seat(
        user,
        first.board,
        first.role,
        from_on=first.from_on,
        decision_number=first.decision_number,
        decision_on=first.decision_on,
        actor=actor,
        now=now,
    )
    return user


@transaction.atomic
def change_particulars(
    user: User, particulars: Particulars, *, agency: Agency, actor: User, now: dt.datetime
) -> User:
    """Correct a person's name, user name, e-mail or post; bylines already written stay.

    Raises RefusedError with all problems.
    """
    particulars = _clean(particulars)
    user = User.objects.select_for_update().get(pk=user.pk)
    refuse(particulars_problems(particulars, besides=user))
    new_values = {
        "last_name": particulars.family_name,
        "first_name": particulars.given_name,
        "username": particulars.username,
        "email": particulars.email,
        "post": particulars.post,
    }
    changed = [name for name, value in new_values.items() if getattr(user, name) != value]
    if changed:
        for name in changed:
            setattr(user, name, new_values[name])
        user.save(update_fields=changed)
        labels = ", ".join(str(LABELS[name]) for name in changed)
        facts = ChangeFacts(actor=actor, now=now, person=user, detail=labels)
        record_change(OrganisationChangeKind.PROFILE_CHANGED, agency, facts)
    return user


@transaction.atomic
def disable(user: User, *, agency: Agency, because: str, actor: User, now: dt.datetime) -> User:
    """Close an account: the person cannot sign in, open sessions end, no seat counts.

    Seats, bylines, stories and everything in the ledger stay as they are. Nobody closes
    their own account, so a webmaster is always left. Raises RefusedError for that and
    for an account that is closed.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    if user.pk == actor.pk:
        raise RefusedError(Problem("oneself", _("You cannot close your own account.")))
    if not user.is_active:
        raise RefusedError(Problem("closed", _("This account is closed already.")))
    user.is_active = False
    user.save(update_fields=["is_active"])
    end_visits(user, Ending.FROM_AFAR, now=now, actor=actor)
    facts = ChangeFacts(actor=actor, now=now, person=user, detail=because.strip())
    record_change(OrganisationChangeKind.DISABLED, agency, facts)
    forget_seats(user)
    seats_changed.send(User, agency_id=agency.pk)
    return user


@transaction.atomic
def enable(user: User, *, agency: Agency, actor: User, now: dt.datetime) -> User:
    """Open a closed account again; the person's seats of the day count again.

    Raises RefusedError for one that is open.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    if user.is_active:
        raise RefusedError(Problem("open", _("This account is open.")))
    user.is_active = True
    user.save(update_fields=["is_active"])
    record_change(
        OrganisationChangeKind.ENABLED, agency, ChangeFacts(actor=actor, now=now, person=user)
    )
    forget_seats(user)
    seats_changed.send(User, agency_id=agency.pk)
    return user
