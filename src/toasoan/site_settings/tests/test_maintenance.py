"""Maintenance is announced in time, seen on every page, and says until when it takes."""

import datetime as dt

import pytest
import time_machine
from django.core.management import CommandError, call_command
from lxml import html

from toasoan.page_cache.models import Invalidation
from toasoan.refusals import RefusedError
from toasoan.site_settings.maintenance.actions import announce_maintenance, call_off_maintenance
from toasoan.site_settings.maintenance.rules import MaintenancePlan, earliest_day, problems_with
from toasoan.site_settings.models import Maintenance
from toasoan.testing.factories import make_newsroom, make_story
from toasoan.vietnamese.dates import TZ
from toasoan.vietnamese.working_time import WorkingCalendar

#: A Wednesday.
NOW = dt.datetime(2026, 11, 25, 9, 0, tzinfo=TZ)


def plan(day=7, hour=8, hours=2, **changed):
    begins = dt.datetime(2026, 12, day, hour, tzinfo=TZ)
    parts = {
        "begins_at": begins,
        "ends_at": begins + dt.timedelta(hours=hours),
        "reason": "Nâng cấp",
    }
    return MaintenancePlan(**(parts | changed))


def refused(maintenance_plan, calendar=None):
    return problems_with(maintenance_plan, now=NOW, calendar=calendar or WorkingCalendar())


def test_seven_working_days_lie_between():
    # 26, 27, 30 November, 1, 2, 3, 4 December; then a weekend day may follow.
    assert earliest_day(NOW.date(), WorkingCalendar()) == dt.date(2026, 12, 5)
    holiday = WorkingCalendar(days_off=frozenset({dt.date(2026, 12, 1)}))
    assert earliest_day(NOW.date(), holiday) == dt.date(2026, 12, 8)


@pytest.mark.parametrize(
    ("maintenance_plan", "count"),
    [
        (plan(), 0),
        (plan(5, 0), 0),
        (plan(4, 23), 1),
        (plan(1, urgent_reason="Lỗ hổng bảo mật nghiêm trọng"), 0),
        (plan(reason=" "), 1),
        (plan(hours=0), 1),
        (plan(hours=24 * 8), 1),
        (plan(1, reason="", hours=-1), 3),
    ],
)
def test_all_that_stands_against_it_is_said_at_once(maintenance_plan, count):
    assert len(refused(maintenance_plan)) == count


def test_what_is_over_cannot_be_announced():
    past = NOW - dt.timedelta(hours=3)
    maintenance_plan = MaintenancePlan(
        begins_at=past, ends_at=past + dt.timedelta(hours=1), reason="x", urgent_reason="x"
    )

    assert len(refused(maintenance_plan)) == 1


def announce(room, maintenance_plan=None):
    return announce_maintenance(
        maintenance_plan or plan(),
        WorkingCalendar(),
        agency=room.agency,
        actor=room.webmaster,
        now=NOW,
    )


def test_every_page_says_it_until_it_is_over_or_called_off(room, client):
    story = make_story(room, "published", now=NOW)
    with time_machine.travel(NOW, tick=False):
        row = announce(room)
        assert Invalidation.objects.last().tags == '["*"]'
        for path in ("/", story.get_absolute_url(), "/khong-co/"):
            banner = html.fromstring(client.get(path).content).find_class("maintenance-banner")
            assert "Nâng cấp" in banner[0].text_content(), path

        call_off_maintenance(row, now=NOW)

        assert "maintenance-banner" not in client.get("/").content.decode()
    assert Maintenance.objects.get().called_off_at == NOW


def test_a_refused_announcement_leaves_nothing(room):
    with pytest.raises(RefusedError):
        announce(room, plan(1))

    assert not Maintenance.objects.exists()


def test_during_it_readers_are_told_when_to_come_back_and_the_newsroom_stays(room, client):
    announce(room)
    client.handler.load_middleware()
    with time_machine.travel(plan().begins_at + dt.timedelta(minutes=30), tick=False):
        closed = client.get("/")
        for_programs = client.get("/api/v1/stories")
        newsroom = client.get("/toa-soan/login/")

    assert (closed.status_code, closed["Retry-After"]) == (503, "5400")
    assert "đang bảo trì" in closed.content.decode()
    assert (for_programs.status_code, for_programs["Retry-After"]) == (503, "5400")
    assert for_programs["Content-Type"].startswith("application/problem+json")
    assert newsroom.status_code == 200
    with time_machine.travel(plan().ends_at, tick=False):
        assert client.get("/").status_code == 200


def test_the_webmaster_announces_and_calls_off(room, client):
    client.force_login(room.webmaster)
    with time_machine.travel(NOW, tick=False):
        form = {
            "begins_at": "2026-12-01T08:00",
            "ends_at": "2026-12-01T10:00",
            "reason": "Nâng cấp",
        }
        early = client.post("/toa-soan/bao-tri/", form)
        assert early.status_code == 422
        assert "05/12/2026" in early.content.decode()

        done = client.post("/toa-soan/bao-tri/", form | {"urgent_reason": "Vá lỗ hổng"})
        row = Maintenance.objects.get()
        assert (done.status_code, row.announced_by) == (302, room.webmaster)
        assert "Vá lỗ hổng" in client.get("/toa-soan/bao-tri/").content.decode()

        client.post(f"/toa-soan/bao-tri/{row.pk}/huy/")
    assert Maintenance.objects.get().called_off_at is not None


@pytest.mark.parametrize(
    ("now", "question", "consequence"),
    [
        (NOW, "Hủy đợt bảo trì 07/12/2026, 08:00", "sớm nhất là ngày 05/12/2026"),
        (
            plan().begins_at + dt.timedelta(minutes=5),
            "Kết thúc đợt bảo trì ngay",
            "Bạn đọc không nhận thông báo riêng",
        ),
    ],
)
def test_it_is_asked_before_maintenance_is_called_off_or_ended(
    room, client, now, question, consequence
):
    row = announce(room)
    address = f"/toa-soan/bao-tri/{row.pk}/huy/"
    with time_machine.travel(now, tick=False):
        client.force_login(room.webmaster)
        link = html.fromstring(client.get("/toa-soan/bao-tri/").content).xpath(
            f"//main//a[@href='{address}']"
        )
        page = html.fromstring(client.get(address).content)

        assert link
        assert page.xpath("//h1")[0].text_content().strip() == question
        assert consequence in page.xpath("//*[@id='consequence']")[0].text_content()
        assert Maintenance.objects.get().called_off_at is None
        assert client.post(address).url == "/toa-soan/bao-tri/"
    assert Maintenance.objects.get().called_off_at == now


def test_what_is_over_cannot_be_called_off(room, client):
    row = announce(room)
    with time_machine.travel(plan().ends_at, tick=False):
        client.force_login(room.webmaster)
        answers = [
            getattr(client, method)(f"/toa-soan/bao-tri/{row.pk}/huy/", follow=True)
            for method in ("get", "post")
        ]

    assert all("đã xong hoặc đã được hủy" in answer.content.decode() for answer in answers)
    assert Maintenance.objects.get().called_off_at is None


@pytest.mark.parametrize("person", ["contributor", "editor", "approver"])
def test_nobody_else_finds_the_screen(room, client, person):
    client.force_login(getattr(room, person))

    assert client.get("/toa-soan/bao-tri/").status_code == 404


def test_another_agencys_maintenance_does_not_exist(room, client):
    other = make_newsroom("khac", "khac.localhost")
    row = announce(other)
    client.force_login(room.webmaster)

    assert client.post(f"/toa-soan/bao-tri/{row.pk}/huy/").status_code == 404


def test_the_command_announces_and_calls_off(room):
    with time_machine.travel(NOW, tick=False):
        times = ("--from", "2026-12-07 08:00", "--until", "2026-12-07 09:00")
        call_command("maintenance", *times, "--reason", "Nâng cấp")
        assert Maintenance.objects.get().begins_at == plan().begins_at

        with pytest.raises(CommandError, match="224/2026"):
            call_command("maintenance", "--from", "2026-11-27 08:00", "--until", "2026-11-27 09:00",
                         "--reason", "x")  # fmt: skip
        call_command("maintenance", "--call-off")
        with pytest.raises(CommandError):
            call_command("maintenance", "--call-off")
