"""Outlets that have a story are told when it is corrected, taken down or put back."""

import datetime as dt

import pytest
from django.utils import timezone

from toasoan.editorial.transitions import Step
from toasoan.ledger.models import DISPATCHED, LedgerEntry
from toasoan.outlets import queue
from toasoan.outlets.actions import confirm_sent
from toasoan.outlets.letters import letter
from toasoan.outlets.models import Delivery, Dispatch, DispatchPurpose, DispatchState, Outlet
from toasoan.outlets.placements import record_placement
from toasoan.outlets.queries import dispatches_of_story
from toasoan.outlets.tests.steps import corrected, order, take, taken_down
from toasoan.testing.factories import make_story
from toasoan.vietnamese.dates import local_day

STORY, CORRECTION = DispatchPurpose.STORY, DispatchPurpose.CORRECTION
TAKE_DOWN, REINSTATEMENT = DispatchPurpose.TAKE_DOWN, DispatchPurpose.REINSTATEMENT


@pytest.fixture
def outlets(room):
    """One that gets mail, one by hand, one that reads our feed, one that is sent nothing."""
    ways = (Delivery.BY_MAIL, Delivery.BY_HAND, Delivery.BY_FEED, Delivery.BY_MAIL)
    return [
        Outlet.objects.create(
            agency=room.agency, code=f"bao-{n}", name=f"Báo {n}", kind="other", delivery=way,
            email=f"b{n}@bao.example",
        )
        for n, way in enumerate(ways)
    ]  # fmt: skip


@pytest.fixture
def sent(room, outlets):
    """A story that the first three outlets have."""
    story = make_story(room, "published")
    for outlet in outlets[:3]:
        dispatch = order(room, story, outlet)
        if dispatch.state != DispatchState.SENT:
            Dispatch.objects.filter(pk=dispatch.pk).update(
                state="sent", sent_at=timezone.now(), next_attempt_at=None
            )
    return story


def notices(story, purpose):
    rows = Dispatch.objects.filter(story=story, purpose=purpose).order_by("outlet__code")
    return [(row.outlet.code, row.state, row.next_attempt_at is not None) for row in rows]


def test_a_correction_goes_to_everybody_who_has_the_story(room, outlets, sent):
    corrected(room, sent, headline="Tiêu đề đúng")

    assert notices(sent, CORRECTION) == [
        ("bao-0", "queued", True), ("bao-1", "queued", False), ("bao-2", "sent", False),
    ]  # fmt: skip
    notice = Dispatch.objects.get(purpose=CORRECTION, outlet=outlets[0])
    assert notice.about == Dispatch.objects.get(purpose=STORY, outlet=outlets[0])
    assert notice.edition_number == 2
    body = letter(notice).body
    for words in ("Tiêu đề đúng", "Đã đăng: sai", "Sửa lại là: đúng"):
        assert words in body
    assert [row.is_changed for row in dispatches_of_story(sent.pk) if row.purpose == STORY] == [
        *[True] * 3
    ]


def test_a_taken_down_story_is_named_but_its_words_are_not_repeated(room, outlets, sent):
    taken_down(room, sent)

    assert notices(sent, TAKE_DOWN) == [
        ("bao-0", "queued", True), ("bao-1", "queued", False), ("bao-2", "queued", False),
    ]  # fmt: skip
    message = letter(Dispatch.objects.get(purpose=TAKE_DOWN, outlet=outlets[0]))
    assert message.subject == f"ĐÃ GỠ BÀI: {sent.headline}"
    assert sent.standfirst not in message.body
    assert "Lý do: có sai sót" in message.body
    assert message.attachments == []


def test_a_story_that_is_put_back_is_told_and_is_not_called_changed(room, sent):
    taken_down(room, sent)
    take(sent, Step.REINSTATE, room.approver, note="Đã kiểm tra lại")

    assert len(notices(sent, REINSTATEMENT)) == 3
    assert notices(sent, CORRECTION) == []
    assert not any(row.is_changed for row in dispatches_of_story(sent.pk))


def test_notices_leave_in_the_order_of_the_steps_and_are_not_counted(
    room, outlets, sent, settings, mailoutbox
):
    corrected(room, sent, headline="Tiêu đề đúng")
    taken_down(room, sent)
    take(sent, Step.REINSTATE, room.approver, note="Đã kiểm tra lại")
    counted = LedgerEntry.objects.filter(kind=DISPATCHED).count()

    queue.send_due(timezone.now() + dt.timedelta(minutes=1))

    subjects = [mail.subject.split(":")[0] for mail in mailoutbox]
    # The correction had not left when the story was taken down: its words stay here.
    assert subjects == ["ĐÃ GỠ BÀI", "Đăng lại"]
    assert Dispatch.objects.get(purpose=CORRECTION, outlet=outlets[0]).state == "cancelled"
    assert LedgerEntry.objects.filter(kind=DISPATCHED).count() == counted


def test_an_outlet_that_used_the_story_by_itself_is_told_too(room, outlets, sent):
    record_placement(
        sent.pk, outlets[3], placed_on=local_day(timezone.now()), headline="Khác", address="",
        actor=room.editor, now=timezone.now(),
    )  # fmt: skip

    taken_down(room, sent)

    notice = Dispatch.objects.get(purpose=TAKE_DOWN, outlet=outlets[3])
    assert (notice.about, notice.payload["headline"]) == (None, sent.headline)


def test_an_outlet_that_may_have_the_story_is_told(room, outlets):
    story = make_story(room, "published")
    dispatch = order(room, story, outlets[0])
    Dispatch.objects.filter(pk=dispatch.pk).update(state="failed", is_uncertain=True)

    taken_down(room, story)

    assert [code for code, *_rest in notices(story, TAKE_DOWN)] == ["bao-0"]


def test_an_outlet_that_got_it_before_its_hour_is_told_when_it_goes_back(room, outlets):
    outlets[0].takes_embargoed = True
    outlets[0].save()
    story = make_story(room, "approved")
    early, held = (order(room, story, outlet) for outlet in outlets[:2])
    confirm = timezone.now()
    Dispatch.objects.filter(pk=early.pk).update(state="sent", sent_at=confirm)

    take(story, Step.RETURN_TO_DESK, room.approver, note="x", reason_codes=("chua-dat",))

    held.refresh_from_db()
    assert held.state == DispatchState.CANCELLED
    assert [code for code, *_rest in notices(story, TAKE_DOWN)] == ["bao-0"]


def test_what_was_sent_early_and_is_published_unchanged_needs_no_word(room, outlets):
    outlets[1].takes_embargoed = True
    outlets[1].save()
    story = make_story(room, "approved")
    early = order(room, story, outlets[1])
    confirm_sent(early.pk, actor=room.editor, now=timezone.now())

    take(story, Step.PUBLISH, None, now=timezone.now() + dt.timedelta(days=2))

    assert Dispatch.objects.count() == 1
    assert [row.is_changed for row in dispatches_of_story(story.pk)] == [False]
