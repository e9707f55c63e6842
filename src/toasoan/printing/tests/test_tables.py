import datetime as dt
from decimal import Decimal

import pytest

from toasoan.printing.tables import Column, ColumnKind, Share, Table, shown

COLUMNS = (
    Column("Đơn vị"),
    Column("Đã nhận", ColumnKind.NUMBER),
    Column("Đã đăng", ColumnKind.NUMBER),
    Column("Tỷ lệ", ColumnKind.PERCENT, Share(part=2, whole=1)),
)


def test_a_share_is_counted_and_the_share_of_the_sums_stands_below():
    table = Table("", COLUMNS, (("A", 60, 50, None), ("B", 36, 28, None)), total_label="Cộng")

    assert [row[3] for row in table.counted_rows()] == [Decimal("83.33"), Decimal("77.78")]
    assert table.total() == ("Cộng", 96, 78, Decimal("81.25"))


def test_nothing_has_no_share_and_a_missing_number_adds_nothing():
    table = Table("", COLUMNS, (("A", 0, 0, None), ("B", None, 3, None)), total_label="Cộng")

    assert [row[3] for row in table.counted_rows()] == [None, None]
    assert table.total() == ("Cộng", 0, 3, None)


def test_what_is_no_number_of_things_is_not_added_up():
    columns = (Column("Đơn vị"), Column("Hạng", ColumnKind.MEASURE))

    assert Table("", columns, (("A", 1), ("B", 2)), total_label="Cộng").total() == ("Cộng", None)


def test_a_row_that_does_not_fit_is_refused():
    with pytest.raises(ValueError, match="Row 2"):
        Table("", COLUMNS, (("A", 1, 1, None), ("B", 1)))


@pytest.mark.parametrize(
    ("value", "kind", "text"),
    [
        (1234567, ColumnKind.NUMBER, "1.234.567"),
        (Decimal("2.5"), ColumnKind.MEASURE, "2,5"),
        (Decimal("81.25"), ColumnKind.PERCENT, "81,25%"),
        (dt.date(2023, 1, 5), ColumnKind.DAY, "05/01/2023"),
        (None, ColumnKind.NUMBER, ""),
        ("Hai\ndòng", ColumnKind.TEXT, "Hai dòng"),
    ],
)
def test_a_cell_reads_as_official_documents_write_it(value, kind, text):
    assert shown(value, kind) == text
