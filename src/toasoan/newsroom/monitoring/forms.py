"""What the screens of found items accept."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from toasoan.monitoring.models import WORDS_LENGTH, Proposal
from toasoan.newsroom.kit.date_fields import DayField
from toasoan.newsroom.kit.forms import RefusableForm
from toasoan.outlets.models import TEXT_LENGTH, Outlet
from toasoan.units.models import Unit

WAITING, DECIDED = "cho", "xong"
LIKELY, PERHAPS, ABOUT_US = "chac", "can-xem", "bao-viet"


class FilterForm(forms.Form):
    """What narrows the list; what is no choice narrows nothing."""

    muc = forms.ChoiceField(
        label=_("Show"),
        required=False,
        choices=[
            ("", _("everything that waits")),
            (LIKELY, _("very likely ours")),
            (PERHAPS, _("perhaps ours")),
            (ABOUT_US, _("written about us")),
            (DECIDED, _("what has been decided")),
        ],
    )
    noi = forms.TypedChoiceField(label=_("Outlet"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, outlets: list[Outlet], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = [(outlet.pk, outlet.name) for outlet in outlets]
        self.fields["noi"].choices = [("", _("all")), *rows]  # type: ignore[attr-defined]

    def asked(self) -> tuple[str, int | None]:
        """The kind and the outlet's id that were asked for."""
        self.is_valid()
        return self.cleaned_data.get("muc", ""), self.cleaned_data.get("noi")


class UseForm(RefusableForm):
    """The use of a story as it will be entered."""

    placed_on = DayField(label=_("Appeared on"))
    headline = forms.CharField(label=_("Headline there"), max_length=TEXT_LENGTH)

    @classmethod
    def of(cls, proposal: Proposal, data: Any = None) -> "UseForm":
        """Filled with what the outlet's page says."""
        item = proposal.item
        return cls(data, initial={"placed_on": item.published_on, "headline": item.headline})


class AboutForm(RefusableForm):
    """Whom an item is about."""

    unit = forms.TypedChoiceField(label=_("About the unit"), coerce=int)

    def __init__(self, *args: Any, units: list[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units = {unit.pk: unit for unit in units}
        rows = [(unit.pk, unit.short_name) for unit in units]
        self.fields["unit"].choices = rows  # type: ignore[attr-defined]

    def chosen(self) -> Unit:
        """The unit that was chosen, one of those offered."""
        return self.units[self.cleaned_data["unit"]]


class WatchWordForm(AboutForm):
    """Words to watch for, and whom they are about."""

    field_order = ("words", "unit")

    words = forms.CharField(
        label=_("Words to watch for"),
        max_length=WORDS_LENGTH,
        help_text=_("A name, for example of a unit or of its leader; accents do not matter."),
    )
