"""Units register, the office decides and publishes: screens of work schedules."""

import datetime as dt

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from lxml import html

from toasoan.schedules.kinds import LineState, ScheduleState
from toasoan.schedules.models import Room, ScheduleLine, ScheduleSettings, WeekSchedule
from toasoan.testing.schedules import (
    MONDAY,
    NOW,
    make_line,
    make_room,
    publish_week,
    unit_of,
)
from toasoan.testing.sound_files import pdf

pytestmark = pytest.mark.django_db
ROOT = "/toa-soan/lich-lam-viec/"
WEEK = f"{ROOT}{MONDAY}/"
LINE = {
    "version": "0",
    "kind": "work",
    "day": MONDAY.isoformat(),
    "part": "morning",
    "starts": "08:00",
    "ends": "09:30",
    "content": "Họp giao ban",
    "chair": "Hồ Ánh Tuyết",
    "place": "Hội trường",
}


@pytest.fixture(autouse=True)
def friday_before():
    with time_machine.travel(NOW, tick=False):
        yield


def browser_of(person):
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def office(room):
    return browser_of(room.clerk)


@pytest.fixture
def unit(room):
    return browser_of(room.contributor)


def words(answer):
    return " ".join(html.fromstring(answer.content).find(".//main").text_content().split())


def by_unit(room, **parts):
    return make_line(room, unit_of(room), unit_id=room.unit.pk, **parts)


def test_a_unit_registers_a_line_and_the_office_approves_and_publishes(room, unit, office):
    answer = unit.post(f"{WEEK}them/", LINE | {"unit": room.unit.pk, "is_public": "on"})
    assert answer.url == f"{WEEK}#{MONDAY}"
    line = ScheduleLine.objects.get()
    assert (line.unit, line.state, line.starts) == (room.unit, LineState.REGISTERED, dt.time(8))

    office.post(f"{ROOT}dong/{line.pk}/duyet/", {"version": line.version})
    assert "Nội dung công khai: 1" in words(office.get(f"{WEEK}cong-bo/"))
    version = WeekSchedule.objects.get().version
    assert office.post(f"{WEEK}cong-bo/", {"version": version}).url == WEEK

    week = WeekSchedule.objects.get()
    assert (week.state, week.approved_by) == (ScheduleState.PUBLISHED, room.clerk)
    page = words(unit.get(WEEK))
    assert "Họp giao ban" in page
    assert "đã công bố" in page


@pytest.mark.parametrize("deed", ["", "xoa/"])
def test_a_line_of_another_unit_does_not_exist(room, unit, office, deed):
    line = make_line(room, unit_id=room.other_unit.pk)

    assert unit.get(f"{ROOT}dong/{line.pk}/{deed}").status_code == 404
    assert unit.get(f"{WEEK}them/?tu={line.pk}").status_code == 404
    assert office.get(f"{ROOT}dong/{line.pk}/{deed}").status_code == 200
    assert "Họp giao ban" not in words(unit.get(WEEK))


@pytest.mark.parametrize(
    "path", ["cong-bo/", "go/", "so/", "khoa/", "duyet/", "tep/them/", "tep/bo/"]
)
def test_a_unit_neither_decides_nor_publishes(room, unit, path):
    by_unit(room)
    assert unit.get(f"{WEEK}{path}").status_code == 404
    assert unit.post(f"{WEEK}{path}").status_code == 404


def test_a_unit_sees_published_lines_of_all_units_and_the_table_of_its_own(room, unit):
    make_line(room, content="Của văn phòng", is_public=False)
    by_unit(room, content="Của đơn vị")
    assert "Của văn phòng" not in words(unit.get(WEEK))

    publish_week(room)

    assert "Của văn phòng" in words(unit.get(WEEK))
    page = html.fromstring(unit.get(f"{WEEK}bang/").content)
    typed = [field.text_content().strip() for field in page.xpath("//textarea[@name]")]
    assert "Của đơn vị" in typed
    assert "Của văn phòng" not in typed


def test_a_clash_is_told_while_typing_and_after_saving(room, office):
    make_line(room)
    query = LINE | {"content": "-", "chair": "đ/c HO ANH TUYET", "place": ""}

    told = office.get(f"{WEEK}trung/", query).json()["clashes"]
    assert len(told) == 1
    assert told[0].startswith("Trùng chủ trì")
    assert office.get(f"{WEEK}trung/", {"day": "x"}).json() == {"clashes": []}

    answer = office.post(f"{WEEK}them/", LINE, follow=True)
    page = answer.content.decode()
    assert "Trùng địa điểm" in page
    assert ScheduleLine.objects.count() == 2


def test_what_the_rules_refuse_stands_at_its_field(room, office):
    answer = office.post(f"{WEEK}them/", LINE | {"content": "", "starts": "14:00", "ends": "13:00"})

    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"content", "starts", "ends"}


def test_whoever_opened_an_older_line_is_refused(room, office):
    line = make_line(room)
    path = f"{ROOT}dong/{line.pk}/"
    office.post(path, LINE | {"content": "Thứ nhất"})

    answer = office.post(path, LINE | {"content": "Thứ hai"})

    assert answer.status_code == 422
    assert "Người khác đã sửa" in words(answer)
    assert ScheduleLine.objects.get().content == "Thứ nhất"


def test_the_table_changes_moves_and_adds_lines_and_keeps_refused_rows(room, office):
    first, second = make_line(room), make_line(room, content="Thứ hai", starts=None, ends=None)
    friday = MONDAY + dt.timedelta(days=4)

    def row(prefix, **parts):
        return {f"{prefix}-{name}": value for name, value in (LINE | parts).items()}

    sent = {
        **row(f"d{first.pk}", day=friday.isoformat(), content="Đã chuyển"),
        **row(f"d{second.pk}", content="", starts="", ends=""),
        **row("moi0", content="Mới thêm"),
        **row("moi1", content="", chair="", place="", starts="", ends=""),
    }
    answer = office.post(f"{WEEK}bang/", sent)

    assert answer.status_code == 422
    first.refresh_from_db()
    assert (first.day, first.content) == (friday, "Đã chuyển")
    assert ScheduleLine.objects.get(pk=second.pk).content == "Thứ hai"
    assert ScheduleLine.objects.filter(content="Mới thêm").exists()
    assert ScheduleLine.objects.count() == 3
    assert "Anh/chị ghi nội dung công việc." in words(answer)


def test_a_line_is_copied_to_the_same_day_of_next_week(room, office):
    line = make_line(room, day=MONDAY + dt.timedelta(days=2))
    after = MONDAY + dt.timedelta(days=7)

    form = office.get(f"{ROOT}{after}/them/?tu={line.pk}").context["form"]

    assert form["day"].value() == (after + dt.timedelta(days=2)).isoformat()
    assert form["content"].value() == line.content
    office.post(f"{ROOT}{after}/chep/")
    assert ScheduleLine.objects.filter(schedule__monday=after).count() == 1


def test_the_next_number_is_proposed_and_another_day_leads_to_its_monday(room, office):
    office.post(f"{WEEK}so/", {"number": "49/LLV", "note": ""})
    after = MONDAY + dt.timedelta(days=7)

    assert office.get(f"{ROOT}{after}/so/").context["form"]["number"].value() == "50/LLV"
    assert office.get(f"{ROOT}2024-11-14/").url == WEEK
    for path in ("2024-13-01", "x", "1000-01-01"):
        assert office.get(f"{ROOT}{path}/").status_code == 404


def test_a_reason_is_asked_and_what_is_called_off_stays(room, office):
    line = by_unit(room)
    refused = office.post(f"{ROOT}dong/{line.pk}/khong-duyet/", {"version": 0, "reason": ""})
    assert refused.status_code == 422
    office.post(f"{ROOT}dong/{line.pk}/duyet/", {"version": 0})
    publish_week(room)
    line.refresh_from_db()

    deed = {"version": line.version, "how": "cancelled", "reason": "Lãnh đạo đi công tác"}
    office.post(f"{ROOT}dong/{line.pk}/huy/", deed)

    assert "Lý do: Lãnh đạo đi công tác" in words(office.get(WEEK))
    line.refresh_from_db()
    office.post(f"{ROOT}dong/{line.pk}/dien-ra/", {"version": line.version})
    assert ScheduleLine.objects.get().state == LineState.APPROVED


def test_the_week_is_taken_off_after_a_question(room, office):
    make_line(room)
    week = publish_week(room)

    assert "Gỡ lịch khỏi trang" in words(office.get(f"{WEEK}go/"))
    office.post(f"{WEEK}go/", {"version": week.version})

    assert WeekSchedule.objects.get().state == ScheduleState.CLOSED


@pytest.mark.parametrize(("form", "begins"), [("csv", b"\xef\xbb\xbf"), ("xlsx", b"PK")])
def test_the_week_is_saved_as_a_table(room, office, form, begins):
    make_line(room, preparation="Phòng 9")
    answer = office.get(f"{WEEK}tai-ve/?dang={form}")
    content = b"".join(answer.streaming_content)

    assert content.startswith(begins)
    if form == "csv":
        assert "Phòng 9" in content.decode()


@pytest.mark.parametrize(("form", "begins"), [("pdf", b"%PDF"), ("docx", b"PK")])
def test_the_sheet_is_printed_with_internal_lines_for_colleagues(room, office, form, begins):
    make_line(room, is_public=False)

    answer = office.get(f"{WEEK}in/{form}/")

    assert answer.content.startswith(begins)
    assert answer["Cache-Control"] == "no-store"
    assert office.get(f"{WEEK}in/odt/").status_code == 404


def test_rooms_rules_and_settings_are_kept(room, office, unit):
    office.post(f"{ROOT}phong-hop/them/", {"name": "Phòng họp A", "seats": "20", "is_open": "on"})
    twice = office.post(f"{ROOT}phong-hop/them/", {"name": "PHONG HOP A", "is_open": "on"})
    assert twice.status_code == 422
    kept = {"reminder_weekday": "4", "symbol": "LLV", "signer": "Lê Văn Meo"}
    office.post(f"{ROOT}thiet-lap/", kept)

    assert Room.objects.get().seats == 20
    row = ScheduleSettings.objects.get(agency=room.agency)
    assert (row.reminder_weekday, row.signer) == (4, "Lê Văn Meo")
    assert unit.get(f"{ROOT}thiet-lap/").status_code == 404

    rule = {"basis": "Nghị định thử", "days_a_month": "1", "from_on": "", "to_on": "2024-01-01"}
    assert office.post(f"{ROOT}tiep-cong-dan/them/", rule).status_code == 422
    office.post(f"{ROOT}tiep-cong-dan/them/", rule | {"from_on": "2023-01-01", "to_on": ""})
    assert "Tháng này còn thiếu 1 ngày tiếp công dân" in words(office.get(WEEK))


def test_a_closed_room_is_kept_by_its_line_and_no_longer_offered(room, office):
    hall = make_room(room)
    line = make_line(room, room_id=hall.pk)
    Room.objects.update(is_open=False)

    def offered(path):
        return dict(office.get(path).context["form"].fields["room"].choices)

    assert hall.pk in offered(f"{ROOT}dong/{line.pk}/")
    assert hall.pk not in offered(f"{WEEK}them/")


def test_a_file_is_taken_by_its_content_and_gives_the_number(room, office, unit):
    sent = SimpleUploadedFile("49-LLV.pdf", pdf())
    assert office.post(f"{WEEK}tep/them/", {"file": sent}).url == WEEK
    bad = office.post(f"{WEEK}tep/them/", {"file": SimpleUploadedFile("50.pdf", b"MZ no pdf")})

    assert bad.status_code == 422
    assert WeekSchedule.objects.get().number == "49/LLV"
    assert b"".join(office.get(f"{WEEK}tep/").streaming_content) == pdf()
    assert unit.get(f"{WEEK}tep/").status_code == 404
    assert "49-LLV.pdf" in words(office.get(WEEK))
    office.post(f"{WEEK}tep/bo/")
    assert office.get(f"{WEEK}tep/").status_code == 404
