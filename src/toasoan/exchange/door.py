"""Who may hand something in: a partner in use, by a request signed for us, once, in time."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.db import IntegrityError, transaction

from toasoan.exchange.keys import agency_addressed
from toasoan.exchange.models import Partner, PartnerKey, PartnerState, UsedNonce
from toasoan.exchange.partners import valid_keys
from toasoan.exchange.signing import WINDOW, Signed, is_right, read_signed

#: Requests of one partner in a minute; what comes faster is asked to wait.
MOST_A_MINUTE = 60
_MINUTE = dt.timedelta(minutes=1)


class Refusal(StrEnum):
    """Why a request is not let in. A stranger learns nothing but `UNKNOWN`."""

    UNKNOWN = "unknown"
    CLOCK = "clock"
    REPLAYED = "replayed"
    TOO_MANY = "too-many"


class NotLetInError(Exception):
    """The request is refused."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal)
        self.refusal = refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived:
    """A request as it arrived: what is signed of it."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes


def let_in(arrived: Arrived, now: dt.datetime) -> Partner:
    """The partner that sent the request; from now on the same request is refused.

    Raises NotLetInError. Only the holder of a compared key is told more than that it is unknown.
    """
    signed = read_signed(arrived.headers)
    partner = _sender(signed, arrived, now) if signed else None
    if signed is None or partner is None:
        raise NotLetInError(Refusal.UNKNOWN)
    if not signed.is_timely(now):
        raise NotLetInError(Refusal.CLOCK)
    recent = UsedNonce.objects.filter(partner=partner, used_at__gt=now - _MINUTE)
    if recent.count() >= MOST_A_MINUTE:
        raise NotLetInError(Refusal.TOO_MANY)
    try:
        with transaction.atomic():
            UsedNonce.objects.create(partner=partner, nonce=signed.nonce, used_at=now)
    except IntegrityError as error:
        raise NotLetInError(Refusal.REPLAYED) from error
    return partner


def _sender(signed: Signed, arrived: Arrived, now: dt.datetime) -> Partner | None:
    agency = agency_addressed(signed.to, now)
    if agency is None:
        return None
    for key in _candidates(signed.key, agency.pk):
        is_valid = key.pk in {one.pk for one in valid_keys(key.partner, now)}
        if is_valid and is_right(
            signed, key.public_key, method=arrived.method, path=arrived.path, body=arrived.body
        ):
            return key.partner
    return None


def _candidates(fingerprint: str, agency_id: int) -> list[PartnerKey]:
    keys = PartnerKey.objects.select_related("partner__agency", "partner__outlet")
    active = keys.filter(partner__agency_id=agency_id, partner__state=PartnerState.ACTIVE)
    return list(active.filter(fingerprint=fingerprint))


def forget_nonces(now: dt.datetime) -> int:
    """Forget what can no longer be sent again, because its time is over; returns how many."""
    # A clock may go ahead by the window, and the request be repeated at the window's end.
    return UsedNonce.objects.filter(used_at__lt=now - 3 * WINDOW).delete()[0]
