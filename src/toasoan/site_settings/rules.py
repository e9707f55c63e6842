"""What a look and the lines of a menu may be; nothing here asks the database."""

import datetime as dt
import re

from django.utils.translation import gettext as _

from toasoan.refusals import Problem
from toasoan.site_settings.colours import LEAST_CONTRAST, is_colour, weakest_contrast

# One slash and a path of ours (`//` would be another host), or another site over TLS.
_ADDRESS = re.compile(r"/(?!/)[^\s\\\"<>]*|https://[^\s\\\"<>@]+|mailto:[^\s\\\"<>]+|tel:[+0-9 ]+")


def colour_problems(colour: str) -> list[Problem]:
    """Problems of a colour: not `#` and six digits, or too little contrast to be read."""
    if not is_colour(colour):
        words = _("Write the colour as # and six digits, for example #8b1318.")
        return [Problem("no-colour", words, "colour")]
    found = weakest_contrast(colour)
    if found >= LEAST_CONTRAST:
        return []
    words = _(
        "This colour is too pale: the contrast with white and with the light ground is"
        " %(found)s to 1, and at least 4.5 to 1 is needed. Choose a darker one."
    )
    # Cut, not rounded: 4.49 must not be called 4.5.
    contrast = f"{int(found * 100) / 100:.2f}".replace(".", ",")
    return [Problem("too-pale", words % {"found": contrast}, "colour")]


def is_address(address: str) -> bool:
    """Whether a line of a menu may lead there."""
    return _ADDRESS.fullmatch(address) is not None


def linked_problems(label: str, address: str) -> list[Problem]:
    """Problems of linked software: it has a name and an address."""
    if not label:
        return [Problem("no-label", _("Linked software needs a name."), "label")]
    if not is_address(address):
        words = _("The address begins with / (on this site) or with https://.")
        return [Problem("bad-address", words, "address")]
    return []


def leader_problems(from_on: dt.date, to_on: dt.date | None) -> list[Problem]:
    """Problems of somebody's days in a post."""
    if to_on is not None and to_on < from_on:
        words = _("The last day in the post is before the first one.")
        return [Problem("ends-before-beginning", words, "to_on")]
    return []


def column_problems(label: str) -> list[Problem]:
    """Problems of a footer column: it has nothing but a title."""
    words = _("A column of the footer needs a title.")
    return [] if label else [Problem("no-label", words, "label")]


def line_problems(label: str, address: str, *, targets: int, may_group: bool) -> list[Problem]:
    """Problems of a line; `targets` is how many it leads to, the address included: one.

    A line with words only is a group, where there may be one: it opens what stands beneath it.
    """
    if may_group and label and not targets:
        return []
    if targets != 1:
        words = _("Choose one: a section, a page of the site, or an address.")
        return [Problem("not-one-target", words)]
    if address and not is_address(address):
        words = _("The address begins with / (on this site) or with https://.")
        return [Problem("bad-address", words, "address")]
    if address and not label:
        return [Problem("no-label", _("An address needs words to show."), "label")]
    return []
