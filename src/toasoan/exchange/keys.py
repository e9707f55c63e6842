"""The key pair of an agency: made by a webmaster, sealed, changed with an overlap."""

import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from toasoan.accounts.models import User
from toasoan.accounts.sealing import seal, unseal
from toasoan.exchange.connection_code import ConnectionCode
from toasoan.exchange.models import AgencyKey, EventKind, ExchangeEvent, Partner
from toasoan.exchange.signing import fingerprint_of, new_key_pair
from toasoan.refusals import Problem, RefusedError
from toasoan.units.models import Agency
from toasoan.vietnamese.cleaning import one_line

#: For so long partners may go on using the key that was changed.
OVERLAP = dt.timedelta(days=14)


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A private key in base64 and the fingerprint of its public key."""

    private_key: str
    fingerprint: str


def present_key(agency: Agency) -> AgencyKey | None:
    """The key that the agency's connection code names; None before the first was made."""
    return AgencyKey.objects.filter(agency=agency, valid_until=None).first()


def connection_code_of(agency: Agency) -> ConnectionCode | None:
    """What the other side is to paste; None before a key was made."""
    key = present_key(agency)
    return None if key is None else code_with(agency, key)


def code_with(agency: Agency, key: AgencyKey) -> ConnectionCode:
    """The connection code that names this key of the agency."""
    return ConnectionCode(
        name=one_line(agency.name),
        code=agency.code,
        address=own_address(),
        key=key.public_key,
    )


def own_address() -> str:
    """The beginning of this installation's addresses, without a slash at the end."""
    return str(settings.WAGTAILADMIN_BASE_URL).rstrip("/")


@transaction.atomic
def make_key(agency: Agency, *, actor: User, now: dt.datetime) -> AgencyKey:
    """Make the agency's first key pair. Raises RefusedError when it has one."""
    Agency.objects.select_for_update().get(pk=agency.pk)
    if present_key(agency) is not None:
        raise RefusedError(Problem("has-key", _("The agency has a connection code already.")))
    return _new_key(agency, EventKind.KEY_MADE, actor=actor, now=now)


@transaction.atomic
def change_key(agency: Agency, *, actor: User, now: dt.datetime) -> AgencyKey:
    """Make a new key pair; the old one holds for `OVERLAP` more. Raises RefusedError."""
    Agency.objects.select_for_update().get(pk=agency.pk)
    old = present_key(agency)
    if old is None:
        raise RefusedError(Problem("no-key", _("The agency has no connection code yet.")))
    old.valid_until = now + OVERLAP
    old.save(update_fields=["valid_until"])
    return _new_key(agency, EventKind.KEY_CHANGED, actor=actor, now=now)


def _new_key(agency: Agency, kind: EventKind, *, actor: User, now: dt.datetime) -> AgencyKey:
    private, public = new_key_pair()
    key = AgencyKey.objects.create(
        agency=agency,
        public_key=public,
        fingerprint=fingerprint_of(public),
        sealed_private_key=seal(private),
        made_at=now,
        made_by=actor,
    )
    ExchangeEvent.objects.create(agency=agency, kind=kind, happened_at=now, actor=actor)
    return key


def agency_addressed(fingerprint: str, now: dt.datetime) -> Agency | None:
    """The agency for whose key a request is meant, present or still valid."""
    key = AgencyKey.objects.select_related("agency").filter(fingerprint=fingerprint).first()
    if key is None or (key.valid_until is not None and key.valid_until < now):
        return None
    return key.agency


def signing_key_for(partner: Partner, now: dt.datetime) -> SigningKey | None:
    """The key by which the partner knows us: the one that was compared, as long as it holds.

    None when there is none, or when it was sealed by the secret key of another installation.
    """
    key = partner.compared_key
    if key is None or (key.valid_until is not None and key.valid_until < now):
        key = present_key(partner.agency)
    if key is None or (private := unseal(key.sealed_private_key)) is None:
        return None
    return SigningKey(private, key.fingerprint)


def throw_away_old_keys(now: dt.datetime) -> int:
    """Forget private keys that no longer hold; returns how many."""
    old = AgencyKey.objects.filter(valid_until__lt=now).exclude(sealed_private_key="")
    return old.update(sealed_private_key="")
