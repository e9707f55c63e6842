"""Forms of the registers' rows."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from toasoan.newsroom.kit.date_fields import DayField
from toasoan.newsroom.kit.forms import RefusableForm
from toasoan.questions.actions.registers import FieldFacts, PlaceFacts, ReasonFacts
from toasoan.questions.kinds import DayCount, LetterKind, ReasonUse
from toasoan.questions.models import Clock
from toasoan.questions.rules import ClockRow
from toasoan.units.models import Unit

_MOST_DAYS = 400


class RowForm(RefusableForm):
    """A row of a register: place in the order, and whether it is still offered."""

    order = forms.IntegerField(label=_("Place in the list"), min_value=0, max_value=999, initial=0)
    is_open = forms.BooleanField(
        label=_("Offered"),
        required=False,
        initial=True,
        help_text=_("Not ticked: kept for what was done with it, and offered no more."),
    )

    def __init__(self, data: Any, *, row: Any, units: list[Unit]) -> None:
        super().__init__(data)
        self._units = {str(unit.pk): unit for unit in units}
        if row is not None:
            self.initial = {name: getattr(row, name) for name in self.fields}

    @property
    def _place(self) -> dict[str, Any]:
        return {"order": self.cleaned_data["order"], "is_open": self.cleaned_data["is_open"]}


class FieldForm(RowForm):
    """A field, and the unit that is proposed for it."""

    field_order = ("name", "unit", "order", "is_open")

    name = forms.CharField(label=_("Field of the question"), max_length=120)
    unit = forms.ChoiceField(label=_("Unit that usually answers"), required=False)

    def __init__(self, data: Any, *, row: Any, units: list[Unit]) -> None:
        super().__init__(data, row=row, units=units)
        field: Any = self.fields["unit"]
        names = [(key, unit.name) for key, unit in self._units.items()]
        field.choices = [("", _("none")), *names]
        if row is not None:
            self.initial["unit"] = str(row.unit_id or "")

    def facts(self) -> FieldFacts:
        """What was typed, as `questions.actions` takes it."""
        unit = self._units.get(self.cleaned_data["unit"])
        return FieldFacts(name=self.cleaned_data["name"], unit=unit, **self._place)


class PlaceForm(RowForm):
    """A place where people are told to go."""

    field_order = ("name", "about", "contact", "takes", "order", "is_open")

    name = forms.CharField(label=_("Place"), max_length=200)
    about = forms.CharField(label=_("For what"), max_length=300)
    contact = forms.CharField(label=_("Address, phone or website"), max_length=300, required=False)
    takes = forms.ChoiceField(
        label=_("Takes letters of this kind"),
        required=False,
        choices=[("", _("none")), *LetterKind.choices],
        help_text=_("Who writes such a letter on the site is told to go there."),
    )

    def facts(self) -> PlaceFacts:
        """What was typed, as `questions.actions` takes it."""
        given = self.cleaned_data
        return PlaceFacts(
            name=given["name"],
            about=given["about"],
            contact=given["contact"],
            takes=given["takes"],
            **self._place,
        )


class ReasonRowForm(RowForm):
    """A reason, and when it is chosen."""

    field_order = ("use", "label", "order", "is_open")

    use = forms.ChoiceField(label=_("Chosen when"), choices=ReasonUse.choices)
    label = forms.CharField(label=_("Reason"), max_length=200)

    def facts(self) -> ReasonFacts:
        """What was typed, as `questions.actions` takes it."""
        given = self.cleaned_data
        return ReasonFacts(use=ReasonUse(given["use"]), label=given["label"], **self._place)


def _days(label: Any, *, help_text: Any = "") -> forms.IntegerField:
    return forms.IntegerField(
        label=label, help_text=help_text, required=False, min_value=1, max_value=_MOST_DAYS
    )


class ClockForm(RefusableForm):
    """The days of a kind from a day of reception on."""

    from_on = DayField(label=_("For what is received from"))
    days = _days(_("Days for the answer"), help_text=_("Empty: this kind has no deadline."))
    day_count = forms.ChoiceField(label=_("Counted in"), choices=DayCount.choices)
    more_days = _days(
        _("Further days for a complex matter"),
        help_text=_("When the sender is told so within the days above. Empty: none."),
    )
    more_day_count = forms.ChoiceField(label=_("Further days counted in"), choices=DayCount.choices)
    extension_days = _days(
        _("Days of one extension at most"), help_text=_("Empty: never extended.")
    )
    basis = forms.CharField(label=_("According to"), max_length=200, required=False)

    def clock(self) -> ClockRow:
        """What was typed, as the rules take it."""
        given = self.cleaned_data
        return ClockRow(
            days=given["days"],
            day_count=DayCount(given["day_count"]),
            more_days=given["more_days"],
            more_day_count=DayCount(given["more_day_count"]),
            extension_days=given["extension_days"],
            basis=given["basis"],
        )


def initial_of(latest: Clock | None, today: dt.date) -> dict[str, Any]:
    """The days that hold now, to be changed from today on."""
    if latest is None:
        return {"from_on": today}
    names = ("days", "day_count", "more_days", "more_day_count", "extension_days", "basis")
    return {name: getattr(latest, name) for name in names} | {"from_on": max(today, latest.from_on)}
