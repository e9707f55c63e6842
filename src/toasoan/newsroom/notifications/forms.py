"""What the notifications' forms accept."""

import datetime as dt
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from toasoan.editorial.transitions import Status
from toasoan.newsroom.kit.date_fields import ClockField, DayField
from toasoan.notifications.kinds import CHOICES, Group, How
from toasoan.notifications.models import DayKind

_LONGEST_HOLIDAY = 31
_MOST_HOURS = 400

#: What each limit is about, in the webmaster's words.
LIMIT_LABELS = {
    Status.SUBMITTED: gettext_lazy("Waiting for the unit's leader to clear it"),
    Status.RECEIVED: gettext_lazy("In the desk's queue, taken up by nobody"),
    Status.EDITING: gettext_lazy("Being edited"),
    Status.PROPOSED: gettext_lazy("Waiting for approval"),
    Status.DRAFT: gettext_lazy("Returned to the contributor"),
    Status.PUBLISHED: gettext_lazy("Published urgently, not confirmed yet"),
}


class ChoicesForm(forms.Form):
    """How a person wants mail, one row a group."""

    def __init__(self, *args: Any, chosen: dict[Group, How], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for group, mail_choices in CHOICES.items():
            self.fields[group.value] = forms.ChoiceField(
                label=group.label,
                choices=[(choice.value, choice.label) for choice in mail_choices],
                widget=forms.RadioSelect,
                initial=chosen[group].value,
            )

    def chosen(self) -> dict[Group, How]:
        """The cleaned choices."""
        return {Group(name): How(how) for name, how in self.cleaned_data.items()}


class LimitForm(forms.Form):
    """The two limits of one step, in working hours."""

    first = forms.IntegerField(
        label=gettext_lazy("First reminder, after working hours"),
        min_value=1,
        max_value=_MOST_HOURS,
    )
    second = forms.IntegerField(
        label=gettext_lazy("Second reminder, after working hours"),
        min_value=1,
        max_value=_MOST_HOURS,
    )

    def clean(self) -> dict[str, int]:
        """Refuse a second reminder that does not come after the first."""
        given = cast("dict[str, int]", super().clean())
        first, second = given.get("first"), given.get("second")
        if first is not None and second is not None and second <= first:
            self.add_error("second", _("The second reminder must come after the first."))
        return given


class HoursForm(forms.Form):
    """Office hours from a day on."""

    from_on = DayField(label=gettext_lazy("In force from"))
    morning_from = ClockField(label=gettext_lazy("Morning from"))
    morning_to = ClockField(label=gettext_lazy("Morning to"))
    afternoon_from = ClockField(label=gettext_lazy("Afternoon from"))
    afternoon_to = ClockField(label=gettext_lazy("Afternoon to"))

    def clean(self) -> dict[str, Any]:
        """Refuse hours that are not in order."""
        given = cast("dict[str, Any]", super().clean())
        names = ("morning_from", "morning_to", "afternoon_from", "afternoon_to")
        times: list[dt.time] = [given[name] for name in names if name in given]
        if len(times) == len(names) and not (times[0] < times[1] <= times[2] < times[3]):
            raise forms.ValidationError(_("The hours are not in order."))
        return given


class HolidayForm(forms.Form):
    """Days off, or weekend days worked in exchange."""

    name = forms.CharField(label=gettext_lazy("Name of the holiday"), max_length=120)
    kind = forms.ChoiceField(
        label=gettext_lazy("On these days the agency"),
        choices=[
            (DayKind.OFF.value, gettext_lazy("is closed")),
            (DayKind.WORKING.value, gettext_lazy("works, in exchange for another day")),
        ],
        widget=forms.RadioSelect,
        initial=DayKind.OFF.value,
    )
    first_on = DayField(label=gettext_lazy("First day"))
    last_on = DayField(label=gettext_lazy("Last day"))
    decision = forms.CharField(
        label=gettext_lazy("By which law or announcement"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Number and date, so that a colleague can look it up."),
    )
    is_expected = forms.BooleanField(
        label=gettext_lazy("Expected only: the announcement is not out yet"), required=False
    )

    def clean(self) -> dict[str, Any]:
        """Refuse days in the wrong order and holidays longer than a month."""
        given = cast("dict[str, Any]", super().clean())
        first, last = given.get("first_on"), given.get("last_on")
        if first and last and last < first:
            self.add_error("last_on", _("The last day is before the first day."))
        elif first and last and (last - first).days >= _LONGEST_HOLIDAY:
            self.add_error("last_on", _("A holiday of more than a month is surely a mistake."))
        return given


class LogForm(forms.Form):
    """Which part of the log to show."""

    nguoi = forms.CharField(label=gettext_lazy("Name or account"), max_length=80, required=False)
    tin = forms.IntegerField(
        label=gettext_lazy("Story number"), min_value=1, max_value=2**62, required=False
    )
