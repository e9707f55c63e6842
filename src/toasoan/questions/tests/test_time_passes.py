"""What the clock does: reminders, units that end, what is forgotten by age; what is counted."""

import datetime as dt

import pytest

from toasoan.notifications.models import Holiday, Notification
from toasoan.questions import counting
from toasoan.questions.actions import answering, letters
from toasoan.questions.actions.succession import carry_on_after_ended_units
from toasoan.questions.clocks import follow_calendar
from toasoan.questions.files import NewFile, written_files
from toasoan.questions.forgetting import forget_files, forget_letters, forget_senders
from toasoan.questions.kinds import LetterKind, QuestionKind, QuestionState
from toasoan.questions.models import Asker, Question, QuestionFile, SealedLetter
from toasoan.questions.queries import overdue_of
from toasoan.questions.reminders import level_of, remind
from toasoan.questions.tests.steps import (
    ANSWER,
    NOW,
    answered,
    approved,
    asked,
    assigned,
    classified,
    signed,
)
from toasoan.units.models import SuccessionKind, Unit
from toasoan.units.succession import PlannedUnit, SuccessionPlan, decide_succession
from toasoan.vietnamese.dates import TZ

pytestmark = pytest.mark.django_db


def at(month, day):
    return dt.datetime(2026, month, day, 9, 0, tzinfo=TZ)


def reminded(question):
    rows = Notification.objects.filter(kind__in=("question_due", "question_overdue"))
    path = f"/toa-soan/hoi-dap/{question.pk}/"
    return set(rows.filter(path=path).values_list("kind", "recipient_id"))


@pytest.mark.parametrize(
    ("left", "level"), [(4, None), (3, 3), (2, 3), (1, 1), (0, 1), (-1, -1), (-9, -1)]
)
def test_which_reminder_holds(left, level):
    assert level_of(left) == level


def test_unit_and_clerk_are_reminded_three_days_one_day_and_overdue_each_once(room):
    question = assigned(room)  # to be answered by 14/5

    assert remind(at(5, 8)) == 0
    assert [remind(at(5, day)) for day in (11, 11, 12, 13, 14, 15, 18)] == [1, 0, 0, 1, 0, 1, 0]
    people = {room.clerk.pk, room.contributor.pk, room.vetter.pk}
    assert reminded(question) == {
        (kind, person) for kind in ("question_due", "question_overdue") for person in people
    }


def test_what_is_answered_reminds_nobody(room):
    question = answered(room)

    assert remind(at(5, 18)) == 0
    assert reminded(question) == set()


def test_last_days_follow_holidays_that_are_entered_later(room):
    open_one, closed_one = assigned(room), answered(room)
    Holiday.objects.create(
        agency=room.agency, name="Nghỉ thêm", first_on=dt.date(2026, 5, 12),
        last_on=dt.date(2026, 5, 12),
    )  # fmt: skip

    assert follow_calendar(room.agency.pk) == 1

    assert Question.objects.get(pk=open_one.pk).due_on == dt.date(2026, 5, 15)
    assert Question.objects.get(pk=closed_one.pk).due_on == dt.date(2026, 5, 14)


def merge(room, day):
    """The unit ends; a new one carries on from the day."""
    new = PlannedUnit(name="Khu vực 7", short_name="KV7", code="kv-7", kind="region")
    plan = SuccessionPlan(
        agency=room.agency, kind=SuccessionKind.MERGED, happened_on=day, decision_number="9/QĐ",
        predecessors=(room.unit, room.other_unit), new_units=(new,), heir="new-0",
    )  # fmt: skip
    decide_succession(plan, actor=room.webmaster, now=dt.datetime.now(TZ))
    return Unit.objects.get(code="kv-7")


def test_a_merged_units_questions_go_to_the_heir_at_once(room):
    waiting, done = approved(room), answered(room)

    heir = merge(room, dt.datetime.now(TZ).date())

    waiting.refresh_from_db()
    done.refresh_from_db()
    assert (waiting.unit, waiting.state) == (heir, QuestionState.APPROVED)
    assert done.unit == room.unit
    assert waiting.entries.last().kind == "moved"
    assert carry_on_after_ended_units(dt.datetime.now(TZ)) == 0


def test_a_closed_units_questions_go_back_to_the_clerk_unsigned(room):
    question = signed(room)
    Unit.objects.filter(pk=room.unit.pk).update(closed_on=dt.date(2026, 4, 30))

    assert carry_on_after_ended_units(at(5, 4)) == 1

    question.refresh_from_db()
    assert (question.state, question.unit) == (QuestionState.CLASSIFIED, None)
    assert question.answers.get().signed_by is None


def test_who_asked_is_forgotten_and_the_question_stays(room):
    file = NewFile(content=b"x", name="a.pdf", mime="application/pdf", sha256="0" * 64, size=1)
    old, young = answered(room), asked(room)
    with written_files([file]) as written:
        QuestionFile.objects.create(
            question=old, name="a.pdf", mime="application/pdf", sha256="0" * 64, size=1,
            sealed_file=written[0].stored, sent_at=NOW,
        )  # fmt: skip
    before = NOW + dt.timedelta(days=1)

    counted = forget_senders(room.agency, before, dry=True).number
    assert (counted, Asker.objects.count()) == (1, 2)
    assert forget_senders(room.agency, before, dry=False).number == 1
    assert forget_files(room.agency, before, dry=False).number == 1

    assert list(Asker.objects.values_list("question_id", flat=True)) == [young.pk]
    assert not QuestionFile.objects.exists()
    old.refresh_from_db()
    assert (old.state, old.answers.get().text) == (QuestionState.ANSWERED, ANSWER)
    assert list(old.entries.order_by("-pk").values_list("kind", flat=True)[:2]) == [
        "cleared", "cleared",
    ]  # fmt: skip
    assert forget_senders(room.agency, before, dry=False).number == 0


def test_a_letter_is_emptied_after_it_was_handed_over(room):
    question = classified(room)
    letter = letters.seal_question(question.pk, LetterKind.COMPLAINT, actor=room.clerk, now=NOW)
    before = NOW + dt.timedelta(days=1)
    assert forget_letters(room.agency, before, dry=False).number == 0
    letters.open_letter(letter.pk, actor=room.clerk, now=NOW)
    letters.hand_over_letter(letter.pk, "Thanh tra", actor=room.clerk, now=NOW)

    assert forget_letters(room.agency, before, dry=False).number == 1

    assert SealedLetter.objects.get().sealed == ""
    assert SealedLetter.objects.get().handed_over_to == "Thanh tra"


def test_figures_count_days_of_viet_nam(room):
    april = (dt.date(2026, 4, 20), dt.date(2026, 4, 20))
    in_time = answered(room)
    late = approved(room, kind=QuestionKind.INFORMATION)
    answering.send_answer(late.pk, actor=room.clerk, now=at(5, 4))
    open_one = assigned(room)
    pk = room.agency.pk

    assert counting.received_in(pk, *april).count() == 3
    answered_rows = counting.answered_in(pk, april[0], dt.date(2026, 5, 31))
    assert set(answered_rows) == {in_time, late}
    assert list(counting.in_time(answered_rows)) == [in_time]
    assert list(counting.late(answered_rows)) == [late]
    assert list(counting.overdue_on(pk, dt.date(2026, 5, 15))) == [open_one]
    assert list(overdue_of(pk, dt.date(2026, 5, 14))) == []
