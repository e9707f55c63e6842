"""Rooms, reminder, signature and the rules about receiving citizens."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_http_methods

from toasoan.newsroom.kit.agency import agency_where
from toasoan.newsroom.kit.date_fields import DayField
from toasoan.newsroom.kit.duty_sets import KEEPING_RECORDS
from toasoan.newsroom.kit.form_page import BackLink, FormPage, form_page
from toasoan.newsroom.kit.forms import RefusableForm
from toasoan.newsroom.kit.screens import screen
from toasoan.schedules.actions.rooms import save_room, save_rule, save_settings
from toasoan.schedules.models import CitizensRule, Room
from toasoan.schedules.queries.doors import settings_of
from toasoan.vietnamese.dates import WEEKDAYS

_FORM_METHODS = ["GET", "HEAD", "POST"]
_SETTINGS = ("reminder_weekday", "symbol", "authority", "post", "signer", "recipients")


class SettingsForm(RefusableForm):
    """How the agency makes its schedules."""

    reminder_weekday = forms.TypedChoiceField(
        label=gettext_lazy("Remind the office of next week's schedule from"),
        coerce=int,
        empty_value=None,
        required=False,
    )
    symbol = forms.CharField(label=gettext_lazy("Symbol after the number"), max_length=20)
    authority = forms.CharField(
        label=gettext_lazy("Signs for"),
        help_text=gettext_lazy("For example TL. VIỆN TRƯỞNG. May stay empty."),
        max_length=100,
        required=False,
    )
    post = forms.CharField(
        label=gettext_lazy("Post of the signer"),
        help_text=gettext_lazy("For example CHÁNH VĂN PHÒNG."),
        max_length=100,
        required=False,
    )
    signer = forms.CharField(
        label=gettext_lazy("Name of the signer"), max_length=100, required=False
    )
    recipients = forms.CharField(
        label=gettext_lazy("Recipients on the printed sheet"),
        help_text=gettext_lazy("One in a line; “Lưu: VT” last."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        days = list(enumerate(WEEKDAYS))
        choices = [("", pgettext_lazy("reminder", "never")), *days]
        self.fields["reminder_weekday"].choices = choices  # type: ignore[attr-defined]


class RoomForm(RefusableForm):
    """A meeting room."""

    name = forms.CharField(label=gettext_lazy("Name of the room"), max_length=100)
    seats = forms.IntegerField(
        label=gettext_lazy("Seats in the room"), min_value=1, max_value=5000, required=False
    )
    is_open = forms.BooleanField(
        label=gettext_lazy("In use"),
        help_text=gettext_lazy("Not ticked: it is no longer offered."),
        required=False,
        initial=True,
    )


class RuleForm(RefusableForm):
    """By which law citizens are received, from when, on how many days a month."""

    basis = forms.CharField(label=gettext_lazy("Legal basis"), max_length=200)
    days_a_month = forms.IntegerField(
        label=gettext_lazy("Days a month at least"), min_value=0, max_value=31, initial=1
    )
    from_on = DayField(
        label=gettext_lazy("In force from"),
        required=False,
        help_text=gettext_lazy("While it is empty the rule is not applied."),
    )
    to_on = DayField(label=gettext_lazy("In force until"), required=False)


@screen("lich-lam-viec/thiet-lap/", name="schedule_settings", duties=KEEPING_RECORDS)
@require_http_methods(_FORM_METHODS)
def settings(request: HttpRequest) -> HttpResponse:
    """The register of rooms, the rules, and the settings as a form."""
    agency = agency_where(request, KEEPING_RECORDS)
    known = settings_of(agency)
    start = {name: getattr(known, name) for name in _SETTINGS}
    form = SettingsForm(request.POST or None, initial=start)
    if request.method == "POST" and form.carry_out(
        lambda: save_settings(agency, form.cleaned_data)
    ):
        messages.success(request, _("The settings are saved."))
        return redirect("newsroom:schedule_settings")
    context = {
        "form": form,
        "rooms": Room.objects.filter(agency=agency),
        "rules": CitizensRule.objects.filter(agency=agency),
        "page_back": reverse("newsroom:schedules"),
        "page_back_label": _("Work schedules"),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "newsroom/schedules/settings.html", context, status=status)


def _back() -> BackLink:
    return {"back": reverse("newsroom:schedule_settings"), "back_label": _("Rooms and settings")}


@screen("lich-lam-viec/phong-hop/them/", name="schedule_room_add", duties=KEEPING_RECORDS)
@require_http_methods(_FORM_METHODS)
def add_room(request: HttpRequest) -> HttpResponse:
    """A new room."""
    agency = agency_where(request, KEEPING_RECORDS)
    return _room_page(request, Room(agency=agency), _("New meeting room"))


@screen("lich-lam-viec/phong-hop/<int:room_id>/", name="schedule_room", duties=KEEPING_RECORDS)
@require_http_methods(_FORM_METHODS)
def room(request: HttpRequest, room_id: int) -> HttpResponse:
    """Rename a room, or take it out of use."""
    agency = agency_where(request, KEEPING_RECORDS)
    found = get_object_or_404(Room, agency=agency, pk=room_id)
    return _room_page(request, found, found.name)


def _room_page(request: HttpRequest, found: Room, title: str) -> HttpResponse:
    start = {"name": found.name, "seats": found.seats, "is_open": found.is_open}
    form = RoomForm(request.POST or None, initial=start)
    page = FormPage(title=title, button=_("Save the room"), done=_("The room is saved."), **_back())

    def save() -> None:
        for name, value in form.cleaned_data.items():
            setattr(found, name, value)
        save_room(found)

    return form_page(request, page, form, save)


@screen("lich-lam-viec/tiep-cong-dan/them/", name="schedule_rule_add", duties=KEEPING_RECORDS)
@require_http_methods(_FORM_METHODS)
def add_rule(request: HttpRequest) -> HttpResponse:
    """A new rule about receiving citizens."""
    agency = agency_where(request, KEEPING_RECORDS)
    return _rule_page(request, CitizensRule(agency=agency), _("New rule about receiving citizens"))


@screen("lich-lam-viec/tiep-cong-dan/<int:rule_id>/", name="schedule_rule", duties=KEEPING_RECORDS)
@require_http_methods(_FORM_METHODS)
def rule(request: HttpRequest, rule_id: int) -> HttpResponse:
    """Change a rule, for example the day from which it is in force."""
    agency = agency_where(request, KEEPING_RECORDS)
    found = get_object_or_404(CitizensRule, agency=agency, pk=rule_id)
    return _rule_page(request, found, found.basis)


def _rule_page(request: HttpRequest, found: CitizensRule, title: str) -> HttpResponse:
    names = ("basis", "days_a_month", "from_on", "to_on")
    form = RuleForm(request.POST or None, initial={name: getattr(found, name) for name in names})
    page = FormPage(title=title, button=_("Save the rule"), done=_("The rule is saved."), **_back())

    def save() -> None:
        for name, value in form.cleaned_data.items():
            setattr(found, name, value)
        save_rule(found)

    return form_page(request, page, form, save)
