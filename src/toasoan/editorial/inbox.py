"""What is in a person's inbox, and which stories a person finds.

Every list is read by an index in the order in which it is shown, and nothing is counted in
full (docs/decisions/0015).
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Case, F, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from toasoan.accounts.models import User
from toasoan.editorial.models import Progress
from toasoan.editorial.transitions import Status
from toasoan.editorial.turn import OPEN_STATUSES
from toasoan.editorial.turn_sql import rows_waiting_for, visible_parts, visible_rows
from toasoan.ledger.models import LedgerEntry
from toasoan.search.matching import Match
from toasoan.stories.newsroom_index import IdSpan, find_story_ids, matches

DECIDED = (Status.PUBLISHED, Status.REJECTED, Status.WITHDRAWN, Status.TAKEN_DOWN)
#: What a row shows; a story's text and its revisions stay where they are.
_SHOWN = (
    "agency_id", "unit_id", "author_id", "status", "status_since", "claimed_by_id",
    "forced_by_id", "received_at", "publish_at", "published_at", "return_entry_id",
    "correction", "correction_since", "correction_by_id", "failed_step", "failed_since", "failure",
    "submitted_by_id", "last_changed_by_id", "proposed_by_id",
    "unit__short_name", "author__last_name", "author__first_name", "author__username",
    "claimed_by__last_name", "claimed_by__first_name", "claimed_by__username",
    "correction_by__last_name", "correction_by__first_name", "correction_by__username",
)  # fmt: skip

#: Since when a story waits: its correction, or itself. An expression, so that no database walks
#: the whole archive in the order of `status_since` to find the few that still move.
_SINCE = Coalesce("correction_since", "status_since")
_RANK = Case(When(return_entry_id__isnull=False, then=Value(0)), default=1)


def waiting_for(user: User, on: dt.date) -> QuerySet[Progress]:
    """What waits for this person: what came back first (`rank` 0), then oldest first."""
    rows = Progress.objects.filter(rows_waiting_for(user, on)).annotate(
        rank=_RANK, waits_since=_SINCE
    )
    return rows.order_by("rank", "waits_since", "pk")


def count_waiting(user: User, on: dt.date, most: int) -> int:
    """How many stories wait for the person, counted no further than `most`."""
    return Progress.objects.filter(rows_waiting_for(user, on)).order_by()[:most].count()


def waiting_elsewhere(user: User, on: dt.date) -> list[QuerySet[Progress]]:
    """What the person can see that waits for somebody else or for its hour, oldest first.

    A list for each way in which the person sees stories; the desk's and the unit's overlap.
    """
    return [
        Progress.objects.filter(part, status__in=OPEN_STATUSES)
        .exclude(rows_waiting_for(user, on))
        .annotate(waits_since=_SINCE)
        .order_by("waits_since", "pk")
        for part in visible_parts(user, on)
    ]


def recently_decided(user: User, on: dt.date) -> list[QuerySet[Progress]]:
    """What was published, refused, withdrawn or taken down, latest first; in lists likewise."""
    return [
        Progress.objects.filter(part, status__in=DECIDED).order_by("-status_since", "-pk")
        for part in visible_parts(user, on)
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryQuery:
    """Which stories a list shows; a field that is left empty leaves nothing out.

    `since` and `until` bound the moment of the present step; `waiting_since` asks for what
    is still on its way and has not moved after that moment.
    """

    words: str = ""
    statuses: tuple[str, ...] = ()
    unit_ids: tuple[int, ...] | None = None
    author_ids: tuple[int, ...] | None = None
    section_id: int | None = None
    genre: str = ""
    since: dt.datetime | None = None
    until: dt.datetime | None = None
    waiting_since: dt.datetime | None = None


def _rows_of_query(user: User, query: StoryQuery, on: dt.date) -> QuerySet[Progress]:
    """The stories that the person may see and that meet every condition but the words."""
    rows = Progress.objects.filter(visible_rows(user, on))
    equal = {
        "story__newsroom_index__section_id": query.section_id,
        "story__newsroom_index__genre": query.genre,
        "status__in": query.statuses,
        "status_since__gte": query.since,
        "status_since__lt": query.until,
    }
    rows = rows.filter(**{name: value for name, value in equal.items() if value})
    if query.unit_ids is not None:
        rows = rows.filter(unit_id__in=query.unit_ids)
    if query.author_ids is not None:
        rows = rows.filter(author_id__in=query.author_ids)
    if query.waiting_since is not None:
        # By themselves first: else the archive is walked in the order of the list to find the
        # few that still move (measured: 1.7 times as long at 100,000 stories).
        waiting = rows.filter(status__in=OPEN_STATUSES, status_since__lt=query.waiting_since)
        rows = Progress.objects.filter(pk__in=waiting.values("pk"))
    return rows


@dataclass(frozen=True, slots=True)
class ResultPart:
    """Some of the stories of a result, by `match` when words were typed.

    The parts of a result do not overlap; those that fit best come first.
    """

    rows: QuerySet[Progress]
    match: Match | None = None

    def ids(self, span: IdSpan) -> list[int]:
        """The stories' numbers within the span; one query."""
        if self.match is not None:
            return find_story_ids(self.match, self.rows, span)
        rows = self.rows
        if span.below is not None:
            rows = rows.filter(pk__lt=span.below)
        if span.above is not None:
            rows = rows.filter(pk__gt=span.above)
        order = "-pk" if span.above is None else "pk"
        return list(rows.order_by(order).values_list("pk", flat=True)[: span.limit])


def find_stories(user: User, query: StoryQuery, on: dt.date) -> tuple[ResultPart, ...]:
    """Find stories that the person may see, best first, as parts that are read page by page.

    The story whose number was typed, then words with the same marks, then words without them.
    """
    rows = _rows_of_query(user, query, on)
    if not query.words.strip():
        return (ResultPart(rows),)
    found = matches(query.words)
    number = _number(found)
    if number is None:
        return tuple(ResultPart(rows, match) for match in found)
    others = rows.exclude(pk=number)
    return (
        ResultPart(rows.filter(pk=number)),
        *(ResultPart(others, match) for match in found),
    )


def _number(found: Sequence[Match]) -> int | None:
    """The story's number when that is all that was typed."""
    words = [word for (word,) in found[0].folded] if found else []
    # Longer than any number of a story, and than what a database compares.
    longest = 15
    if len(words) != 1 or not words[0].isdecimal() or len(words[0]) > longest:
        return None
    return int(words[0])


def listed(rows: QuerySet[Progress]) -> QuerySet[Progress]:
    """Rows with everything that a line of a list shows of other tables.

    `headline` is that of the latest text; `back_…` tell of the return it came back with;
    `rank` is 0 for what came back, `waits_since` the moment since which the story waits.
    """
    back = LedgerEntry.objects.filter(pk=OuterRef("return_entry_id"))
    return (
        rows.select_related("unit", "author", "claimed_by", "correction_by")
        .annotate(
            rank=_RANK,
            waits_since=_SINCE,
            headline=F("story__newsroom_index__headline"),
            back_codes=Subquery(back.values("reason_codes")),
            back_note=Subquery(back.values("note")),
            back_last_name=Subquery(back.values("actor__last_name")),
            back_first_name=Subquery(back.values("actor__first_name")),
        )
        .only(*_SHOWN)
    )


def with_details(rows: QuerySet[Progress]) -> QuerySet[Progress]:
    """The section and the genre of the latest text besides."""
    return rows.annotate(
        section=F("story__newsroom_index__section__name"), genre=F("story__newsroom_index__genre")
    )
