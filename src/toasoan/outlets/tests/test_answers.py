"""What outlets answer: the table of moves, by hand, by the clock, cancelled again."""

import datetime as dt

import pytest

from toasoan.ledger.models import ANSWERED, PLACED, UNPLACED, LedgerEntry
from toasoan.notifications.models import Notification
from toasoan.outlets.answers import (
    MOVES,
    AnswerGiven,
    AnswerSource,
    answer_problems,
    close_unanswered,
    due_on,
    give_answer,
    possible_answers,
)
from toasoan.outlets.models import Answer, Dispatch, Outlet, Placement, PlacementSource
from toasoan.outlets.placements import (
    cancel_clipping,
    cancel_placement,
    confirm_placement,
    record_clipping,
    record_placement,
)
from toasoan.refusals import RefusedError
from toasoan.testing.factories import make_story
from toasoan.testing.outlets import make_dispatch, make_outlet
from toasoan.vietnamese.dates import TZ, local_day

SENT = dt.datetime(2026, 11, 2, 9, tzinfo=TZ)
LATER = SENT + dt.timedelta(days=3)


@pytest.fixture
def sent(room):
    story = make_story(room, "published", now=SENT - dt.timedelta(hours=3))
    return make_dispatch(story, make_outlet(room.agency), actor=room.editor, now=SENT)


def by_hand(room, answer, note=""):
    return AnswerGiven(answer=answer, source=AnswerSource.BY_HAND, note=note, actor=room.editor)


def used(sent, *, actor=None, now=LATER, on=None, **given):
    facts = {"headline": "Khác", "address": "trang 3", "source": PlacementSource.BY_HAND} | given
    return record_placement(
        sent.story_id, sent.outlet, placed_on=on or local_day(now), actor=actor, now=now, **facts
    )


@pytest.mark.parametrize(
    ("said", "may_follow"),
    [
        ("waiting", "acknowledged accepted used declined no_answer"),
        ("acknowledged", "accepted used declined no_answer"),
        ("accepted", "used declined"),
        ("used", "used"),
        ("declined", "accepted used"),
        ("no_answer", "acknowledged accepted used declined"),
    ],
)
def test_what_may_be_said_after_what(said, may_follow):
    sent = Dispatch(answer=said, state="sent")

    fitting = {answer.value for answer in Answer if not answer_problems(sent, answer)}

    assert fitting == set(may_follow.split())
    assert MOVES.keys() == set(Answer)


@pytest.mark.parametrize(
    ("facts", "can_be_answered"),
    [
        ({"state": "sent"}, True),
        ({"state": "failed", "attempts": 7}, True),
        ({"state": "queued", "attempts": 1}, True),
        ({"state": "queued"}, False),
        ({"state": "cancelled"}, False),
        ({"state": "sent", "purpose": "correction"}, False),
    ],
)
def test_only_a_story_that_may_have_come_is_answered(facts, can_be_answered):
    assert bool(possible_answers(Dispatch(**facts))) == can_be_answered


def test_an_answer_is_kept_with_its_note_and_moment(room, sent):
    give_answer(sent.pk, by_hand(room, Answer.ACCEPTED, "số thứ Sáu"), now=LATER)

    sent.refresh_from_db()
    assert (sent.answer, sent.answered_at, sent.answer_note) == ("accepted", LATER, "số thứ Sáu")
    entry = LedgerEntry.objects.get(kind=ANSWERED)
    assert (entry.happened_at, entry.note, entry.actor) == (LATER, "số thứ Sáu", room.editor)
    assert entry.detail == {"dispatch": sent.pk, "answer": "accepted", "source": "hand"}


def test_the_same_answer_twice_is_one(room, sent):
    for _time in range(2):
        give_answer(sent.pk, by_hand(room, Answer.DECLINED), now=LATER)

    assert LedgerEntry.objects.filter(kind=ANSWERED).count() == 1


def test_an_answer_out_of_order_is_refused(room, sent):
    give_answer(sent.pk, by_hand(room, Answer.ACCEPTED), now=LATER)

    with pytest.raises(RefusedError):
        give_answer(sent.pk, by_hand(room, Answer.ACKNOWLEDGED), now=LATER)
    with pytest.raises(ValueError, match="placement"):
        give_answer(sent.pk, by_hand(room, Answer.USED), now=LATER)


def test_the_desk_hears_what_an_outlet_says_by_itself(room, sent):
    said = AnswerGiven(answer=Answer.DECLINED, source=AnswerSource.BY_WEBHOOK)

    give_answer(sent.pk, said, now=LATER)

    told = Notification.objects.get(kind="outlet_answered", recipient=room.editor)
    assert told.story_id == sent.story_id


def test_a_use_answers_the_dispatch_and_a_second_one_changes_nothing(room, sent):
    first = used(sent, actor=room.editor)
    used(sent, actor=room.editor, on=local_day(LATER) - dt.timedelta(1))

    sent.refresh_from_db()
    assert (sent.answer, first.dispatch, first.confirmed_by) == ("used", sent, room.editor)
    assert LedgerEntry.objects.filter(kind=ANSWERED).count() == 1
    assert LedgerEntry.objects.filter(kind=PLACED).count() == 2
    assert not Notification.objects.filter(kind="outlet_used").exists()


def test_a_reported_use_counts_at_once_and_waits_to_be_confirmed(room, sent):
    placement = used(sent, source=PlacementSource.BY_WEBHOOK)

    told = Notification.objects.get(kind="outlet_used", recipient=room.editor)
    assert told.story_id is None
    assert told.path == f"/toa-soan/dang-bao/{placement.pk}/"
    assert LedgerEntry.objects.filter(kind=PLACED).count() == 1
    assert placement.confirmed_at is None
    for _time in range(2):
        confirm_placement(placement.pk, actor=room.editor, now=LATER)
    placement.refresh_from_db()
    assert (placement.confirmed_at, placement.confirmed_by) == (LATER, room.editor)


def test_a_named_dispatch_that_was_never_tried_cannot_have_been_used(room, sent):
    Dispatch.objects.filter(pk=sent.pk).update(state="queued", sent_at=None)

    with pytest.raises(RefusedError):
        used(sent, actor=room.editor, dispatch=sent)


def at(day, hour, minute=0):
    return dt.datetime(2026, 11, day, hour, minute, tzinfo=TZ)


@pytest.mark.parametrize(
    ("now", "closed"),
    [(at(17, 0), 0), (at(17, 23, 59), 0), (at(18, 0), 1), (at(25, 12), 1)],
)
def test_the_outlets_days_end_at_midnight_in_viet_nam(sent, now, closed):
    assert sent.answer_due_on == due_on(sent.outlet, SENT) == dt.date(2026, 11, 17)

    assert close_unanswered(now) == closed
    assert close_unanswered(now) == 0
    sent.refresh_from_db()
    assert sent.answer == ("no_answer" if closed else "waiting")


@pytest.mark.parametrize("hour", [0, 23])
def test_days_are_counted_from_the_day_in_viet_nam(room, hour):
    assert due_on(Outlet(answer_days=15), at(2, hour, 30)) == dt.date(2026, 11, 17)


def test_received_is_no_answer_and_a_later_one_takes_the_clocks_place(room, sent):
    give_answer(sent.pk, by_hand(room, Answer.ACKNOWLEDGED), now=LATER)
    assert close_unanswered(at(18, 0)) == 1

    give_answer(sent.pk, by_hand(room, Answer.ACCEPTED), now=at(20, 9))

    assert close_unanswered(at(28, 0)) == 0
    said = [entry.detail["answer"] for entry in LedgerEntry.objects.filter(kind=ANSWERED)]
    assert said == ["acknowledged", "no_answer", "accepted"]


def test_a_cancelled_use_is_taken_back_as_it_was_counted_and_may_be_entered_again(room, sent):
    give_answer(sent.pk, by_hand(room, Answer.ACCEPTED), now=SENT)
    placement = used(sent, actor=room.editor)

    cancel_placement(placement.pk, reason="nhầm bài", actor=room.editor, now=LATER)

    counted = LedgerEntry.objects.get(kind=PLACED)
    back = LedgerEntry.objects.get(kind=UNPLACED)
    for name in ("happened_at", "unit_id", "agency_id", "outlet_code", "story_id", "detail"):
        assert getattr(back, name) == getattr(counted, name)
    assert (back.actor, back.note) == (room.editor, "nhầm bài")
    sent.refresh_from_db()
    assert (sent.answer, sent.answered_at) == ("accepted", SENT)
    said = [entry.detail["answer"] for entry in LedgerEntry.objects.filter(kind=ANSWERED)]
    assert said == ["accepted", "used"]
    again = used(sent, actor=room.editor)
    assert Placement.objects.filter(cancelled_at=None).get() == again


def test_a_dispatch_that_had_no_answer_waits_again_when_its_use_is_cancelled(room, sent):
    placement = used(sent, actor=room.editor)

    cancel_placement(placement.pk, reason="nhầm bài", actor=room.editor, now=LATER)

    sent.refresh_from_db()
    assert (sent.answer, sent.answered_at) == ("waiting", None)


def test_a_dispatch_stays_used_while_another_use_of_it_stands(room, sent):
    first = used(sent, actor=room.editor)
    used(sent, actor=room.editor, on=local_day(LATER) - dt.timedelta(1))

    cancel_placement(first.pk, reason="nhầm ngày", actor=room.editor, now=LATER)

    sent.refresh_from_db()
    assert sent.answer == "used"


def test_cancelling_needs_a_reason_and_happens_once(room, sent):
    placement = used(sent, actor=room.editor)

    for reason in (" ", "a" * 301):
        with pytest.raises(RefusedError):
            cancel_placement(placement.pk, reason=reason, actor=room.editor, now=LATER)
    cancel_placement(placement.pk, reason="nhầm", actor=room.editor, now=LATER)
    with pytest.raises(RefusedError):
        cancel_placement(placement.pk, reason="nhầm", actor=room.editor, now=LATER)
    with pytest.raises(RefusedError):
        confirm_placement(placement.pk, actor=room.editor, now=LATER)
    assert LedgerEntry.objects.filter(kind=UNPLACED).count() == 1


def test_a_clipping_is_entered_once_and_cancelled_as_it_was_counted(room):
    outlet = make_outlet(room.agency)
    facts = {"headline": "Báo viết", "published_on": local_day(SENT), "address": ""}
    clipping = record_clipping(room.unit, outlet, actor=room.editor, now=SENT, **facts)
    with pytest.raises(RefusedError):
        record_clipping(room.unit, outlet, actor=room.editor, now=SENT, **facts)

    cancel_clipping(clipping.pk, reason="không phải", actor=room.editor, now=SENT)

    counted, back = LedgerEntry.objects.filter(kind__startswith="outlet.").order_by("pk")
    assert (back.kind, back.happened_at, back.detail) == (
        "outlet.unclip", counted.happened_at, counted.detail,
    )  # fmt: skip
    with pytest.raises(RefusedError):
        cancel_clipping(clipping.pk, reason="không phải", actor=room.editor, now=SENT)
    record_clipping(room.unit, outlet, actor=room.editor, now=SENT, **facts)
