"""Who the stories of a list wait for, by person."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from toasoan.accounts.models import User
from toasoan.editorial.models import Progress
from toasoan.editorial.transitions import Relation
from toasoan.editorial.turn import DUTY_OF, Wait, free_holders, taker_of, waits_of
from toasoan.units.queries import Post, holders_of


@dataclass(frozen=True, slots=True)
class WaitedFor:
    """Who is waited for: `people` may act; `barred` hold the post too, but four eyes bars them.

    Without either it waits for the desk as a whole, or for a post that nobody holds.
    """

    wait: Wait
    people: tuple[User, ...] = ()
    barred: tuple[User, ...] = ()


def waited_for(rows: Sequence[Progress], on: dt.date) -> dict[int, tuple[WaitedFor, ...]]:
    """Story → who it waits for on the day, for each thing that it waits for.

    Stand-ins are not named: they act for somebody who is. One query for the holders of all
    posts, none when nobody has to be looked up; the rows' `author` and takers are read before.
    """
    waits = {row.pk: waits_of(row) for row in rows}
    posts = {_post(wait, row) for row in rows for wait in waits[row.pk]} - {None}
    holders = holders_of([post for post in posts if post is not None], on)
    return {
        row.pk: tuple(_waited_for(wait, row, holders) for wait in waits[row.pk]) for row in rows
    }


def _post(wait: Wait, row: Progress) -> Post | None:
    """The post whose holders are named one by one; the desk is named as a whole."""
    if wait.relation not in {Relation.VETTER, Relation.APPROVER}:
        return None
    duty = DUTY_OF[wait.relation]
    return Post(duty, row.agency_id, row.unit_id if wait.relation is Relation.VETTER else None)


def _waited_for(wait: Wait, row: Progress, holders: Mapping[Post, Sequence[User]]) -> WaitedFor:
    post = _post(wait, row)
    if post is not None:
        by_id = {person.pk: person for person in holders[post]}
        free, barred = free_holders(wait, row, list(by_id))
        return WaitedFor(wait, tuple(by_id[pk] for pk in free), tuple(by_id[pk] for pk in barred))
    if wait.relation is Relation.AUTHOR:
        return WaitedFor(wait, (row.author,))
    if taker_of(wait, row) is None:
        return WaitedFor(wait)
    taker: User = getattr(row, wait.taken_by.removesuffix("_id"))
    return WaitedFor(wait, (taker,))
