"""Rows as lines of a CSV file that Excel with Vietnamese settings reads."""

import csv
import datetime as dt
import io
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from toasoan.vietnamese.dates import short_date, short_datetime
from toasoan.vietnamese.numbers import decimal_comma

#: Text that begins so is taken for a formula when a spreadsheet opens a CSV file.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def lines_of(rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """Lines with semicolons after a byte order mark; None leaves a cell empty."""
    yield "\ufeff"
    for row in rows:
        yield _line(row)


def _line(row: Sequence[object]) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerow([_as_text(value) for value in row])
    return out.getvalue()


def _as_text(value: object) -> str:
    """A value as text that no spreadsheet takes for a formula."""
    match value:
        case dt.datetime():
            return short_datetime(value)
        case dt.date():
            return short_date(value)
        case Decimal():
            return decimal_comma(value)
        case None | int():
            return "" if value is None else str(value)
    text = str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text
