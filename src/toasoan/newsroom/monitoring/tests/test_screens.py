"""The screens of found items: deciding, comparing, feeds, watch words; for the desk only."""

import datetime as dt

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from lxml import html

from toasoan.monitoring.actions import ask_reading, note_reading
from toasoan.monitoring.models import Proposal, ProposalState, WatchedFeed, WatchWord
from toasoan.outlets.models import Clipping, Outlet, Placement
from toasoan.testing.browsers import browser_of
from toasoan.testing.factories import make_agency, make_story, make_unit
from toasoan.testing.found_items import make_found_item as found
from toasoan.testing.found_items import make_watched_outlet
from toasoan.vietnamese.dates import local_day

pytestmark = pytest.mark.django_db
FOUND = "/toa-soan/tin-tim-thay/"


@pytest.fixture
def outlet(room):
    return make_watched_outlet(room.agency)


@pytest.fixture
def story(room):
    return make_story(room, "published", headline="Kiểm sát trực tiếp")


def words_of(answer):
    return " ".join(html.fromstring(answer.content).text_content().split())


def test_the_desk_alone_sees_it(room, outlet, story):
    proposal = found(outlet, story=story)

    for person in (room.contributor, room.vetter, room.board_member, room.webmaster):
        assert browser_of(person).get(FOUND).status_code == 404
        assert browser_of(person).get(f"{FOUND}{proposal.pk}/").status_code == 404
    for person in (room.editor, room.approver):
        assert browser_of(person).get(FOUND).status_code == 200


def test_another_agencys_items_do_not_exist(room):
    other = make_agency("khac", hostname="khac.localhost")
    theirs = Outlet.objects.create(agency=other, code="x", name="Báo khác", kind="other")
    proposal = found(theirs, unit=make_unit(other))
    browser = browser_of(room.editor)

    assert "Bài báo 1" not in words_of(browser.get(FOUND))
    assert browser.get(f"{FOUND}{proposal.pk}/").status_code == 404
    assert browser.post(FOUND, {"viec": f"dung:{proposal.pk}"}).status_code == 404
    assert browser.post(FOUND, {"viec": "khong", "muc": [proposal.pk]}).status_code == 404
    assert browser.post(f"{FOUND}nguon/{theirs.pk}/doc/").status_code == 404
    assert Proposal.objects.get().state == ProposalState.PROPOSED


def test_one_press_enters_the_use(room, outlet, story):
    proposal = found(outlet, story=story)
    browser = browser_of(room.editor)
    assert "rất giống (80%)" in words_of(browser.get(FOUND))

    answer = browser.post(FOUND, {"viec": f"dung:{proposal.pk}", "ve": f"{FOUND}?muc=chac"})

    assert answer.url == f"{FOUND}?muc=chac"
    placement = Placement.objects.get()
    assert (placement.story, placement.headline) == (story, "Bài báo 1")
    assert "Không có mục nào chờ" in words_of(browser.get(FOUND))
    assert "đã ghi đăng" in words_of(browser.get(FOUND, {"muc": "xong"}))


def test_many_are_decided_at_once_and_what_cannot_be_is_said(room, outlet, story):
    first, second = found(outlet, 1, story=story), found(outlet, 2, story=story)
    third = found(outlet, 3, unit=room.other_unit)
    browser = browser_of(room.editor)

    answer = browser.post(
        FOUND, {"viec": "dung", "muc": [first.pk, second.pk, third.pk]}, follow=True
    )

    assert "Đã xử lý 2 mục." in words_of(answer)
    assert "“Bài báo 2”:" in words_of(answer), "the same use on the same day"
    assert Clipping.objects.get().unit == room.other_unit
    browser.post(FOUND, {"viec": "khong", "muc": [second.pk]})
    second.refresh_from_db()
    assert second.state == ProposalState.REFUSED


@pytest.mark.parametrize("data", [{}, {"viec": "khac"}, {"viec": "dung:abc"}, {"viec": "dung:"}])
def test_nonsense_changes_nothing(room, outlet, story, data):
    found(outlet, story=story)

    assert browser_of(room.editor).post(FOUND, data).status_code in {302, 404}
    assert Proposal.objects.get().state == ProposalState.PROPOSED


def test_nobody_is_led_elsewhere(room, outlet, story):
    answer = browser_of(room.editor).post(
        FOUND, {"viec": "khong", "ve": "https://khac.example/toa-soan/tin-tim-thay/"}
    )

    assert answer.url == FOUND


def test_the_list_is_narrowed_and_saved(room, outlet, story):
    found(outlet, 1, story=story, score=0.95)
    found(outlet, 2, story=story, score=0.33)
    found(outlet, 3, unit=room.unit)
    browser = browser_of(room.editor)

    def seen(**query):
        text = words_of(browser.get(FOUND, query))
        return [number for number in (1, 2, 3) if f"Bài báo {number}" in text]

    assert seen() == [1, 2, 3]
    assert (seen(muc="chac"), seen(muc="can-xem"), seen(muc="bao-viet")) == ([1], [2], [3])
    assert (seen(noi=outlet.pk), seen(noi="x", muc="y"), seen(muc="xong")) == ([1, 2, 3],) * 2 + (
        [],
    )
    saved = b"".join(browser.get(f"{FOUND}tai-ve/", {"muc": "can-xem"}).streaming_content).decode()
    assert saved.count("Báo tỉnh nhà") == 1
    assert "cần xem kỹ (33%)" in saved


def test_both_texts_stand_side_by_side_and_the_use_is_entered_with_another_day(room, outlet, story):
    proposal = found(outlet, story=story)
    browser = browser_of(room.editor)
    page = browser.get(f"{FOUND}{proposal.pk}/")
    marked = html.fromstring(page.content).xpath("//mark/text()")
    assert marked == ["Đoàn làm việc trong hai ngày ", "Đoàn làm việc trong hai ngày."]

    later = timezone.now() + dt.timedelta(days=3)
    wrong = browser.post(
        f"{FOUND}{proposal.pk}/",
        {"viec": "dung", "placed_on": f"{local_day(later):%d/%m/%Y}", "headline": "Khác"},
    )
    assert wrong.status_code == 422
    today = f"{local_day(timezone.now()):%d/%m/%Y}"
    browser.post(f"{FOUND}{proposal.pk}/", {"viec": "dung", "placed_on": today, "headline": "Khác"})
    assert Placement.objects.get().headline == "Khác"
    again = browser.post(f"{FOUND}{proposal.pk}/", {"viec": "khong"}, follow=True)
    assert "Đã có người xử lý" in words_of(again)


def test_a_refusal_is_taken_back_and_the_item_entered_as_written_about_us(room, outlet, story):
    proposal = found(outlet, story=story)
    browser, address = browser_of(room.editor), f"{FOUND}{proposal.pk}/"

    browser.post(address, {"viec": "khong"})
    assert "Xem xét lại" in words_of(browser.get(address))
    browser.post(address, {"viec": "lay-lai"})
    assert browser.post(address, {"viec": "bao-viet", "unit": "999999"}).status_code == 422
    browser.post(address, {"viec": "bao-viet", "unit": room.other_unit.pk})

    assert Clipping.objects.get().unit == room.other_unit
    assert browser.post(address, {"viec": "xoa"}).status_code == 404


def test_outlets_pages_show_how_reading_goes_and_are_read_on_request(room, outlet):
    Outlet.objects.create(agency=room.agency, code="b", name="Đài không xem", kind="broadcaster")
    browser = browser_of(room.editor)
    assert "chưa đọc" in words_of(browser.get(f"{FOUND}nguon/"))

    browser.post(f"{FOUND}nguon/{outlet.pk}/doc/")

    assert "đang đọc" in words_of(browser.get(f"{FOUND}nguon/"))
    tasks = DBTaskResult.objects.filter(task_path="toasoan.monitoring.tasks.read_one_outlet")
    assert tasks.get().args_kwargs["args"] == [outlet.pk]
    note_reading(WatchedFeed.objects.get(), "Trang báo lỗi 500.", now=timezone.now())
    text = words_of(browser.get(f"{FOUND}nguon/"))
    assert "Trang báo lỗi 500." in text
    assert "sẽ thử lại" in text
    ask_reading(outlet, now=timezone.now())
    Outlet.objects.update(watched_address="")
    refused = browser.post(f"{FOUND}nguon/{outlet.pk}/doc/", follow=True)
    assert "ghi địa chỉ nguồn tin" in words_of(refused)


def test_words_are_watched_and_watched_no_more(room):
    browser, address = browser_of(room.editor), f"{FOUND}tu-khoa/"
    browser.post(address, {"words": "Viện trưởng Lam", "unit": room.unit.pk})
    assert (
        browser.post(address, {"words": "Viện trưởng LAM", "unit": room.unit.pk}).status_code == 422
    )
    foreign = make_unit(make_agency("khac", hostname="khac.localhost"))
    assert browser.post(address, {"words": "hai chữ", "unit": foreign.pk}).status_code == 422

    word = WatchWord.objects.get()
    browser.post(f"{address}{word.pk}/bo/")
    browser.post(f"{address}ten-don-vi/")

    assert word not in WatchWord.objects.all()
    assert WatchWord.objects.exists()
    assert browser.post(f"{address}{word.pk}/bo/").status_code == 404


def test_an_empty_list_says_what_to_do(room):
    assert "Chưa theo dõi nơi nhận nào" in words_of(browser_of(room.editor).get(FOUND))


def test_the_desk_is_told_how_many_wait(room, outlet, story):
    line = "mục tìm thấy ở nơi nhận tin chờ xác nhận"
    assert line not in words_of(browser_of(room.editor).get("/toa-soan/"))
    found(outlet, story=story)

    assert f"1 {line}" in words_of(browser_of(room.editor).get("/toa-soan/"))
    assert line not in words_of(browser_of(room.vetter).get("/toa-soan/"))


def test_the_list_asks_few_questions(room, outlet, story, django_assert_max_num_queries):
    for number in range(12):
        found(outlet, number, story=story if number % 2 else None, unit=room.unit)
    browser = browser_of(room.editor)
    browser.get(FOUND)

    with django_assert_max_num_queries(30):
        browser.get(FOUND)
