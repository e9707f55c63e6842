"""The form that announces maintenance."""

from django import forms
from django.utils.translation import gettext_lazy as _

from toasoan.newsroom.kit.date_fields import MomentField
from toasoan.newsroom.kit.forms import RefusableForm
from toasoan.site_settings.maintenance.rules import MaintenancePlan


class MaintenanceForm(RefusableForm):
    """From when to when, what is done, and why it is urgent if it is."""

    begins_at = MomentField(label=_("From"))
    ends_at = MomentField(label=_("Until"))
    reason = forms.CharField(label=_("What is done"), max_length=200)
    urgent_reason = forms.CharField(
        label=_("Why it cannot wait seven working days"),
        required=False,
        max_length=200,
        help_text=_("Only for what cannot wait; otherwise leave it empty."),
    )

    def plan(self) -> MaintenancePlan:
        """What was typed, for the action."""
        return MaintenancePlan(**self.cleaned_data)
