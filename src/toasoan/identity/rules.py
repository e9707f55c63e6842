"""What a look and the lines of a menu may be; nothing here asks the database."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from toasoan.identity.colours import LEAST_CONTRAST, is_colour, weakest_contrast

# One slash and a path of ours (`//` would be another host), or another site over TLS.
_ADDRESS = re.compile(r"/(?!/)[^\s\\\"<>]*|https://[^\s\\\"<>@]+|mailto:[^\s\\\"<>]+|tel:[+0-9 ]+")


@dataclass(frozen=True, slots=True)
class Problem:
    """Why something cannot be kept, and at which field."""

    message: str
    field: str


class IdentityRefusedError(ValueError):
    """What was to be kept breaks rules; carries all of them."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("; ".join(problem.message for problem in problems))
        self.problems = problems


def colour_problems(colour: str) -> list[Problem]:
    """A colour that somebody could not read is refused with the number."""
    if not is_colour(colour):
        return [Problem(_("Write the colour as # and six digits, for example #8b1318."), "colour")]
    found = weakest_contrast(colour)
    if found >= LEAST_CONTRAST:
        return []
    words = _(
        "This colour is too pale: the contrast with white and with the light ground is"
        " %(found)s to 1, and at least 4.5 to 1 is needed. Choose a darker one."
    )
    # Cut, not rounded: 4.49 must not be called 4.5.
    return [Problem(words % {"found": f"{int(found * 100) / 100:.2f}".replace(".", ",")}, "colour")]


def is_address(address: str) -> bool:
    """Whether a line of a menu may lead there."""
    return _ADDRESS.fullmatch(address) is not None
