"""The way of a question: by whom, with which entries, who is told; what is refused."""

import datetime as dt

import pytest

from toasoan.notifications.models import Notification
from toasoan.questions import telling
from toasoan.questions.actions import answering, classifying, letters, publishing, timing
from toasoan.questions.kinds import EntryKind, LetterKind, QuestionKind, QuestionState, ReasonUse
from toasoan.questions.models import (
    Answer,
    Asker,
    PublicAnswer,
    Question,
    QuestionEntry,
    SealedLetter,
)
from toasoan.questions.queries import (
    answer_for_sender,
    answers_citing,
    latest_answer,
    latest_public_text,
    reasons_for,
)
from toasoan.questions.tests.steps import (
    ANSWER,
    CONTACT,
    NOW,
    ROADS,
    TEXT,
    WORDS,
    answered,
    approved,
    asked,
    assigned,
    classified,
    published,
    signed,
    sorted_as,
)
from toasoan.refusals import RefusedError
from toasoan.units.models import Unit

pytestmark = pytest.mark.django_db
LATER = NOW + dt.timedelta(days=1)


@pytest.fixture
def told(monkeypatch):
    """What senders were told: (question, occasion)."""
    said = []
    monkeypatch.setattr(telling, "_tellers", {"test": lambda q, what: said.append((q.pk, what))})
    return said


def codes(refusal):
    return {problem.code for problem in refusal.value.problems}


def reason(room, use):
    return reasons_for(room.agency.pk, use)[0]


@pytest.mark.parametrize("state", ROADS)
def test_no_state_without_an_entry_that_leads_there(room, state):
    question = ROADS[state](room)

    question.refresh_from_db()
    assert question.state == state
    entries = list(question.entries.order_by("pk").values_list("from_state", "to_state"))
    assert entries[-1][1] == state
    assert [after for _before, after in entries][:-1] == [before for before, _a in entries][1:]


def test_the_whole_way_tells_whom_it_concerns(room, told):
    question = published(room)

    kinds = {
        (row.kind, row.recipient_id)
        for row in Notification.objects.filter(path=f"/toa-soan/hoi-dap/{question.pk}/")
    }
    assert ("question_came", room.clerk.pk) in kinds
    assert {("question_given", room.contributor.pk), ("question_given", room.vetter.pk)} <= kinds
    assert ("answer_signed", room.approver.pk) in kinds
    assert ("answer_approved", room.clerk.pk) in kinds
    assert not any(person == room.other_vetter.pk for _kind, person in kinds)
    assert told == [(question.pk, telling.Occasion.ANSWERED)]
    words = str(list(Notification.objects.values_list("title", "extra", "note")))
    assert "tiếp công dân" not in words
    assert CONTACT.phone not in words


def test_the_clock_follows_the_kind_from_the_reception(room):
    question = assigned(room)

    change = sorted_as(question, QuestionKind.STORY_ERROR)
    question = classifying.change_kind(question.pk, change, actor=room.clerk, now=LATER)

    assert question.state == QuestionState.ASSIGNED
    assert question.due_on == dt.date(2026, 5, 5)
    assert question.entries.last().detail == {"kind": ["question", "story_error"]}


def test_a_unit_of_another_agency_or_one_that_has_ended_is_refused(room):
    question = classified(room)
    Unit.objects.filter(pk=room.other_unit.pk).update(closed_on=dt.date(2026, 1, 1))
    room.other_unit.refresh_from_db()

    with pytest.raises(RefusedError) as refusal:
        classifying.assign(question.pk, room.other_unit, actor=room.clerk, now=NOW)
    assert codes(refusal) == {"no-unit"}


def test_the_unit_gives_back_what_is_not_its_own(room):
    question = assigned(room)
    why = reason(room, ReasonUse.UNIT_RETURN)

    with pytest.raises(RefusedError) as refusal:
        answering.return_by_unit(question.pk, reason="bịa ra", note="", actor=room.vetter, now=NOW)
    assert codes(refusal) == {"no-reason"}
    question = answering.return_by_unit(
        question.pk, reason=why, note="Của Phòng 9", actor=room.vetter, now=NOW
    )

    assert (question.state, question.unit) == (QuestionState.CLASSIFIED, None)
    assert question.entries.last().note == f"{why}. Của Phòng 9"


def test_a_colleagues_newer_version_is_never_written_over(room):
    question = assigned(room)
    first = answering.write_answer(
        question.pk, "Bản một", seen_id=None, actor=room.contributor, now=NOW
    )
    answering.write_answer(question.pk, "Bản hai", seen_id=first.pk, actor=room.vetter, now=NOW)

    with pytest.raises(RefusedError) as refusal:
        answering.write_answer(
            question.pk, "Bản ba", seen_id=first.pk, actor=room.contributor, now=NOW
        )
    assert codes(refusal) == {"stale"}
    with pytest.raises(RefusedError) as refusal:
        answering.sign_answer(question.pk, first.pk, actor=room.vetter, now=NOW)
    assert codes(refusal) == {"stale"}
    assert Answer.objects.count() == 2


def test_nobody_approves_what_they_wrote_or_signed(room):
    """The approver is also the unit's leader, or has written a version of the answer."""
    question = signed(room)
    answer = latest_answer(question)
    for part in ("written_by", "signed_by"):
        before = getattr(answer, part)
        Answer.objects.filter(pk=answer.pk).update(**{part: room.approver})
        with pytest.raises(RefusedError) as refusal:
            answering.approve_answer(question.pk, answer.pk, actor=room.approver, now=NOW)
        assert codes(refusal) == {"own-answer"}
        Answer.objects.filter(pk=answer.pk).update(**{part: before})

    approved_now = answering.approve_answer(question.pk, answer.pk, actor=room.approver, now=NOW)
    assert approved_now.state == QuestionState.APPROVED


def test_an_answer_that_comes_back_is_signed_and_approved_anew(room):
    question = approved(room)
    question = answering.send_back(
        question.pk, reason=reason(room, ReasonUse.SEND_BACK), note="", actor=room.approver,
        now=NOW,
    )  # fmt: skip

    assert question.state == QuestionState.ASSIGNED
    answer = latest_answer(question)
    assert (answer.signed_by, answer.approved_by) == (None, None)
    assert answer_for_sender(question) is None


def test_the_sender_reads_the_answer_when_it_was_sent_and_not_before(room):
    question = approved(room)
    assert answer_for_sender(question) is None

    question = answering.send_answer(question.pk, actor=room.clerk, now=LATER)

    read = answer_for_sender(question)
    assert (read.text, read.answered_at, read.unit) == (ANSWER, LATER, room.unit.name)
    assert question.closed_at == LATER


def test_one_answer_serves_joined_questions(room, told):
    main, twin, third = assigned(room), classified(room), asked(room)
    classifying.join(third.pk, twin.pk, actor=room.clerk, now=NOW)
    classifying.join(twin.pk, main.pk, actor=room.clerk, now=NOW)
    version = answering.write_answer(main.pk, ANSWER, seen_id=None, actor=room.vetter, now=NOW)
    answering.sign_answer(main.pk, version.pk, actor=room.vetter, now=NOW)
    answering.approve_answer(main.pk, version.pk, actor=room.approver, now=NOW)
    answering.send_answer(main.pk, actor=room.clerk, now=LATER)

    for pk in (twin.pk, third.pk):
        question = Question.objects.get(pk=pk)
        assert question.duplicate_of_id == main.pk
        assert question.closed_at == LATER
        assert answer_for_sender(question).text == ANSWER
    assert {pk for pk, what in told if what == "answered"} == {main.pk, twin.pk, third.pk}
    late = asked(room)
    late = classifying.join(late.pk, main.pk, actor=room.clerk, now=LATER)
    assert answer_for_sender(late).text == ANSWER
    back = classifying.separate(late.pk, actor=room.clerk, now=LATER)
    assert (back.state, back.closed_at) == (QuestionState.CLASSIFIED, None)


@pytest.mark.parametrize("state", [QuestionState.REFERRED])
def test_a_question_is_not_joined_to_itself_or_to_one_without_an_answer(room, state):
    question, other = asked(room), ROADS[state](room)

    for main, code in ((question, "no-other"), (other, "not-joinable")):
        with pytest.raises(RefusedError) as refusal:
            classifying.join(question.pk, main.pk, actor=room.clerk, now=NOW)
        assert codes(refusal) == {code}


def test_an_extension_comes_once_before_the_deadline_with_a_reason(room, told):
    question = assigned(room)
    why = reason(room, ReasonUse.EXTENSION)

    def extended(days=5, now=NOW, because=why):
        return timing.extend(
            question.pk, days, reason=because, note="Chờ hồ sơ", actor=room.clerk, now=now
        )

    for wrong, code in (
        ({"days": 16}, "too-many-days"),
        ({"because": ""}, "no-reason"),
        ({"now": dt.datetime(2026, 5, 15, 8, tzinfo=NOW.tzinfo)}, "overdue"),
    ):
        with pytest.raises(RefusedError) as refusal:
            extended(**wrong)
        assert codes(refusal) == {code}
    longer = extended()
    assert longer.due_on == dt.date(2026, 5, 21)
    assert longer.extension_reason == f"{why}. Chờ hồ sơ"
    assert told[-1] == (question.pk, "extended")
    with pytest.raises(RefusedError) as refusal:
        extended()
    assert codes(refusal) == {"extended"}


def test_a_complex_request_is_announced_within_its_first_days(room, told):
    request = classified(room, kind=QuestionKind.INFORMATION)
    too_late = dt.datetime(2026, 4, 24, 8, tzinfo=NOW.tzinfo)

    assert request.due_on == dt.date(2026, 4, 23)
    with pytest.raises(RefusedError) as refusal:
        timing.give_notice(request.pk, note="Nhiều số liệu", actor=room.clerk, now=too_late)
    assert codes(refusal) == {"overdue"}
    request = timing.give_notice(request.pk, note="Nhiều số liệu", actor=room.clerk, now=NOW)
    assert request.due_on == dt.date(2026, 5, 19)
    assert told == [(request.pk, "noticed")]
    question = assigned(room)
    with pytest.raises(RefusedError) as refusal:
        timing.give_notice(question.pk, note="Lâu", actor=room.clerk, now=NOW)
    assert codes(refusal) == {"no-more-days"}


def test_what_is_sealed_leaves_no_word_in_the_question(room, told):
    question = assigned(room)
    answering.write_answer(
        question.pk, "Về việc ông X nhận tiền", seen_id=None, actor=room.vetter, now=NOW
    )

    letter = letters.seal_question(question.pk, LetterKind.DENUNCIATION, actor=room.clerk, now=NOW)

    question = Question.objects.get(pk=question.pk)
    assert (question.state, question.text, question.text_key) == ("sealed", "", "")
    assert not Asker.objects.filter(question=question).exists()
    assert not Answer.objects.exists()
    assert told == [(question.pk, "handed_over")]
    rows = str(list(QuestionEntry.objects.values())) + str(list(SealedLetter.objects.values()))
    for word in (TEXT, CONTACT.phone, CONTACT.name, "nhận tiền"):
        assert word not in rows
    opened = letters.open_letter(letter.pk, actor=room.clerk, now=NOW)
    assert (opened.text, opened.phone) == (TEXT, CONTACT.phone)


def test_a_letter_is_one_persons_until_it_is_handed_over_and_then_nobodys(room):
    question = classified(room)
    letter = letters.seal_question(question.pk, LetterKind.COMPLAINT, actor=room.clerk, now=NOW)
    letters.open_letter(letter.pk, actor=room.clerk, now=NOW)

    with pytest.raises(RefusedError) as refusal:
        letters.open_letter(letter.pk, actor=room.editor, now=NOW)
    assert codes(refusal) == {"opened"}
    with pytest.raises(RefusedError) as refusal:
        letters.hand_over_letter(letter.pk, " ", actor=room.editor, now=NOW)
    assert codes(refusal) == {"not-opened", "no-receiver"}
    letters.hand_over_letter(letter.pk, "Thanh tra", actor=room.clerk, now=NOW)
    with pytest.raises(RefusedError) as refusal:
        letters.open_letter(letter.pk, actor=room.clerk, now=NOW)
    assert codes(refusal) == {"handed-over"}
    kinds = list(letter.entries.order_by("pk").values_list("kind", flat=True))
    assert kinds == [EntryKind.RECEIVED, EntryKind.OPENED, EntryKind.HANDED_OVER]


def test_no_text_goes_out_with_personal_data_or_by_who_prepared_it(room):
    question = answered(room)
    bad = publishing.PublicWords("Lịch tiếp bà Mẫu", TEXT, f"{ANSWER} Gửi mau@example.org")
    text = publishing.prepare_public_text(question.pk, bad, actor=room.clerk, now=NOW)

    with pytest.raises(RefusedError) as refusal:
        publishing.publish_answer(question.pk, text.pk, actor=room.approver, now=NOW)
    assert codes(refusal) == {"personal-data"}
    assert "3" in str(refusal.value)
    own = publishing.prepare_public_text(question.pk, WORDS, actor=room.approver, now=NOW)
    with pytest.raises(RefusedError) as refusal:
        publishing.publish_answer(question.pk, own.pk, actor=room.approver, now=NOW)
    assert codes(refusal) == {"own-text"}
    assert not PublicAnswer.objects.exists()
    published_by = publishing.publish_answer(
        question.pk, own.pk, actor=room.second_approver, now=NOW
    )
    assert published_by.text == own


def test_nothing_is_published_against_the_senders_will(room):
    question = answered(room, wants_publication=False)
    text = publishing.prepare_public_text(question.pk, WORDS, actor=room.clerk, now=NOW)

    with pytest.raises(RefusedError) as refusal:
        publishing.publish_answer(question.pk, text.pk, actor=room.approver, now=NOW)
    assert codes(refusal) == {"not-agreed"}


def test_a_public_answer_is_corrected_taken_down_and_put_back(room):
    question = published(room)
    better = publishing.PublicWords(WORDS.title, WORDS.asked, "Vào thứ Tư hằng tuần.")
    seen = latest_public_text(question).pk
    with pytest.raises(RefusedError) as refusal:
        publishing.correct_public_answer(
            question.pk, seen, note="Sửa ngày", actor=room.approver, now=NOW
        )
    assert codes(refusal) == {"no-change"}
    text = publishing.prepare_public_text(question.pk, better, actor=room.clerk, now=LATER)
    answer = publishing.correct_public_answer(
        question.pk, text.pk, note="Sửa ngày tiếp", actor=room.approver, now=LATER
    )
    assert (answer.text.edition, answer.text.correction_note) == (2, "Sửa ngày tiếp")
    assert answer.first_published_at == NOW
    question = publishing.unpublish_answer(
        question.pk, reason=reason(room, ReasonUse.UNPUBLISHING), note="", actor=room.clerk,
        now=LATER,
    )  # fmt: skip
    assert question.state == QuestionState.ANSWERED
    assert not PublicAnswer.objects.get().is_live
    again = publishing.publish_answer(question.pk, text.pk, actor=room.approver, now=LATER)
    assert again.is_live
    assert question.public_texts.count() == 2


def test_answers_that_cite_a_changed_document_are_marked_together(room):
    one, other = published(room), published(room)
    found = {answer.pk for answer in answers_citing(room.agency.pk, "0104/2016/qh13")}
    assert found == {one.pk, other.pk}
    assert not answers_citing(room.agency.pk, "4/2016")

    count = publishing.mark_changed_law(
        found, since=NOW.date(), note="Luật mới thay thế", actor=room.clerk, now=NOW
    )

    assert count == 2
    assert PublicAnswer.objects.filter(law_note="Luật mới thay thế").count() == 2
    publishing.clear_law_mark(one.pk, actor=room.clerk, now=NOW)
    assert PublicAnswer.objects.get(pk=one.pk).law_changed_on is None
    with pytest.raises(RefusedError):
        publishing.mark_changed_law(
            [other.pk, answered(room).pk], since=NOW.date(), note="x", actor=room.clerk, now=NOW
        )


def test_the_sender_takes_back_what_has_not_been_approved(room):
    question = signed(room)

    assert classifying.withdraw(question.pk, now=NOW).state == QuestionState.WITHDRAWN
    with pytest.raises(RefusedError):
        classifying.withdraw(approved(room).pk, now=NOW)


def test_what_was_not_dealt_with_is_taken_up_again(room, told):
    question = classified(room)
    question = classifying.refuse_question(
        question.pk, reason=reason(room, ReasonUse.REFUSAL), note="", actor=room.clerk, now=NOW
    )
    assert told == [(question.pk, "refused")]

    question = classifying.reopen(question.pk, note="Nhầm", actor=room.clerk, now=LATER)

    assert (question.state, question.closed_at) == (QuestionState.CLASSIFIED, None)
    assert question.due_on == dt.date(2026, 5, 14)


#: Whose deed it never is: each of them is refused by the action itself, whatever the screen.
_WRONG = {
    "assign": ("contributor", "approver", "webmaster", "other_vetter", "outsider"),
    "approve": ("contributor", "vetter", "clerk", "editor", "board_member"),
    "sign": ("contributor", "clerk", "approver", "other_vetter"),
}


@pytest.mark.parametrize(
    ("deed", "person"), [(deed, person) for deed, people in _WRONG.items() for person in people]
)
def test_a_crafted_request_meets_the_table(room, deed, person):
    actor = getattr(room, person)
    question = {"assign": classified, "approve": signed, "sign": assigned}[deed](room)
    calls = {
        "assign": lambda: classifying.assign(question.pk, room.unit, actor=actor, now=NOW),
        "approve": lambda: answering.approve_answer(
            question.pk, latest_answer(question).pk, actor=actor, now=NOW
        ),
        "sign": lambda: answering.sign_answer(question.pk, 1, actor=actor, now=NOW),
    }

    with pytest.raises(RefusedError) as refusal:
        calls[deed]()
    assert "not-yours" in codes(refusal)
