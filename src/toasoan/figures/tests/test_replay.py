"""The ledger, read again from its beginning, gives what the rooms have stored beside it."""

import datetime as dt
import random

import pytest
from django.utils import timezone

from toasoan.editorial.actions import take_step
from toasoan.editorial.models import Progress
from toasoan.editorial.transitions import TRANSITIONS, Relation, Step
from toasoan.figures.counting import measure
from toasoan.figures.dimensions import Filters
from toasoan.figures.measures import Dimension
from toasoan.ledger.models import PUBLISHED, RECEIVED, LedgerEntry
from toasoan.outlets.models import Outlet
from toasoan.outlets.placements import record_placement
from toasoan.refusals import RefusedError
from toasoan.stories.authors import author_address
from toasoan.testing.factories import make_section, make_story, on_screen, rewrite
from toasoan.vietnamese.dates import TZ, local_day
from toasoan.vietnamese.periods import Period

pytestmark = pytest.mark.django_db
_PEOPLE = {
    Relation.AUTHOR: ("contributor",),
    Relation.VETTER: ("vetter",),
    Relation.EDITOR: ("editor", "second_editor"),
    Relation.APPROVER: ("approver", "second_approver"),
}
_EVERYTHING = {"take_down_kind": "error", "note": "Ghi", "wrong": "sai", "right": "đúng"}


def random_walk(room, story, dice, now):
    """Up to twelve steps that the table and the guards allow, each some hours after the last."""
    for _number in range(12):
        now += dt.timedelta(hours=dice.randrange(1, 60))
        status = Progress.objects.get(pk=story.pk).status
        open_to = [
            (step, person)
            for step, row in TRANSITIONS.items()
            if status in row.sources and not row.automatic
            for relation in row.sources[status]
            for person in _PEOPLE.get(relation, ())
        ]
        step, person = dice.choice(open_to)
        codes = ("trung-tin",) if step is Step.REJECT else ("chua-dat",)
        answers = on_screen(story.pk, reason_codes=codes, **_EVERYTHING)
        try:
            take_step(story.pk, step, actor=getattr(room, person), answers=answers, now=now)
        except RefusedError:
            continue
    return now


def replayed(story_id):
    """What the entries of a story say about where it stands."""
    said = dict.fromkeys(("status", "status_since", "received_at", "published_at", "unit_id"))
    for entry in LedgerEntry.objects.filter(story_id=story_id).order_by("pk"):
        if entry.to_status and entry.to_status != entry.from_status:
            said |= {"status": entry.to_status, "status_since": entry.happened_at}
        if entry.kind == RECEIVED:
            said["received_at"] = entry.happened_at
        if entry.kind == PUBLISHED:
            said["published_at"] = entry.happened_at
        said["unit_id"] = entry.unit_id
    return said


@pytest.mark.parametrize("seed", range(2))
def test_the_ledger_replayed_gives_the_stored_progress(room, seed):
    dice = random.Random(seed)
    for _number in range(5):
        now = dt.datetime(2023, 1, 2, 8, tzinfo=TZ) + dt.timedelta(hours=dice.randrange(2_000))
        random_walk(room, make_story(room, "draft", now=now), dice, now)

    stored = {row["pk"]: row for row in Progress.objects.values(
        "pk", "status", "status_since", "received_at", "published_at", "unit_id"
    )}  # fmt: skip

    assert len({row["status"] for row in stored.values()}) > 1
    for story_id, row in stored.items():
        assert replayed(story_id) | {"pk": story_id} == row


def test_a_story_that_is_moved_later_changes_no_figure_of_the_past(room):
    law = make_section(room.agency, "phap-luat", "Pháp luật")
    now = timezone.now()
    period = Period(local_day(now), local_day(now))
    story = make_story(room, "published", now=now)

    for step in (Step.BEGIN_CORRECTION, Step.PROPOSE_CORRECTION, Step.CORRECT):
        if step is Step.PROPOSE_CORRECTION:
            rewrite(story, room.editor, section=law)
        actor = room.approver if step is Step.CORRECT else room.editor
        answers = on_screen(story.pk, wrong="sai", right="đúng")
        take_step(story.pk, step, actor=actor, answers=answers, now=now)

    def by_section(code):
        told = measure(room.agency, code, period, by=(Dimension.SECTION,))
        return {row.members[0].key: row.value for row in told.rows}

    assert by_section("received") == by_section("published") == {"tin-tuc": 1}
    assert by_section("corrected") == {"phap-luat": 1}


def test_what_outlets_do_counts_where_the_story_stood_last(room):
    now = timezone.now()
    outlet = Outlet.objects.create(agency=room.agency, code="bao", name="Báo", kind="other")
    story = make_story(room, "published", now=now)
    record_placement(
        story.pk, outlet, placed_on=local_day(now), headline="a", address="",
        actor=room.editor, now=now,
    )  # fmt: skip

    period = Period(local_day(now), local_day(now))
    filters = Filters(section="tin-tuc", outlet="bao", author=author_address("Lê Thị Thử"))

    assert measure(room.agency, "placed", period, filters=filters).total == 1
