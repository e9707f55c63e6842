"""Reminders: in working hours, at their borders, once, to the right people."""

import datetime as dt

import pytest
import time_machine

from toasoan.editorial.actions import take_step
from toasoan.editorial.models import Progress
from toasoan.editorial.transitions import Status, Step
from toasoan.notifications.administration import give_first_calendar, keep_limits, remove_holiday
from toasoan.notifications.calendars import calendar_of, holidays_between, waiting_time
from toasoan.notifications.holidays import PUBLIC_HOLIDAYS
from toasoan.notifications.models import Holiday, Notification, OfficeHours, Reminder, StepLimit
from toasoan.notifications.reminders import limits_of, remind
from toasoan.notifications.rules import ESCALATIONS, FIRST_LIMITS
from toasoan.notifications.tests.newsroom import make_cast
from toasoan.testing.factories import make_correction, make_story, on_screen
from toasoan.vietnamese.dates import TZ
from toasoan.vietnamese.working_time import working_time

pytestmark = pytest.mark.django_db


def at(day, month, hour, minute=0, second=0, year=2026):
    return dt.datetime(year, month, day, hour, minute, second, tzinfo=TZ)


#: Wednesday 09:00: eight working hours later it is Thursday 09:30, sixteen: Friday 10:00.
START = at(11, 11, 9)
FIRST, SECOND = at(12, 11, 9, 30), at(13, 11, 10)


@pytest.fixture
def cast():
    with time_machine.travel(START, tick=False):
        made = make_cast(START)
        give_first_calendar(made.room.agency)
        yield made


def waiting(cast, status):
    """A story that has stood at the step since the start; "forced" owes a confirmation."""
    story = make_story(cast.room, "editing" if status == "forced" else status, now=START)
    if status == "forced":
        take_step(story.pk, Step.FORCE_PUBLISH, actor=cast["approver"],
                  answers=on_screen(story.pk, note="Gấp"), now=START)  # fmt: skip
    Notification.objects.all().delete()
    return story


def returned(cast):
    story = make_story(cast.room, "submitted", now=START)
    take_step(story.pk, Step.RETURN_TO_CONTRIBUTOR, actor=cast["vetter"],
              answers=on_screen(story.pk, reason_codes=("chua-dat",)), now=START)  # fmt: skip
    Notification.objects.all().delete()
    return story


VETTERS = {"vetter", "deputy_vetter", "vetter_stand_in"}
APPROVERS = {"approver", "second_approver", "approver_stand_in"}


@pytest.fixture
def far_stand_ins(cast):
    """The stand-ins of the cast serve all month, so that they are there when the limit runs out."""
    for person in ("vetter_stand_in", "approver_stand_in"):
        cast[person].delegations_held.update(to_on=dt.date(2026, 11, 30))
    cast["coming_stand_in"].delegations_held.all().delete()
    return cast


@pytest.mark.parametrize(
    ("status", "first", "second"),
    [
        ("submitted", VETTERS, {"vetter", "vetter_stand_in"}),
        # Nobody is the head of the content board here: the approvers answer for it.
        ("received", {"editor", "second_editor"}, APPROVERS),
        ("editing", {"editor"}, APPROVERS),
        ("proposed", APPROVERS, {"approver", "approver_stand_in"}),
        # Whoever forced it cannot confirm it, nor can their stand-in.
        ("forced", {"second_approver"}, {"approver", "approver_stand_in"}),
    ],
)
def test_the_first_goes_to_whose_turn_it_is_the_second_to_the_head(
    far_stand_ins, status, first, second
):
    cast = far_stand_ins
    keep_limits(cast.room.agency, dict.fromkeys(FIRST_LIMITS, (8, 16)))
    waiting(cast, status)

    remind(FIRST)
    reminded = cast.recipients()
    remind(SECOND)

    assert reminded == {"reminder": first}
    assert cast.recipients() == {"reminder": first, "overdue": second}


def test_what_came_back_reminds_its_author_then_the_units_leaders(far_stand_ins):
    cast = far_stand_ins
    keep_limits(cast.room.agency, {Status.DRAFT: (8, 16)})
    returned(cast)

    remind(FIRST)
    remind(SECOND)

    assert cast.recipients() == {"reminder": {"contributor"}, "overdue": VETTERS}


def test_a_correction_that_waits_for_approval_is_reminded_of_like_a_proposed_story(far_stand_ins):
    cast = far_stand_ins
    story = make_correction(cast.room, "correction_proposed")
    Notification.objects.all().delete()

    assert remind(FIRST - dt.timedelta(seconds=1)) == 0
    counts = [remind(FIRST), remind(FIRST), remind(SECOND)]

    assert counts == [1, 0, 1]
    assert cast.recipients() == {
        "reminder": APPROVERS,
        "overdue": {"approver", "approver_stand_in"},
    }
    assert set(Notification.objects.values_list("story_id", flat=True)) == {story.pk}


def test_a_correction_that_is_being_written_reminds_nobody(cast):
    make_correction(cast.room, "correcting")

    assert remind(at(30, 11, 17)) == 0


def test_a_draft_that_was_never_sent_reminds_nobody(cast):
    make_story(cast.room, "draft", now=START)

    assert remind(at(30, 11, 17)) == 0


def test_the_limit_runs_out_to_the_second(cast):
    waiting(cast, "submitted")

    assert remind(FIRST - dt.timedelta(seconds=1)) == 0
    assert remind(FIRST) == 1
    assert remind(SECOND - dt.timedelta(seconds=1)) == 0
    assert remind(SECOND) == 1


def test_each_limit_reminds_once_however_often_the_clock_comes(cast):
    waiting(cast, "submitted")

    counts = [remind(FIRST), remind(FIRST), remind(SECOND), remind(SECOND), remind(at(30, 11, 9))]

    assert counts == [1, 0, 1, 0, 0]
    assert Reminder.objects.count() == 2


def test_when_both_limits_have_run_out_meanwhile_nobody_is_told_twice(cast):
    waiting(cast, "submitted")

    remind(at(30, 11, 9))

    people = [notification.recipient_id for notification in Notification.objects.all()]
    assert len(people) == len(set(people))
    assert Reminder.objects.count() == 2


def test_a_story_that_comes_to_the_step_again_begins_anew(cast):
    story = waiting(cast, "submitted")
    remind(FIRST)
    take_step(story.pk, Step.RETURN_TO_CONTRIBUTOR, actor=cast["vetter"],
              answers=on_screen(story.pk, reason_codes=("chua-dat",)), now=FIRST)  # fmt: skip
    take_step(
        story.pk, Step.SUBMIT, actor=cast["contributor"], answers=on_screen(story.pk), now=FIRST
    )

    # Eight working hours after its second beginning, and the first reminder once more.
    assert remind(SECOND - dt.timedelta(seconds=1)) == 0
    assert remind(SECOND) == 1
    assert set(Reminder.objects.values_list("level", flat=True)) == {1}


def test_no_limit_runs_over_tet(cast):
    story = waiting(cast, "submitted")
    # The last working afternoon before Tết 2026; the office opens again on Monday 23/02.
    Progress.objects.filter(pk=story.pk).update(status_since=at(13, 2, 16))

    assert remind(at(22, 2, 23, 59)) == 0
    assert remind(at(23, 2, 16, 29)) == 0
    assert remind(at(23, 2, 16, 30)) == 1
    assert "1 ngày làm việc" in Notification.objects.first().extra


def test_a_limit_of_an_evening_before_the_thirtieth_of_april_runs_on_after_may_day(cast):
    story = waiting(cast, "submitted")
    Progress.objects.filter(pk=story.pk).update(status_since=at(29, 4, 16))

    assert remind(at(3, 5, 23)) == 0
    assert remind(at(4, 5, 16, 30)) == 1


def test_the_reminder_says_how_long_and_carries_the_headline(cast):
    waiting(cast, "submitted")

    remind(FIRST)

    notification = Notification.objects.first()
    assert notification.extra == "Đã chờ 1 ngày làm việc."
    assert notification.title == "Kiểm sát trực tiếp tại nhà tạm giữ"


def test_each_agency_has_its_own_limits(cast):
    keep_limits(cast.room.agency, {Status.SUBMITTED: (2, 4)})
    other = cast["foreign_webmaster"].memberships.get().board.agency

    assert limits_of(cast.room.agency.pk)[Status.SUBMITTED] == (2, 4)
    assert limits_of(other.pk) == FIRST_LIMITS
    assert set(ESCALATIONS) == set(FIRST_LIMITS)


def test_an_agency_begins_with_hours_limits_and_holidays_and_keeps_what_it_changed(cast):
    agency = cast.room.agency
    keep_limits(agency, {Status.SUBMITTED: (2, 4)})
    remove_holiday(Holiday.objects.filter(agency=agency).first())

    give_first_calendar(agency)

    assert StepLimit.objects.get(agency=agency, status="submitted").first_hours == 2
    assert Holiday.objects.filter(agency=agency).count() == len(PUBLIC_HOLIDAYS) - 1
    assert OfficeHours.objects.filter(agency=agency).count() == 1


@pytest.mark.parametrize(
    ("year", "days_off", "weekend_days_worked"),
    [
        # Weekdays without work in a year: Điều 112's eleven days and those exchanged.
        (2024, 12, 1),
        (2025, 12, 1),
        (2026, 14, 2),
    ],
)
def test_the_years_that_are_decided_have_the_days_off_of_the_law(
    cast, year, days_off, weekend_days_worked
):
    calendar = calendar_of(cast.room.agency.pk)
    weekdays = [
        day
        for day in (dt.date(year, 1, 1) + dt.timedelta(days=n) for n in range(366))
        if day.year == year and day.weekday() < 5
    ]

    assert sum(not calendar.works_on(day) for day in weekdays) == days_off
    worked = [day for day in calendar.days_worked if day.year == year]
    assert len(worked) == weekend_days_worked
    assert all(day.weekday() == 5 for day in worked)


def test_what_is_not_announced_is_marked_and_nothing_before_it_is(cast):
    expected = [holiday for holiday in PUBLIC_HOLIDAYS if holiday.is_expected]

    assert {holiday.first_on.year for holiday in expected} == {2027}
    assert all(holiday.decision for holiday in PUBLIC_HOLIDAYS)
    assert all(holiday.last_on >= holiday.first_on for holiday in PUBLIC_HOLIDAYS)


def test_waiting_is_said_in_working_days(cast):
    calendar = calendar_of(cast.room.agency.pk)

    assert waiting_time(at(13, 11, 9), at(17, 11, 9), calendar) == "2 ngày làm việc"
    assert waiting_time(at(13, 11, 16), at(16, 11, 8), calendar) == "1 giờ làm việc"
    assert working_time(at(1, 9, 0), at(3, 9, 0), calendar) == dt.timedelta(0)


def test_the_calendar_shows_the_holidays_that_touch_a_month(cast):
    days = holidays_between(cast.room.agency.pk, dt.date(2026, 4, 1), dt.date(2026, 4, 30))

    assert [day.name for day in days] == [
        "Giỗ Tổ Hùng Vương", "Nghỉ bù: Giỗ Tổ Hùng Vương", "Ngày Chiến thắng",
    ]  # fmt: skip
