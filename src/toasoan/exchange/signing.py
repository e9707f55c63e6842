"""What two installations sign, and how it is read: Ed25519 over the request as a whole.

Signed are the method, the path, the key that it is meant for, the moment, a word used once and
the digest of the body. A request that was caught can be changed in none of them, not be sent to
another agency, and not be sent again (docs/decisions/0042).
"""

import base64
import binascii
import datetime as dt
import hashlib
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

_VERSION = "toasoan-exchange-1"
#: Headers of a signed request.
KEY, TO, TIME, NONCE, SIGNATURE = (
    "Toasoan-Key", "Toasoan-To", "Toasoan-Time", "Toasoan-Nonce", "Toasoan-Signature",
)  # fmt: skip
#: How far the clocks of two machines may be apart.
WINDOW = dt.timedelta(minutes=5)
_FINGERPRINT = re.compile(r"[0-9a-f]{64}")
_NONCE = re.compile(r"[0-9a-f]{32}")
_TIME = re.compile(r"[0-9]{1,11}")
_SIGNATURE_BYTES, _KEY_BYTES = 64, 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """What a request's headers say: fingerprints of both keys, the moment, the word used once."""

    key: str
    to: str
    time: int
    nonce: str
    signature: bytes

    @property
    def moment(self) -> dt.datetime:
        """When it was signed, by the sender's clock."""
        return dt.datetime.fromtimestamp(self.time, dt.UTC)

    def is_timely(self, now: dt.datetime) -> bool:
        """Whether it was signed within five minutes of now."""
        return abs(now - self.moment) <= WINDOW


def new_key_pair() -> tuple[str, str]:
    """A new private and public key, each in base64."""
    private = Ed25519PrivateKey.generate()
    return _text(private.private_bytes_raw()), _text(private.public_key().public_bytes_raw())


def fingerprint_of(public_key: str) -> str:
    """The hexadecimal SHA-256 of a public key in base64. Raises ValueError when it is none."""
    return hashlib.sha256(_public(public_key).public_bytes_raw()).hexdigest()


def signed_headers(  # noqa: PLR0913  # all that is signed, by keyword
    private_key: str, *, key: str, to: str, method: str, path: str, body: bytes, now: dt.datetime
) -> dict[str, str]:
    """The headers that sign a request; `key` and `to` are the fingerprints of both keys."""
    time, nonce = int(now.timestamp()), secrets.token_hex(16)
    text = _signed_text(method, path, f"{key} {to}", f"{time} {nonce}", body)
    signature = Ed25519PrivateKey.from_private_bytes(base64.b64decode(private_key)).sign(text)
    return {KEY: key, TO: to, TIME: str(time), NONCE: nonce, SIGNATURE: _text(signature)}


def read_signed(headers: Mapping[str, str]) -> Signed | None:
    """What the headers of a request say; None when one is missing or not in its form."""
    key, to, time, nonce, signature = (
        headers.get(name, "") for name in (KEY, TO, TIME, NONCE, SIGNATURE)
    )
    shaped = _FINGERPRINT.fullmatch(key) and _FINGERPRINT.fullmatch(to)
    if not (shaped and _TIME.fullmatch(time) and _NONCE.fullmatch(nonce)):
        return None
    try:
        read = base64.b64decode(signature, validate=True)
    except (binascii.Error, ValueError):
        return None
    if len(read) != _SIGNATURE_BYTES:
        return None
    return Signed(key=key, to=to, time=int(time), nonce=nonce, signature=read)


def is_right(signed: Signed, public_key: str, *, method: str, path: str, body: bytes) -> bool:
    """Whether the holder of the key signed this very request."""
    pair, once = f"{signed.key} {signed.to}", f"{signed.time} {signed.nonce}"
    try:
        _public(public_key).verify(signed.signature, _signed_text(method, path, pair, once, body))
    except InvalidSignature:
        return False
    return True


def _signed_text(method: str, path: str, pair: str, once: str, body: bytes) -> bytes:
    digest = hashlib.sha256(body).hexdigest()
    return "\n".join((_VERSION, method, path, pair, once, digest)).encode()


def _public(key: str) -> Ed25519PublicKey:
    raw = base64.b64decode(key, validate=True)
    if len(raw) != _KEY_BYTES:
        raise ValueError("an Ed25519 key has 32 bytes")
    return Ed25519PublicKey.from_public_bytes(raw)


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()
