"""What the screens of outlets and dispatches accept."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from toasoan.newsroom.kit.date_fields import DayField
from toasoan.newsroom.kit.forms import RefusableForm
from toasoan.outlets.models import Delivery, Dispatch, Outlet, OutletKind
from toasoan.outlets.queries import NeverSentQuery
from toasoan.stories.models import Genre, Section
from toasoan.units.models import Agency, Unit
from toasoan.vietnamese.moments import at_local

#: Only who looks after the site says which servers it asks.
OF_WEBMASTER = ("push_address", "watched_address")
#: Names of fields that are kept as they were typed.
_KEPT = (
    *("name", "code", "kind", "delivery", "contact", "phone", "email", "homepage"),
    *OF_WEBMASTER,
    *("wants", "embargo_habits", "takes_embargoed", "answer_days", "closed_on"),
)


def _longest(name: str) -> int | None:
    return getattr(Outlet._meta.get_field(name), "max_length", None)


def _lines(name: str, label: Any, **more: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(
        label=label, required=False, max_length=_longest(name), widget=widget, **more
    )


def _address(name: str, label: Any, **more: Any) -> forms.URLField:
    return forms.URLField(
        label=label, required=False, max_length=_longest(name), assume_scheme="https", **more
    )


class OutletForm(RefusableForm):
    """An outlet: who it is, how it takes stories, what it wants."""

    name = forms.CharField(label=pgettext_lazy("outlet", "Name"), max_length=_longest("name"))
    code = forms.SlugField(
        label=pgettext_lazy("outlet", "Code"),
        required=False,
        max_length=_longest("code"),
        help_text=gettext_lazy(
            "Figures are counted by it. Empty, it is made from the name; once used it stays."
        ),
    )
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=OutletKind)
    delivery = forms.ChoiceField(
        label=gettext_lazy("How it takes stories"), choices=Delivery, widget=forms.RadioSelect
    )
    contact = forms.CharField(
        label=gettext_lazy("Contact person"), required=False, max_length=_longest("contact")
    )
    phone = forms.CharField(
        label=gettext_lazy("Telephone"), required=False, max_length=_longest("phone")
    )
    email = forms.EmailField(
        label=gettext_lazy("E-mail"), required=False, max_length=_longest("email")
    )
    homepage = _address("homepage", gettext_lazy("Its site"))
    push_address = _address(
        "push_address",
        gettext_lazy("Address for ninjs"),
        help_text=gettext_lazy("Where its system takes stories, for example https://…/nhan-tin"),
    )
    watched_address = _address(
        "watched_address",
        gettext_lazy("Its feed or list page"),
        help_text=gettext_lazy("Read regularly to find stories of ours that it used."),
    )
    wants = _lines("wants", gettext_lazy("What it wants"))
    embargo_habits = _lines("embargo_habits", gettext_lazy("Embargo habits"))
    takes_embargoed = forms.BooleanField(
        label=gettext_lazy("Send approved stories before their hour"),
        required=False,
        help_text=gettext_lazy(
            "Only for an outlet that keeps to the hour. Otherwise they wait to be published."
        ),
    )
    answer_days = forms.IntegerField(
        label=gettext_lazy("Days until it is taken not to answer"), min_value=1, max_value=365
    )
    closed_on = DayField(label=gettext_lazy("Not used since"), required=False)

    def __init__(self, *args: Any, outlet: Outlet, is_webmaster: bool, **kwargs: Any) -> None:
        self.outlet = outlet
        initial = {name: getattr(outlet, name) for name in _KEPT}
        super().__init__(*args, **(kwargs | {"initial": initial}))
        if not is_webmaster:
            for name in OF_WEBMASTER:
                del self.fields[name]

    def changed_outlet(self) -> Outlet:
        """The outlet with what was typed."""
        for name in _KEPT:
            if name in self.fields:
                setattr(self.outlet, name, self.cleaned_data[name])
        return self.outlet


class OutletsField(forms.TypedMultipleChoiceField):
    """Outlets to choose from: those of the agency that are in use, and no other."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(coerce=int, widget=forms.CheckboxSelectMultiple, **kwargs)
        self.by_id: dict[int, Outlet] = {}

    def offer(self, outlets: Iterable[Outlet], has_it: dict[int, Dispatch]) -> None:
        """Offer these outlets; `has_it`: the last dispatch of the story to an outlet."""
        self.by_id = {outlet.pk: outlet for outlet in outlets}
        self.choices = [(pk, _label(each, has_it.get(pk))) for pk, each in self.by_id.items()]

    def chosen(self, ids: Iterable[int]) -> list[Outlet]:
        """The outlets with these numbers, all of them offered."""
        return [self.by_id[pk] for pk in ids]


def _label(outlet: Outlet, last: Dispatch | None) -> str:
    words = f"{outlet.name} ({outlet.get_delivery_display()})"
    return f"{words} – {last.get_state_display()}" if last else words


class _DispatchForm(RefusableForm):
    outlets = OutletsField(
        label=gettext_lazy("Send to"),
        error_messages={"required": gettext_lazy("Choose at least one outlet.")},
    )
    note = forms.CharField(
        label=gettext_lazy("Note to the outlet"),
        required=False,
        max_length=Dispatch._meta.get_field("note").max_length,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(
        self,
        *args: Any,
        outlets: Iterable[Outlet],
        has_it: dict[int, Dispatch] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._field().offer(outlets, has_it or {})

    def _field(self) -> OutletsField:
        field = self.fields["outlets"]
        assert isinstance(field, OutletsField)  # noqa: S101  # declared above
        return field

    def chosen_outlets(self) -> list[Outlet]:
        """The outlets that were ticked."""
        return self._field().chosen(self.cleaned_data["outlets"])


class ManyForm(_DispatchForm):
    """Several stories to several outlets."""


class DispatchForm(_DispatchForm):
    """One story to several outlets."""

    again = forms.CharField(
        label=gettext_lazy("Why it is sent again"),
        required=False,
        max_length=Dispatch._meta.get_field("again_reason").max_length,
        help_text=gettext_lazy("Only when an outlet shall get the same words once more."),
    )

    def __init__(self, *args: Any, has_it: dict[int, Dispatch], **kwargs: Any) -> None:
        super().__init__(*args, has_it=has_it, **kwargs)
        if not has_it:
            del self.fields["again"]


class CancelForm(RefusableForm):
    """Why something is not sent."""

    reason = forms.CharField(label=gettext_lazy("Why"), max_length=200)


class NeverSentForm(forms.Form):
    """What narrows the list of stories that went nowhere, as it stands in the address."""

    tu = DayField(label=gettext_lazy("Published from"), required=False)
    den = DayField(label=gettext_lazy("to"), required=False)
    don_vi = forms.TypedChoiceField(
        label=gettext_lazy("Unit"), required=False, coerce=int, empty_value=None
    )
    muc = forms.TypedChoiceField(
        label=gettext_lazy("Section of the site"), required=False, coerce=int, empty_value=None
    )
    loai = forms.ChoiceField(label=gettext_lazy("Genre"), required=False)

    def __init__(self, *args: Any, agency: Agency, **kwargs: Any) -> None:
        super().__init__(*args, **(kwargs | {"auto_id": "loc-%s"}))
        anything = ("", _("everything"))
        units = Unit.objects.filter(agency=agency).values_list("pk", "short_name")
        sections = Section.objects.filter(agency=agency).values_list("pk", "name")
        self._choose("don_vi", [anything, *units])
        self._choose("muc", [anything, *sections])
        self._choose("loai", [anything, *Genre.choices])

    def _choose(self, name: str, choices: list[Any]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def asked(self) -> NeverSentQuery:
        """What the person looks for; a field that was not understood asks for nothing."""
        self.is_valid()
        given = self.cleaned_data
        last: dt.date | None = given.get("den")
        return NeverSentQuery(
            since=at_local(given["tu"]) if given.get("tu") else None,
            until=at_local(last + dt.timedelta(days=1)) if last else None,
            unit_id=given.get("don_vi"),
            section_id=given.get("muc"),
            genre=given.get("loai", ""),
        )
