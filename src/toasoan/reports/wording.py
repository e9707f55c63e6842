"""How a report says its figures. These are words of the document, so they are Vietnamese whatever
the language of the screens.
"""

from collections.abc import Sequence
from decimal import Decimal

from toasoan.reports.content import CountTable, Difference, Figure, NumberKind, Row
from toasoan.vietnamese.numbers import grouped, percent, rate

_HUNDREDTHS = 100
_PADDED = 10
#: How many of a long list a sentence names.
_NAMED = 8


def number(value: int | None, kind: NumberKind = NumberKind.COUNT) -> str:
    """A number of a table or a sentence; a dash where nothing can be said.

    >>> number(96), number(8125, NumberKind.SHARE), number(None)
    ('96', '81,25%', '–')
    """
    if value is None:
        return "–"
    if kind is NumberKind.SHARE:
        return percent(Decimal(value) / _HUNDREDTHS)
    return grouped(value)


def counted(value: int) -> str:
    """A count inside a sentence: below ten with a nought before it, as offices write.

    >>> counted(3), counted(96), counted(0)
    ('03', '96', '0')
    """
    return f"{value:02d}" if 0 < value < _PADDED else grouped(value)


def share(part: int, whole: int) -> int | None:
    """Part of whole in hundredths of a per cent; None of nothing.

    >>> share(78, 96)
    8125
    """
    found = rate(part, whole)
    return None if found is None else int(found * _HUNDREDTHS)


def change(now: int, before: int, than: str) -> str:
    """How a count moved.

    >>> change(36, 43, "tháng trước")
    'giảm 07 so với tháng trước'
    >>> change(5, 5, "kỳ trước")
    'bằng kỳ trước'
    """
    if now == before:
        return f"bằng {than}"
    word = "tăng" if now > before else "giảm"
    return f"{word} {counted(abs(now - before))} so với {than}"


def compared(figure: Figure, *, before: str) -> str:
    """Both comparisons of a count in brackets, "" when there is nothing to compare with."""
    if figure.value is None:
        return ""
    words = [
        change(figure.value, other, than)
        for other, than in ((figure.previous, before), (figure.last_year, "cùng kỳ năm trước"))
        if other is not None
    ]
    return f" ({', '.join(words)})" if words else ""


def listed(rows: Sequence[tuple[str, int]], *, noun: str = "", rest: str = "đơn vị") -> str:
    """Names with their counts; a long list is cut and says how many are left.

    >>> listed([("Phòng 1", 5), ("Tam Khê", 3)], noun="tin, bài")
    'Phòng 1 (05 tin, bài), Tam Khê (03 tin, bài)'
    """
    after = f" {noun}" if noun else ""
    words = [f"{name} ({counted(value)}{after})" for name, value in rows[:_NAMED]]
    left = len(rows) - len(words)
    return ", ".join(words) + (f" và {counted(left)} {rest} khác" if left else "")


def ranking(rows: Sequence[tuple[str, int]]) -> list[str]:
    """Units with the same count in one line, the most first.

    >>> ranking([("A", 3), ("B", 2), ("C", 3)])
    ['Mỗi đơn vị có 03 tin, bài: A, C.', 'B: 02 tin, bài.']
    """
    by_count: dict[int, list[str]] = {}
    for name, value in rows:
        by_count.setdefault(value, []).append(name)
    return [
        f"Mỗi đơn vị có {counted(value)} tin, bài: {', '.join(names)}."
        if len(names) > 1
        else f"{names[0]}: {counted(value)} tin, bài."
        for value, names in sorted(by_count.items(), reverse=True)
    ]


def paragraphs(text: str) -> tuple[str, ...]:
    """What somebody typed, paragraph by paragraph."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def column(table: CountTable, label: str) -> list[tuple[str, int]]:
    """The rows of a table with one of its columns, nothing where there is no number."""
    at = [each.label for each in table.columns].index(label)
    return [(row.label, row.cells[at] or 0) for row in table.rows]


def summed(rows: Sequence[Row], label: str, kinds: Sequence[NumberKind]) -> Row:
    """The last line of a table of counts; a share is left for whoever knows of what."""
    return Row(
        label,
        tuple(
            sum(row.cells[at] or 0 for row in rows) if kind is NumberKind.COUNT else None
            for at, kind in enumerate(kinds)
        ),
    )


def difference(change_of: Difference) -> str:
    """A line of a supplement."""
    then, now = number(change_of.then, change_of.kind), number(change_of.now, change_of.kind)
    return f"{change_of.label}: báo cáo đã chốt ghi {then}, nay là {now}."
