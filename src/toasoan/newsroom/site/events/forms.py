"""What the screens of public events accept."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from toasoan.events.models import PublicEvent
from toasoan.events.rules import Announcement
from toasoan.newsroom.kit.date_fields import WHEN_FIELDS, WhenForm, initial_when
from toasoan.newsroom.kit.forms import RefusableForm
from toasoan.planning.models import ExpectedEvent
from toasoan.units.models import Unit


class PublicEventForm(WhenForm):
    """A public event: what, when, where, and whether readers see it."""

    renamed = {"ends_at": "last_day"}
    field_order = ("version", "title", *WHEN_FIELDS)

    version = forms.IntegerField(widget=forms.HiddenInput, initial=0)
    title = forms.CharField(label=_("What takes place"), max_length=200)
    place = forms.CharField(label=_("Place"), max_length=200, required=False)
    unit = forms.TypedChoiceField(
        label=_("Unit that holds it"), coerce=int, required=False, empty_value=None
    )
    about = forms.CharField(
        label=_("What readers should know"),
        help_text=_("Programme, who may come, whom to ask. Everybody reads it."),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    is_published = forms.BooleanField(
        label=_("Shown on the site"),
        help_text=_("Not ticked: only the newsroom sees it."),
        required=False,
    )

    def __init__(self, *args: Any, units: list[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("the agency itself")), *((unit.pk, unit.short_name) for unit in units)]
        self.fields["unit"].choices = choices  # type: ignore[attr-defined]

    def announcement(self) -> Announcement:
        """What was typed, as `events.rules` takes it."""
        given = self.cleaned_data
        starts_at, ends_at = self.times()
        return Announcement(
            title=given["title"],
            place=given["place"],
            about=given["about"],
            unit_id=given["unit"],
            is_published=given["is_published"],
            starts_at=starts_at,
            ends_at=ends_at,
            all_day=self.takes_whole_days,
        )


def initial_of(event: PublicEvent) -> dict[str, Any]:
    """Initial values of the form for an event."""
    plain = ("version", "title", "place", "about", "is_published")
    return {
        **{name: getattr(event, name) for name in plain},
        **initial_when(event.starts_at, event.ends_at, all_day=event.all_day),
        "unit": event.unit_id,
    }


def initial_from_plan(planned: ExpectedEvent) -> dict[str, Any]:
    """Initial values from an expected event: only what readers may know, no internal notes."""
    units = list(planned.units.all())
    return {
        **initial_when(planned.starts_at, planned.ends_at, all_day=planned.all_day),
        "title": planned.title,
        "place": planned.place,
        "unit": units[0].pk if len(units) == 1 else None,
        "is_published": True,
    }


class CancelPublicEventForm(RefusableForm):
    """What readers are told when an event does not take place."""

    note = forms.CharField(
        label=_("What readers are told"),
        help_text=_("For example: put off until next month. May stay empty."),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
