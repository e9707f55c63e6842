"""The signed moment at which a form was made, with a random number that is the form's own."""

import datetime as dt
import secrets
from dataclasses import dataclass

from django.core.signing import BadSignature, Signer

#: Nobody reads and fills in a form in less.
QUICKEST = dt.timedelta(seconds=3)
OLDEST = dt.timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Moment:
    """When a form was made; `nonce` is its own number, 128 random bits."""

    made_at: dt.datetime
    nonce: str


def new_moment(name: str, now: dt.datetime) -> str:
    """A moment for a form of this name."""
    return _signer(name).sign(f"{int(now.timestamp())}.{secrets.token_urlsafe(16)}")


def read_moment(name: str, text: str) -> Moment | None:
    """The moment that this site signed for a form of this name; None for anything else."""
    try:
        seconds, _point, nonce = _signer(name).unsign(text).partition(".")
    except BadSignature:
        return None
    return Moment(dt.datetime.fromtimestamp(int(seconds), dt.UTC), nonce)


def _signer(name: str) -> Signer:
    return Signer(salt=f"toasoan.reader_forms.{name}")
