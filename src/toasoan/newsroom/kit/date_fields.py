"""When an event takes place, in the parts that a person thinks in: days, and hours if any."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from toasoan.vietnamese.dates import TZ
from toasoan.vietnamese.moments import at_local, days_of, whole_days

WHEN_FIELDS = ("first_day", "start_time", "last_day", "end_time")
_DAY = {"type": "date", "min": "2000-01-01", "max": "2099-12-31"}
_CLOCK = {"type": "time"}
_YEARS = range(2000, 2100)


def day_field(label: Any, help_text: Any = "", *, required: bool = False) -> forms.DateField:
    """A day of this century, with the browser's own calendar."""
    return forms.DateField(
        label=label,
        required=required,
        help_text=help_text,
        widget=forms.DateInput(attrs=dict(_DAY), format="%Y-%m-%d"),
    )


def clock_field(label: Any, help_text: Any = "") -> forms.TimeField:
    """An hour that may stay empty."""
    return forms.TimeField(
        label=label,
        required=False,
        help_text=help_text,
        widget=forms.TimeInput(attrs=dict(_CLOCK), format="%H:%M"),
    )


class WhenForm(forms.Form):
    """From when to when; without hours an event takes whole days."""

    first_day = day_field(_("Day"), required=True)
    start_time = clock_field(_("Begins at"), _("Leave it empty when it takes the whole day."))
    last_day = day_field(_("Last day"), _("Only when it lasts longer than one day."))
    end_time = clock_field(_("Ends at"), _("May stay empty."))

    def clean(self) -> dict[str, Any]:
        """An hour of ending makes sense only beside one of beginning."""
        given = super().clean() or self.cleaned_data
        if given.get("end_time") and not given.get("start_time"):
            self.add_error("start_time", _("Say when it begins, or leave both hours empty."))
        self.check_years("first_day", "last_day")
        return given

    def check_years(self, *names: str) -> None:
        """Refuse days of another century: they are mistyped."""
        for name in names:
            day = self.cleaned_data.get(name)
            if day and day.year not in _YEARS:
                self.add_error(name, _("This year cannot be right."))

    @property
    def takes_whole_days(self) -> bool:
        """Whether no hour was given."""
        return self.cleaned_data["start_time"] is None

    def times(self) -> tuple[dt.datetime, dt.datetime]:
        """Start and end, the end excluded."""
        given = self.cleaned_data
        first, last = given["first_day"], given["last_day"] or given["first_day"]
        if self.takes_whole_days:
            return whole_days(first, last)
        # Nobody said how long it lasts: it has no length, or over several days ends at that hour.
        end_time = given["end_time"] or given["start_time"]
        return at_local(first, given["start_time"]), at_local(last, end_time)


def initial_when(starts_at: dt.datetime, ends_at: dt.datetime, *, all_day: bool) -> dict[str, Any]:
    """The parts of the form for what is known."""
    first, last = days_of(starts_at, ends_at)
    clocks: dict[str, Any] = {}
    if not all_day:
        clocks["start_time"] = starts_at.astimezone(TZ).time()
        if ends_at != starts_at:
            last = ends_at.astimezone(TZ).date()
            clocks["end_time"] = ends_at.astimezone(TZ).time()
    return clocks | {"first_day": first, "last_day": last if last != first else None}
