"""The figures, tables and counted stories of a report, from the vocabulary of the room `figures`.

Labels are words of the document, so they are Vietnamese whatever the language of the screens.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from toasoan.figures.counting import Compared, ComparedRow, Measured, compare, measure
from toasoan.figures.dimensions import EVERYTHING, Filters, Scope
from toasoan.figures.measures import MEASURES, Dimension
from toasoan.figures.rows import entries_behind, lines
from toasoan.ledger.models import LedgerEntry
from toasoan.reports import wording
from toasoan.reports.content import (
    Column,
    CountedStory,
    CountTable,
    Figure,
    NamedStory,
    NumberKind,
    Row,
)
from toasoan.reports.owed import WHOLE, quota_table
from toasoan.stories.topics import Topic
from toasoan.units.models import Agency
from toasoan.vietnamese.periods import Period

RECEIVED, PUBLISHED, RATE, PLACED, CLIPPINGS = (
    "received", "published", "rate", "placed", "clippings",
)  # fmt: skip
DISPATCHED, RETURNED, REJECTED, CORRECTED = "dispatched", "returned", "rejected", "corrected"
LATE, ON_TIME, VIEWS = "late", "on_time", "views"
VISITS, DOCUMENTS, DOWNLOADS = "visits", "documents", "downloads"
QUESTIONS, QUESTIONS_ANSWERED = "questions", "questions_answered"
#: The key of the figure of one outlet: this and its code.
PLACEMENTS = "placements:"
LABELS = {
    RECEIVED: "Đã nhận",
    PUBLISHED: "Đã đăng",
    RATE: "Tỷ lệ đăng",
    DISPATCHED: "Lượt gửi nơi khác",
    CLIPPINGS: "Báo, đài khác đưa tin",
    RETURNED: "Lượt trả lại",
    REJECTED: "Không sử dụng",
    CORRECTED: "Lượt đính chính",
    LATE: "Lượt xử lý quá hạn",
    ON_TIME: "Xử lý đúng hạn",
    VIEWS: "Lượt xem tin, bài",
    VISITS: "Lượt truy cập",
    DOCUMENTS: "Văn bản đã đăng",
    DOWNLOADS: "Lượt tải văn bản",
    QUESTIONS: "Câu hỏi, phản ánh đã nhận",
    QUESTIONS_ANSWERED: "Câu hỏi, phản ánh đã trả lời",
}
#: How much the site is used; each is told once anything of it was counted.
USE_OF_THE_SITE = (VIEWS, VISITS, DOCUMENTS, DOWNLOADS, QUESTIONS, QUESTIONS_ANSWERED)
#: Figures of the whole agency, in the order of the document; those of outlets follow DISPATCHED.
_BEFORE_OUTLETS = (RECEIVED, PUBLISHED, RATE, DISPATCHED)
_AFTER_OUTLETS = (CLIPPINGS, RETURNED, REJECTED, CORRECTED, LATE, ON_TIME)
#: Measures whose entries stand behind the figures.
_OPENED = (
    RECEIVED, PUBLISHED, DISPATCHED, PLACED, CLIPPINGS, RETURNED, REJECTED, CORRECTED, LATE,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Counting:
    """What was counted in a period."""

    figures: tuple[Figure, ...]
    tables: tuple[CountTable, ...]
    stories: tuple[CountedStory, ...]


def count(agency: Agency, period: Period, topic: Topic | None = None) -> Counting:
    """Count a period and the two that it is compared with; the number of queries is fixed."""
    scope = _Counted(agency, period, Filters(topic=topic.slug) if topic else EVERYTHING)
    placed = scope.compared(PLACED, Dimension.OUTLET)
    return Counting(
        tuple(_figures(scope, placed)),
        (
            _by_unit(scope),
            _parts(scope, "sections", "Tin, bài đã đăng theo chuyên mục", Dimension.SECTION),
            _parts(scope, "genres", "Tin, bài đã đăng theo thể loại", Dimension.GENRE),
            _by_outlet(placed),
            *([] if topic else [quota_table(agency, period)]),
        ),
        tuple(_stories(scope)),
    )


@dataclass(frozen=True, slots=True)
class _Counted:
    """Whose figures are counted; a measure that knows no topics is none of a campaign's."""

    agency: Agency
    period: Period
    filters: Filters

    def knows(self, code: str) -> bool:
        return not self.filters.chosen() or Dimension.TOPIC in MEASURES[code].dimensions

    def compared(self, code: str, *by: Dimension) -> Compared:
        return compare(self.agency, code, self.period, by=by, filters=self.filters)

    def measured(self, code: str, *by: Dimension) -> Measured:
        return measure(self.agency, code, self.period, by=by, filters=self.filters)


def _plain(value: object) -> int | None:
    """A value of a measure as a whole number; shares in hundredths of a per cent."""
    if isinstance(value, Decimal):
        return int(value * 100)
    return value if isinstance(value, int) else None


def _figure(key: str, label: str, row: ComparedRow, kind: NumberKind) -> Figure:
    value, before, last_year = (_plain(v) for v in (row.value, row.previous, row.last_year))
    return Figure(key, label, value, before, last_year, kind)


def _figures(scope: _Counted, placed: Compared) -> Iterator[Figure]:
    """Every figure of the whole, with those of a period that has none at all left out."""
    found = [_whole(scope, code) for code in _BEFORE_OUTLETS if scope.knows(code)]
    found += [
        _figure(f"{PLACEMENTS}{row.members[0].key}", row.members[0].label, row, NumberKind.COUNT)
        for row in placed.rows
    ]
    found += [_whole(scope, code) for code in _AFTER_OUTLETS if scope.knows(code)]
    has_previous, has_last_year = (any(map(of, found)) for of in (_previous, _last_year))
    for one in found:
        yield Figure(
            one.key,
            one.label,
            one.value,
            one.previous if has_previous else None,
            one.last_year if has_last_year else None,
            one.kind,
        )
    yield from _use_of_the_site(scope)


def _previous(figure: Figure) -> int | None:
    return figure.previous


def _last_year(figure: Figure) -> int | None:
    return figure.last_year


def _whole(scope: _Counted, code: str) -> Figure:
    kind = NumberKind.SHARE if code in {RATE, ON_TIME} else NumberKind.COUNT
    return _figure(code, LABELS[code], scope.compared(code).total, kind)


def _use_of_the_site(scope: _Counted) -> Iterator[Figure]:
    """Views, visits, documents, questions, once anything was counted; not known by topic."""
    if scope.filters.chosen():
        return
    for code in USE_OF_THE_SITE:
        row = scope.compared(code).total
        if row.value:
            before, last_year = _plain(row.previous) or None, _plain(row.last_year) or None
            yield Figure(code, LABELS[code], _plain(row.value), before, last_year)


def _by_unit(scope: _Counted) -> CountTable:
    """Units in their order: received, published, the rate, each outlet, clippings."""
    outlets = [row.members[0] for row in scope.measured(PLACED, Dimension.OUTLET).rows]
    placed = scope.measured(PLACED, Dimension.UNIT, Dimension.OUTLET)
    several = {
        code: scope.measured(code, Dimension.UNIT)
        for code in (RECEIVED, PUBLISHED, PLACED, CLIPPINGS)
        if scope.knows(code)
    }
    units = dict.fromkeys(row.members[0] for measured in several.values() for row in measured.rows)
    columns: list[tuple[Column, Callable[[str], int | None]]] = [
        (Column(LABELS[RECEIVED]), _of(several[RECEIVED])),
        (Column(LABELS[PUBLISHED]), _of(several[PUBLISHED])),
        (Column(LABELS[RATE], NumberKind.SHARE), _rate_of(several)),
    ]
    columns += [(Column(outlet.label), _of_both(placed, outlet.key)) for outlet in outlets]
    if CLIPPINGS in several:
        columns.append((Column(LABELS[CLIPPINGS]), _of(several[CLIPPINGS])))
    rows = tuple(Row(unit.label, tuple(of(unit.key) for _c, of in columns)) for unit in units)
    total = wording.summed(rows, WHOLE, [column.kind for column, _of_unit in columns])
    whole = wording.share(total.cells[1] or 0, total.cells[0] or 0)
    cells = tuple(
        whole if column.kind is NumberKind.SHARE else cell
        for (column, _of_unit), cell in zip(columns, total.cells, strict=True)
    )
    return CountTable(
        "units",
        "Số liệu theo đơn vị",
        "Đơn vị",
        tuple(column for column, _of_unit in columns),
        rows,
        Row(WHOLE, cells),
    )


def _of(measured: Measured) -> Callable[[str], int | None]:
    return lambda unit: _plain(measured.value(unit))


def _of_both(measured: Measured, outlet: str) -> Callable[[str], int | None]:
    return lambda unit: _plain(measured.value(unit, outlet))


def _rate_of(several: Mapping[str, Measured]) -> Callable[[str], int | None]:
    published, received = _of(several[PUBLISHED]), _of(several[RECEIVED])
    return lambda unit: wording.share(published(unit) or 0, received(unit) or 0)


def _parts(scope: _Counted, key: str, title: str, by: Dimension) -> CountTable:
    """What was published, told apart; parts with nothing in them are left out."""
    rows = tuple(
        Row(row.members[0].label, (_plain(row.value),))
        for row in scope.measured(PUBLISHED, by).rows
        if row.value
    )
    first = "Chuyên mục" if by is Dimension.SECTION else "Thể loại"
    total = wording.summed(rows, WHOLE, [NumberKind.COUNT])
    return CountTable(key, title, first, (Column(LABELS[PUBLISHED]),), rows, total)


def _by_outlet(placed: Compared) -> CountTable:
    rows = tuple(
        Row(
            row.members[0].label,
            tuple(_plain(value) for value in (row.value, row.previous, row.last_year)),
        )
        for row in placed.rows
    )
    return CountTable(
        "outlets",
        "Tin, bài được cơ quan báo chí, trang nhận tin sử dụng",
        "Nơi đăng",
        (Column("Kỳ này"), Column("Kỳ trước"), Column("Cùng kỳ năm trước")),
        rows,
        wording.summed(rows, WHOLE, [NumberKind.COUNT] * 3),
    )


def _stories(scope: _Counted) -> Iterator[CountedStory]:
    """Everything that the counts count, figure by figure, the latest first."""
    for code in _OPENED:
        if not scope.knows(code):
            continue
        asked = Scope(scope.agency, scope.period, scope.filters)
        rows = list(entries_behind(asked, MEASURES[code]))
        for row, line in zip(rows, lines(rows), strict=True):
            yield CountedStory(
                _key(code, row),
                row.pk,
                row.story_id,
                line.headline,
                line.unit,
                row.happened_at.isoformat(),
                line.outlet,
            )


def _key(code: str, row: LedgerEntry) -> str:
    return f"{PLACEMENTS}{row.outlet_code}" if code == PLACED else code


def most_placed(counting: Counting, *, most: int) -> list[NamedStory]:
    """The stories that outlets used most often in the period, the most used first."""
    used = [story for story in counting.stories if story.figure.startswith(PLACEMENTS)]
    tally = Counter(story.story for story in used if story.story)
    words = {story.story: (story.headline, story.unit) for story in used}
    return [
        NamedStory(story, *words[story], placements)
        for story, placements in sorted(tally.items(), key=lambda one: (-one[1], one[0]))[:most]
    ]
