"""Screens that stand in for the inbox as long as somebody has something to do there first.

A screen package registers a function of the request; it returns the address that is shown instead
of the inbox, or "".
"""

from collections.abc import Callable

from django.http import HttpRequest

FirstScreen = Callable[[HttpRequest], str]

_registered: list[FirstScreen] = []


def register_first_screen(address_of: FirstScreen) -> None:
    """Ask this function whenever somebody opens the inbox without a choice of their own."""
    if address_of not in _registered:
        _registered.append(address_of)


def first_screen(request: HttpRequest) -> str:
    """The address to show instead of the inbox; empty for the inbox itself."""
    return next((address for ask in _registered if (address := ask(request))), "")
