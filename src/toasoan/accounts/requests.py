"""The person and the network address behind a request."""

from ipaddress import ip_address
from typing import cast

from django.conf import settings
from django.http import HttpRequest

from toasoan.accounts.models import User


def user_of(request: HttpRequest) -> User:
    """The signed-in person of a request that passed the newsroom's access check."""
    return cast("User", request.user)


def address_of(request: HttpRequest) -> str | None:
    """The address of the person's device.

    A proxy that the installation trusts (`TOASOAN_TRUSTED_PROXIES`) names it in
    X-Forwarded-For; whatever stands there left of the first foreign address anybody can write.
    """
    hops = [request.META.get("REMOTE_ADDR", "")]
    hops += reversed(request.headers.get("X-Forwarded-For", "").split(","))
    known = None
    for hop in hops:
        if (address := _address(hop)) is None:
            break
        known = address
        if address not in settings.TOASOAN_TRUSTED_PROXIES:
            break
    return known


def _address(text: str) -> str | None:
    try:
        return str(ip_address(text.strip()))
    except ValueError:
        return None
