"""What the screens of public information accept."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from toasoan.disclosure.actions import ContactFacts
from toasoan.disclosure.models import LONG_WORDS, WORDS, ContactPoint, Form, PublicItem, Renewal
from toasoan.disclosure.places import place_kinds
from toasoan.disclosure.rules import ItemTerms
from toasoan.newsroom.kit.date_fields import DayField
from toasoan.newsroom.kit.forms import RefusableForm
from toasoan.units.models import Agency, Unit

_PLAIN = (
    "name", "basis", "from_on", "time_words", "kept_words", "renewal", "responsible",
    "published_on", "not_held_because", "order",
)  # fmt: skip
_ADDRESS = "address"


class PublicItemForm(RefusableForm):
    """A line of the list: what, by which law, where, since when, and who answers for it."""

    renamed = {"unit_id": "unit", "forms": "public_forms"}

    version = forms.IntegerField(widget=forms.HiddenInput, initial=0)
    name = forms.CharField(
        label=_("What is public"), max_length=LONG_WORDS, widget=forms.Textarea(attrs={"rows": 2})
    )
    basis = forms.CharField(
        label=_("Legal basis"),
        help_text=_("Document with number, article, clause."),
        max_length=LONG_WORDS,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    place = forms.ChoiceField(
        label=_("Where readers find it"),
        help_text=_("The list follows the chosen place by itself."),
        required=False,
    )
    address = forms.CharField(
        label=_("Another address"),
        help_text=_("Only where the list above has no such place: /… on this site, or https://…"),
        required=False,
        max_length=300,
    )
    not_held_because = forms.CharField(
        label=_("The agency has none, because"),
        help_text=_("Then readers do not see the line. Leave it empty otherwise."),
        required=False,
        max_length=WORDS,
    )
    public_forms = forms.MultipleChoiceField(
        label=_("In which form it is made public"),
        choices=Form,
        initial=[Form.SITE],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    time_words = forms.CharField(label=_("When it is made public"), max_length=WORDS)
    kept_words = forms.CharField(label=_("How long it stays public"), max_length=WORDS)
    renewal = forms.ChoiceField(
        label=_("Renewed"),
        help_text=_("When this time has passed without a change, the list says so."),
        choices=Renewal,
        required=False,
    )
    published_on = DayField(
        label=_("Public since"),
        help_text=_("Only where the place does not tell it by itself."),
        required=False,
    )
    unit = forms.TypedChoiceField(
        label=_("Responsible unit"), coerce=int, required=False, empty_value=None
    )
    responsible = forms.CharField(
        label=_("Responsible post or person"), required=False, max_length=WORDS
    )
    from_on = DayField(label=pgettext_lazy("legal basis", "In force from"))
    order = forms.IntegerField(
        label=_("Place in the list"), min_value=0, max_value=30_000, initial=1000
    )

    def __init__(self, *args: Any, agency: Agency, unit_id: int | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = place_choices(agency)  # type: ignore[attr-defined]
        units = Unit.objects.filter(agency=agency)
        offered = units.filter(Q(closed_on=None) | Q(pk=unit_id))
        self.fields["unit"].choices = [  # type: ignore[attr-defined]
            ("", _("none in particular")),
            *((unit.pk, unit.short_name) for unit in offered),
        ]

    def terms(self) -> ItemTerms:
        """What was typed, as `disclosure.rules` takes it; a typed address goes before a place."""
        given = self.cleaned_data
        kind, _colon, key = given["place"].partition(":")
        if given["address"]:
            kind, key = _ADDRESS, given["address"]
        return ItemTerms(
            **{name: given[name] for name in _PLAIN},
            forms=tuple(given["public_forms"]),
            unit_id=given["unit"],
            place_kind=kind,
            place_key=key,
        )


def place_choices(agency: Agency) -> list[Any]:
    """Every place there is, by kind; a kind with one place is a line of its own."""
    found: list[Any] = [("", _("nowhere yet"))]
    for kind in place_kinds().values():
        choices = kind.choices(agency)
        if choices == [("", "")]:
            found.append((f"{kind.code}:", kind.label))
        elif choices:
            found.append((kind.label, [(f"{kind.code}:{key}", words) for key, words in choices]))
    return found


def initial_of(item: PublicItem) -> dict[str, Any]:
    """Initial values of the form for a line."""
    typed = item.place_kind == _ADDRESS
    return {
        **{name: getattr(item, name) for name in (*_PLAIN, "version")},
        "public_forms": item.forms,
        "unit": item.unit_id,
        "place": f"{item.place_kind}:{item.place_key}" if item.place_kind and not typed else "",
        "address": item.place_key if typed else "",
    }


class EndItemForm(RefusableForm):
    """The last day of a line, and why it leaves the list."""

    to_on = DayField(label=_("Last day on the list"))
    because = forms.CharField(
        label=_("Why"),
        help_text=_("For example: the decree was replaced, with its number."),
        max_length=WORDS,
    )


class ContactPointForm(RefusableForm):
    """Who takes in requests for information."""

    name = forms.CharField(label=_("Unit or person"), max_length=WORDS)
    post = forms.CharField(label=_("Post"), max_length=WORDS, required=False)
    address = forms.CharField(label=_("Address"), max_length=WORDS)
    phone = forms.CharField(label=_("Phone"), max_length=40)
    fax = forms.CharField(label=_("Fax"), max_length=40, required=False)
    email = forms.EmailField(label=_("E-mail"))
    from_on = DayField(label=_("From"))

    def facts(self) -> ContactFacts:
        """What was typed, as `disclosure.actions` takes it."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "from_on"}
        return ContactFacts(**given)


def initial_contact(point: ContactPoint) -> dict[str, Any]:
    """Initial values from the contact point that holds today."""
    return {name: getattr(point, name) for name in ContactPointForm.base_fields}
