"""Fields for days, hours and moments, and when an event takes place.

Every day and moment that a person types is read by `vietnamese.typed_dates`, whatever form it
stands in, and lies in its one range of years.
"""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from toasoan.newsroom.kit.forms import RefusableForm
from toasoan.vietnamese.dates import TZ
from toasoan.vietnamese.moments import at_local, days_of, whole_days
from toasoan.vietnamese.typed_dates import (
    FIRST_DAY,
    LAST_DAY,
    is_far_ahead,
    is_sensible,
    read_day,
    read_moment,
)

WHEN_FIELDS = ("first_day", "start_time", "last_day", "end_time")
_DAY, _CLOCK, _MOMENT = "%Y-%m-%d", "%H:%M", "%Y-%m-%dT%H:%M"
_CLOCKS = (_CLOCK, "%H:%M:%S")


class _SensibleField(forms.Field):
    """A field whose days lie in the range of years."""

    def validate(self, value: Any) -> None:
        """Refuse days outside the range of years. Raises ValidationError."""
        super().validate(value)
        if value is not None and not is_sensible(value):
            raise forms.ValidationError(_("Choose a day between 1945 and 2100."), code="range")

    def _read(self, value: Any, kind: type, read: Callable[[str], Any]) -> Any:
        """What was typed, as a value of the kind. Raises ValidationError."""
        if value in self.empty_values:
            return None
        found = value if isinstance(value, kind) else read(str(value).strip())
        if found is None:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return found


class DayField(_SensibleField, forms.DateField):
    """A day, with the browser's own calendar."""

    def __init__(self, **kwargs: Any) -> None:
        limits = {"min": FIRST_DAY.isoformat(), "max": LAST_DAY.isoformat()}
        widget = forms.DateInput(attrs={"type": "date", **limits}, format=_DAY)
        super().__init__(widget=widget, **kwargs)

    def to_python(self, value: Any) -> dt.date | None:
        """The day that was typed. Raises ValidationError for anything else."""
        found: dt.date | None = self._read(value, dt.date, read_day)
        return found


class MomentField(_SensibleField, forms.DateTimeField):
    """A day and an hour in Việt Nam, with the browser's own calendar."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=_MOMENT)
        super().__init__(widget=widget, **kwargs)

    def to_python(self, value: Any) -> dt.datetime | None:
        """The moment that was typed. Raises ValidationError for anything else."""
        found: dt.datetime | None = self._read(value, dt.datetime, read_moment)
        return found


class ClockField(forms.TimeField):
    """An hour of the day."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TimeInput(attrs={"type": "time"}, format=_CLOCK)
        super().__init__(widget=widget, input_formats=_CLOCKS, **kwargs)


class WhenForm(RefusableForm):
    """From when to when; without hours an event takes whole days."""

    first_day = DayField(label=_("Day"))
    start_time = ClockField(
        label=_("Begins at"),
        required=False,
        help_text=_("Leave it empty when it takes the whole day."),
    )
    last_day = DayField(
        label=_("Last day"),
        required=False,
        help_text=_("Only when it lasts longer than one day."),
    )
    end_time = ClockField(label=_("Ends at"), required=False, help_text=_("May stay empty."))
    confirms_days = forms.BooleanField(
        label=_("Yes, a day more than a year ahead is meant"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The question is shown only where there is something to ask about.
        if not self._begins_far_ahead():
            del self.fields["confirms_days"]

    def _begins_far_ahead(self) -> bool:
        """Whether it begins more than a year ahead: that may be a slip of the pen."""
        if not self.is_bound:
            return False
        # How long it lasts is bounded by the rules: the first day is enough.
        day = read_day(str(self["first_day"].data or ""))
        if day is None or not is_sensible(day):
            return False
        return is_far_ahead(at_local(day), timezone.now())

    def clean(self) -> dict[str, Any]:
        """Refuse an hour of ending without one of beginning; ask about far days."""
        given = super().clean() or self.cleaned_data
        if "confirms_days" in self.fields and not given.get("confirms_days"):
            words = _("This day is more than a year ahead. If that is meant, say so with a tick.")
            self.add_error("confirms_days", words)
        if given.get("end_time") and not given.get("start_time"):
            self.add_error("start_time", _("Say when it begins, or leave both hours empty."))
        return given

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
    """Initial values of the fields for an event from `starts_at` to `ends_at`."""
    first, last = days_of(starts_at, ends_at)
    clocks: dict[str, Any] = {}
    if not all_day:
        clocks["start_time"] = starts_at.astimezone(TZ).time()
        if ends_at != starts_at:
            last = ends_at.astimezone(TZ).date()
            clocks["end_time"] = ends_at.astimezone(TZ).time()
    return clocks | {"first_day": first, "last_day": last if last != first else None}
