"""What lies on a person's desk, and which stories a person finds.

Every list is read by an index in the order in which it is shown, and nothing is counted in
full (docs/decisions/0015).
"""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import Case, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from toasoan.accounts.models import User
from toasoan.editorial.models import Progress
from toasoan.editorial.queries import DESK_WORK, UNIT_WORK
from toasoan.editorial.transitions import TURN, Correction, Status
from toasoan.ledger.models import LedgerEntry
from toasoan.search.matching import Match
from toasoan.stories.newsroom_index import Span, find_story_ids, matches
from toasoan.units.duties import Duty
from toasoan.units.queries import agencies_where, has_other_holder, units_where

#: Where it is somebody's turn, or the clock's: a story that still moves.
OPEN_STATUSES: tuple[Status, ...] = (*TURN, Status.APPROVED)
DECIDED = (Status.PUBLISHED, Status.REJECTED, Status.WITHDRAWN, Status.TAKEN_DOWN)
#: What a row shows; a story's text and its revisions stay where they are.
_SHOWN = (
    "agency_id", "unit_id", "author_id", "status", "status_since", "claimed_by_id",
    "forced_by_id", "received_at", "publish_at", "published_at", "return_entry_id",
    "correction", "correction_since", "failed_step", "failure",
    "unit__short_name", "author__last_name", "author__first_name", "author__username",
    "claimed_by__last_name", "claimed_by__first_name", "claimed_by__username",
)  # fmt: skip

#: Since when a story waits: its correction, or itself. An expression, so that no database walks
#: the whole archive in the order of `status_since` to find the few that still move.
_SINCE = Coalesce("correction_since", "status_since")
_RANK = Case(When(return_entry_id__isnull=False, then=Value(0)), default=1)


def seen_by(user: User, on: dt.date) -> Q:
    """Which rows exist for the person on the day: the rule of `stories_visible_to`.

    Said of `Progress` alone, so that a list needs no other table to decide.
    """
    seen = Q(pk__in=())
    for part in _seen_parts(user, on):
        seen |= part
    return seen


def _seen_parts(user: User, on: dt.date) -> list[Q]:
    """What the person sees through their units, and through the desk; each by its own index."""
    parts = []
    if units := units_where(user, UNIT_WORK, on):
        parts.append(Q(unit_id__in=units))
    if agencies := agencies_where(user, DESK_WORK, on):
        reached = Q(received_at__isnull=False)
        parts.append(Q(agency_id__in=agencies) & (reached | Q(author_id=user.pk)))
    return parts or [Q(pk__in=())]


def turn_of(user: User, on: dt.date) -> Q:
    """The rows that wait for this person, and that they may really bring forward."""
    editing = agencies_where(user, (Duty.EDIT,), on)
    mine = Q(author_id=user.pk, status=Status.DRAFT) & seen_by(user, on)
    mine |= Q(agency_id__in=editing, status=Status.RECEIVED)
    claimed = Q(claimed_by_id=user.pk) | Q(claimed_by__isnull=True)
    mine |= Q(agency_id__in=editing, status=Status.EDITING) & claimed
    mine |= _corrections(editing, Correction.WRITING) & Q(correction_by_id=user.pk)
    return mine | _to_vet(user, on) | _to_approve(user, on)


def _corrections(agencies: Collection[int], step: Correction) -> Q:
    # The moment besides: SQLite takes a partial index only for its very own condition.
    return Q(agency_id__in=agencies, correction=step, correction_since__isnull=False)


def _to_vet(user: User, on: dt.date) -> Q:
    units = units_where(user, (Duty.VET,), on)
    sent = Q(unit_id__in=units, status=Status.SUBMITTED)
    own = Q(author_id=user.pk) | Q(submitted_by_id=user.pk)
    # Whoever wrote or sent a story does not vet it, unless nobody else can.
    return (sent & ~own) | (sent & own & ~Q(has_other_holder(Duty.VET, user, on)))


def _to_approve(user: User, on: dt.date) -> Q:
    agencies = agencies_where(user, (Duty.APPROVE,), on)
    # Four eyes: what a person proposed or changed last waits for somebody else.
    hands = Q(last_changed_by_id=user.pk) | Q(proposed_by_id=user.pk)
    proposed = Q(agency_id__in=agencies, status=Status.PROPOSED) & ~hands
    corrected = _corrections(agencies, Correction.PROPOSED) & ~hands
    owing = Q(agency_id__in=agencies, forced_by__isnull=False) & ~Q(forced_by_id=user.pk)
    failed = Q(agency_id__in=agencies, failed_since__isnull=False)
    return proposed | corrected | owing | failed


def waiting_for(user: User, on: dt.date) -> QuerySet[Progress]:
    """What waits for this person: what came back first (`rank` 0), then oldest first."""
    rows = Progress.objects.filter(turn_of(user, on)).annotate(rank=_RANK, waits_since=_SINCE)
    return rows.order_by("rank", "waits_since", "pk")


def count_waiting(user: User, on: dt.date, most: int) -> int:
    """How many stories wait for the person, counted no further than `most`."""
    return Progress.objects.filter(turn_of(user, on)).order_by()[:most].count()


def waiting_elsewhere(user: User, on: dt.date) -> list[QuerySet[Progress]]:
    """What the person can see that waits for somebody else or for its hour, oldest first.

    A list for each way in which the person sees stories; the desk's and the unit's overlap.
    """
    return [
        Progress.objects.filter(part, status__in=OPEN_STATUSES)
        .exclude(turn_of(user, on))
        .annotate(waits_since=_SINCE)
        .order_by("waits_since", "pk")
        for part in _seen_parts(user, on)
    ]


def recently_decided(user: User, on: dt.date) -> list[QuerySet[Progress]]:
    """What was published, refused, withdrawn or taken down, latest first; in lists likewise."""
    return [
        Progress.objects.filter(part, status__in=DECIDED).order_by("-status_since", "-pk")
        for part in _seen_parts(user, on)
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a person looks for; an empty part asks for nothing.

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


def wanted_rows(user: User, wanted: Wanted, on: dt.date) -> QuerySet[Progress]:
    """The stories that exist for the person and answer to everything but the words."""
    rows = Progress.objects.filter(seen_by(user, on))
    equal = {
        "story__newsroom_index__section_id": wanted.section_id,
        "story__newsroom_index__genre": wanted.genre,
        "status__in": wanted.statuses,
        "status_since__gte": wanted.since,
        "status_since__lt": wanted.until,
    }
    rows = rows.filter(**{name: value for name, value in equal.items() if value})
    if wanted.unit_ids is not None:
        rows = rows.filter(unit_id__in=wanted.unit_ids)
    if wanted.author_ids is not None:
        rows = rows.filter(author_id__in=wanted.author_ids)
    if wanted.waiting_since is not None:
        # By themselves first: else the archive is walked in the order of the list to find the
        # few that still move (measured: 1.7 times as long at 100,000 stories).
        waiting = rows.filter(status__in=OPEN_STATUSES, status_since__lt=wanted.waiting_since)
        rows = Progress.objects.filter(pk__in=waiting.values("pk"))
    return rows


@dataclass(frozen=True, slots=True)
class Part:
    """A part of what was found: parts do not overlap and stand in the order of their worth."""

    rows: QuerySet[Progress]
    match: Match | None = None

    def ids(self, span: Span) -> list[int]:
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


def found(user: User, wanted: Wanted, on: dt.date) -> tuple[Part, ...]:
    """What the person finds: the story of that number, exact marks, then the same words."""
    rows = wanted_rows(user, wanted, on)
    if not wanted.words.strip():
        return (Part(rows),)
    looked_for = matches(wanted.words)
    number = _number(looked_for)
    if number is None:
        return tuple(Part(rows, match) for match in looked_for)
    others = rows.exclude(pk=number)
    return (Part(rows.filter(pk=number)), *(Part(others, match) for match in looked_for))


def _number(looked_for: Sequence[Match]) -> int | None:
    """The story's number when that is all that was typed."""
    words = [word for (word,) in looked_for[0].folded] if looked_for else []
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
        rows.select_related("unit", "author", "claimed_by")
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
