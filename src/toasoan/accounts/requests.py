"""The person and the network address behind a request."""

from typing import cast

from django.conf import settings
from django.http import HttpRequest

from toasoan.accounts.models import User
from toasoan.network import device_address


def user_of(request: HttpRequest) -> User:
    """The signed-in person of a request that passed the newsroom's access check."""
    return cast("User", request.user)


def address_of(request: HttpRequest) -> str | None:
    """The address of the person's device, by way of the proxies that the installation trusts."""
    return device_address(
        request.META.get("REMOTE_ADDR", ""),
        request.headers.get("X-Forwarded-For", ""),
        settings.TOASOAN_TRUSTED_PROXIES,
    )
