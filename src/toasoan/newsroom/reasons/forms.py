"""What the screens of the reasons accept."""

from django import forms
from django.utils.translation import gettext_lazy as _

from toasoan.editorial.models import Reason, ReasonUse
from toasoan.editorial.reason_list import NewReason
from toasoan.newsroom.kit.date_fields import DayField
from toasoan.newsroom.kit.forms import RefusableForm


class ReasonForm(RefusableForm):
    """A reason to add."""

    label = forms.CharField(
        label=_("Reason"),
        max_length=Reason._meta.get_field("label").max_length,
        help_text=_("As the author reads it, for example: Figures are not clear."),
    )
    use = forms.ChoiceField(label=_("Used for"), choices=ReasonUse, widget=forms.RadioSelect)
    from_on = DayField(label=_("From"))
    code = forms.SlugField(
        label=_("Short code"),
        required=False,
        max_length=Reason._meta.get_field("code").max_length,
        help_text=_("Counted by it. Leave it empty and it is made from the words."),
    )

    def reason(self) -> NewReason:
        """What was typed, as `editorial.reason_list` takes it."""
        given = self.cleaned_data
        return NewReason(
            label=given["label"],
            use=ReasonUse(given["use"]),
            from_on=given["from_on"],
            code=given["code"],
        )


class EndReasonForm(RefusableForm):
    """The last day of a reason."""

    to_on = DayField(label=_("Last day"))
