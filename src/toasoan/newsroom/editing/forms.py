"""What the screen for sending a Word file accepts."""

from django import forms
from django.utils.translation import gettext_lazy as _


class WordForm(forms.Form):
    """A Word file to send."""

    file = forms.FileField(
        label=_("Word file"),
        allow_empty_file=True,
        widget=forms.FileInput(
            attrs={
                "accept": ".docx,application/vnd.openxmlformats-officedocument"
                ".wordprocessingml.document"
            }
        ),
    )
    unit = forms.TypedChoiceField(label=_("Unit"), coerce=int)

    def __init__(self, *args: object, units: list[tuple[int, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        field = self.fields["unit"]
        field.choices = units  # type: ignore[attr-defined]
        if len(units) == 1:
            field.initial = units[0][0]
            field.widget = forms.HiddenInput()
