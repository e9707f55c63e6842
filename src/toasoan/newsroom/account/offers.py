"""Accounts that the sign-in page offers to press. Nothing offers any but the demo agency.

The room that owns such accounts registers an `Offers` when it is loaded; it decides for every
request whether there is something to offer.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from django.http import HttpRequest


@dataclass(frozen=True)
class OfferedAccount:
    """An account with everything that signing in asks for; `secret` is the key of its app."""

    username: str
    password: str
    name: str
    part: str
    secret: str = ""


class Offers(Protocol):
    """What a room registers."""

    def __call__(self, request: HttpRequest) -> Sequence[OfferedAccount]:
        """The accounts that this request may sign in with by pressing a button."""


_registered: list[Offers] = []


def register_offers(offers: Offers) -> None:
    """Have the sign-in page ask for accounts to offer."""
    if offers not in _registered:
        _registered.append(offers)


def offered_accounts(request: HttpRequest) -> list[OfferedAccount]:
    """Every account that is offered to this request."""
    return [account for offers in _registered for account in offers(request)]
