"""A template to begin with, and the values of a document under the names that it uses.

The template is the official document itself with names in the place of words: an agency changes
its look in Word and keeps the names.
"""

from dataclasses import replace

from toasoan.printing.document import Letterhead, OfficialDocument, Signature
from toasoan.printing.tables import Column, ColumnKind, Row, Table, shown

#: Names of the frame of a document.
PARENT, ISSUER, PLACE = "co_quan_cap_tren", "co_quan", "dia_danh"
KIND, SYMBOL, SUBJECT = "loai_van_ban", "ky_hieu", "trich_yeu"
MONTH, YEAR = "thang", "nam"
AUTHORITY, POST, SIGNER = "tham_quyen", "chuc_vu", "nguoi_ky"
RECIPIENTS = "noi_nhan"
#: Field of a list: "bang_1.cot_2"; value of the line of sums: "bang_1_cong_2".
_FIELD, _TOTAL = "cot_{}", "{}_cong_{}"


def placeholder(name: str) -> str:
    """A name as it stands in a template."""
    return "{{" + name + "}}"


def with_placeholders(document: OfficialDocument) -> OfficialDocument:
    """The document with names in the place of the words of its frame; the body stays."""
    return replace(
        document,
        letterhead=Letterhead(placeholder(PARENT), placeholder(ISSUER), placeholder(PLACE)),
        kind=placeholder(KIND),
        symbol=placeholder(SYMBOL),
        subject=placeholder(SUBJECT),
        month=placeholder(MONTH),
        year=placeholder(YEAR),
        signature=Signature(placeholder(AUTHORITY), placeholder(POST), placeholder(SIGNER)),
        recipients=(placeholder(RECIPIENTS),),
    )


def frame_values(document: OfficialDocument) -> dict[str, str]:
    """What stands in the frame of the document, under the names of the template."""
    head, signature = document.letterhead, document.signature
    return {
        PARENT: head.parent,
        ISSUER: head.issuer,
        PLACE: head.place,
        KIND: document.kind,
        SYMBOL: document.symbol,
        SUBJECT: document.subject,
        MONTH: document.month_text,
        YEAR: str(document.year),
        AUTHORITY: signature.authority,
        POST: signature.post,
        SIGNER: signature.name,
        RECIPIENTS: "\n".join(document.recipient_lines).removeprefix("- ").removesuffix("."),
    }


def table_form(name: str, table: Table) -> Table:
    """The table with one row that repeats by itself, and the sums below when it has them."""
    columns = tuple(Column(one.heading, _kind(one), weight=one.width) for one in table.columns)
    places = range(1, len(columns) + 1)
    rows: list[Row] = [tuple(placeholder(f"{name}.{_FIELD.format(place)}") for place in places)]
    if table.total_label:
        rows.append(tuple(placeholder(_TOTAL.format(name, place)) for place in places))
    return Table(table.title, columns, tuple(rows))


def table_rows(table: Table) -> tuple[dict[str, str], ...]:
    """The rows of a table as the list that fills the row of `table_form`."""
    return tuple(
        {_FIELD.format(place): text for place, text in enumerate(_texts(table, row), start=1)}
        for row in table.counted_rows()
    )


def table_totals(name: str, table: Table) -> dict[str, str]:
    """The values of the line of sums; nothing for a table without one."""
    total = table.total()
    if total is None:
        return {}
    return {
        _TOTAL.format(name, place): text for place, text in enumerate(_texts(table, total), start=1)
    }


def _texts(table: Table, row: Row) -> list[str]:
    return [shown(value, column.kind) for value, column in zip(row, table.columns, strict=True)]


def _kind(column: Column) -> ColumnKind:
    """Only the side on which the cells stand matters where names stand."""
    return ColumnKind.MEASURE if column.is_of_numbers else ColumnKind.TEXT
