"""What the screens of work schedules accept."""

import datetime as dt
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from toasoan.newsroom.kit.date_fields import ClockField
from toasoan.newsroom.kit.forms import RefusableForm
from toasoan.newsroom.schedules.place import Place
from toasoan.schedules.kinds import DayPart, LineKind, LineState
from toasoan.schedules.models import NAME_LENGTH, ScheduleLine
from toasoan.schedules.queries.doors import open_rooms
from toasoan.schedules.rules import FIELDS, LineFacts, days_of_week, facts_of
from toasoan.units.models import Unit
from toasoan.vietnamese.dates import WEEKDAYS

_RENAMED = {"room_id": "room", "unit_id": "unit"}
_IN_FORM = {name: _RENAMED.get(name, name) for name in FIELDS}


def day_choices(monday: dt.date) -> list[tuple[str, str]]:
    """The days of a week to choose from."""
    return [
        (day.isoformat(), f"{WEEKDAYS[day.weekday()]}, {day:%d/%m}") for day in days_of_week(monday)
    ]


class Choices:
    """What may be chosen in the lines of a week; read once for all rows of a table."""

    def __init__(self, place: Place, line: ScheduleLine | None = None) -> None:
        units = Unit.objects.filter(agency=place.agency)
        offered = units.open_on(place.monday)
        if not place.writer.is_office:
            offered = offered.filter(pk__in=place.writer.unit_ids)
        # A line keeps the unit and the room that it has, though they may be closed by now.
        if line is not None and line.unit_id:
            offered |= units.filter(pk=line.unit_id)
        self.days = day_choices(place.monday)
        self.units = [(unit.pk, unit.short_name) for unit in offered]
        if place.writer.is_office:
            self.units.insert(0, ("", _("the office")))  # type: ignore[arg-type]
        rooms = [(room.pk, room.name) for room in open_rooms(place.agency)]
        if line is not None and line.room and line.room_id not in dict(rooms):
            rooms.append((line.room.pk, line.room.name))
        self.rooms = [("", pgettext_lazy("meeting room", "none")), *rooms]


class RowForm(RefusableForm):
    """One row of the table of a week: what is typed most."""

    renamed = _RENAMED

    version = forms.IntegerField(widget=forms.HiddenInput, initial=0, required=False)
    day = forms.TypedChoiceField(label=_("Day"), coerce=dt.date.fromisoformat)
    part = forms.ChoiceField(label=_("Part of the day"), choices=DayPart)
    starts = ClockField(label=_("Begins at"), required=False)
    ends = ClockField(label=_("Ends at"), required=False)
    kind = forms.ChoiceField(label=_("Kind of line"), choices=LineKind, initial=LineKind.WORK)
    content = forms.CharField(
        label=_("Content"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    chair = forms.CharField(label=_("Chair"), required=False, max_length=NAME_LENGTH)
    attendants = forms.CharField(
        label=_("Attendants"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    room = forms.TypedChoiceField(
        label=_("Meeting room"), coerce=int, required=False, empty_value=None
    )
    place = forms.CharField(label=_("Other place"), required=False, max_length=NAME_LENGTH)
    is_public = forms.BooleanField(label=_("Public"), required=False)

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, offered in (("day", choices.days), ("room", choices.rooms)):
            self.fields[name].choices = offered  # type: ignore[attr-defined]

    def facts(self, before: LineFacts) -> LineFacts:
        """What was typed, upon what the line says already."""
        typed = {
            name: self.cleaned_data[field]
            for name, field in _IN_FORM.items()
            if field in self.fields
        }
        return replace(before, **typed)


class LineForm(RowForm):
    """One line with all of its columns."""

    field_order = (
        "version", "kind", "day", "part", "starts", "ends", "content", "chair", "attendants",
        "room", "place", "unit", "is_public", "preparation", "follow_up", "notes",
    )  # fmt: skip

    preparation = forms.CharField(label=_("Prepared by"), required=False, max_length=NAME_LENGTH)
    follow_up = forms.CharField(label=_("Followed by"), required=False, max_length=NAME_LENGTH)
    notes = forms.CharField(label=_("Notes"), required=False, max_length=500)
    unit = forms.TypedChoiceField(label=_("Unit"), coerce=int, required=False, empty_value=None)

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, choices=choices, **kwargs)
        self.fields["unit"].choices = choices.units  # type: ignore[attr-defined]
        self.fields["is_public"].help_text = _(
            "Ticked: everybody reads it on the site. Not ticked: only colleagues see it."
        )
        self.fields["chair"].help_text = _("For example: Hồ Ánh Tuyết, Phó Viện trưởng.")


def initial_of(line: ScheduleLine) -> dict[str, Any]:
    """Initial values of a form for a line."""
    facts = facts_of(line)
    values = {field: getattr(facts, name) for name, field in _IN_FORM.items()}
    return values | {"version": line.version, "day": line.day.isoformat()}


class ReasonForm(RefusableForm):
    """Why a line is not approved."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("The unit is told at once."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class CallOffForm(RefusableForm):
    """What becomes of a line that does not take place as announced."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    how = forms.ChoiceField(
        label=_("What becomes of it"),
        choices=[
            (LineState.POSTPONED.value, _("It is put off")),
            (LineState.CANCELLED.value, _("It is called off")),
        ],
        widget=forms.RadioSelect,
        initial=LineState.POSTPONED,
    )
    reason = forms.CharField(
        label=_("What is said about it"),
        help_text=_("For example: put off until Friday. Readers see it with a public line."),
        required=False,
        max_length=500,
    )


class VersionForm(RefusableForm):
    """The version of what the person saw, for a question without other fields."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class HeadForm(RefusableForm):
    """Number and note of a week's schedule."""

    number = forms.CharField(
        label=_("Number of the schedule"),
        help_text=_("As the office counts them, for example 49/LLV. It is not the week's number."),
        required=False,
        max_length=40,
    )
    note = forms.CharField(
        label=_("Note for readers"), required=False, max_length=500, help_text=_("May stay empty.")
    )
