"""What the screens of quotas accept."""

from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from toasoan.accounts.models import User
from toasoan.newsroom.kit.agency import today_here
from toasoan.newsroom.kit.date_fields import DayField
from toasoan.newsroom.kit.forms import RefusableForm
from toasoan.quotas.actions import ExemptionTerms, QuotaTerms
from toasoan.quotas.models import MOST, Counted, Cycle, Exemption, ExemptionReason, Quota
from toasoan.quotas.queries import writers_of
from toasoan.stories.models import Genre
from toasoan.units.models import Agency, Unit
from toasoan.vietnamese.collation import name_key

_CALENDARS = [("calendar", _("by the calendar year")), ("sector", _("by the sector's year"))]


class TermsForm(RefusableForm):
    """How many, how often and since when: what may change from a month on."""

    number = forms.IntegerField(
        label=_("Number of stories"), min_value=1, max_value=MOST, initial=2
    )
    cycle = forms.ChoiceField(label=_("In every"), choices=Cycle, initial=Cycle.MONTH)
    calendar = forms.ChoiceField(
        label=_("Quarters and years"),
        choices=_CALENDARS,
        initial="calendar",
        widget=forms.RadioSelect,
    )
    document = forms.CharField(
        label=_("Document that sets it"),
        max_length=Quota._meta.get_field("document").max_length,
        help_text=_("Number, date and who issued it."),
    )
    from_on = DayField(label=_("From"), help_text=_("The first day of a month."))
    to_on = DayField(
        label=_("To"), required=False, help_text=_("The last day of a month; empty: until changed.")
    )

    def terms(self) -> QuotaTerms:
        """What was typed, as `quotas.actions` takes it."""
        given = self.cleaned_data
        return QuotaTerms(
            number=given["number"],
            cycle=given["cycle"],
            is_sector_year=given["calendar"] == "sector",
            document=given["document"],
            from_on=given["from_on"],
            to_on=given["to_on"],
            counts=given.get("counts", Counted.PUBLISHED),
            genres=tuple(given.get("genres", ())),
            unit=given.get("unit"),
            person=given.get("person"),
        )


class QuotaForm(TermsForm):
    """A new quota: for whom, for what, and its terms."""

    unit = forms.ModelChoiceField(
        Unit.objects.none(), label=_("Unit"), required=False, empty_label=_("each unit")
    )
    person = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Person"),
        required=False,
        empty_label=_("nobody in particular"),
        help_text=_("Only for a quota of one person; then leave the unit as it is."),
    )
    counts = forms.ChoiceField(
        label=_("What counts"),
        choices=Counted,
        initial=Counted.PUBLISHED,
        widget=forms.RadioSelect,
    )
    genres = forms.MultipleChoiceField(
        label=_("Only these genres (none chosen: all)"),
        choices=Genre,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    field_order = (
        "number", "cycle", "calendar", "unit", "person", "counts", "genres",
        "document", "from_on", "to_on",
    )  # fmt: skip

    def __init__(self, *args: Any, agency: Agency, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_subjects(self, agency)


class EndQuotaForm(RefusableForm):
    """The last day of a quota."""

    to_on = DayField(label=_("Last day"), help_text=_("The last day of a month."))


class BecauseForm(RefusableForm):
    """Why something is taken back."""

    because = forms.CharField(
        label=_("Reason"), max_length=Exemption._meta.get_field("annulled_because").max_length
    )


class ExemptionForm(RefusableForm):
    """Who is let off, when and why."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Unit"), required=False)
    person = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Person"),
        required=False,
        help_text=_("Only for a person with a quota of their own; then choose no unit."),
    )
    from_on = DayField(label=_("From"))
    to_on = DayField(
        label=_("To"), help_text=_("Every month that these days touch is taken out whole.")
    )
    reason = forms.ChoiceField(label=_("Reason"), choices=ExemptionReason)
    words = forms.CharField(
        label=_("In words"),
        max_length=Exemption._meta.get_field("words").max_length,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    decided_by = forms.CharField(
        label=_("Decided by"),
        max_length=Exemption._meta.get_field("decided_by").max_length,
        help_text=_("Position and name, or the document."),
    )

    def __init__(self, *args: Any, agency: Agency, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_subjects(self, agency)

    def terms(self) -> ExemptionTerms:
        """What was typed, as `quotas.actions` takes it."""
        return ExemptionTerms(**self.cleaned_data)


class ReminderDaysForm(RefusableForm):
    """Days before the end of a period on which people are reminded."""

    first_days = forms.IntegerField(
        label=_("First reminder, days before the end"),
        validators=[MinValueValidator(0), MaxValueValidator(90)],
        help_text=_("0: no reminder."),
    )
    second_days = forms.IntegerField(
        label=_("Second reminder, days before the end"),
        validators=[MinValueValidator(0), MaxValueValidator(90)],
        help_text=_("0: no reminder."),
    )


def offer_subjects(form: QuotaForm | ExemptionForm, agency: Agency) -> None:
    """Offer the agency's units and its writers, nobody else's."""
    form.fields["unit"].queryset = Unit.objects.filter(agency=agency)  # type: ignore[attr-defined]
    people = writers_of(agency, today_here())
    form.fields["person"].queryset = people  # type: ignore[attr-defined]
    by_name = sorted(people, key=lambda person: name_key(str(person)))
    choices = [("", "---------"), *((person.pk, str(person)) for person in by_name)]
    form.fields["person"].choices = choices  # type: ignore[attr-defined]
