"""Where in the schedules a request is: whose agency, which week, as whom the person writes."""

import datetime as dt
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from toasoan.accounts.requests import user_of
from toasoan.newsroom.kit.agency import today_here
from toasoan.newsroom.kit.form_page import BackLink
from toasoan.schedules.models import ScheduleLine, WeekSchedule
from toasoan.schedules.queries.doors import (
    agency_and_writer,
    monday_for,
    own_line,
    week_for,
)
from toasoan.schedules.rules import WEEK, monday_of
from toasoan.schedules.writers import Writer
from toasoan.units.models import Agency
from toasoan.vietnamese.dates import short_date

#: A working week, Monday to Friday, as people name it.
_FRIDAY = dt.timedelta(days=4)


@dataclass(frozen=True, slots=True)
class Place:
    """A week of an agency, and who looks at it. `schedule` is None when it holds nothing yet."""

    agency: Agency
    writer: Writer
    monday: dt.date
    schedule: WeekSchedule | None

    @property
    def friday(self) -> dt.date:
        """The last working day."""
        return self.monday + _FRIDAY

    @property
    def before(self) -> str:
        """The week before, as addresses name it."""
        return (self.monday - WEEK).isoformat()

    @property
    def after(self) -> str:
        """The week after."""
        return (self.monday + WEEK).isoformat()

    @property
    def words(self) -> str:
        """The days of the week in words."""
        return days_in_words(self.monday)

    @property
    def address(self) -> str:
        """The screen of the week."""
        return reverse("newsroom:schedule_week", args=[self.monday.isoformat()])

    @property
    def back(self) -> BackLink:
        """The way back to the week."""
        return {"back": self.address, "back_label": self.words}


def days_in_words(monday: dt.date) -> str:
    """The working days of a week: "Week from 11/11/2024 to 15/11/2024"."""
    days = {"first": short_date(monday), "last": short_date(monday + _FRIDAY)}
    return _("Week from %(first)s to %(last)s") % days


def place_of(request: HttpRequest, day: str) -> Place:
    """The week in which the day of the address lies. Raises Http404."""
    agency, writer = agency_and_writer(user_of(request), today_here())
    monday = monday_of(monday_for(day))
    return Place(agency, writer, monday, week_for(agency, monday))


def line_and_place(request: HttpRequest, line_id: int) -> tuple[ScheduleLine, Place]:
    """A line that the person may work on, and its week. Raises Http404."""
    agency, writer = agency_and_writer(user_of(request), today_here())
    line = own_line(agency, writer, line_id)
    return line, Place(agency, writer, line.schedule.monday, line.schedule)
