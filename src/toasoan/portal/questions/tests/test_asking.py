"""Citizens send something: kinds are told apart, nothing that was typed is lost."""

import datetime as dt
import io
import json

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from toasoan.accounts.sealing import unseal
from toasoan.portal.questions.tests.sending import ASKED, HERE, code_on, moment_of, post, send
from toasoan.questions.files import content_of
from toasoan.questions.models import Field, Place, Question, QuestionFile, SealedLetter
from toasoan.reader_forms.models import FormSettings
from toasoan.testing.pictures import noise

pytestmark = pytest.mark.django_db
COMPLAINT = "Tôi làm đơn này tố cáo ông A nhận tiền của dân."


def jpeg():
    out = io.BytesIO()
    noise(640, 480).save(out, "JPEG")
    return out.getvalue()


def shown(page):
    return page.content.decode()


@pytest.mark.parametrize(
    ("words", "kind"),
    [("cau-hoi", "question"), ("yeu-cau-thong-tin", "information"), ("phan-anh", "feedback")],
)
def test_each_kind_has_its_form_and_a_receipt(room, client, words, kind):
    field = Field.objects.filter(agency=room.agency).first()
    page = send(client, f"/hoi-dap/gui/{words}/", field=field.pk, wish="public", wants_mail="on")

    question = Question.objects.get()
    assert (page.status_code, page["Cache-Control"]) == (200, "no-store")
    assert (question.kind, question.field, question.state) == (kind, field, "received")
    assert question.wants_publication
    assert question.wants_mail
    assert question.asker.phone == "0909 000 111"
    assert len(code_on(page)) == 19
    assert not page.cookies
    assert question.due_on.strftime("%d/%m/%Y") in shown(page)


def test_there_are_no_other_kinds(room, client):
    assert client.get("/hoi-dap/gui/khac/").status_code == 404


def test_the_kinds_are_explained_with_their_time(room, client):
    page = shown(client.get("/hoi-dap/gui/"))

    assert "15 ngày làm việc" in page
    assert "3 ngày làm việc" in page
    assert "/hoi-dap/gui/khieu-nai-to-cao/" in page


def test_sending_it_twice_shows_the_same_receipt(room, client):
    first = send(client)
    with time_machine.travel(timezone.now() + dt.timedelta(minutes=2)):
        again = post(client, "/hoi-dap/gui/cau-hoi/", dict(first.wsgi_request.POST.items()))
    other = send(client)

    assert code_on(again) == code_on(first) != ""
    assert code_on(other) == ""
    assert "không tiếp nhận lần nữa" in shown(other)
    assert Question.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "marked"),
    [
        ({"name": ""}, "name"),
        ({"phone": "", "email": ""}, "phone"),
        ({"phone": "gọi tôi"}, "phone"),
        ({"email": "khong-phai"}, "email"),
        ({"text": ""}, "text"),
        ({"text": "a" * 5001}, "text"),
        ({"consent": ""}, "consent"),
        ({"wish": "x"}, "wish"),
        ({"field": "999999"}, "field"),
        ({"email": "", "wants_mail": "on"}, "email"),
        ({"link": "https://quang-cao.test"}, "__all__"),
        ({"moment": "x"}, "__all__"),
    ],
)
def test_what_is_refused_is_shown_again_whole(room, client, fields, marked):
    page = send(client, **fields)

    assert page.status_code == 422
    assert list(page.context["form"].errors) == [marked]
    kept = {**ASKED, **fields}
    assert page.context["form"]["subject"].value() == kept["subject"]
    assert page.context["form"]["text"].value() == kept["text"]
    assert not Question.objects.exists()


def test_too_quick_is_sent_once_more(room, client):
    page = send(client, seconds=1)

    assert page.status_code == 422
    assert ASKED["text"] in shown(page)


def test_another_site_cannot_send_the_form(room, client):
    moment = moment_of(client.get("/hoi-dap/gui/cau-hoi/"))
    elsewhere = client.post(
        "/hoi-dap/gui/cau-hoi/", {**ASKED, "moment": moment}, HTTP_SEC_FETCH_SITE="cross-site"
    )

    assert elsewhere.status_code == 403
    assert not Question.objects.exists()


def test_too_many_from_one_network_are_told_to_wait(room, client):
    answers = [client.post("/hoi-dap/gui/cau-hoi/", {}, **HERE) for _n in range(13)]

    assert [answer.status_code for answer in answers] == [422] * 12 + [429]
    assert int(answers[-1]["Retry-After"]) > 3000
    assert "vẫn còn" in shown(answers[-1])
    assert (
        client.post("/hoi-dap/gui/cau-hoi/", {}, **HERE, REMOTE_ADDR="10.9.9.9").status_code == 422
    )


def test_what_reads_like_a_denunciation_is_asked_about(room, client):
    page = send(client, text=COMPLAINT)

    assert page.status_code == 422
    assert page.context["reads_like"] == "denunciation"
    assert COMPLAINT in shown(page)
    assert Place.objects.exclude(takes="").first().name in shown(page)
    assert not Question.objects.exists()
    assert not SealedLetter.objects.exists()


def test_it_is_handed_over_sealed_when_the_sender_says_so(room, client):
    page = send(client, text=COMPLAINT, taken_as="denunciation")

    letter = SealedLetter.objects.get()
    assert code_on(page)
    assert COMPLAINT not in shown(page)
    assert json.loads(unseal(letter.sealed))["text"] == COMPLAINT
    assert not Question.objects.exists()


def test_it_is_a_question_when_the_sender_insists(room, client):
    send(client, text=COMPLAINT, taken_as="question")

    assert Question.objects.get().text == COMPLAINT


@pytest.mark.parametrize("kind", ["complaint", "denunciation", "crime_report"])
def test_the_page_of_letters_says_where_they_go_and_seals(room, client, kind):
    path = "/hoi-dap/gui/khieu-nai-to-cao/"
    assert Place.objects.filter(takes=kind).first().name in shown(client.get(path))

    page = send(client, path, text=COMPLAINT, kind=kind)

    assert code_on(page)
    assert SealedLetter.objects.get().kind == kind
    assert send(client, path, kind="question").status_code == 422


def test_files_come_along_and_photos_lose_their_place(room, client):
    photo = SimpleUploadedFile("nha toi.jpg", jpeg(), "image/jpeg")
    page = send(client, attachments=[photo])

    file = QuestionFile.objects.get()
    assert code_on(page)
    assert content_of(file)[:2] == b"\xff\xd8"
    assert file.size == len(content_of(file))


def test_a_file_that_is_no_document_is_refused_and_the_words_stay(room, client):
    page = send(client, attachments=[SimpleUploadedFile("don.pdf", b"MZ\x90\x00 program")])

    assert page.status_code == 422
    assert "don.pdf" in shown(page)
    assert ASKED["text"] in shown(page)
    assert not Question.objects.exists()


def test_six_files_are_too_many_and_eleven_megabytes_too_large(room, client):
    small = [SimpleUploadedFile(f"{n}.pdf", b"%PDF-1.7") for n in range(6)]
    large = [SimpleUploadedFile("lon.pdf", b"a" * (10 * 1024 * 1024 + 1))]

    assert "attachments" in send(client, attachments=small).context["form"].errors
    assert "attachments" in send(client, attachments=large).context["form"].errors


def test_where_a_sum_is_asked_for_those_without_it_are_few(room, client):
    FormSettings.objects.create(site=room.agency.site, asks_sum=True, difficulty=8)
    page = client.get("/hoi-dap/gui/cau-hoi/")
    assert "reader_forms/puzzle.js" in shown(page)
    assert "<noscript>" in shown(page)

    taken = [send(client, text=f"Câu hỏi số {number}?") for number in range(4)]

    assert [answer.status_code for answer in taken] == [200, 200, 200, 429]
    assert Question.objects.count() == 3
