"""Measures of drawings: round steps of an axis, lines of a name, widths of words."""

import math
import textwrap
from collections.abc import Iterable
from decimal import Decimal

from toasoan.printing.charts.described import Number
from toasoan.vietnamese.numbers import decimal_comma

#: Size of the letters in units of the drawing, and from one line to the next.
LETTERS, LINE = 14, 16
#: The width of a letter compared with its size: that of the newsroom's font, the widest of ours.
_LETTER_WIDTH = 0.56
_STEPS = 5


def axis(values: Iterable[Number | None]) -> list[Decimal]:
    """Ticks from zero to the largest value or just beyond it, in steps of 1, 2 or 5 times ten.

    >>> [int(tick) for tick in axis([3, 96, None])]
    [0, 20, 40, 60, 80, 100]
    """
    most = max((Decimal(value) for value in values if value is not None), default=Decimal(0))
    step = _step(most / _STEPS) if most > 0 else Decimal(1)
    count = max(1, math.ceil(most / step))
    return [step * tick for tick in range(count + 1)]


def _step(least: Decimal) -> Decimal:
    """The smallest round step that is not smaller; below one only when all values are small."""
    ten = Decimal(10) ** (least.adjusted())
    return next(ten * lead for lead in (1, 2, 5, 10) if ten * lead >= least)


def shown(value: Number) -> str:
    """A value beside its mark: at most two decimals."""
    return decimal_comma(round(Decimal(value), 2))


def width(words: str) -> float:
    """How wide the words are drawn, nearly."""
    return len(words) * LETTERS * _LETTER_WIDTH


def wrapped(words: str, room: float, most: int) -> list[str]:
    """The words in lines that fit the room; past so many lines they end with an ellipsis."""
    letters = max(1, int(room / (LETTERS * _LETTER_WIDTH)))
    return textwrap.wrap(words, letters, max_lines=most, placeholder="…") or [""]
