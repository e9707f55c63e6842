"""The form that announces maintenance."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from toasoan.site_settings.maintenance.rules import Plan

_MOMENT = "%Y-%m-%dT%H:%M"


class MaintenanceForm(forms.Form):
    """When, what, and why it cannot wait."""

    begins_at = forms.DateTimeField(label=_("From"), input_formats=[_MOMENT])
    ends_at = forms.DateTimeField(label=_("Until"), input_formats=[_MOMENT])
    reason = forms.CharField(label=_("What is done"), max_length=200)
    urgent_reason = forms.CharField(
        label=_("Why it cannot wait seven working days"),
        required=False,
        max_length=200,
        help_text=_("Only for what cannot wait; otherwise leave it empty."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # Any: Django's signature
        super().__init__(*args, **kwargs)
        for name in ("begins_at", "ends_at"):
            widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=_MOMENT)
            self.fields[name].widget = widget

    def plan(self) -> Plan:
        """What was typed, for the action."""
        return Plan(**self.cleaned_data)
