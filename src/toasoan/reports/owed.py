"""What units owed in a report's period and what they did: the table of quotas and its words."""

import datetime as dt

from toasoan.quotas.queries import shortfalls
from toasoan.reports import wording
from toasoan.reports.content import Column, CountTable, NumberKind, Row
from toasoan.units.models import Agency
from toasoan.vietnamese.periods import Period

QUOTAS = "quotas"
_REQUIRED, _DONE, _SHARE, _MISSING = "Chỉ tiêu", "Đã thực hiện", "Tỷ lệ", "Còn thiếu"
WHOLE = "Tổng cộng"


def quota_table(agency: Agency, period: Period) -> CountTable:
    """Required, done, the share and what is missing, unit by unit; empty without quotas."""
    after = period.last + dt.timedelta(days=1)
    owed = [row for row in shortfalls(agency, period, after) if row.person is None and row.required]
    things = {row.thing for row in owed}
    rows = tuple(
        Row(
            row.name if len(things) == 1 else f"{row.name}: {row.thing.label()}",
            (row.required, row.done, wording.share(row.done, row.required), row.missing),
        )
        for row in sorted(owed, key=lambda row: (-row.done, row.name))
    )
    kinds = [NumberKind.COUNT, NumberKind.COUNT, NumberKind.SHARE, NumberKind.COUNT]
    required, done, _share, missing = wording.summed(rows, WHOLE, kinds).cells
    return CountTable(
        QUOTAS,
        "Kết quả thực hiện chỉ tiêu",
        "Đơn vị",
        (
            Column(_REQUIRED),
            Column(_DONE),
            Column(_SHARE, NumberKind.SHARE),
            Column(_MISSING),
        ),
        rows,
        Row(WHOLE, (required, done, wording.share(done or 0, required or 0), missing)),
    )


def met_and_missed(table: CountTable) -> tuple[list[tuple[str, int]], list[tuple[str, int]]]:
    """Who did what they owed with how many, and who did not with how many are missing."""
    done, missing = wording.column(table, _DONE), wording.column(table, _MISSING)
    met = [
        (name, number) for (name, number), (_n, left) in zip(done, missing, strict=True) if not left
    ]
    return met, sorted((row for row in missing if row[1]), key=lambda row: -row[1])


def said_of_quotas(table: CountTable) -> list[str]:
    """The units that did what they owed, ranked; nothing without quotas."""
    if not table.rows:
        return []
    met, missed = met_and_missed(table)
    of_all = f"{wording.counted(len(met))}/{wording.counted(len(table.rows))}"
    words = [f"Có {of_all} đơn vị hoàn thành chỉ tiêu{':' if met else '.'}", *wording.ranking(met)]
    if missed:
        words.append(f"Chưa đạt chỉ tiêu: {wording.listed(missed, noun='tin, bài còn thiếu')}.")
    return words
