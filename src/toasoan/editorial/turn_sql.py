"""Whose turn a story is and for whom it exists, as conditions on rows: the SQL form of `turn`.

Every condition is about columns of one table, so that a list is read by an index of its own
(decision 0015).
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterator

from django.db.models import Q, QuerySet

from toasoan.accounts.models import User
from toasoan.editorial.transitions import Relation
from toasoan.editorial.turn import DUTY_OF, SET, VETTING, WAITS, Wait, barring_columns
from toasoan.stories.models import Story
from toasoan.units.duties import DESK_WORK, UNIT_WORK, Duty
from toasoan.units.queries import agencies_where, has_other_holder, seats_of, units_where

_NOBODY = Q(pk__in=())


def visible_parts(user: User, on: dt.date, *, received: str = "received_at") -> list[Q]:
    """What exists for the person through their units, and through the desk; `turn.sees` in SQL.

    Each part is answered by an index of its own; the two may overlap. `received` is the path
    to the moment at which a story reached the desk, from the rows that the condition is for.
    """
    parts = []
    if units := units_where(user, UNIT_WORK, on):
        parts.append(Q(unit_id__in=units))
    if agencies := agencies_where(user, DESK_WORK, on):
        reached = Q((f"{received}__isnull", False))
        parts.append(Q(agency_id__in=agencies) & (reached | Q(author_id=user.pk)))
    return parts or [_NOBODY]


def visible_rows(user: User, on: dt.date, *, received: str = "received_at") -> Q:
    """Which rows of `Progress` exist for the person on the day."""
    seen = _NOBODY
    for part in visible_parts(user, on, received=received):
        seen |= part
    return seen


def stories_visible_to(user: User, on: dt.date) -> QuerySet[Story]:
    """The stories that exist for a person in the newsroom on the day; no other does."""
    seen = visible_rows(user, on, received="progress__received_at")
    return Story.objects.filter(seen).select_related("progress", "unit", "section", "author")


def rows_that_wait(wait: Wait) -> Q:
    """The rows of `Progress` that wait for this, whoever it is that they wait for."""
    return Q(
        *(
            (f"{name}__isnull", False) if value is SET else (name, value)
            for name, value in wait.when.items()
        )
    )


def rows_waiting_for(user: User, on: dt.date) -> Q:
    """The rows of `Progress` that wait for this person on the day; `turn.waits_for` in SQL."""
    found = _NOBODY
    for wait in WAITS:
        for part in _parts(wait, user, on):
            found |= part
    return found


def _parts(wait: Wait, user: User, on: dt.date) -> Iterator[Q]:
    rows = rows_that_wait(wait)
    if wait.relation is Relation.AUTHOR:
        yield rows & Q(author_id=user.pk) & visible_rows(user, on)
        return
    if wait.taken_by:
        rows &= Q((wait.taken_by, user.pk)) | Q((f"{wait.taken_by}__isnull", True))
    duty = DUTY_OF[wait.relation]
    for place, ids, acting_for in _places(user, duty, on):
        here = Q((f"{place}__in", ids)) & rows
        if not (columns := barring_columns(wait.step)):
            yield here
            continue
        yield here & _free_of(columns, user.pk, acting_for)
        if wait is VETTING and acting_for == {None}:
            alone = ~Q(has_other_holder(duty, user, on))
            yield here & _names(columns, {user.pk}) & alone


def _places(
    user: User, duty: Duty, on: dt.date
) -> list[tuple[str, list[int], frozenset[int | None]]]:
    """Where the person holds the duty: a column, its ids, and for whom (None: on an own seat).

    Whoever has an own seat somewhere needs no other there.
    """
    held: dict[tuple[str, int], set[int | None]] = defaultdict(set)
    for seat in seats_of(user, on):
        if seat.duty is duty:
            place = (
                ("agency_id", seat.agency_id) if seat.unit_id is None else ("unit_id", seat.unit_id)
            )
            held[place].add(seat.acting_for_id)
    groups: dict[tuple[str, frozenset[int | None]], list[int]] = defaultdict(list)
    for (column, pk), acting in sorted(held.items()):
        groups[column, frozenset({None} if None in acting else acting)].append(pk)
    return [(column, ids, acting) for (column, acting), ids in groups.items()]


def _free_of(columns: Collection[str], user_id: int, acting_for: Collection[int | None]) -> Q:
    """Rows that name neither the person nor, for one of these, whom they stand in for."""
    free = Q()
    for principal in sorted(acting_for, key=lambda pk: pk or 0):
        free |= ~_names(columns, {user_id, principal} - {None})
    return free


def _names(columns: Collection[str], people: Collection[int | None]) -> Q:
    named = Q()
    for column in columns:
        for person in sorted(pk for pk in people if pk is not None):
            named |= Q((column, person))
    return named
