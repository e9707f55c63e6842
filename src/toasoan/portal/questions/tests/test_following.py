"""Senders follow what they sent by their code, which stands nowhere else."""

import pytest
from django.utils import timezone

from toasoan.portal.questions.tests.sending import HERE, code_on, send
from toasoan.questions.models import Question, SealedLetter

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


def test_a_sender_adds_while_it_is_open(sent, client):
    question, code = sent
    look(client, code, deed="add", text="Tôi bổ sung số điện thoại khác.")
    look(client, code, deed="add", text="Tôi bổ sung số điện thoại khác.")

    assert question.additions.count() == 1
    Question.objects.filter(pk=question.pk).update(state="refused")
    look(client, code, deed="add", text="Nữa")
    assert question.additions.count() == 1


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
