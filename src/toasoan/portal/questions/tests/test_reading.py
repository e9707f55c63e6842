"""Public answers as readers find them."""

import datetime as dt

import pytest
from django.utils import timezone

from toasoan.questions.models import CitedDocument, Field
from toasoan.questions.public_answers import answer_path, follow_answer
from toasoan.testing.answers import make_public_answer
from toasoan.units.models import Unit

pytestmark = pytest.mark.django_db


def make(room, *args, **facts):
    return make_public_answer(room.agency, room.clerk, *args, **facts)


def test_the_list_shows_the_latest_first_and_one_field(room, client):
    field = Field.objects.create(agency=room.agency, name="Thi hành án")
    make(room, "Câu cũ", now=timezone.now() - dt.timedelta(days=3))
    make(room, "Câu mới", field=field)

    whole = client.get("/hoi-dap/").content.decode()
    one = client.get(f"/hoi-dap/?linh-vuc={field.pk}").content.decode()

    assert whole.index("Câu mới") < whole.index("Câu cũ")
    assert "Câu mới" in one
    assert "Câu cũ" not in one
    assert client.get("/hoi-dap/?linh-vuc=0").status_code == 404
    assert client.get("/hoi-dap/?truoc=x").status_code == 404


def test_a_long_list_goes_on(room, client, monkeypatch):
    monkeypatch.setattr("toasoan.portal.questions.reading.PER_PAGE", 2)
    for number in range(3):
        make(room, f"Câu số {number}", now=timezone.now() - dt.timedelta(days=number))
    first = client.get("/hoi-dap/")

    second = client.get(f"/hoi-dap/?truoc={first.context['more']}").content.decode()

    assert "Câu số 2" in second
    assert "Câu số 0" not in second


def test_a_page_shows_question_answer_unit_and_documents(room, client):
    answer = make(room, law_changed_on=dt.date(2026, 7, 1), law_note="Luật mới")
    unit = Unit.objects.filter(agency=room.agency).first()
    type(answer.question).objects.filter(pk=answer.pk).update(unit=unit)
    CitedDocument.objects.create(public_answer=answer, number="104/2016/QH13")

    page = client.get(answer_path(answer)).content.decode()

    for words in ("vào ngày nào?", "thứ Năm hằng tuần", unit.name, "104/2016/QH13", "Luật mới"):
        assert words in page
    assert "01/07/2026" in page
    assert "Nội dung riêng" not in page
    assert "Người Gửi Mẫu" not in page


def test_the_number_decides_about_the_address(room, client):
    answer = make(room)

    moved = client.get(f"/hoi-dap/khac-{answer.pk}/")

    assert (moved.status_code, moved["Location"]) == (301, answer_path(answer))
    assert client.get("/hoi-dap/khac-999999/").status_code == 404
    assert client.get("/hoi-dap/khac/").status_code == 404


def test_what_was_taken_down_is_gone_everywhere(room, client):
    answer = make(room, "Đã gỡ")
    answer.is_live = False
    answer.save()
    follow_answer(answer)

    assert client.get(answer_path(answer)).status_code == 410
    for path in ("/hoi-dap/", "/hoi-dap/tin.xml", "/tim-kiem/?q=tiep cong dan&loai=answer"):
        assert answer_path(answer) not in client.get(path).content.decode()


def test_an_answer_is_found_and_told_of(room, client):
    answer = make(room, "Thủ tục gặp luật sư")

    found = client.get("/tim-kiem/?q=thu tuc gap luat su&loai=answer").content.decode()
    feed = client.get("/hoi-dap/tin.xml")

    assert answer_path(answer) in found
    assert answer_path(answer) in feed.content.decode()
    assert feed["Content-Type"].startswith("application/atom+xml")


def test_the_list_and_a_page_stay_within_the_budget(room, client, django_assert_max_num_queries):
    answer = make(room)
    for path in ("/hoi-dap/", answer_path(answer)):
        client.get(path)
        with django_assert_max_num_queries(12):
            client.get(path)
