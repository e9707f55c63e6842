"""What the newsroom's lists of stories show."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, cast

from django.core.cache import cache
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from toasoan.accounts.models import User
from toasoan.editorial.desks import OPEN_STATUSES, Part, listed, with_details
from toasoan.editorial.models import Progress, Reason, ReasonUse
from toasoan.editorial.transitions import Correction, Status
from toasoan.newsroom.kit.tables import Column, Kind, Row, Table
from toasoan.newsroom.paging import Key, Page, numbered_page
from toasoan.newsroom.words import TONE
from toasoan.notifications.calendars import calendar_of
from toasoan.search.words import tokens
from toasoan.stories.models import Genre
from toasoan.stories.newsroom_index import Span
from toasoan.units.duties import Duty
from toasoan.units.queries import Post, names_of_holders
from toasoan.vietnamese.dates import local_day
from toasoan.vietnamese.fold import fold
from toasoan.vietnamese.working_time import WorkingCalendar, working_time, working_words

PER_PAGE = 30
#: The most rows of a file.
MOST_IN_FILE = 5000
#: Further than this nothing is counted: "more than 200".
MOST_COUNTED = 200

#: The order of each list on the desk.
WAITING_KEYS = (Key("rank"), Key("waits_since", is_moment=True), Key("pk"))
ELSEWHERE_KEYS = (Key("waits_since", is_moment=True), Key("pk"))
RECENT_KEYS = (Key("status_since", descending=True, is_moment=True), Key("pk", descending=True))

_ONE_DAY, _MANY_DAYS = dt.timedelta(days=1), dt.timedelta(days=60)
_LABELS = "labels-of-reasons"
Labels = dict[tuple[int, str], str]
_DUTY = {
    Status.SUBMITTED: Duty.VET,
    Status.PROPOSED: Duty.APPROVE,
}


@dataclass(frozen=True, slots=True)
class CameBack:
    """Why a story came back, and who sent it back."""

    who: str
    reasons: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True)
class StoryRow:
    """A line of a list of stories."""

    story_id: int
    headline: str
    unit: str
    author: str
    status: str
    tone: str
    since: dt.datetime
    waits_for: str
    owes_confirmation: bool
    correction: str
    failure: str
    came_back: CameBack | None
    publish_at: dt.datetime | None
    working: str


def story_rows(rows: Sequence[Progress], now: dt.datetime) -> list[StoryRow]:
    """The lines of one or several lists: two queries, however many rows."""
    posts = {row.pk: post for row in rows if (post := _post_of(row)) is not None}
    holders = names_of_holders(set(posts.values()), local_day(now))
    labels = _labels(rows)
    return [
        _story_row(row, _waits_for(row, posts, holders), _came_back(row, labels), now)
        for row in rows
    ]


def _post_of(row: Progress) -> Post | None:
    """The post whose holders a story waits for, when they have to be looked up."""
    duty = _DUTY.get(Status(row.status))
    if duty is None:
        return None
    return Post(duty, row.agency_id, row.unit_id if duty is Duty.VET else None)


def _waits_for(
    row: Progress, posts: Mapping[int, Post], holders: Mapping[Post, tuple[str, ...]]
) -> str:
    status = Status(row.status)
    if row.pk in posts:
        return ", ".join(holders[posts[row.pk]]) or _("nobody yet: the post is empty")
    if status is Status.DRAFT:
        return str(row.author)
    if status is Status.EDITING and row.claimed_by:
        return str(row.claimed_by)
    return _("the provincial desk") if status in {Status.RECEIVED, Status.EDITING} else ""


def _labels(rows: Sequence[Progress]) -> Labels:
    """The reasons' words, when a row came back at all.

    Kept between requests: a reason is never reworded, only joined by new ones (decision 0014).
    """
    returned = [row for row in rows if row.return_entry_id]
    wanted = {(row.agency_id, code) for row in returned for code in _codes(row)}
    known: Labels = cache.get(_LABELS, {})
    if wanted - known.keys():
        agencies = {row.agency_id for row in returned}
        reasons = Reason.objects.filter(agency_id__in=agencies, use=ReasonUse.RETURN)
        known |= {(reason.agency_id, reason.code): reason.label for reason in reasons}
        cache.set(_LABELS, known)
    return known


def _codes(row: Any) -> Sequence[str]:
    return row.back_codes or ()


def _came_back(row: Any, labels: Labels) -> CameBack | None:
    """What was said with the return; the columns are those of `desks.listed`."""
    if row.return_entry_id is None or row.back_codes is None:
        return None
    return CameBack(
        f"{row.back_last_name} {row.back_first_name}".strip(),
        tuple(labels.get((row.agency_id, code), code) for code in row.back_codes),
        row.back_note,
    )


def _working_words(row: Progress, now: dt.datetime) -> str:
    """How many working days a story has waited, when it is more than one and less than many."""
    waited = now - row.status_since
    if row.status not in OPEN_STATUSES or not _ONE_DAY <= waited <= _MANY_DAYS:
        return ""
    calendar = _calendar(row.agency_id)
    worked = working_time(row.status_since, now, calendar)
    length = calendar.day_length(local_day(now))
    return working_words(worked, length) if worked >= length else ""


def _calendar(agency_id: int) -> WorkingCalendar:
    """The agency's working days; a minute old at most, so that a list need not ask each time."""
    found = cache.get_or_set(
        f"working-days:{agency_id}", partial(calendar_of, agency_id), timeout=60
    )
    return cast("WorkingCalendar", found)


def _story_row(
    row: Progress, waits_for: str, came_back: CameBack | None, now: dt.datetime
) -> StoryRow:
    status = Status(row.status)
    return StoryRow(
        story_id=row.pk,
        headline=row.headline or _("(no headline yet)"),  # type: ignore[attr-defined]  # annotated
        unit=row.unit.short_name,
        author=str(row.author),
        status=str(status.label),
        tone=TONE[status],
        since=row.waits_since,  # type: ignore[attr-defined]  # annotated
        waits_for=waits_for,
        owes_confirmation=row.forced_by_id is not None,
        correction=str(Correction(row.correction).label) if row.correction else "",
        failure=row.failure if row.failed_step else "",
        came_back=came_back,
        publish_at=row.publish_at if status is Status.APPROVED else None,
        working=_working_words(row, now),
    )


def found_page(parts: Sequence[Part], cursor: str) -> Page:
    """One page of what was found, its rows read; two queries for a list in one part."""
    page = numbered_page(parts, cursor, PER_PAGE, MOST_COUNTED)
    return replace(page, rows=rows_of(page.rows))


def count_words(page: Page) -> str:
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


def file_table(parts: Sequence[Part], now: dt.datetime) -> Table:
    """The list as a table to save, with `MOST_IN_FILE` rows at most."""
    columns = (
        Column(_("Number"), Kind.IDENTIFIER), Column(_("Headline")), Column(_("Unit")),
        Column(_("Author")), Column(_("Section of the site")), Column(_("Genre")),
        Column(_("Step")), Column(_("Since"), Kind.MOMENT), Column(_("Waits for")),
        Column(_("Received"), Kind.MOMENT), Column(_("Published"), Kind.MOMENT),
        Column(_("Address"), Kind.ADDRESS),
    )  # fmt: skip
    return Table(f"tin-bai-{local_day(now):%Y%m%d}", columns, _file_rows(parts, now))


def _file_rows(parts: Sequence[Part], now: dt.datetime) -> Iterator[Row]:
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


def _batches(parts: Sequence[Part]) -> Iterator[list[int]]:
    at_a_time = 500
    for part in parts:
        below = None
        while ids := part.ids(Span(at_a_time, below=below)):
            yield ids
            below = ids[-1]


def _file_row(row: Any, line: StoryRow) -> Row:
    """One story; the columns are those of `desks.listed` and `desks.with_details`."""
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
