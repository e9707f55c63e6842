"""Random steps by random people: after each of them a story's invariants hold."""

import datetime as dt

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.models import Revision

from toasoan.editorial.actions import hold_text, note_change, take_step
from toasoan.editorial.models import Progress
from toasoan.editorial.queries import offered_steps, situation_of
from toasoan.editorial.transitions import Step
from toasoan.ledger.models import LedgerEntry
from toasoan.refusals import RefusedError
from toasoan.stories.models import Edition, Story
from toasoan.testing.factories import make_newsroom, make_story, on_screen

pytestmark = pytest.mark.django_db
#: The only actions after which readers may see other words.
CHANGE_WORDS = {"story.publish", "story.force_publish", "story.correct", "story.reinstate"}
#: The only actions after which readers may see a story more or less than before.
CHANGE_PRESENCE = CHANGE_WORDS | {"story.take_down", "story.expire"}
WRITERS = ("contributor", "vetter", "editor", "second_editor", "approver", "second_approver")
STARTS = ("draft", "received", "proposed", "approved", "published", "taken_down")
MOVES = st.lists(
    st.tuples(
        st.sampled_from(["offered", "offered", "offered", "crafted", "write", "clock"]),
        st.sampled_from(WRITERS),
        st.integers(0, 200),
    ),
    min_size=4,
    max_size=14,
)


class _UndoError(Exception):
    pass


def seen_by_readers(story_id):
    return Story.objects.values("headline", "standfirst", "body", "section_id").get(pk=story_id)


def everything():
    models = (Story, Revision, LedgerEntry, Edition, Progress)
    return [model.objects.count() for model in models]


def answers(story_id, number, now, step):
    """Random answers, some of them not valid."""
    later = now + dt.timedelta(hours=number % 4)
    return on_screen(
        story_id,
        note="Ghi chú" if number % 5 else "",
        reason_codes=("trung-tin" if step is Step.REJECT else "chua-dat",),
        publish_at=later if number % 3 == 0 else None,
        embargo_until=later if number % 7 == 0 else None,
        expires_at=later + dt.timedelta(hours=1) if number % 4 == 1 else None,
        breaks_embargo=number % 2 == 0,
        wrong="sai",
        right="đúng",
        take_down_kind="error",
    )


def write(story_id, person, number, now):
    with transaction.atomic():
        story = Story.objects.get(pk=story_id)
        hold_text(story_id, revision=story.latest_revision)
        text = story.get_latest_revision_as_object()
        # Now and then somebody empties a field.
        text.headline = f"Tiêu đề {number}" if number % 4 else ""
        text.save_revision(user=person, clean=False)
        note_change(story_id, actor=person, now=now)


def step_of(kind, number, story_id, person, now):
    if kind == "clock":
        return (Step.PUBLISH, Step.EXPIRE)[number % 2]
    story = Story.objects.select_related("progress", "unit").get(pk=story_id)
    offered = [step for step, _ in offered_steps(situation_of(story, story.progress, person, now))]
    choices = offered if kind == "offered" and offered else list(Step)
    return choices[number % len(choices)]


def act(story_id, room, move, now):
    kind, name, number = move
    person = getattr(room, name)
    if kind == "write":
        write(story_id, person, number, now)
        return
    step = step_of(kind, number, story_id, person, now)
    actor = None if kind == "clock" else person
    take_step(story_id, step, actor=actor, answers=answers(story_id, number, now, step), now=now)


def problems_of(story_id, room, move, now):
    try:
        act(story_id, room, move, now)
    except RefusedError as refusal:
        return refusal.problems
    return ()


def walk(story_id, room, moves, now):
    for move in moves:
        now += dt.timedelta(minutes=40)
        words, counted = seen_by_readers(story_id), everything()
        live = Story.objects.get(pk=story_id).live
        last = LedgerEntry.objects.latest("pk").pk
        if refused := problems_of(story_id, room, move, now):
            assert all(problem.message for problem in refused)
            assert everything() == counted
        actions = set(LedgerEntry.objects.filter(pk__gt=last).values_list("kind", flat=True))
        assert words == seen_by_readers(story_id) or actions & CHANGE_WORDS, move
        assert live == Story.objects.get(pk=story_id).live or actions & CHANGE_PRESENCE, move
        assert all(after >= before for before, after in zip(counted, everything(), strict=True))
        check_the_row(story_id)


def check_the_row(story_id):
    progress = Progress.objects.select_related("story").get(pk=story_id)
    status_entries = (
        LedgerEntry.objects.filter(story_id=story_id).exclude(to_status="").order_by("pk")
    )
    assert status_entries.last().to_status == progress.status
    assert progress.story.live is (progress.status == "published")
    milestone = LedgerEntry.objects.filter(story_id=story_id, kind="story.published")
    assert milestone.exists() is (progress.published_at is not None)
    assert not progress.correction or progress.status in {"published", "taken_down"}
    if progress.story.live:
        assert progress.story.headline.strip()
        edition = Edition.objects.filter(story_id=story_id).latest("number")
        assert edition.revision_id == progress.story.live_revision_id


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(start=st.sampled_from(STARTS), moves=MOVES)
def test_whatever_is_pressed_the_live_text_changes_only_by_its_steps_and_nothing_is_lost(
    room, start, moves
):
    try:
        with transaction.atomic():
            now = timezone.now()
            walk(make_story(room, start, now=now).pk, room, moves, now)
            raise _UndoError  # noqa: TRY301  # the next example begins anew
    except _UndoError:
        pass


@pytest.fixture
def room():
    return make_newsroom()
