"""Reading lists of people (.xlsx or .csv), which may be broken or made to do harm."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from toasoan.newsroom.kit.sheets import NumberedRow, SheetError, table_rows
from toasoan.newsroom.kit.workbooks import Cell
from toasoan.units.enrolment import MOST_LINES, EnrolmentColumn, EnrolmentLine
from toasoan.vietnamese.fold import fold

MOST_BYTES = 2 * 1024 * 1024
_HEAD_WITHIN = 10
#: The lines, the headings and what stands above them.
_MOST_ROWS = MOST_LINES + 2 * _HEAD_WITHIN


def headings() -> dict[EnrolmentColumn, str]:
    """The columns of the list as they are called on paper."""
    return {
        EnrolmentColumn.NAME: _("Full name"),
        EnrolmentColumn.USERNAME: _("User name"),
        EnrolmentColumn.EMAIL: _("E-mail"),
        EnrolmentColumn.POST: _("Post"),
        EnrolmentColumn.PLACE: _("Unit or board"),
        EnrolmentColumn.ROLE: _("Role"),
        EnrolmentColumn.FROM_ON: _("From"),
        EnrolmentColumn.DECISION_NUMBER: _("Decision number"),
        EnrolmentColumn.DECISION_ON: _("Date of the decision"),
    }


def read_list(content: bytes) -> list[EnrolmentLine]:
    """The lines of a list, whatever the file is called: its bytes decide what it is.

    Raises SheetError.
    """
    if len(content) > MOST_BYTES:
        raise SheetError(_("The file is larger than 2 MB."))
    rows = table_rows(content, most_rows=_MOST_ROWS)
    return list(_lines(rows))


def _lines(rows: Iterable[NumberedRow]) -> Iterator[EnrolmentLine]:
    columns: dict[int, EnrolmentColumn] = {}
    found = 0
    for number, row in rows:
        if not columns:
            columns = _columns(row)
            if not columns and number >= _HEAD_WITHIN:
                break
            continue
        line = _line(number, row, columns)
        if not any(line.cells.values()):
            continue
        found += 1
        if found > MOST_LINES:
            raise SheetError(_("The list has more than %(most)d lines.") % {"most": MOST_LINES})
        yield line
    if (
        EnrolmentColumn.NAME not in columns.values()
        or EnrolmentColumn.PLACE not in columns.values()
    ):
        column_names = {
            "name": headings()[EnrolmentColumn.NAME],
            "place": headings()[EnrolmentColumn.PLACE],
        }
        text = _("The list needs the columns “%(name)s” and “%(place)s”. Start from the template.")
        raise SheetError(text % column_names)
    if not found:
        raise SheetError(_("The list has no line beneath its headings."))


def _columns(row: list[Cell]) -> dict[int, EnrolmentColumn]:
    """Position → column, for the row that holds the headings; empty for any other row."""
    known = {fold(name): column for column, name in headings().items()}
    found = {
        position: known[key]
        for position, (value, _formula) in enumerate(row)
        if (key := fold(" ".join(value.replace("*", "").split()))) in known
    }
    return found if EnrolmentColumn.NAME in found.values() else {}


def _line(number: int, row: list[Cell], columns: dict[int, EnrolmentColumn]) -> EnrolmentLine:
    cells, formulas = {}, []
    for position, column in columns.items():
        value, is_formula = row[position] if position < len(row) else ("", False)
        cells[column] = value
        if is_formula:
            formulas.append(column)
    return EnrolmentLine(number, cells, tuple(formulas))
