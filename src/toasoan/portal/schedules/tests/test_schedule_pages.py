"""What citizens see of work schedules, and what they never see."""

import datetime as dt
import io
import zipfile

import icalendar
import pytest
import time_machine
from django.core.cache import cache
from django.test import RequestFactory
from lxml import html

from toasoan.media.incoming import FileKind, IncomingFile
from toasoan.page_cache.cache_tags import KEY, CachePolicy
from toasoan.portal.home.arrangement import Home
from toasoan.portal.schedules import views
from toasoan.portal.schedules.home_block import ScheduleBlock
from toasoan.refusals import RefusedError
from toasoan.schedules.actions.files import give_file, take_file_away
from toasoan.schedules.actions.lines import call_off_line, change_line
from toasoan.schedules.actions.weeks import set_head, unpublish
from toasoan.schedules.kinds import DayPart, LineKind, LineState
from toasoan.schedules.models import CitizensRule, ScheduleFile, ScheduleLine, WeekSchedule
from toasoan.schedules.rules import facts_of
from toasoan.stories.models import Section
from toasoan.testing.schedules import (
    MONDAY,
    NOW,
    line_facts,
    make_line,
    office_of,
    publish_week,
)
from toasoan.vietnamese.dates import TZ

pytestmark = pytest.mark.django_db
LIST = "/lich-lam-viec/"
WEEK = f"{LIST}{MONDAY}/"
TUESDAY = dt.datetime(2024, 11, 12, 9, tzinfo=TZ)
PDF = b"%PDF-1.7 49"


@pytest.fixture(autouse=True)
def tuesday():
    cache.clear()
    with time_machine.travel(TUESDAY, tick=False):
        yield


def changed(room, line, **parts):
    line = ScheduleLine.objects.get(pk=line.pk)
    facts = line_facts(**({name: getattr(facts_of(line), name) for name in NAMES} | parts))
    return change_line(
        line.pk, facts, seen_version=line.version, writer=office_of(room), now=TUESDAY
    )


NAMES = (
    "day", "part", "starts", "ends", "content", "chair", "attendants", "place", "kind", "is_public",
)  # fmt: skip


def called_off(room, line, reason=""):
    line = ScheduleLine.objects.get(pk=line.pk)
    call_off_line(
        line.pk,
        LineState.CANCELLED,
        reason,
        seen_version=line.version,
        writer=office_of(room),
        now=TUESDAY,
    )


def words(client, path=WEEK, status=200):
    answer = client.get(path)
    assert answer.status_code == status, path
    return " ".join(html.fromstring(answer.content).find(".//main").text_content().split())


def entries(client):
    answer = client.get(f"{LIST}lich.ics")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    return {
        str(event["uid"]): event
        for event in icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
    }


def give(room, name="49-LLV.pdf", content=PDF):
    facts = IncomingFile(
        kind=FileKind.PDF, ending="pdf", mime="application/pdf", sha256="0" * 64,
        size=len(content), name=name,
    )  # fmt: skip
    return give_file(room.agency, MONDAY, content, facts, writer=office_of(room), now=NOW)


def test_the_week_stands_with_number_days_and_lines(room, client):
    make_line(room, attendants="Lãnh đạo các phòng", preparation="Văn phòng")
    make_line(room, kind=LineKind.DUTY, content="", chair="Lê Văn Meo", place="")
    set_head(room.agency, MONDAY, number="49/LLV", note="", writer=office_of(room), now=NOW)
    publish_week(room)

    for path in (LIST, WEEK):
        page = words(client, path)
        assert "Từ ngày 11/11/2024 đến ngày 15/11/2024 Số 49/LLV" in page
        assert "08:00–10:00 Họp giao ban Lãnh đạo viện" in page
        assert "Hồ Ánh Tuyết, Phó Viện trưởng" in page
        assert "Tiếp công dân" not in page
        assert "Trực lãnh đạo: Lê Văn Meo" in page


def test_days_for_citizens_name_the_rule_that_is_in_force(room, client):
    rule = {"agency": room.agency, "days_a_month": 1}
    CitizensRule.objects.create(basis="Luật cũ", from_on="2014-07-01", **rule)
    CitizensRule.objects.create(basis="Nghị định sau này", from_on="2026-07-01", **rule)
    CitizensRule.objects.create(basis="Chưa nhập ngày", **rule)
    make_line(room, kind=LineKind.CITIZENS, content="", chair="Viện trưởng")
    publish_week(room)

    page = words(client)

    assert "Tiếp công dân theo Luật cũ." in page
    assert "Nghị định sau này" not in page


@pytest.mark.parametrize("day", ["2024-11-12", "2024-11-17"])
def test_any_day_leads_to_its_monday(room, client, day):
    make_line(room)
    publish_week(room)
    assert client.get(f"{LIST}{day}/").url == WEEK


@pytest.mark.parametrize(
    "path",
    ["2024-11-18/", "2024-11-11/in.odt", "x/", "2024-11-1/", "0001-01-01/", "2024-11-11/tep/"],
)
def test_what_is_not_published_does_not_exist(room, client, path):
    make_line(room)
    publish_week(room)
    make_line(room, day=MONDAY + dt.timedelta(days=7))
    assert client.get(f"{LIST}{path}").status_code == 404


def test_weeks_follow_one_another_across_the_end_of_the_year(room, client):
    for monday in (dt.date(2024, 12, 23), dt.date(2024, 12, 30), dt.date(2025, 1, 6)):
        make_line(room, day=monday)
        publish_week(room, monday)

    page = html.fromstring(client.get(f"{LIST}2024-12-30/").content)
    assert page.xpath("//a[@rel='prev']/@href") == [f"{LIST}2024-12-23/"]
    assert page.xpath("//a[@rel='next']/@href") == [f"{LIST}2025-01-06/"]
    assert "Từ ngày 30/12/2024 đến ngày 03/01/2025" in words(client, f"{LIST}2024-12-30/")
    assert "Lịch tuần này chưa được công bố" in words(client, LIST)
    shown = html.fromstring(client.get(f"{LIST}luu-tru/").content)
    assert len(shown.xpath("//ul[@class='schedule-archive']/li")) == 3


def test_the_archive_goes_on_by_the_last_week_seen(room, client):
    publisher = {"state": "published", "published_at": NOW, "approved_by": room.clerk}
    WeekSchedule.objects.bulk_create(
        WeekSchedule(
            agency=room.agency,
            monday=MONDAY - dt.timedelta(days=7 * number),
            changed_at=NOW,
            **publisher,
        )
        for number in range(views.PER_PAGE + 1)
    )

    first = html.fromstring(client.get(f"{LIST}luu-tru/").content)
    (more,) = first.xpath("//nav[@class='pager']/a/@href")
    second = html.fromstring(client.get(f"{LIST}luu-tru/{more}").content)
    assert len(second.xpath("//ul[@class='schedule-archive']/li")) == 1


def test_late_changes_are_marked_with_what_readers_knew(room, client):
    moved, dropped = make_line(room), make_line(room, content="Bị hủy", place="P2")
    publish_week(room)
    changed(room, moved, starts=dt.time(9), content="Họp giao ban sửa lời")
    called_off(room, dropped, "Lãnh đạo đi công tác")
    make_line(room, content="Đột xuất", starts=None, ends=None, now=TUESDAY)

    page = words(client)

    assert "Họp giao ban sửa lời thay đổi trước đây: 08:00–10:00" in page
    assert "Bị hủy hủy Lãnh đạo đi công tác" in page
    assert "Đột xuất mới" in page
    # An earlier wording may have been changed because nobody was to read it.
    assert "Họp giao ban Lãnh đạo viện" not in page


def test_calendars_learn_of_late_changes_by_number_and_status(room, client):
    moved, dropped, half = (
        make_line(room),
        make_line(room, content="Bị hủy"),
        make_line(room, content="Buổi", starts=None, ends=None),
    )
    publish_week(room)
    before = entries(client)
    changed(room, moved, starts=dt.time(9))
    called_off(room, dropped)
    after = entries(client)

    uid = str(moved.uid)
    assert after[uid]["sequence"] > before[uid]["sequence"]
    assert after[uid].decoded("dtstart") == dt.datetime(2024, 11, 11, 2, tzinfo=dt.UTC)
    assert after[str(dropped.uid)]["status"] == "CANCELLED"
    assert before[str(dropped.uid)]["status"] == "CONFIRMED"
    assert after[str(half.uid)].decoded("dtstart") == MONDAY
    assert str(after[str(half.uid)]["summary"]) == "Sáng: Buổi"


SECRET = {
    "content": "Zxinternalcontent",
    "chair": "Zxinternalchair",
    "attendants": "Zxinternalattendants",
    "place": "Zxinternalplace",
    "preparation": "Zxinternalprepare",
    "notes": "Zxinternalnotes",
}


def everything_public(client, room):
    """The text of every public address that shows schedules, DOCX unpacked."""
    paths = [
        "/", LIST, WEEK, f"{LIST}luu-tru/", f"{LIST}lich.ics", "/sitemap.xml", "/so-do-trang/",
        "/rss.xml", "/su-kien/lich.ics",
    ]  # fmt: skip
    found = [client.get(path, follow=True).content for path in paths]
    # The search repeats the word that was asked for, and nothing else.
    asked = client.get("/tim-kiem/?q=Zxinternalcontent", follow=True).content
    found.append(asked.replace(b"Zxinternalcontent", b""))
    packed = client.get(f"{WEEK}in.docx")
    with zipfile.ZipFile(io.BytesIO(packed.content)) as parts:
        found += [parts.read(name) for name in parts.namelist()]
    return b"\n".join(found).decode("utf-8", "replace").replace("\r\n ", "")


def test_no_word_of_an_internal_line_is_found_anywhere_public(room, client):
    make_line(room)
    make_line(room, is_public=False, **SECRET)
    waiting = make_line(room, **(SECRET | {"content": "Zxinternalwaiting"}))
    ScheduleLine.objects.filter(pk=waiting.pk).update(state=LineState.REGISTERED)
    publish_week(room)

    assert "zxinternal" not in everything_public(client, room).lower()


def test_a_line_taken_out_of_the_public_schedule_leaves_no_word_behind(room, client):
    make_line(room)
    line = make_line(room, **SECRET)
    publish_week(room)
    assert "Zxinternalcontent" in words(client)

    changed(room, line, is_public=False)

    assert "xinternal" not in words(client).lower()
    gone = entries(client)[str(line.uid)]
    assert (gone["status"], str(gone["summary"])) == ("CANCELLED", "Đã rút khỏi lịch công khai")
    assert b"xinternal" not in client.get(f"{LIST}lich.ics").content.lower()


def test_what_is_taken_off_the_site_is_gone_at_once(room, client):
    make_line(room)
    week = publish_week(room)
    unpublish(week.pk, seen_version=week.version, writer=office_of(room), now=TUESDAY)

    assert client.get(WEEK).status_code == 404
    assert entries(client) == {}


@pytest.mark.parametrize(("form", "begins"), [("pdf", b"%PDF"), ("docx", b"PK")])
def test_the_sheet_is_the_same_until_the_week_changes(room, client, form, begins):
    make_line(room)
    publish_week(room)

    first, again = (client.get(f"{WEEK}in.{form}").content for _time in range(2))

    assert first.startswith(begins)
    assert first == again


def test_the_sheet_has_the_form_of_an_official_document(room, client):
    room.agency.parent_name = "Viện kiểm sát nhân dân tối cao"
    room.agency.save()
    make_line(room)
    make_line(room, content="Đột xuất", day=MONDAY + dt.timedelta(days=5), part=DayPart.WHOLE)
    set_head(room.agency, MONDAY, number="49/LLV", note="", writer=office_of(room), now=NOW)
    publish_week(room)

    packed = client.get(f"{WEEK}in.docx")
    with zipfile.ZipFile(io.BytesIO(packed.content)) as parts:
        text = html.fromstring(parts.read("word/document.xml")).text_content()

    for part in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Số: 49/LLV",
        "ngày 08 tháng 11 năm 2024", "LỊCH LÀM VIỆC", "Từ ngày 11/11/2024 đến ngày 16/11/2024",
        "Thứ Hai 11/11, sáng", "Họp giao ban Lãnh đạo viện",
    ):  # fmt: skip
        assert part in text


def test_a_schedule_may_be_a_file_that_is_handed_out_as_it_is(room, client):
    give(room)
    week = publish_week(room)

    assert week.number == "49/LLV"
    assert "Tải lịch: 49-LLV.pdf" in words(client)
    answer = client.get(f"{WEEK}tep/")
    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Disposition"].startswith("attachment")
    with pytest.raises(RefusedError):
        take_file_away(room.agency, MONDAY, writer=office_of(room), now=TUESDAY)


def test_a_second_file_takes_the_place_of_the_first(room, client):
    give(room)
    give(room, "Lịch mới.pdf", PDF + b"b")
    publish_week(room)

    assert b"".join(client.get(f"{WEEK}tep/").streaming_content) == PDF + b"b"
    assert ScheduleFile.objects.count() == 2


def home_of(room, number=5):
    request = RequestFactory().get("/")
    request.META[KEY] = CachePolicy()
    home = Home(request, room.agency, list(Section.objects.none()), TUESDAY)
    block = ScheduleBlock()
    return request.META[KEY], block.gather(block.to_python({"number": number}), home)


def test_the_home_page_shows_the_week_from_today_on(room, django_assert_max_num_queries):
    make_line(room, content="Hôm qua")
    for number in (1, 2, 3):
        make_line(room, day=MONDAY + dt.timedelta(days=number), content=f"Ngày {number}")
    publish_week(room)

    with django_assert_max_num_queries(5):
        policy, found = home_of(room, number=2)

    assert [row.line.content for row in found["rows"]] == ["Ngày 1", "Ngày 2"]
    assert (found["views"], found["fetched"]) == (0, None)
    assert f"schedules:{room.agency.pk}" in policy.tags
    assert policy.until is not None
    assert policy.until <= (TUESDAY + dt.timedelta(hours=1)).timestamp()


def test_the_home_page_shows_nothing_while_no_week_is_published(room):
    make_line(room)
    assert home_of(room)[1] is None


def test_pages_are_right_until_midnight_and_counted(room, rf):
    make_line(room)
    week = publish_week(room)
    request = rf.get(LIST)
    request.META[KEY] = policy = CachePolicy()

    views.this_week(request)

    assert policy.kept
    assert policy.counts_for == f"schedule:{week.pk}"
    midnight = dt.datetime(2024, 11, 13, tzinfo=TZ)
    assert policy.until == midnight.timestamp()


def test_a_week_costs_few_queries(room, client, django_assert_max_num_queries):
    for number in range(20):
        make_line(room, content=f"Việc {number}", unit_id=room.unit.pk)
    publish_week(room)
    with django_assert_max_num_queries(12):
        client.get(WEEK)
