"""What the screen of abbreviations accepts."""

from django import forms
from django.utils.translation import gettext_lazy as _

from toasoan.newsroom.kit.forms import RefusableForm
from toasoan.site_settings.abbreviations import LONGEST_LONG, LONGEST_SHORT

#: Some hundred lines.
_LONGEST_LIST = 20_000


class AbbreviationForm(RefusableForm):
    """One abbreviation to add."""

    short = forms.CharField(
        label=_("Abbreviation"), max_length=LONGEST_SHORT, help_text=_("For example: UBND")
    )
    long = forms.CharField(
        label=_("In full"), max_length=LONGEST_LONG, help_text=_("For example: Ủy ban nhân dân")
    )


class LinesForm(RefusableForm):
    """Several abbreviations at once."""

    lines = forms.CharField(
        label=_("One abbreviation a line"),
        max_length=_LONGEST_LIST,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_(
            "The short form, an equals sign or a tab, the long form: UBND = Ủy ban nhân dân."
            " Two columns copied from a spreadsheet are right too."
        ),
    )
