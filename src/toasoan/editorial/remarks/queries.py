"""Reading remarks."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch

from toasoan.accounts.models import User
from toasoan.editorial.models import Remark, RemarkTurn
from toasoan.editorial.remarks.passages import Passage, passages
from toasoan.editorial.remarks.rules import (
    WINDOW_MINUTES,
    resolving_problems,
    waiving_problems,
)
from toasoan.editorial.turn import Role
from toasoan.stories.models import Story

_NO_PASSAGE = Passage(stands=False)


@dataclass(frozen=True, slots=True)
class RemarkView:
    """A remark on the screen of one person."""

    remark: Remark
    passage: Passage
    may_resolve: bool
    may_waive: bool
    turns: tuple[RemarkTurn, ...]


def written_lately(author: User, now: dt.datetime) -> int:
    """How many remarks the person wrote within the window of the limit."""
    since = now - dt.timedelta(minutes=WINDOW_MINUTES)
    return Remark.objects.filter(author=author, made_at__gt=since).count()


def remarks_on(
    story: Story, text: Story, roles: Sequence[Role], reader_id: int
) -> list[RemarkView]:
    """The story's remarks, open ones first, latest first; three queries.

    `text` is the latest version, in which quotes are looked for.
    """
    rows = list(
        Remark.objects.filter(story_id=story.pk)
        .select_related("author")
        .prefetch_related(Prefetch("turns", RemarkTurn.objects.select_related("actor")))
        .order_by("-is_open", "-made_at", "-pk")
    )
    places = passages(rows, text)
    return [
        RemarkView(
            remark=row,
            passage=places.get(row.pk, _NO_PASSAGE),
            may_resolve=not resolving_problems(
                writer_id=row.author_id, roles=roles, is_open=row.is_open
            ),
            may_waive=not waiving_problems(
                actor_id=reader_id,
                writer_id=row.author_id,
                roles=roles,
                is_open=row.is_open,
                note="-",
            ),
            turns=tuple(row.turns.all()),
        )
        for row in rows
    ]
