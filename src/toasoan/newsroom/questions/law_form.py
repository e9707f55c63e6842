"""Marking several public answers at once."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from toasoan.newsroom.kit.date_fields import DayField
from toasoan.newsroom.kit.forms import RefusableForm
from toasoan.questions.models import PublicAnswer


class LawOfManyForm(RefusableForm):
    """Which of the answers that were found, since when, and what has changed."""

    answers = forms.TypedMultipleChoiceField(
        label=_("Answers"), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    since = DayField(label=_("Changed since"))
    note = forms.CharField(
        label=_("What has changed"),
        max_length=300,
        help_text=_("The public reads it beside the answer: which document replaces which."),
    )

    def __init__(self, data: Any, *, answers: Iterable[PublicAnswer]) -> None:
        super().__init__(data)
        field: Any = self.fields["answers"]
        field.choices = [(answer.pk, answer.text.title) for answer in answers]
