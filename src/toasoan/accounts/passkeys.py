"""Passkeys: a key pair whose private half never leaves the person's device (WebAuthn).

`webauthn` checks what browsers send. A passkey asks for finger, face or PIN of the device
(user verification is required), so it is a second factor and, alone, a whole sign-in.
"""

import datetime as dt
import json
from dataclasses import dataclass

import webauthn
from django.db import transaction
from django.utils.crypto import salted_hmac
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from toasoan.accounts.actions import add_log_entry
from toasoan.accounts.factors import drop_codes_without_factor
from toasoan.accounts.models import EntryKind, Passkey, User

MOST_PER_PERSON = 10


@dataclass(frozen=True, slots=True)
class RelyingParty:
    """The site as the browser names it: host for the key, origin for the proof."""

    host: str
    origin: str
    name: str


class PasskeyRefusedError(Exception):
    """The browser's answer is not valid for any passkey of the person."""


def creation_options(user: User, site: RelyingParty) -> tuple[str, str]:
    """What the browser needs to make a passkey, as JSON, and the challenge to keep."""
    options = webauthn.generate_registration_options(
        rp_id=site.host,
        rp_name=site.name,
        user_name=user.username,
        user_display_name=user.get_full_name() or user.username,
        user_id=_handle(user),
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=_descriptors(user, site),
    )
    return webauthn.options_to_json(options), bytes_to_base64url(options.challenge)


@transaction.atomic
def add_passkey(
    user: User, site: RelyingParty, answer: str, *, challenge: str, name: str, now: dt.datetime
) -> Passkey:
    """Keep the public half of a new passkey. Raises `PasskeyRefusedError`."""
    if Passkey.objects.filter(user=user).count() >= MOST_PER_PERSON:
        raise PasskeyRefusedError
    try:
        proved = webauthn.verify_registration_response(
            credential=answer,
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=site.host,
            expected_origin=site.origin,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, KeyError, TypeError) as error:
        raise PasskeyRefusedError from error
    credential_id = bytes_to_base64url(proved.credential_id)
    if Passkey.objects.filter(credential_id=credential_id).exists():
        raise PasskeyRefusedError
    passkey = Passkey.objects.create(
        user=user,
        host=site.host,
        name=name[:80],
        credential_id=credential_id,
        public_key=proved.credential_public_key,
        sign_count=proved.sign_count,
        added_at=now,
    )
    add_log_entry(EntryKind.PASSKEY_ADDED, user, actor=user, detail=passkey.name, now=now)
    return passkey


def request_options(site: RelyingParty, user: User | None = None) -> tuple[str, str]:
    """What the browser needs to prove a passkey: this person's, or any that it holds."""
    options = webauthn.generate_authentication_options(
        rp_id=site.host,
        allow_credentials=_descriptors(user, site) if user else None,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return webauthn.options_to_json(options), bytes_to_base64url(options.challenge)


@transaction.atomic
def check_passkey(
    site: RelyingParty, answer: str, *, challenge: str, now: dt.datetime, user: User | None = None
) -> User:
    """The person whose passkey proved itself; `user` when it must be theirs.

    Raises `PasskeyRefusedError`, the same for an unknown key, a wrong proof and a closed account.
    """
    passkey = (
        Passkey.objects.select_for_update(of=("self",))
        .select_related("user")
        .filter(credential_id=_credential_id(answer), host=site.host, user__is_active=True)
        .first()
    )
    if passkey is None or (user is not None and passkey.user_id != user.pk):
        raise PasskeyRefusedError
    try:
        proved = webauthn.verify_authentication_response(
            credential=answer,
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=site.host,
            expected_origin=site.origin,
            credential_public_key=bytes(passkey.public_key),
            # A counter that went backwards tells of a copied key; the library refuses it.
            credential_current_sign_count=passkey.sign_count,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, KeyError, TypeError) as error:
        raise PasskeyRefusedError from error
    passkey.sign_count = proved.new_sign_count
    passkey.used_at = now
    passkey.save(update_fields=["sign_count", "used_at"])
    return passkey.user


@transaction.atomic
def remove_passkey(user: User, passkey_id: int, *, now: dt.datetime) -> None:
    """Forget a passkey of the person; one that is not theirs does not exist."""
    passkey = Passkey.objects.filter(user=user, pk=passkey_id).first()
    if passkey is None:
        return
    passkey.delete()
    add_log_entry(EntryKind.PASSKEY_REMOVED, user, actor=user, detail=passkey.name, now=now)
    drop_codes_without_factor(user)


def _handle(user: User) -> bytes:
    """A keyed digest of the person's id: devices keep it, and it must not identify anybody."""
    return salted_hmac("toasoan.accounts.passkeys", str(user.pk), algorithm="sha256").digest()


def _descriptors(user: User, site: RelyingParty) -> list[PublicKeyCredentialDescriptor]:
    ids = Passkey.objects.filter(user=user, host=site.host).values_list("credential_id", flat=True)
    return [PublicKeyCredentialDescriptor(id=base64url_to_bytes(each)) for each in ids]


def _credential_id(answer: str) -> str:
    try:
        found = json.loads(answer)["id"]
    except (ValueError, KeyError, TypeError) as error:
        raise PasskeyRefusedError from error
    return found if isinstance(found, str) else ""
