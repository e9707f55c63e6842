"""The calendar's secret address: who gets it, what it shows, what it never gives away."""

import datetime as dt
import logging
import re

import icalendar
import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from toasoan.planning.actions import events, people
from toasoan.planning.actions.feeds import make_feed
from toasoan.planning.models import CalendarFeed
from toasoan.planning.rules import FEED_READS
from toasoan.testing.browsers import browser_of
from toasoan.testing.factories import make_newsroom
from toasoan.testing.plans import make_event
from toasoan.units.models import Membership
from toasoan.vietnamese.moments import at_local, whole_days

pytestmark = pytest.mark.django_db
PHONE = "/toa-soan/ke-hoach/dien-thoai/"


def path_of(person):
    return f"/toa-soan/lich/{make_feed(actor=person, now=timezone.now())}.ics"


def entries(path):
    answer = Client().get(path)
    assert answer.status_code == 200
    calendar = icalendar.Calendar.from_ical(answer.content)
    return {str(event["SUMMARY"]): event for event in calendar.walk("VEVENT")}


def test_the_address_is_shown_once_and_only_its_hash_is_kept(room):
    browser = browser_of(room.editor)

    made = browser.post(PHONE).content.decode()
    later = browser.get(PHONE).content.decode()

    token = re.search(r"/toa-soan/lich/([A-Za-z0-9_-]{43})\.ics", made)[1]
    assert token not in later
    feed = CalendarFeed.objects.get()
    assert token not in f"{feed.token_hash}{feed}"
    assert Client().get(f"/toa-soan/lich/{token}.ics").status_code == 200
    assert Client().get(f"/toa-soan/lich/{feed.token_hash[:43]}.ics").status_code == 404


def test_a_new_address_ends_the_one_before_and_it_can_be_ended(room):
    browser = browser_of(room.editor)
    first, second = path_of(room.editor), path_of(room.editor)

    before = [Client().get(path).status_code for path in (first, second)]
    browser.post(PHONE + "huy/")

    assert before == [404, 200]
    assert Client().get(second).status_code == 404
    assert CalendarFeed.objects.count() == 2


def test_it_is_asked_before_an_address_in_use_dies(room):
    path, browser = path_of(room.editor), browser_of(room.editor)

    questions = [browser.get(PHONE + name).content.decode() for name in ("moi/", "huy/")]

    assert "Địa chỉ đang dùng hết hiệu lực ngay." in questions[0]
    assert "Địa chỉ đã hủy không khôi phục được" in questions[1]
    # A page that was open since before there was an address asks as well.
    assert browser.post(PHONE).url == PHONE + "moi/"
    assert Client().get(path).status_code == 200
    made = browser.post(PHONE + "moi/").content.decode()
    token = re.search(r"/toa-soan/lich/([A-Za-z0-9_-]{43})\.ics", made)[1]
    assert Client().get(path).status_code == 404
    assert Client().get(f"/toa-soan/lich/{token}.ics").status_code == 200


def test_who_has_no_address_has_none_to_renew_or_to_end(room):
    browser = browser_of(room.editor)

    for name in ("moi/", "huy/"):
        assert browser.post(PHONE + name).url == PHONE
    assert not CalendarFeed.objects.exists()


def test_an_address_dies_with_the_account_and_with_the_seat(room):
    disabled, moved = path_of(room.editor), path_of(room.contributor)
    room.editor.is_active = False
    room.editor.save()
    Membership.objects.filter(user=room.contributor).update(to_on=dt.date(2020, 12, 31))

    assert [Client().get(path).status_code for path in (disabled, moved)] == [404, 404]


def test_no_session_no_cookie_and_nothing_kept_on_the_way(room):
    answer = Client().get(path_of(room.editor))

    assert not answer.cookies
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Referrer-Policy"] == "no-referrer"
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"


def test_the_calendar_holds_events_and_hours_in_viet_nam_time(room):
    start = timezone.now().replace(microsecond=0)
    event = make_event(
        room.editor, room.unit, title="Ra quân; phường, xã", place="Nhà văn hóa", starts_at=start,
        due_at=start + dt.timedelta(days=1), notes="Ghi chú nội bộ",
    )  # fmt: skip
    first = at_local(dt.date(2026, 11, 30)).date()
    with time_machine.travel("2026-11-20T00:00:00Z", tick=False):
        starts_at, ends_at = whole_days(dt.date(2026, 11, 30), dt.date(2026, 11, 30))
        make_event(
            room.editor, room.unit, title="Cả ngày", starts_at=starts_at, ends_at=ends_at,
            all_day=True,
        )  # fmt: skip
        shown = entries(path_of(room.vetter))

    assert first == dt.date(2026, 11, 29)  # in UTC the day begins the evening before
    assert shown["Cả ngày"]["DTSTART"].dt == dt.date(2026, 11, 30)
    assert shown["Ra quân; phường, xã"]["DTSTART"].dt == start
    assert shown["Ra quân; phường, xã"]["LOCATION"] == "Nhà văn hóa"
    assert shown["Ra quân; phường, xã"]["UID"] == str(event.uid)
    assert shown["Hạn gửi: Ra quân; phường, xã"]["DTSTART"].dt == start + dt.timedelta(days=1)
    assert "Ghi chú nội bộ" not in str(shown)


def test_a_change_keeps_the_name_and_raises_the_number(room):
    event = make_event(room.editor, room.unit, title="Giao ban")
    path = path_of(room.editor)
    before = entries(path)["Giao ban"]

    events.cancel_event(event.pk, "Hoãn", actor=room.editor, now=timezone.now())
    after = entries(path)["Giao ban"]

    assert before["UID"] == after["UID"]
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert after["LAST-MODIFIED"].dt >= before["LAST-MODIFIED"].dt
    assert after["STATUS"] == "CANCELLED"


SEES = {
    "contributor": {"của đơn vị", "chung"},
    "vetter": {"của đơn vị", "chung"},
    "other_contributor": {"đơn vị khác", "chung"},
    "other_vetter": {"đơn vị khác", "chung"},
    "editor": {"của đơn vị", "đơn vị khác", "chung"},
    "approver": {"của đơn vị", "đơn vị khác", "chung"},
    "board_member": set(),
    "webmaster": set(),
}


@pytest.mark.parametrize(("person", "expected"), SEES.items())
def test_an_address_shows_what_its_person_may_see_that_day(room, person, expected):
    make_event(room.editor, room.unit, title="của đơn vị")
    make_event(room.editor, room.other_unit, title="đơn vị khác")
    shared = make_event(room.editor, room.unit, room.other_unit, title="chung")
    people.assign(
        shared.pk, candidate=f"{room.other_contributor.pk}-{room.other_unit.pk}",
        part="phần của đơn vị khác", actor=room.editor, now=timezone.now(),
    )  # fmt: skip

    assert set(entries(path_of(getattr(room, person)))) == expected


def test_another_agencys_desk_sees_nothing(room):
    elsewhere = make_newsroom("noi-khac", hostname="noi-khac.vidu.vn")
    make_event(room.editor, room.unit, title="của đơn vị")

    assert entries(path_of(elsewhere.editor)) == {}


def test_reading_too_often_is_answered_with_a_pause_and_the_token_is_in_no_log(room, caplog):
    path = path_of(room.editor)
    token = path.rpartition("/")[2].removesuffix(".ics")

    with caplog.at_level(logging.DEBUG), time_machine.travel("2026-11-25T03:00:00Z", tick=False):
        codes = [Client().get(path).status_code for _ in range(FEED_READS + 1)]
        revoked = Client().get(path.replace(token, token[::-1])).status_code
    with time_machine.travel("2026-11-25T03:15:00Z", tick=False):
        later = Client().get(path).status_code

    assert codes == [200] * FEED_READS + [429]
    assert (revoked, later) == (404, 200)
    assert token not in caplog.text
    assert token[::-1] not in caplog.text


@pytest.mark.parametrize(
    "name", ["x.ics", f"{'a' * 43}.ics", f"{'a' * 42}%00.ics", "..%2f..%2fetc.ics", "a" * 5000]
)
def test_any_other_address_does_not_exist(room, name):
    assert Client().get(f"/toa-soan/lich/{name}").status_code in {301, 302, 404}


def test_the_feed_is_only_read(room):
    assert Client().post(path_of(room.editor)).status_code == 405


def test_a_person_makes_an_address_for_themselves_only(room):
    browser_of(room.editor).post(PHONE, {"person": str(room.approver.pk)})

    assert CalendarFeed.objects.get().person == room.editor
    assert browser_of(room.board_member).post(PHONE).status_code == 404
