"""What becomes of stories on their way when their unit ends (decision 0018)."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from toasoan.accounts.models import User
from toasoan.editorial.models import Progress
from toasoan.editorial.queries import latest_text
from toasoan.ledger.actions import EntryFacts, record
from toasoan.ledger.models import LedgerEntry
from toasoan.media.actions import hand_over
from toasoan.stories.models import Story
from toasoan.units.models import BoardKind, Membership, Succession, Unit
from toasoan.units.succession import SuccessionPlan, decide_succession
from toasoan.vietnamese.dates import local_day

MOVED = "story.move_to_successor"


def on_their_way(units: Iterable[Unit]) -> QuerySet[Progress]:
    """The units' stories that have never been published, set aside ones included.

    A published story keeps the unit of its day; one that may still be taken up needs a unit
    with people.
    """
    return Progress.objects.filter(unit__in=list(units), published_at__isnull=True)


@transaction.atomic
def confirm_succession(plan: SuccessionPlan, *, actor: User, now: dt.datetime) -> Succession:
    """Carry out a plan; when its day has come, its stories move in the same transaction.

    Raises RefusedError with all problems.
    """
    succession = decide_succession(plan, actor=actor, now=now)
    if plan.happened_on <= local_day(now):
        move_stories(succession.pk, actor=actor, now=now)
    succession.refresh_from_db()
    return succession


@dataclass(frozen=True, slots=True)
class Destinations:
    """Where stories of the units that ended go: with their author, else to the heir."""

    heir_id: int | None
    by_author: dict[int, int]

    def unit_for(self, author_id: int) -> int | None:
        """The successor's id; None when nobody takes the story over."""
        return self.by_author.get(author_id, self.heir_id)


def destinations(succession: Succession) -> Destinations:
    """Ask the seats of the day: an author who sits in one successor takes their stories along."""
    successors = list(succession.successors.values_list("pk", flat=True))
    seats: dict[int, set[int]] = defaultdict(set)
    rows = Membership.objects.in_force_on(succession.happened_on).filter(
        board__kind=BoardKind.UNIT_TEAM, board__unit__in=successors, user__is_active=True
    )
    for person_id, unit_id in rows.values_list("user_id", "board__unit_id"):
        seats[person_id].add(unit_id)
    by_author = {person: next(iter(units)) for person, units in seats.items() if len(units) == 1}
    return Destinations(succession.heir_id, by_author)


@transaction.atomic
def move_stories(succession_id: int, *, actor: User | None, now: dt.datetime) -> int:
    """Move every story on its way to its successor, once; returns how many moved.

    `actor` is None for the clock. Called a second time it does nothing.
    """
    succession = (
        Succession.objects.select_for_update().filter(stories_moved_at__isnull=True)
        .filter(pk=succession_id, happened_on__lte=local_day(now)).first()
    )  # fmt: skip
    if succession is None:
        return 0
    where = destinations(succession)
    units = Unit.objects.in_bulk({where.heir_id, *where.by_author.values()} - {None})
    moved = 0
    rows = on_their_way(succession.predecessors.all()).order_by("pk")
    for story_id, author_id in rows.values_list("pk", "story__author_id"):
        unit_id = where.unit_for(author_id)
        if unit_id is not None:
            move_to_successor(story_id, units[unit_id], succession=succession, actor=actor, now=now)
            moved += 1
    succession.stories_moved_at = now
    succession.save(update_fields=["stories_moved_at"])
    return moved


@transaction.atomic
def move_to_successor(
    story_id: int,
    successor: Unit,
    *,
    succession: Succession,
    actor: User | None,
    now: dt.datetime,
) -> Progress:
    """Let another unit carry a story on: its people, its photos, and from now on its figures.

    What has been counted keeps the unit of its day; the ledger says from where the story came.
    """
    progress = (
        Progress.objects.select_for_update(of=("self",))
        .select_related("story", "story__latest_revision", "unit")
        .get(pk=story_id)
    )
    before = progress.unit
    progress.unit = successor
    progress.save(update_fields=["unit"])
    Story.objects.filter(pk=story_id).update(unit=successor)
    text = latest_text(progress.story)
    hand_over(
        picture_ids=text.picture_ids(), attachment_ids=text.attachment_ids(),
        before=before, after=successor,
    )  # fmt: skip
    note = _("%(before)s → %(after)s")
    names = {"before": before.short_name, "after": successor.short_name}
    record(
        MOVED,
        EntryFacts(
            unit=successor,
            actor=actor,
            happened_at=now,
            story_id=story_id,
            from_status=progress.status,
            to_status=progress.status,
            note=note % names,
            detail={"from_unit": before.pk, "succession": succession.pk},
        ),
    )
    return progress


def due_successions(today: dt.date) -> list[int]:
    """Ids of the successions whose day has come and whose stories still wait to be moved."""
    rows = Succession.objects.filter(
        happened_on__lte=today, stories_moved_at__isnull=True, confirmed_at__isnull=False
    )
    return list(rows.values_list("pk", flat=True))


def moved_by(succession: Succession) -> int:
    """How many stories the succession has moved."""
    return LedgerEntry.objects.filter(kind=MOVED, detail__succession=succession.pk).count()
