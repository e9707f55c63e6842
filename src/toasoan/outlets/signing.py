"""What we send to an outlet's address, and what it sends to ours, is signed with its key (HMAC).

The signature covers the moment and the exact bytes.
"""

import datetime as dt
import hashlib
import hmac
import secrets
from collections.abc import Mapping
from enum import StrEnum

#: When it was signed, in seconds since 1970, and the hexadecimal signature.
TIME, SIGNATURE = "Toasoan-Time", "Toasoan-Signature"
#: How far the clocks of both sides may be apart; an older request is refused.
WINDOW = dt.timedelta(minutes=5)
_KEY_BYTES = 32
_LONGEST_TIME = 12


class SignatureFault(StrEnum):
    """Why a signature does not hold."""

    MISSING = "missing"
    OLD = "old"
    WRONG = "wrong"


def new_signing_key() -> str:
    """A key to share with an outlet: 256 random bits in hexadecimal."""
    return secrets.token_hex(_KEY_BYTES)


def signature_of(key: str, body: bytes, *, time: int) -> str:
    """HMAC-SHA256 of the moment, a dot and the body, in hexadecimal."""
    signed = f"{time}.".encode("ascii") + body
    return hmac.new(key.encode("utf-8"), signed, hashlib.sha256).hexdigest()


def signed_headers(key: str, body: bytes, *, time: int) -> Mapping[str, str]:
    """The headers that go with a signed body."""
    return {TIME: str(time), SIGNATURE: signature_of(key, body, time=time)}


def signature_fault(
    key: str, headers: Mapping[str, str], body: bytes, now: dt.datetime
) -> SignatureFault | None:
    """Why a request is not signed with the key within the window; None when it is.

    An empty key is nobody's: nothing holds under it, and it takes as long to find out.
    """
    time, given = headers.get(TIME, ""), headers.get(SIGNATURE, "")
    if not time or not given:
        return SignatureFault.MISSING
    moment = int(time) if _is_time(time) else 0
    expected = signature_of(key or new_signing_key(), body, time=moment)
    if not hmac.compare_digest(expected.encode(), given.lower().encode()):
        return SignatureFault.WRONG
    if abs(now.timestamp() - moment) > WINDOW.total_seconds():
        return SignatureFault.OLD
    return None


def _is_time(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= _LONGEST_TIME
