"""What somebody sends is taken once, under a code that only their own form gives."""

import datetime as dt

import pytest

from toasoan.media.storage import private_storage
from toasoan.questions.actions.reception import Contact, NewLetter, NewQuestion
from toasoan.questions.files import NewFile
from toasoan.questions.intake import receive
from toasoan.questions.kinds import LetterKind, QuestionKind
from toasoan.questions.models import Question, QuestionFile, SealedLetter
from toasoan.questions.tracking_codes import ALPHABET, code_hash, code_of
from toasoan.testing.factories import make_newsroom
from toasoan.vietnamese.dates import TZ

NOW = dt.datetime(2026, 11, 30, 9, 0, tzinfo=TZ)
CONTACT = Contact(name="Lê Thị Mẫu", phone="0909 000 111")


def question(nonce="n1", **changed):
    facts = {
        "kind": QuestionKind.QUESTION,
        "subject": "Lịch tiếp công dân",
        "text": "Cơ quan tiếp công dân vào ngày nào?",
        "code_hash": code_hash(code_of(nonce)),
        "contact": CONTACT,
    }
    return NewQuestion(**(facts | changed))


def letter(nonce="n1", **changed):
    facts = {"kind": LetterKind.DENUNCIATION, "subject": "", "text": "Tôi tố cáo.",
             "code_hash": code_hash(code_of(nonce)), "contact": CONTACT}  # fmt: skip
    return NewLetter(**(facts | changed))


def send(new, agency, nonce="n1", now=NOW, files=()):
    return receive(new, agency=agency, nonce=nonce, now=now, files=files)


@pytest.fixture
def agency(db):
    return make_newsroom().agency


def test_a_code_is_random_readable_and_that_of_its_form():
    codes = {code_of(str(number)) for number in range(500)}

    assert len(codes) == 500
    assert {len(group) for code in codes for group in code.split("-")} == {4}
    assert set("".join(codes)) == {*ALPHABET, "-"}
    assert len(ALPHABET) ** 16 > 2**60
    assert not set("0OIL1BSZ2258UG") & set(ALPHABET)
    assert code_of("a") == code_of("a")


def test_a_code_is_known_however_it_is_typed():
    code = code_of("a")
    typed = (code, code.lower(), code.replace("-", ""), f" {code.replace('-', ' ')}. ")

    assert len({code_hash(each) for each in typed}) == 1
    assert code_hash("") != code_hash(code) != code_hash(f"{code}A")


def test_the_code_of_another_installation_is_another(settings):
    before = code_of("a")
    settings.SECRET_KEY = "another"

    assert code_of("a") != before


def test_the_same_form_sent_twice_gives_the_same_receipt(agency):
    first, second = send(question(), agency), send(question(), agency)

    assert first.code == second.code == code_of("n1")
    assert Question.objects.count() == 1
    assert second.question == first.question


def test_the_same_words_of_the_same_sender_in_another_form_are_taken_once_a_day(agency):
    send(question(), agency)
    again = question("n2", text="CƠ QUAN tiếp công dân   vào ngày nào?")

    assert send(again, agency, "n2").code == ""
    assert Question.objects.count() == 1
    assert send(again, agency, "n2", NOW + dt.timedelta(days=1)).code
    assert Question.objects.count() == 2


def test_others_may_send_the_same_words(agency):
    send(question(), agency)
    other = question("n2", contact=Contact(phone="0909 000 222"))

    assert send(other, agency, "n2").code == code_of("n2")
    assert Question.objects.count() == 2


def test_a_letter_is_sealed_and_taken_once(agency):
    first, second = send(letter(), agency), send(letter("n2"), agency, "n2")

    assert (first.code, second.code) == (code_of("n1"), "")
    kept = SealedLetter.objects.get()
    assert "tố cáo" not in str(SealedLetter.objects.values())
    assert send(letter(), agency).letter == kept


def test_files_of_what_was_sent_before_do_not_stay(agency):
    file = NewFile(content=b"%PDF-1.7", name="don.pdf", mime="application/pdf",
                   sha256="0" * 64, size=8)  # fmt: skip
    send(question(), agency, files=(file,))
    folder = private_storage().listdir("questions")[1]
    send(question("n2"), agency, "n2", files=(file,))

    assert private_storage().listdir("questions")[1] == folder
    assert QuestionFile.objects.count() == 1
