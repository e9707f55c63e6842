"""Webmaster and editors keep the agency's public events."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from toasoan.events.models import PublicEvent
from toasoan.testing.events import make_public_event
from toasoan.testing.factories import make_newsroom
from toasoan.testing.plans import make_event
from toasoan.units.models import Unit
from toasoan.vietnamese.dates import TZ

pytestmark = pytest.mark.django_db
LIST = "/toa-soan/su-kien/"
FORM = {"version": 0, "title": "Hội nghị", "first_day": "2026-12-01", "is_published": "on"}


def browser_of(person):
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def browser(room):
    return browser_of(room.webmaster)


@pytest.mark.parametrize("person", ["webmaster", "editor"])
def test_webmaster_and_editor_announce_an_event(room, person):
    clocks = {"start_time": "08:00", "end_time": "10:30", "place": "Tầng 3", "unit": room.unit.pk}

    answer = browser_of(getattr(room, person)).post(f"{LIST}them/", FORM | clocks)

    assert answer.url == LIST
    event = PublicEvent.objects.get()
    assert event.starts_at == dt.datetime(2026, 12, 1, 8, tzinfo=TZ)
    assert event.ends_at - event.starts_at == dt.timedelta(hours=2, minutes=30)
    assert (event.unit, event.is_published, event.all_day) == (room.unit, True, False)
    assert event.changed_by == getattr(room, person)


def test_a_closed_unit_is_offered_only_for_the_event_that_it_held(room, browser):
    held = make_public_event(room, unit_id=room.other_unit.pk)
    Unit.objects.filter(pk=room.other_unit.pk).update(closed_on=dt.date(2021, 1, 1))

    def offered(path):
        return browser.get(f"{LIST}{path}/").context["form"].fields["unit"].choices

    closed = (room.other_unit.pk, room.other_unit.short_name)
    assert closed not in offered("them")
    assert (room.unit.pk, room.unit.short_name) in offered("them")
    assert closed in offered(held.pk)


def test_without_hours_an_event_takes_whole_days(room, browser):
    browser.post(f"{LIST}them/", FORM | {"last_day": "2026-12-02"})

    event = PublicEvent.objects.get()
    assert event.all_day
    assert event.ends_at - event.starts_at == dt.timedelta(days=2)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"title": ""}, "Không được để trống"),
        ({"last_day": "2026-11-30"}, "không thể kết thúc trước khi bắt đầu"),
        ({"last_day": "2028-11-30"}, "nhiều nhất một năm"),
        ({"end_time": "09:00"}, "bắt đầu"),
        ({"first_day": "1926-12-01"}, "từ 1945 đến 2100"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(room, browser, wrong, said):
    answer = browser.post(f"{LIST}them/", FORM | {"place": "Tầng 3"} | wrong)

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert 'value="Tầng 3"' in answer.content.decode()
    assert not PublicEvent.objects.exists()


def test_an_event_is_changed_and_hidden(room, browser):
    event = make_public_event(room)
    shown = browser.get(f"{LIST}{event.pk}/").content.decode()
    assert event.title in shown

    changed = FORM | {"title": "Tên mới"}
    del changed["is_published"]
    browser.post(f"{LIST}{event.pk}/", changed)

    event.refresh_from_db()
    assert (event.title, event.is_published, event.version) == ("Tên mới", False, 1)
    assert browser.get(event.get_absolute_url()).status_code == 404


def test_a_colleagues_change_is_not_written_over(room, browser):
    event = make_public_event(room)
    browser.post(f"{LIST}{event.pk}/", FORM | {"title": "Của tôi"})

    answer = browser.post(f"{LIST}{event.pk}/", FORM | {"title": "Của người khác"})

    assert answer.status_code == 422
    assert "Có người vừa sửa" in answer.content.decode()
    event.refresh_from_db()
    assert event.title == "Của tôi"


def test_an_event_is_cancelled_with_words_and_takes_place_after_all(room, browser):
    event = make_public_event(room)

    browser.post(f"{LIST}{event.pk}/huy/", {"note": "Lùi lịch"})
    event.refresh_from_db()
    assert (event.cancel_note, event.cancelled_at is not None) == ("Lùi lịch", True)
    browser.post(f"{LIST}{event.pk}/dien-ra/")

    event.refresh_from_db()
    assert (event.cancel_note, event.cancelled_at) == ("", None)


def test_an_event_is_removed_only_after_a_question(room, browser):
    event = make_public_event(room)

    question = browser.get(f"{LIST}{event.pk}/xoa/")
    assert "không lấy lại được" in question.content.decode()
    assert PublicEvent.objects.exists()
    browser.post(f"{LIST}{event.pk}/xoa/")

    assert not PublicEvent.objects.exists()


def test_the_list_says_what_readers_see(room, browser):
    past = timezone.now() - dt.timedelta(days=2)
    make_public_event(room, title="Đã qua", starts_at=past, ends_at=past)
    make_public_event(room, title="Chưa hiện", is_published=False)

    shown = browser.get(LIST).content.decode()

    assert "đã diễn ra" in shown
    assert "chưa hiện" in shown


def test_the_list_goes_on(room, browser):
    for n in range(32):
        make_public_event(room, title=f"Sự kiện {n:02}")

    first = browser.get(LIST).content.decode()

    assert first.count('class="people-list__name"') == 30
    cursor = first.partition("?trang=")[2].partition('"')[0]
    assert browser.get(LIST, {"trang": cursor}).content.decode().count("people-list__name") == 2


@pytest.mark.parametrize("person", ["contributor", "vetter", "approver", "board_member"])
def test_nobody_else_enters(room, person):
    event = make_public_event(room)
    browser = browser_of(getattr(room, person))

    for path in ("", "them/", f"{event.pk}/", f"{event.pk}/huy/", f"{event.pk}/xoa/"):
        assert browser.get(LIST + path).status_code == 404
    assert browser.post(f"{LIST}{event.pk}/dien-ra/").status_code == 404


def test_another_agencys_events_do_not_exist(room, browser):
    elsewhere = make_newsroom("khac", hostname="khac.localhost")
    event = make_public_event(elsewhere, title="Của cơ quan khác")

    assert event.title not in browser.get(LIST).content.decode()
    for path in ("", "huy/", "xoa/", "dien-ra/"):
        assert browser.post(f"{LIST}{event.pk}/{path}", FORM).status_code == 404
    assert PublicEvent.objects.filter(pk=event.pk, title=event.title).exists()


def test_an_event_of_the_plan_is_announced_without_what_is_for_the_newsroom(room):
    editor = browser_of(room.editor)
    planned = make_event(room.editor, room.unit, title="Họp báo", about="Cần ảnh", notes="Kín")
    plan_page = editor.get(f"/toa-soan/ke-hoach/{planned.pk}/").content.decode()
    address = f"{LIST}them/?ke-hoach={planned.pk}"
    assert f'href="{address}"' in plan_page

    form = editor.get(address).content.decode()
    assert 'value="Họp báo"' in form
    assert "Cần ảnh" not in form
    assert "Kín" not in form
    editor.post(address, FORM | {"title": "Họp báo"})
    editor.post(address, FORM | {"title": "Họp báo lần hai"})

    event = PublicEvent.objects.get()
    assert (event.planned_uid, event.title) == (planned.uid, "Họp báo")
    assert f"{LIST}{event.pk}/" in editor.get(f"/toa-soan/ke-hoach/{planned.pk}/").content.decode()


def test_a_plan_that_is_not_the_persons_fills_no_form(room, browser):
    planned = make_event(room.editor, room.unit, title="Họp kín")

    assert browser.get(f"{LIST}them/?ke-hoach={planned.pk}").status_code == 404
    assert browser.get(f"{LIST}them/?ke-hoach=x").status_code == 200
