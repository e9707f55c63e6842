"""Decisions about signing in. Pure: no database, no clock."""

import datetime as dt
import re
from collections.abc import Collection
from dataclasses import dataclass

from toasoan.accounts.models import Ending
from toasoan.vietnamese.fold import fold

#: The notice comes so long before an idle session ends.
NOTICE = dt.timedelta(seconds=60)

#: NĐ 331/2026/NĐ-CP, level 2: fourteen characters while the password stands alone, eight beside
#: a second factor.
LEAST_ALONE = 14
LEAST_WITH_FACTOR = 8
#: NIST SP 800-63B-4 asks for at least 64; longer ones would only keep the hasher busy.
MOST = 128
#: So many characters must be the person's own when names and everyday words are taken out.
OWN_CHARACTERS = 6

_ROWS = ("1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "abcdefghijklmnopqrstuvwxyz")
_SHORTEST_NAME = 3
_SHORTEST_WORD = 5


def plain(password: str) -> str:
    """The password as a guesser sees it: no marks, no capitals, letters and digits only.

    >>> plain("Mật Khẩu-2026!")
    'matkhau2026'
    """
    return re.sub(r"[\W_]+", "", fold(password))


def is_everyday(password: str, common: Collection[str]) -> bool:
    """Whether the password is among the first that a guesser tries.

    That is a word of the list with or without digits around it, one short piece repeated, or a
    walk along the keyboard.
    """
    text = plain(password)
    piece = _repeated_piece(text)
    candidates = {
        password.lower(),
        text,
        piece,
        text.strip("0123456789"),
        piece.strip("0123456789"),
    }
    return any(word in common for word in candidates) or len(set(text)) <= 2 or _is_walk(piece)  # noqa: PLR2004


def own_part(password: str, names: Collection[str], common: Collection[str]) -> str:
    """What remains of the password without the names and everyday words in it."""
    rest = plain(password)
    folded = {plain(part) for name in names for part in (name, *name.split())}
    for name in sorted(folded, key=len, reverse=True):
        if len(name) >= _SHORTEST_NAME:
            rest = rest.replace(name, "")
    for word in sorted(common, key=len, reverse=True):
        if len(word) >= _SHORTEST_WORD and not word.isdigit():
            rest = rest.replace(word, "")
    return rest


def _repeated_piece(text: str) -> str:
    """The shortest piece of which the text is a repetition; the text itself otherwise."""
    for length in range(1, len(text) // 2 + 1):
        piece = text[:length]
        if (piece * (len(text) // length + 1))[: len(text)] == text:
            return piece
    return text


def _is_walk(text: str) -> bool:
    """Whether the text goes along rows of the keyboard, the digits or the alphabet."""
    rest = text
    for row in _ROWS:
        for line in (row * 2, row[::-1] * 2):
            for length in range(len(rest), 3, -1):
                rest = re.sub("|".join(_pieces(line, length)) or "$^", "", rest)
    return len(rest) < len(text) and len(rest) < OWN_CHARACTERS


def _pieces(line: str, length: int) -> list[str]:
    return sorted({line[at : at + length] for at in range(len(line) - length + 1)})


@dataclass(frozen=True, slots=True)
class SessionLimits:
    """How long a session lasts: without anything being done, and at most."""

    idle: dt.timedelta
    total: dt.timedelta

    @property
    def notice(self) -> dt.timedelta:
        """How long before its end the person is told."""
        return min(NOTICE, self.idle / 2)

    @property
    def grain(self) -> dt.timedelta:
        """The least time between two writes of the last activity: not every request writes."""
        return min(dt.timedelta(seconds=30), self.idle / 30)


def ending_of(
    *, began_at: dt.datetime, seen_at: dt.datetime, limits: SessionLimits, now: dt.datetime
) -> Ending | None:
    """Why a session is over by now; None while it is not."""
    if now - began_at >= limits.total:
        return Ending.TOO_LONG
    if now - seen_at >= limits.idle:
        return Ending.IDLE
    return None


def remaining(
    *, began_at: dt.datetime, seen_at: dt.datetime, limits: SessionLimits, now: dt.datetime
) -> dt.timedelta:
    """How long the session still lasts when nothing is done."""
    end = min(seen_at + limits.idle, began_at + limits.total)
    return max(end - now, dt.timedelta(0))
