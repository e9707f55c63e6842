"""User names: what they may look like, and how one is made from a person's name."""

import re
from collections.abc import Callable

from django.utils.translation import gettext as _

from toasoan.refusals import Problem
from toasoan.vietnamese.fold import fold
from toasoan.vietnamese.names import split_name

_SHAPE = re.compile(r"[a-z0-9][a-z0-9._-]*")
_NOT_LETTERS = re.compile(r"[^a-z0-9]")
_SHORTEST, _LONGEST = 3, 40


def username_problems(username: str) -> list[Problem]:
    """Why nobody can sign in under this name."""
    if not username:
        return [Problem("no-username", _("The user name is missing."), "username")]
    if not _SHAPE.fullmatch(username):
        message = _("A user name has only a–z without marks, 0–9, dots and hyphens.")
        return [Problem("username-characters", message, "username")]
    if not _SHORTEST <= len(username) <= _LONGEST:
        message = _("A user name has 3 to 40 characters.")
        return [Problem("username-length", message, "username")]
    return []


def username_for(full_name: str, is_taken: Callable[[str], bool]) -> str:
    """The given name, a dot, the initials of the rest; a number when that is taken.

    "Nguyễn Thị Lan Khuê" becomes "khue.ntl", the second one "khue.ntl2". Empty for a name
    without a single Latin letter.
    """
    before, given = split_name(full_name)
    letters = [_NOT_LETTERS.sub("", fold(part)) for part in before.split()]
    initials = "".join(part[0] for part in letters if part)
    base = ".".join(part for part in (_NOT_LETTERS.sub("", fold(given)), initials) if part)
    if not base:
        return ""
    base = base[: _LONGEST - 4]
    if len(base) < _SHORTEST:
        base = base.ljust(_SHORTEST, "1")
    number, name = 1, base
    while is_taken(name):
        number += 1
        name = f"{base}{number}"
    return name
