"""What arrives is kept with its number, its last day and its first entry; contacts encrypted."""

import datetime as dt

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from toasoan.media.storage import private_storage
from toasoan.questions.actions.reception import (
    Contact,
    NewLetter,
    NewQuestion,
    add_to_question,
    receive_letter,
    receive_question,
)
from toasoan.questions.files import NewFile, content_of, written_files
from toasoan.questions.kinds import EntryKind, LetterKind, QuestionKind, QuestionState
from toasoan.questions.models import Asker, Question, QuestionEntry, SealedLetter
from toasoan.testing.factories import make_newsroom
from toasoan.vietnamese.dates import TZ

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2026, 4, 20, 9, 0, tzinfo=TZ)
CONTACT = Contact(name="Lê Thị Mẫu", phone="0909 000 111", email="mau@example.org")


def new(**changed):
    facts = {
        "kind": QuestionKind.QUESTION,
        "subject": "Lịch tiếp công dân",
        "text": "Cơ quan tiếp công dân vào ngày nào?",
        "code_hash": "a" * 64,
        "contact": CONTACT,
    }
    return NewQuestion(**(facts | changed))


def test_a_question_gets_number_last_day_and_entry():
    agency = make_newsroom().agency

    first = receive_question(new(), agency=agency, now=NOW)
    second = receive_question(new(code_hash="b" * 64), agency=agency, now=NOW)

    assert (str(first), str(second)) == ("1/2026", "2/2026")
    assert first.due_on == dt.date(2026, 5, 14)
    assert first.state == QuestionState.RECEIVED
    assert "lich tiep cong dan" in first.text_key
    assert list(first.entries.values_list("kind", "to_state")) == [("received", "received")]


def test_the_database_holds_no_contact_in_clear():
    question = receive_question(new(), agency=make_newsroom().agency, now=NOW)

    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM questions_asker")
        stored = str(cursor.fetchall())

    for told in (CONTACT.name, CONTACT.phone, CONTACT.email):
        assert told not in stored
    asker = Asker.objects.get(question=question)
    assert (asker.name, asker.phone, asker.email, asker.address) == (
        CONTACT.name, CONTACT.phone, CONTACT.email, "",
    )  # fmt: skip


def test_a_letter_is_sealed_at_the_door():
    letter = receive_letter(
        NewLetter(
            kind=LetterKind.DENUNCIATION,
            subject="Tố cáo",
            text="Ông Mẫu nhận tiền",
            contact=CONTACT,
        ),
        agency=make_newsroom().agency,
        now=NOW,
    )

    row = str(SealedLetter.objects.filter(pk=letter.pk).values())
    assert "nhận tiền" not in row
    assert CONTACT.phone not in row
    assert letter.entries.get().kind == EntryKind.RECEIVED
    assert not Question.objects.exists()


def test_files_lie_encrypted():
    agency = make_newsroom().agency
    file = NewFile(
        content=b"%PDF-1.7 mau", name="don.pdf", mime="application/pdf", sha256="0" * 64, size=12
    )
    with written_files([file]) as written:
        question = receive_question(new(), agency=agency, now=NOW, files=written)

    row = question.files.get()
    with row.sealed_file.open() as stored:
        assert b"mau" not in stored.read()
    assert content_of(row) == file.content


def test_files_are_removed_again_when_their_rows_cannot_be_kept():
    file = NewFile(content=b"x", name="a.txt", mime="text/plain", sha256="0" * 64, size=1)
    stored = []

    def fails():
        with written_files([file]) as written:
            stored.extend(each.stored for each in written)
            raise DatabaseError

    with pytest.raises(DatabaseError):
        fails()
    assert not private_storage().exists(stored[0])


def test_an_addition_is_kept_and_recorded_without_its_words():
    question = receive_question(new(), agency=make_newsroom().agency, now=NOW)

    add_to_question(question, "Tôi gọi số 0909 000 111", now=NOW)

    assert question.additions.get().text == "Tôi gọi số 0909 000 111"
    assert "0909" not in str(list(question.entries.values()))


def test_the_database_refuses_to_change_the_history():
    question = receive_question(new(), agency=make_newsroom().agency, now=NOW)

    for sql in (
        "UPDATE questions_questionentry SET note = 'x'",
        "DELETE FROM questions_questionentry",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
    assert QuestionEntry.objects.filter(question=question).count() == 1


def test_a_sealed_question_cannot_keep_words():
    question = receive_question(new(), agency=make_newsroom().agency, now=NOW)

    with pytest.raises(DatabaseError), transaction.atomic():
        Question.objects.filter(pk=question.pk).update(
            state=QuestionState.SEALED, state_since=timezone.now()
        )
