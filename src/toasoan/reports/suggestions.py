"""Limitations that the figures suggest: returns by reason, units without stories, delays.

Each sentence has its numbers in it and names the list that they were counted from, so that a
person can look behind it before keeping, changing or leaving it out.
"""

from collections.abc import Iterable

from toasoan.figures.counting import measure
from toasoan.figures.measures import Dimension
from toasoan.figures.returns import CountedAction, Returns, returns
from toasoan.reports import wording
from toasoan.reports.content import Weakness
from toasoan.reports.counting import LABELS, LATE, PUBLISHED, Counting
from toasoan.reports.owed import QUOTAS, met_and_missed
from toasoan.units.models import Agency
from toasoan.vietnamese.periods import Period

RETURNS, REFUSED, SILENT, URGENT = "returns:", "refused", "silent-units", "urgent"
DELAYS, SHORTFALLS = "late", "shortfalls"


def suggested(agency: Agency, period: Period, counting: Counting) -> tuple[Weakness, ...]:
    """What the figures of the period suggest as weak, the largest numbers of a kind first."""
    came_back = returns(agency, period)
    return (
        *_returned(came_back),
        *_refused(came_back),
        *_silent(counting),
        *_urgent(came_back),
        *_delays(agency, period),
        *_shortfalls(counting),
    )


def _units(came_back: Returns, numbers: Iterable[int]) -> list[tuple[str, int]]:
    named = [
        (unit.short_name, number)
        for unit, number in zip(came_back.units, numbers, strict=True)
        if number
    ]
    return sorted(named, key=lambda one: -one[1])


def _returned(came_back: Returns) -> list[Weakness]:
    rows = [row for row in came_back.rows if row.action is CountedAction.RETURN and row.code]
    return [
        Weakness(
            f"Còn {wording.counted(row.total)} lượt tin, bài phải trả lại với lý do"
            f" “{row.label}”: {wording.listed(_units(came_back, row.numbers))}.",
            f"{RETURNS}{row.code}",
        )
        for row in sorted(rows, key=lambda row: -row.total)
        if row.total
    ]


def _whole(came_back: Returns, action: CountedAction) -> tuple[int, list[tuple[str, int]]]:
    row = next((row for row in came_back.rows if row.action is action and not row.code), None)
    return (row.total, _units(came_back, row.numbers)) if row else (0, [])


def _refused(came_back: Returns) -> list[Weakness]:
    number, units = _whole(came_back, CountedAction.REFUSAL)
    if not number:
        return []
    words = f"Có {wording.counted(number)} tin, bài gửi về không sử dụng được"
    return [Weakness(f"{words}: {wording.listed(units)}.", REFUSED)]


def _silent(counting: Counting) -> list[Weakness]:
    by_unit = counting.tables[0]
    names = [name for name, number in wording.column(by_unit, LABELS[PUBLISHED]) if not number]
    if not names:
        return []
    words = f"Còn {wording.counted(len(names))} đơn vị chưa có tin, bài được đăng trong kỳ"
    return [Weakness(f"{words}: {', '.join(names)}.", SILENT)]


def _urgent(came_back: Returns) -> list[Weakness]:
    number, units = _whole(came_back, CountedAction.URGENT)
    if not number:
        return []
    words = f"Có {wording.counted(number)} tin, bài phải đăng khẩn rồi mới duyệt lại"
    return [Weakness(f"{words}: {wording.listed(units)}.", URGENT)]


def _delays(agency: Agency, period: Period) -> list[Weakness]:
    late = measure(agency, LATE, period, by=(Dimension.STEP,))
    steps = [(row.members[0].label, int(row.value or 0)) for row in late.rows if row.value]
    if not steps:
        return []
    words = f"Còn {wording.counted(sum(number for _step, number in steps))} lượt xử lý quá hạn"
    named = wording.listed(steps, noun="lượt", rest="bước")
    return [Weakness(f"{words} ở các bước: {named}.", DELAYS)]


def _shortfalls(counting: Counting) -> list[Weakness]:
    """Units that did less than they owed."""
    table = next((table for table in counting.tables if table.key == QUOTAS), None)
    missed = met_and_missed(table)[1] if table else []
    if not missed:
        return []
    words = f"Còn {wording.counted(len(missed))} đơn vị chưa đạt chỉ tiêu"
    return [Weakness(f"{words}: {wording.listed(missed, noun='tin, bài còn thiếu')}.", SHORTFALLS)]
