"""What the newsroom's lists of stories show."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from toasoan.accounts.models import User
from toasoan.editorial.inbox import ResultPart, listed, with_details
from toasoan.editorial.models import Progress
from toasoan.newsroom.kit.pagination import page_asked
from toasoan.newsroom.kit.story_rows import PER_PAGE, StoryRow, story_rows
from toasoan.newsroom.kit.tables import ColumnKind, Row, Table, TableColumn
from toasoan.pagination.pages import Page
from toasoan.pagination.places import Place, read_place
from toasoan.search.words import tokens
from toasoan.stories.models import Genre
from toasoan.stories.newsroom_index import IdSpan
from toasoan.vietnamese.dates import local_day
from toasoan.vietnamese.fold import fold

#: The most rows of a file.
MOST_IN_FILE = 5000
#: Further than this nothing is counted: "more than 200".
MOST_COUNTED = 200


@dataclass(frozen=True, slots=True)
class StoryIds:
    """The ids of stories in several parts, one part after the other, newest first in each.

    A row is the number of its part and an id.
    """

    parts: Sequence[ResultPart]

    def read(self, text: str) -> Place | None:
        """The place that a text names; None when there is no such part."""
        place = read_place(text, 2)
        return place if place and 0 <= place[0] < len(self.parts) else None

    def place(self, row: Place) -> Place:
        """A row is its own place."""
        return row

    def after(self, place: Place | None, limit: int) -> list[Place]:
        """The next rows. One query a part, as many parts as needed."""
        first, below = place or (0, None)
        found: list[Place] = []
        for part in range(first, len(self.parts)):
            if len(found) == limit:
                break
            span = IdSpan(limit - len(found), below=below)
            found += [(part, number) for number in self.parts[part].ids(span)]
            below = None
        return found

    def before(self, place: Place, limit: int) -> list[Place]:
        """The rows before, nearest first. One query a part, as many parts as needed."""
        part, above = place
        found: list[Place] = []
        while part >= 0 and len(found) < limit:
            span = IdSpan(limit - len(found), above=above)
            found += [(part, number) for number in self.parts[part].ids(span)]
            part, above = part - 1, 0
        return found


def found_page(parts: Sequence[ResultPart], cursor: str) -> Page[Progress]:
    """One page of what was found, its rows read; two queries for a list in one part."""
    page = page_asked(StoryIds(parts), cursor, PER_PAGE, count_to=MOST_COUNTED)
    rows = rows_of([story_id for _part, story_id in page.rows])
    return Page(rows, page.before, page.after, page.counted)


def count_words(page: Page[Progress]) -> str:
    """How many stories were found, said on the list's first page."""
    if page.counted is None:
        return ""
    if page.counted > MOST_COUNTED:
        return _("more than %(number)d stories") % {"number": MOST_COUNTED}
    return _("%(number)d stories") % {"number": page.counted}


def rows_of(story_ids: Sequence[int], among: QuerySet[Progress] | None = None) -> list[Progress]:
    """The rows of these stories, in this order."""
    rows = Progress.objects.all() if among is None else among
    by_id = {row.pk: row for row in listed(rows.filter(pk__in=story_ids))}
    return [by_id[story_id] for story_id in story_ids if story_id in by_id]


def file_table(parts: Sequence[ResultPart], now: dt.datetime) -> Table:
    """The list as a table to save, with `MOST_IN_FILE` rows at most."""
    columns = (
        TableColumn(_("Number"), ColumnKind.IDENTIFIER),
        TableColumn(_("Headline")),
        TableColumn(_("Unit")),
        TableColumn(_("Author")),
        TableColumn(_("Section of the site")),
        TableColumn(_("Genre")),
        TableColumn(_("Step")),
        TableColumn(_("Since"), ColumnKind.MOMENT),
        TableColumn(_("Waits for")),
        TableColumn(_("Received"), ColumnKind.MOMENT),
        TableColumn(_("Published"), ColumnKind.MOMENT),
        TableColumn(_("Address"), ColumnKind.ADDRESS),
    )
    return Table(f"tin-bai-{local_day(now):%Y%m%d}", columns, _file_rows(parts, now))


def _file_rows(parts: Sequence[ResultPart], now: dt.datetime) -> Iterator[Row]:
    """The rows, read from the database some hundreds at a time."""
    written = 0
    for ids in _batches(parts):
        rows = rows_of(ids, with_details(Progress.objects.all()))
        for row, line in zip(rows, story_rows(rows, now), strict=True):
            if written == MOST_IN_FILE:
                yield (None, _("The list goes on; narrow it to get the rest."))
                return
            written += 1
            yield _file_row(row, line)


def _batches(parts: Sequence[ResultPart]) -> Iterator[list[int]]:
    at_a_time = 500
    for part in parts:
        below = None
        while ids := part.ids(IdSpan(at_a_time, below=below)):
            yield ids
            below = ids[-1]


def _file_row(row: Any, line: StoryRow) -> Row:
    """One story; the columns are those of `inbox.listed` and `inbox.with_details`."""
    genre = Genre(row.genre).label if row.genre else ""
    return (
        row.pk, line.headline, line.unit, line.author, row.section, str(genre), line.status,
        row.status_since, line.waits_for, row.received_at, row.published_at,
        reverse("newsroom:story", args=[row.pk]),
    )  # fmt: skip


def people_named(name: str, agency_ids: frozenset[int]) -> tuple[int, ...]:
    """Ids of the people of these agencies whose names have all these words, marks or not."""
    words = set(tokens(fold(name)))
    people = User.objects.filter(memberships__board__agency_id__in=agency_ids).distinct()
    return tuple(
        person.pk
        for person in people.only("last_name", "first_name", "username")
        if words <= set(tokens(fold(f"{person} {person.username}")))
    )
