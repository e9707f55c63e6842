"""What the screens of the plan accept."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from toasoan.newsroom.kit.date_fields import (
    WHEN_FIELDS,
    ClockField,
    DayField,
    WhenForm,
    initial_when,
)
from toasoan.newsroom.kit.forms import RefusableForm
from toasoan.planning.kinds import Coverage
from toasoan.planning.models import ExpectedEvent
from toasoan.planning.queries.calendar import CalendarFilters
from toasoan.planning.rules import EventPlan
from toasoan.units.models import Unit
from toasoan.vietnamese.dates import TZ
from toasoan.vietnamese.moments import at_local


class EventForm(WhenForm):
    """An expected event, its days and hours as people type them; `planning.rules` checks it."""

    #: What a summary of mistakes goes by; the page has a place for each.
    field_order = ("version", "title", "place", *WHEN_FIELDS)

    version = forms.IntegerField(widget=forms.HiddenInput, initial=0)
    title = forms.CharField(label=_("What takes place"), max_length=200)
    place = forms.CharField(label=_("Place"), max_length=200, required=False)
    units = forms.TypedMultipleChoiceField(
        label=_("Units concerned"), coerce=int, widget=forms.CheckboxSelectMultiple, required=False
    )
    coverage = forms.MultipleChoiceField(
        label=_("What is wanted"),
        choices=Coverage.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    due_day = DayField(label=_("To be sent by, day"), required=False)
    due_time = ClockField(
        label=_("To be sent by, hour"), required=False, help_text=_("17:00 when empty.")
    )
    about = forms.CharField(
        label=_("Content"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    directive = forms.CharField(
        label=_("According to which directive, plan"), max_length=200, required=False
    )
    notes = forms.CharField(
        label=_("Notes for colleagues"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, units: list[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["units"]
        field.choices = [(unit.pk, unit.short_name) for unit in units]  # type: ignore[attr-defined]
        if len(units) == 1:
            field.initial = [units[0].pk]
            field.widget = forms.MultipleHiddenInput()

    def clean(self) -> dict[str, Any]:
        """Refuse an hour by which something is wanted without its day."""
        given = super().clean()
        if given.get("due_time") and not given.get("due_day"):
            self.add_error("due_day", _("Choose the day as well."))
        return given

    def plan(self) -> EventPlan:
        """What was typed, as `planning.rules` takes it."""
        given = self.cleaned_data
        starts_at, ends_at = self.times()
        return EventPlan(
            title=given["title"],
            place=given["place"],
            about=given["about"],
            directive=given["directive"],
            notes=given["notes"],
            starts_at=starts_at,
            ends_at=ends_at,
            all_day=self.takes_whole_days,
            unit_ids=frozenset(given["units"]),
            coverage=frozenset(Coverage(kind) for kind in given["coverage"]),
            due_at=self._due(),
        )

    def _due(self) -> dt.datetime | None:
        day = self.cleaned_data["due_day"]
        return at_local(day, self.cleaned_data["due_time"] or END_OF_WORK) if day else None


END_OF_WORK = dt.time(17)


def initial_of(event: ExpectedEvent) -> dict[str, Any]:
    """Initial values of the form for an event."""
    due = event.due_at.astimezone(TZ) if event.due_at else None
    plain = ("version", "title", "place", "about", "directive", "notes")
    return {name: getattr(event, name) for name in plain} | {
        **initial_when(event.starts_at, event.ends_at, all_day=event.all_day),
        "units": [unit.pk for unit in event.units.all()],
        "coverage": list(event.coverage),
        "due_day": due.date() if due else None,
        "due_time": due.time() if due else None,
    }


class CancelPlannedEventForm(RefusableForm):
    """Why an event does not take place."""

    reason = forms.CharField(
        label=_("Why is it cancelled?"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class AssignForm(forms.Form):
    """Who is to cover an event, and which part of it."""

    candidate = forms.CharField(max_length=40)
    part = forms.CharField(max_length=120, required=False)


class CalendarFilterForm(forms.Form):
    """The filters of the calendar, as in its address; a value that is not valid is ignored."""

    don_vi = forms.TypedChoiceField(label=_("Unit"), coerce=int, required=False, empty_value=None)
    loai = forms.ChoiceField(
        label=_("What is wanted"),
        required=False,
        choices=[("", _("everything")), *Coverage.choices],
    )
    cua_toi = forms.BooleanField(label=_("Only what is assigned to me"), required=False)

    def __init__(self, *args: Any, units: list[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [(unit.pk, unit.short_name) for unit in units]
        self.fields["don_vi"].choices = [("", _("all units")), *names]  # type: ignore[attr-defined]

    def filters(self) -> CalendarFilters:
        """The filters of the queries."""
        self.is_valid()
        given = self.cleaned_data
        return CalendarFilters(
            unit_id=given.get("don_vi"),
            coverage=given.get("loai", ""),
            mine=given.get("cua_toi", False),
        )
