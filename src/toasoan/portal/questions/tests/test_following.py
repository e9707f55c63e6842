"""Senders follow what they sent by their code, which stands nowhere else."""

import pytest
from django.utils import timezone
from wagtail.models import Site

from toasoan.portal.questions.tests.sending import HERE, code_on, send
from toasoan.questions.actions.classifying import refer, refuse_question
from toasoan.questions.models import Answer, Place, Question, SealedLetter
from toasoan.testing.answers import make_question

pytestmark = pytest.mark.django_db
PATH = "/hoi-dap/tra-cuu/"


def look(client, code, **fields):
    return client.post(PATH, {"code": code, **fields}, **HERE)


def shown(page):
    return page.content.decode()


@pytest.fixture
def sent(room, client):
    code = code_on(send(client))
    return Question.objects.get(), code


def test_the_code_shows_stage_and_last_day(sent, client):
    question, code = sent
    page = look(client, code.lower().replace("-", " "))

    assert page["Cache-Control"] == "no-store"
    assert question.due_on.strftime("%d/%m/%Y") in shown(page)
    assert "Đã tiếp nhận" in shown(page)
    assert "0909" not in shown(page)
    assert question.text not in shown(page)


def test_a_wrong_code_and_no_code_look_the_same(sent, client):
    answers = [look(client, code) for code in ("ACDE-ACDE-ACDE-ACDE", "x", "' OR 1=1 --")]

    bodies = {shown(page).replace(page.context["form"]["code"].value(), "") for page in answers}
    assert {page.status_code for page in answers} == {422}
    assert len({body.count("ask-problems") for body in bodies}) == 1


def test_a_code_in_an_address_does_nothing(sent, client):
    page = client.get(PATH, {"code": sent[1]})

    assert page.context["found"] is None


def test_codes_cannot_be_tried_out(room, client):
    answers = [look(client, f"AAAA{number}").status_code for number in range(22)]

    assert answers[-1] == 429


def test_the_private_answer_is_read_with_the_code_only(sent, room, client):
    question, code = sent
    now = timezone.now()
    Answer.objects.create(
        question=question, text="Trả lời riêng cho bà.", written_by=room.clerk, written_at=now,
        signed_by=room.clerk, signed_at=now, approved_by=room.clerk, approved_at=now,
    )  # fmt: skip
    assert "Trả lời riêng" not in shown(look(client, code))

    Question.objects.filter(pk=question.pk).update(state="answered", closed_at=now)

    assert "Trả lời riêng" in shown(look(client, code))


def test_a_sender_adds_while_it_is_open(sent, client):
    question, code = sent
    look(client, code, deed="add", text="Tôi bổ sung số điện thoại khác.")
    look(client, code, deed="add", text="Tôi bổ sung số điện thoại khác.")

    assert question.additions.count() == 1
    Question.objects.filter(pk=question.pk).update(state="refused")
    look(client, code, deed="add", text="Nữa")
    assert question.additions.count() == 1


def test_a_sender_withdraws_after_being_asked(sent, client):
    question, code = sent
    asked = look(client, code, deed="withdraw")
    question.refresh_from_db()
    assert (question.state, "withdraw_sure" in shown(asked)) == ("received", True)

    look(client, code, deed="withdraw_sure")

    question.refresh_from_db()
    assert question.state == "withdrawn"
    assert "deed" not in shown(look(client, code))


def test_what_is_not_ours_says_where_to_go(sent, room, client):
    question, code = sent
    place = Place.objects.filter(agency=room.agency).first()
    place.contact = "12 đường Mẫu"
    place.save()
    refer(question.pk, place, actor=room.clerk, now=timezone.now())

    page = shown(look(client, code))

    assert place.name in page
    assert "12 đường Mẫu" in page


def test_what_is_not_dealt_with_says_why(sent, room, client):
    question, code = sent
    refuse_question(
        question.pk, reason="Nội dung không rõ ràng", note="", actor=room.clerk, now=timezone.now()
    )

    assert "Nội dung không rõ ràng" in shown(look(client, code))


def test_a_letter_shows_how_far_it_is_and_none_of_its_words(room, client):
    text = "Tôi tố cáo việc chỉ mình tôi biết."
    code = code_on(send(client, "/hoi-dap/gui/khieu-nai-to-cao/", kind="denunciation", text=text))
    assert "niêm phong" in shown(look(client, code))

    SealedLetter.objects.update(
        opened_at=timezone.now(), opened_by=room.clerk, handed_over_at=timezone.now(),
        handed_over_to="Thanh tra",
    )  # fmt: skip

    page = shown(look(client, code))
    assert "Thanh tra" in page
    assert text not in page


def test_another_agency_knows_no_code_of_ours(sent, room, client):
    question, code = sent
    make_question(room.agency)
    site = Site.objects.create(hostname="khac.test", root_page=room.agency.site.root_page)
    other = type(room.agency).objects.create(name="Cơ quan khác", site=site)
    Question.objects.filter(pk=question.pk).update(agency=other, year=1990)

    assert look(client, code).status_code == 422
