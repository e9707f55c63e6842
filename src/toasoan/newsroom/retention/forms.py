"""What the screens of retention accept."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from toasoan.newsroom.kit.date_fields import DayField
from toasoan.newsroom.kit.forms import RefusableForm
from toasoan.retention.models import RetentionAge
from toasoan.retention.registry import RetentionRule
from toasoan.retention.rules import AgeDecision


class AgeForm(RefusableForm):
    """How long the things of a rule are kept, from which day, by which decision."""

    number = forms.IntegerField(min_value=1)
    from_on = DayField(label=gettext_lazy("From"))
    document = forms.CharField(
        label=gettext_lazy("By which decision"),
        help_text=gettext_lazy("Number, date and who issued it."),
        max_length=RetentionAge._meta.get_field("document").max_length,
    )

    def __init__(self, *args: Any, rule: RetentionRule, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["number"]
        field.label = _("Kept for, in %(unit)s") % {"unit": rule.age.unit.label}
        field.help_text = _("From %(shortest)s to %(longest)s.") % {
            "shortest": rule.age_of(rule.shortest),
            "longest": rule.age_of(rule.longest),
        }

    def decision(self) -> AgeDecision:
        """What was typed, as `retention.rules` takes it."""
        return AgeDecision(**self.cleaned_data)
