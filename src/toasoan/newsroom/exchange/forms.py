"""What the screens of the exchange accept."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from toasoan.exchange.connection_code import LONGEST
from toasoan.exchange.models import TEXT_LENGTH
from toasoan.exchange.partners import Comparison
from toasoan.newsroom.kit.forms import RefusableForm
from toasoan.outlets.models import Outlet
from toasoan.stories.models import Section
from toasoan.units.models import Unit

_NEW = ""


class CodeForm(RefusableForm):
    """The connection code of the other side, pasted."""

    code = forms.CharField(
        label=_("Connection code of the other agency"),
        max_length=LONGEST,
        strip=False,
        widget=forms.Textarea({"rows": 8, "spellcheck": "false", "autocomplete": "off"}),
        help_text=_("Paste the whole block of text that the other agency sent you."),
    )


class ComparisonForm(RefusableForm):
    """Both sides read the same digits."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)
    own_seen = forms.CharField(widget=forms.HiddenInput, max_length=64)
    read_by = forms.CharField(
        label=_("Who read the digits on the other side"),
        max_length=TEXT_LENGTH,
        help_text=_("Name and post. Call a number that you know, not one that came with the code."),
    )
    outlet = forms.ChoiceField(
        label=_("On the list of outlets as"),
        required=False,
        help_text=_("Stories are sent to the agency under this entry; reports count by it."),
    )
    same = forms.BooleanField(
        label=_("Both sides read the same digits"),
        error_messages={"required": _("Compare the digits with the other side first.")},
    )

    def __init__(self, *args: Any, outlets: list[Outlet], asks_outlet: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._outlets = {str(outlet.pk): outlet for outlet in outlets}
        choices = [(key, outlet.name) for key, outlet in self._outlets.items()]
        field: Any = self.fields["outlet"]
        field.choices = [(_NEW, _("a new entry with the agency's name")), *choices]
        if not asks_outlet:
            del self.fields["outlet"]

    def comparison(self) -> Comparison:
        """What was compared, as `exchange.partners` takes it."""
        given = self.cleaned_data
        return Comparison(
            seen=given["seen"],
            own_seen=given["own_seen"],
            read_by=given["read_by"],
            outlet=self._outlets.get(given.get("outlet", _NEW)),
        )


class ReasonForm(RefusableForm):
    """Why something is done."""

    reason = forms.CharField(label=_("Reason"), max_length=TEXT_LENGTH)


class TakeOverForm(RefusableForm):
    """Whose draft the story becomes."""

    unit = forms.ChoiceField(
        label=_("Unit"), help_text=_("The draft belongs to it and is counted for it.")
    )
    section = forms.ChoiceField(label=_("Section of the site"), required=False)

    def __init__(
        self, *args: Any, units: list[Unit], sections: list[Section], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._units = {str(unit.pk): unit for unit in units}
        self._sections = {str(section.pk): section for section in sections}
        unit_field: Any = self.fields["unit"]
        section_field: Any = self.fields["section"]
        unit_field.choices = [(key, unit.name) for key, unit in self._units.items()]
        names = [(key, section.name) for key, section in self._sections.items()]
        section_field.choices = [("", _("chosen later")), *names]

    def chosen_unit(self) -> Unit:
        """The unit that was chosen."""
        return self._units[self.cleaned_data["unit"]]

    def chosen_section(self) -> Section | None:
        """The section that was chosen, if any."""
        return self._sections.get(self.cleaned_data["section"])
