"""What we send to an outlet's address, and what it sends to ours, is signed with its key (HMAC)."""

import hashlib
import hmac
import secrets
from collections.abc import Mapping

#: When it was signed, in seconds since 1970, and the hexadecimal signature.
TIME, SIGNATURE = "Toasoan-Time", "Toasoan-Signature"
_KEY_BYTES = 32


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
