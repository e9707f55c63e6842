"""What people do with a week, what is written down of it, who is told."""

import datetime as dt
from dataclasses import replace

import pytest

from toasoan.notifications.kinds import NotificationKind
from toasoan.notifications.models import Notification
from toasoan.refusals import RefusedError
from toasoan.schedules.actions.lines import (
    approve_line,
    call_off_line,
    change_line,
    refuse_line,
    reinstate_line,
    remove_line,
)
from toasoan.schedules.actions.weeks import (
    approve_waiting,
    close_registration,
    copy_week,
    open_registration,
    publish,
    set_head,
    unpublish,
)
from toasoan.schedules.kinds import ChangeKind, DayPart, LineKind, LineState, Mark, ScheduleState
from toasoan.schedules.models import ScheduleChange, ScheduleLine, WeekSchedule
from toasoan.schedules.queries.clashing import clashes_with
from toasoan.schedules.reminders import remind
from toasoan.schedules.rules import facts_of, mark_for_office, mark_for_readers
from toasoan.testing.schedules import (
    MONDAY,
    NOW,
    line_facts,
    make_line,
    make_room,
    office_of,
    publish_week,
    unit_of,
)
from toasoan.vietnamese.dates import TZ

pytestmark = pytest.mark.django_db
LATER = NOW + dt.timedelta(days=3)


def codes(refusal):
    return {problem.code for problem in refusal.value.problems}


def by_unit(room, **parts):
    return make_line(room, unit_of(room), unit_id=room.unit.pk, **parts)


def act(action, line, *given, writer, now=NOW, **named):
    line = ScheduleLine.objects.get(pk=line.pk)
    action(line.pk, *given, seen_version=line.version, writer=writer, now=now, **named)
    return ScheduleLine.objects.get(pk=line.pk)


def change(room, line, *, writer=None, now=LATER, **parts):
    who = writer or office_of(room)
    return act(change_line, line, replace(facts_of(line), **parts), writer=who, now=now)


def told(room, kind):
    return list(
        Notification.objects.filter(kind=kind).values_list("recipient__username", flat=True)
    )


def test_a_unit_registers_and_the_office_approves(room):
    line = by_unit(room)
    assert (line.state, line.schedule.state) == (LineState.REGISTERED, ScheduleState.OPEN)

    line = act(approve_line, line, writer=office_of(room))

    assert line.state == LineState.APPROVED
    assert make_line(room).state == LineState.APPROVED


@pytest.mark.parametrize(
    ("unit", "code"), [("unit", None), ("other_unit", "foreign-unit"), (None, "foreign-unit")]
)
def test_a_unit_enters_lines_of_its_own_only(room, unit, code):
    unit_id = getattr(room, unit).pk if unit else None
    if code is None:
        assert make_line(room, unit_of(room), unit_id=unit_id).pk
        return
    with pytest.raises(RefusedError) as refusal:
        make_line(room, unit_of(room), unit_id=unit_id)
    assert codes(refusal) == {code}


def test_what_is_not_approved_says_why_and_can_be_registered_again(room):
    line = by_unit(room)
    with pytest.raises(RefusedError) as refusal:
        act(refuse_line, line, "  ", writer=office_of(room))
    assert codes(refusal) == {"no-reason"}

    line = act(refuse_line, line, "Trùng giao ban", writer=office_of(room))
    assert room.contributor.username in told(room, NotificationKind.SCHEDULE_REFUSED)
    line = change(room, line, writer=unit_of(room), content="Họp chuyên đề")

    assert (line.state, line.reason) == (LineState.REGISTERED, "")


def test_a_unit_asks_the_office_once_its_line_is_taken(room):
    line = act(approve_line, by_unit(room), writer=office_of(room))

    with pytest.raises(RefusedError) as refusal:
        change(room, line, writer=unit_of(room), content="Khác")
    assert codes(refusal) == {"line-is-taken"}


def test_the_unit_is_told_when_the_office_changes_its_line_and_not_of_its_own_changes(room):
    line = by_unit(room)
    change(room, line, writer=unit_of(room), chair="Lê Văn Meo")
    assert told(room, NotificationKind.SCHEDULE_CHANGED) == []

    change(room, ScheduleLine.objects.get(pk=line.pk), chair="Hồ Ánh Tuyết")

    assert room.contributor.username in told(room, NotificationKind.SCHEDULE_CHANGED)
    detail = ScheduleChange.objects.filter(kind=ChangeKind.CHANGED).last().detail
    assert detail == {"chair": ["Lê Văn Meo", "Hồ Ánh Tuyết"]}


def test_whoever_saves_second_is_told_to_look_again(room):
    line = make_line(room)
    change(room, line, content="Người thứ nhất")

    with pytest.raises(RefusedError) as refusal:
        change_line(
            line.pk, line_facts(content="B"), seen_version=0, writer=office_of(room), now=LATER
        )
    assert codes(refusal) == {"changed-meanwhile"}
    assert ScheduleLine.objects.get(pk=line.pk).content == "Người thứ nhất"


def test_saving_without_a_change_leaves_no_trace(room):
    line = make_line(room)
    before = ScheduleChange.objects.count()

    assert change(room, line).version == line.version
    assert ScheduleChange.objects.count() == before


def test_registration_is_closed_and_opened_again(room):
    week = by_unit(room).schedule
    close_registration(week.pk, seen_version=0, writer=office_of(room), now=NOW)

    with pytest.raises(RefusedError) as refusal:
        by_unit(room, content="Muộn")
    assert codes(refusal) == {"registration-closed"}
    assert make_line(room, content="Văn phòng").pk

    open_registration(week.pk, seen_version=1, writer=office_of(room), now=NOW)
    assert by_unit(room, content="Muộn").pk


def test_only_decided_lines_are_published_and_nothing_is_refused(room):
    week = by_unit(room).schedule
    with pytest.raises(RefusedError) as refusal:
        publish(week.pk, seen_version=0, writer=office_of(room), now=NOW)
    assert codes(refusal) == {"nothing-to-publish"}

    assert approve_waiting(week.pk, writer=office_of(room), now=NOW) == 1
    late = by_unit(room, content="Chưa duyệt")
    week = publish_week(room)

    assert (week.state, week.published_at) == (ScheduleState.PUBLISHED, NOW)
    assert week.approved_by == room.clerk
    late.refresh_from_db()
    assert (late.as_published, late.was_shown) == (None, False)


def test_publishing_and_taking_off_ask_for_the_version_that_was_seen(room):
    make_line(room)
    week = publish_week(room)
    with pytest.raises(RefusedError):
        unpublish(week.pk, seen_version=week.version - 1, writer=office_of(room), now=NOW)

    unpublish(week.pk, seen_version=week.version, writer=office_of(room), now=NOW)

    week.refresh_from_db()
    assert week.state == ScheduleState.CLOSED
    assert ScheduleChange.objects.filter(kind=ChangeKind.UNPUBLISHED).get().is_late


@pytest.mark.parametrize(
    ("parts", "mark"),
    [
        ({}, Mark.NONE),
        ({"starts": dt.time(9)}, Mark.CHANGED),
        ({"day": MONDAY + dt.timedelta(days=1)}, Mark.CHANGED),
        ({"place": "Phòng 2"}, Mark.CHANGED),
        ({"content": "Họp khác"}, Mark.CHANGED),
    ],
)
def test_a_change_after_publication_is_marked(room, parts, mark):
    line = make_line(room)
    publish_week(room)

    line = change(room, ScheduleLine.objects.get(pk=line.pk), **parts)

    assert mark_for_readers(line) == mark
    assert ScheduleChange.objects.filter(is_late=True).exists() is bool(parts)


def test_late_lines_are_new_and_publishing_again_clears_the_marks(room):
    make_line(room)
    week = publish_week(room)
    late = make_line(room, content="Đột xuất", now=LATER)
    assert mark_for_readers(late) == mark_for_office(late, published=True) == Mark.NEW
    assert late.was_shown

    unpublish(week.pk, seen_version=week.version, writer=office_of(room), now=LATER)
    publish_week(room, now=LATER)

    assert mark_for_readers(ScheduleLine.objects.get(pk=late.pk)) == Mark.NONE


@pytest.mark.parametrize("how", [LineState.POSTPONED, LineState.CANCELLED])
def test_what_is_called_off_stays_where_readers_saw_it_and_can_take_place_again(room, how):
    line = make_line(room, unit_id=room.unit.pk)
    publish_week(room)

    line = act(call_off_line, line, how, "Lãnh đạo đi công tác", writer=office_of(room))
    assert line.is_shown
    assert mark_for_readers(line) == how
    assert room.contributor.username in told(room, NotificationKind.SCHEDULE_CHANGED)

    line = act(reinstate_line, line, writer=office_of(room))
    assert mark_for_readers(line) == Mark.NONE


def test_what_was_called_off_before_the_publication_is_not_shown(room):
    make_line(room)
    line = make_line(room, content="Bỏ từ trước")
    act(call_off_line, line, LineState.CANCELLED, "", writer=office_of(room))
    publish_week(room)

    assert not ScheduleLine.objects.get(pk=line.pk).is_shown


def test_a_published_line_is_called_off_not_removed(room):
    line = make_line(room)
    other = make_line(room, content="Nhập nhầm")
    act(remove_line, other, writer=office_of(room))
    publish_week(room)

    with pytest.raises(RefusedError) as refusal:
        act(remove_line, line, writer=office_of(room))
    assert codes(refusal) == {"was-published"}
    assert ScheduleChange.objects.filter(kind=ChangeKind.REMOVED).get().note == "Nhập nhầm"


def test_an_internal_line_that_becomes_public_is_new_to_readers(room):
    line = make_line(room, is_public=False, content="Nội bộ")
    publish_week(room)

    line = change(room, ScheduleLine.objects.get(pk=line.pk), is_public=True, content="Công khai")

    assert mark_for_readers(line) == Mark.NEW
    assert mark_for_office(line, published=True) == Mark.CHANGED


@pytest.mark.parametrize(
    ("parts", "shared"),
    [
        ({"chair": "PVT Ho Anh Tuyet", "place": "Nơi khác"}, {"chair"}),
        ({"chair": "Lê Văn Meo", "place": "HOI TRUONG"}, {"place"}),
        ({"chair": "Đ/c Hồ Ánh Tuyết", "place": "Hội trường"}, {"chair", "place"}),
        ({"starts": dt.time(10), "ends": dt.time(11)}, set()),
        ({"part": DayPart.AFTERNOON, "starts": None, "ends": None}, set()),
        ({"day": MONDAY + dt.timedelta(days=1)}, set()),
        ({"kind": LineKind.DUTY, "place": ""}, set()),
    ],
)
def test_a_clash_of_chair_or_place_is_told_not_forbidden(room, parts, shared):
    week = make_line(room).schedule

    found = clashes_with(week, line_facts(**parts))

    assert {clash.code for clash in found} == shared
    assert make_line(room, **parts).pk


def test_a_room_of_the_register_clashes_with_the_same_name_typed(room):
    hall = make_room(room, "Phòng họp A")
    week = make_line(room, room_id=hall.pk, place="", chair="").schedule

    assert clashes_with(week, line_facts(place="PHÒNG HỌP A", chair=""))
    with pytest.raises(RefusedError):
        make_room(room, "phong hop a")


def test_last_week_is_copied_once_and_across_the_end_of_the_year(room):
    old, new = dt.date(2024, 12, 30), dt.date(2025, 1, 6)
    make_line(room, day=dt.date(2025, 1, 2), content="Giao ban")
    by_unit(room, day=old, content="Của đơn vị")

    copy = {"writer": office_of(room), "now": NOW}
    assert copy_week(room.agency, old, new, **copy) == 1
    assert copy_week(room.agency, old, new, **copy) == 0
    line = ScheduleLine.objects.get(schedule__monday=new)
    assert (line.day, line.content, line.state) == (
        dt.date(2025, 1, 9),
        "Giao ban",
        LineState.APPROVED,
    )

    assert copy_week(room.agency, old, new, writer=unit_of(room), now=NOW) == 1
    own = ScheduleLine.objects.filter(schedule__monday=new, unit=room.unit).get()
    assert (own.state, own.content) == (LineState.REGISTERED, "Của đơn vị")


def test_a_number_is_used_once_a_year(room):
    head = {"note": "", "writer": office_of(room), "now": NOW}
    set_head(room.agency, MONDAY, number="49/LLV", **head)
    with pytest.raises(RefusedError) as refusal:
        set_head(room.agency, MONDAY + dt.timedelta(days=7), number="49/LLV", **head)
    assert codes(refusal) == {"number-taken"}

    set_head(room.agency, dt.date(2025, 11, 10), number="49/LLV", **head)
    assert WeekSchedule.objects.filter(number="49/LLV").count() == 2


@pytest.mark.parametrize(
    ("day", "reminded"),
    [((2024, 11, 6), 0), ((2024, 11, 7), 1), ((2024, 11, 8), 1), ((2024, 11, 10), 1)],
)
def test_the_office_is_reminded_once_from_its_day_on(room, day, reminded):
    from toasoan.schedules.actions.rooms import enter_first_settings

    enter_first_settings(room.agency)
    moment = dt.datetime(*day, 9, tzinfo=TZ)

    assert remind(moment) == reminded
    assert remind(moment + dt.timedelta(hours=1)) == 0
    assert told(room, NotificationKind.SCHEDULE_MISSING) == [room.clerk.username] * reminded


def test_nobody_is_reminded_of_a_week_that_is_published(room):
    from toasoan.schedules.actions.rooms import enter_first_settings

    enter_first_settings(room.agency)
    make_line(room)
    publish_week(room)

    assert remind(NOW) == 0
