"""The form of what an agency says about its counting."""

from django import forms
from django.utils.translation import gettext_lazy as _

from toasoan.audience.actions import NewRules
from toasoan.audience.models import CountingRules
from toasoan.newsroom.kit.date_fields import DayField
from toasoan.newsroom.kit.forms import RefusableForm

#: More than any site of an agency has; larger numbers are slips of the pen.
_LARGEST = 10_000_000_000


class CountingForm(RefusableForm):
    """What the earlier site counted and until when, and what is counted besides numbers."""

    visits_before = forms.IntegerField(
        label=_("Visits that the earlier site had counted"),
        min_value=0,
        max_value=_LARGEST,
        help_text=_("Added to “all visits” on the home page. 0 for a site that begins here."),
    )
    views_before = forms.IntegerField(
        label=_("Page views that the earlier site had counted"), min_value=0, max_value=_LARGEST
    )
    moved_on = DayField(
        label=_("The last day that the earlier site counted"),
        required=False,
        help_text=_("Needed with numbers of the earlier site, so that no day is counted twice."),
    )
    keeps_referrers = forms.BooleanField(
        label=_("Count which sites lead readers here"), required=False
    )
    keeps_words = forms.BooleanField(label=_("Count search words"), required=False)

    def rules(self) -> NewRules:
        """What was typed, for the action."""
        return NewRules(**self.cleaned_data)

    @staticmethod
    def initial_of(rules: CountingRules) -> dict[str, object]:
        """The rules in force, as the form begins with them."""
        return {name: getattr(rules, name) for name in CountingForm.base_fields}
