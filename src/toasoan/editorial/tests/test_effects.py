"""A row of the table carries its effect: a new step is one row and one function."""

import pytest
from django.utils import timezone

from toasoan.editorial import effects
from toasoan.editorial.actions import take_step
from toasoan.editorial.effects import EFFECTS, Outcome
from toasoan.editorial.models import Progress
from toasoan.editorial.transitions import TRANSITIONS, Relation, Status, Step, Transition
from toasoan.ledger.models import LedgerEntry
from toasoan.testing.factories import make_newsroom, make_story, on_screen


def made_up_step(value):
    """A step that no row of the table is about yet."""
    step = str.__new__(Step, value)
    step._value_, step._name_ = value, value.upper()
    return step


@pytest.mark.parametrize("step", Step)
def test_every_row_names_an_effect_that_there_is_or_none(step):
    assert TRANSITIONS[step].effect in {"", *EFFECTS}


def test_every_effect_is_named_by_a_row():
    assert EFFECTS.keys() == {row.effect for row in TRANSITIONS.values()} - {""}


@pytest.mark.django_db
def test_a_made_up_row_with_an_effect_works_without_touching_the_actions(monkeypatch):
    room = make_newsroom()
    story = make_story(room, "received")
    step = made_up_step("set_aside")

    def set_aside(taken):
        taken.progress.claimed_by = taken.actor
        return Outcome({"why": taken.answers.note}, then=Step.CLAIM)

    def claimed_too(taken):
        return Outcome({"again": True})

    monkeypatch.setitem(EFFECTS, "set_aside", set_aside)
    monkeypatch.setitem(EFFECTS, "claimed", claimed_too)
    monkeypatch.setitem(
        TRANSITIONS,
        step,
        Transition(
            {Status.RECEIVED: frozenset({Relation.EDITOR})},
            Status.RECEIVED,
            effect="set_aside",
        ),
    )
    clock = frozenset({Relation.CLOCK})
    claim = Transition({Status.RECEIVED: clock}, Status.EDITING, effect="claimed")
    monkeypatch.setitem(TRANSITIONS, Step.CLAIM, claim)

    take_step(
        story.pk,
        step,
        actor=room.editor,
        answers=on_screen(story.pk, note="Chờ ảnh"),
        now=timezone.now(),
    )

    progress = Progress.objects.get(pk=story.pk)
    assert (progress.status, progress.claimed_by) == (Status.EDITING, room.editor)
    assert LedgerEntry.objects.get(kind="story.set_aside").detail == {"why": "Chờ ảnh"}
    assert LedgerEntry.objects.get(kind="story.claim").detail == {"again": True}


def test_an_effect_is_known_by_the_name_of_its_function():
    assert all(EFFECTS[name] is getattr(effects, name) for name in EFFECTS)
