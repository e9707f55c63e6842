"""The figures, tables and counted stories of a report, from the room `figures`."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from toasoan.figures.queries import Counts, FigureKind, Figures, behind, figures
from toasoan.figures.rows import lines
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
from toasoan.stories.models import Story
from toasoan.units.models import Agency
from toasoan.vietnamese.periods import Period, previous, same_period_last_year

RECEIVED, PUBLISHED, RATE, CLIPPINGS = "received", "published", "rate", "clippings"
PLACEMENTS = "placements:"
NO_SECTION = "Chưa xếp chuyên mục"
RECEIVED_LABEL, PUBLISHED_LABEL, RATE_LABEL = "Đã nhận", "Đã đăng", "Tỷ lệ đăng"
CLIPPINGS_LABEL = "Báo, đài khác đưa tin"
WHOLE = "Tổng cộng"


@dataclass(frozen=True, slots=True)
class Counting:
    """What was counted in a period."""

    figures: tuple[Figure, ...]
    tables: tuple[CountTable, ...]
    stories: tuple[CountedStory, ...]


def count(agency: Agency, period: Period) -> Counting:
    """Count a period and the two that it is compared with; the number of queries is fixed."""
    now = figures(agency, period)
    before = figures(agency, previous(period)).total
    last_year = figures(agency, same_period_last_year(period)).total
    entries = _entries(agency, period)
    return Counting(
        _figures(now, before, last_year),
        (_by_unit(now), _by_section(entries), _by_outlet(now, before, last_year)),
        tuple(_stories(entries)),
    )


def _numbers(counted: Counts) -> dict[str, int | None]:
    placements = {f"{PLACEMENTS}{code}": value for code, value in counted.placements.items()}
    return {
        RECEIVED: counted.received,
        PUBLISHED: counted.published,
        RATE: wording.share(counted.published, counted.received),
        **placements,
        CLIPPINGS: counted.clippings,
    }


def _compared_with(counted: Counts) -> dict[str, int | None]:
    """The numbers of another period; none at all when nothing was counted in it."""
    numbers = _numbers(counted)
    return numbers if any(numbers.values()) else {}


def _figures(now: Figures, before: Counts, last_year: Counts) -> tuple[Figure, ...]:
    labels = {
        RECEIVED: RECEIVED_LABEL,
        PUBLISHED: PUBLISHED_LABEL,
        RATE: RATE_LABEL,
        CLIPPINGS: CLIPPINGS_LABEL,
    } | {f"{PLACEMENTS}{outlet.code}": outlet.name for outlet in now.outlets}
    earlier, year_ago = _compared_with(before), _compared_with(last_year)
    return tuple(
        Figure(
            key,
            labels[key],
            value,
            earlier.get(key),
            year_ago.get(key),
            NumberKind.SHARE if key == RATE else NumberKind.COUNT,
        )
        for key, value in _numbers(now.total).items()
    )


def _unit_cells(counted: Counts) -> tuple[int | None, ...]:
    return tuple(_numbers(counted).values())


def _by_unit(now: Figures) -> CountTable:
    columns = (
        Column(RECEIVED_LABEL),
        Column(PUBLISHED_LABEL),
        Column(RATE_LABEL, NumberKind.SHARE),
        *(Column(outlet.name) for outlet in now.outlets),
        Column(CLIPPINGS_LABEL),
    )
    rows = tuple(Row(each.unit.short_name, _unit_cells(each.counts)) for each in now.units)
    return CountTable(
        "units",
        "Số liệu theo đơn vị",
        "Đơn vị",
        columns,
        rows,
        Row(WHOLE, _unit_cells(now.total)),
    )


def _entries(agency: Agency, period: Period) -> dict[FigureKind, list[LedgerEntry]]:
    return {kind: list(behind(agency, period, kind)) for kind in FigureKind}


def _by_section(entries: dict[FigureKind, list[LedgerEntry]]) -> CountTable:
    """Published stories by the section in which they stand."""
    stories = [row.story_id for row in entries[FigureKind.PUBLISHED] if row.story_id]
    names = dict(
        Story.objects.filter(pk__in=stories)
        .order_by("section__order", "section__name")
        .values_list("pk", "section__name")
    )
    tally = Counter(names.get(story) or NO_SECTION for story in stories)
    order = dict.fromkeys([*(name for name in names.values() if name), NO_SECTION])
    rows = tuple(Row(name, (tally[name],)) for name in order if tally[name])
    return CountTable(
        "sections",
        "Tin, bài đã đăng theo chuyên mục",
        "Chuyên mục",
        (Column(PUBLISHED_LABEL),),
        rows,
        wording.summed(rows, WHOLE, [NumberKind.COUNT]),
    )


def _by_outlet(now: Figures, before: Counts, last_year: Counts) -> CountTable:
    rows = tuple(
        Row(
            outlet.name,
            (
                now.total.placements[outlet.code],
                before.placements.get(outlet.code, 0),
                last_year.placements.get(outlet.code, 0),
            ),
        )
        for outlet in now.outlets
    )
    return CountTable(
        "outlets",
        "Tin, bài được cơ quan báo chí, trang nhận tin sử dụng",
        "Nơi đăng",
        (Column("Kỳ này"), Column("Kỳ trước"), Column("Cùng kỳ năm trước")),
        rows,
        wording.summed(rows, WHOLE, [NumberKind.COUNT] * 3),
    )


def _stories(entries: dict[FigureKind, list[LedgerEntry]]) -> Iterator[CountedStory]:
    keys = {
        FigureKind.RECEIVED: RECEIVED,
        FigureKind.PUBLISHED: PUBLISHED,
        FigureKind.PLACEMENTS: PLACEMENTS,
        FigureKind.CLIPPINGS: CLIPPINGS,
    }
    for kind, rows in entries.items():
        for row, line in zip(rows, lines(rows), strict=True):
            key = keys[kind] + (row.outlet_code if kind is FigureKind.PLACEMENTS else "")
            yield CountedStory(
                key,
                row.pk,
                row.story_id,
                line.headline,
                line.unit,
                row.happened_at.isoformat(),
                line.outlet,
            )


def most_placed(counting: Counting, *, most: int) -> list[NamedStory]:
    """The stories that outlets used most often in the period, the most used first."""
    used = [story for story in counting.stories if story.figure.startswith(PLACEMENTS)]
    tally = Counter(story.story for story in used if story.story)
    words = {story.story: (story.headline, story.unit) for story in used}
    return [
        NamedStory(story, *words[story], placements)
        for story, placements in sorted(tally.items(), key=lambda one: (-one[1], one[0]))[:most]
    ]
