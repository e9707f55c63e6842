"""What the screens of questions accept."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from toasoan.newsroom.kit.agency import today_here
from toasoan.newsroom.kit.date_fields import DayField
from toasoan.newsroom.kit.forms import RefusableForm
from toasoan.questions.actions.classifying import Sorting
from toasoan.questions.guards import LONGEST_NOTE
from toasoan.questions.kinds import LetterKind, QuestionKind, ReasonUse
from toasoan.questions.models import Place, Question
from toasoan.questions.queries import fields_of, places_of, reasons_for
from toasoan.units.models import Unit


def _note(label: Any, *, help_text: Any = "", required: bool = False) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea({"rows": 3}),
    )


class QuestionForm(RefusableForm):
    """A form about one question; `question` says whose registers are offered."""

    def __init__(self, data: Any, question: Question) -> None:
        super().__init__(data)
        self.question = question
        self.offer(question)

    def offer(self, question: Question) -> None:
        """Fill the choices."""


def _pick(form: forms.Form, name: str, choices: Sequence[tuple[str, str | Promise]]) -> None:
    field: Any = form.fields[name]
    field.choices = choices


class SortingForm(QuestionForm):
    """Kind and field."""

    kind = forms.ChoiceField(label=_("Kind"), choices=QuestionKind.choices)
    field = forms.ChoiceField(label=_("Field of the question"), required=False)

    def offer(self, question: Question) -> None:
        """The agency's fields, and the kind that it is now."""
        self._fields = {str(row.pk): row for row in fields_of(question.agency_id)}
        names = [(key, row.name) for key, row in self._fields.items()]
        _pick(self, "field", [("", _("none")), *names])
        self.initial = {"kind": question.kind, "field": str(question.field_id or "")}

    def sorting(self) -> Sorting:
        """What was chosen."""
        given = self.cleaned_data
        return Sorting(QuestionKind(given["kind"]), self._fields.get(given["field"]))


class ClassifyForm(SortingForm):
    """Kind and field, and the unit when it is clear already."""

    unit = forms.ChoiceField(
        label=_("Unit that answers"),
        required=False,
        help_text=_("Leave it open to assign the question later."),
    )
    note = _note(_("Note for the unit"), help_text=_("Read in the newsroom only."))

    def offer(self, question: Question) -> None:
        """Units of today; proposed is the one that the field names."""
        super().offer(question)
        self._units = units_today(question)
        names = [(key, unit.name) for key, unit in self._units.items()]
        _pick(self, "unit", [("", _("not yet")), *names])
        proposed = question.field.unit_id if question.field else None
        self.initial["unit"] = str(proposed or "")

    def unit_chosen(self) -> Unit | None:
        """The unit, or None for later."""
        return self._units.get(self.cleaned_data["unit"])


def units_today(question: Question) -> dict[str, Unit]:
    """The agency's units that exist today, by their ids as text."""
    rows = Unit.objects.open_on(today_here()).filter(agency_id=question.agency_id)
    return {str(unit.pk): unit for unit in rows}


class AssignForm(QuestionForm):
    """The unit that answers."""

    unit = forms.ChoiceField(label=_("Unit that answers"))
    note = _note(_("Note for the unit"), help_text=_("Read in the newsroom only."))

    def offer(self, question: Question) -> None:
        """Units of today."""
        self._units = units_today(question)
        _pick(self, "unit", [(key, unit.name) for key, unit in self._units.items()])
        proposed = question.field.unit_id if question.field else None
        self.initial = {"unit": str(proposed or "")}

    def unit_chosen(self) -> Unit:
        """The unit."""
        return self._units[self.cleaned_data["unit"]]


class ReferForm(QuestionForm):
    """Where the sender is told to go."""

    place = forms.ChoiceField(
        label=_("Place to go to"), help_text=_("The clerk keeps the list under “Registers”.")
    )
    note = _note(_("A sentence for the sender"))

    def offer(self, question: Question) -> None:
        """The places of the register."""
        self._places = {str(row.pk): row for row in places_of(question.agency_id)}
        names = [(key, f"{row.name} ({row.about})") for key, row in self._places.items()]
        _pick(self, "place", names)

    def place_chosen(self) -> Place:
        """The place."""
        return self._places[self.cleaned_data["place"]]


class JoinForm(QuestionForm):
    """The question whose answer serves this one too."""

    renamed = {"main": "number"}

    number = forms.RegexField(
        r"^\d{1,6}/\d{4}$",
        label=_("Number of the other question"),
        help_text=_("For example 12/2026. Its answer is sent to both senders."),
        error_messages={"invalid": _("A number and a year, for example 12/2026.")},
    )

    def main_id(self) -> int:
        """The other question of the agency; 0 when there is none with this number."""
        number, year = self.cleaned_data["number"].split("/")
        rows = Question.objects.filter(
            agency_id=self.question.agency_id, number=int(number), year=int(year)
        )
        return rows.values_list("pk", flat=True).first() or 0


class ReasonForm(QuestionForm):
    """A reason of the register, and words of one's own."""

    use: ReasonUse

    reason = forms.ChoiceField(label=_("Reason"))
    note = _note(_("More about it"))

    def offer(self, question: Question) -> None:
        """The reasons of the register for this use."""
        labels = reasons_for(question.agency_id, self.use)
        _pick(self, "reason", [("", "---------"), *((label, label) for label in labels)])


class UnitReturnForm(ReasonForm):
    """Why the unit gives a question back."""

    use = ReasonUse.UNIT_RETURN


class SendBackForm(ReasonForm):
    """Why an answer goes back to the unit."""

    use = ReasonUse.SEND_BACK
    note = _note(_("What has to be changed"))


class RefusalForm(ReasonForm):
    """Why something is not dealt with; the sender reads it."""

    use = ReasonUse.REFUSAL
    note = _note(_("A sentence for the sender"))


class UnpublishingForm(ReasonForm):
    """Why a public answer is taken down."""

    use = ReasonUse.UNPUBLISHING


class ExtensionForm(ReasonForm):
    """How many days more, and why; the sender reads it."""

    use = ReasonUse.EXTENSION
    field_order = ("days", "reason", "note")

    days = forms.IntegerField(label=_("Days more"), min_value=1, max_value=400)
    note = _note(_("A sentence for the sender"))


class NoteForm(QuestionForm):
    """A sentence that a deed asks for."""

    note = _note(_("Why it is taken up again"), required=True)


class NoticeForm(QuestionForm):
    """What the sender is told about a complex matter."""

    note = _note(
        _("A sentence for the sender"),
        help_text=_("Why it takes longer. The new last day is written beside it."),
        required=True,
    )


class SealForm(QuestionForm):
    """What kind of letter it is."""

    kind = forms.ChoiceField(
        label=_("What it is"), choices=LetterKind.choices, widget=forms.RadioSelect
    )

    def kind_chosen(self) -> LetterKind:
        """The kind."""
        return LetterKind(self.cleaned_data["kind"])


class LawForm(QuestionForm):
    """Since when a cited document has changed, and what."""

    since = DayField(label=_("Changed since"))
    note = forms.CharField(
        label=_("What has changed"),
        max_length=300,
        help_text=_("The public reads it beside the answer: which document replaces which."),
    )


class AnswerForm(RefusableForm):
    """The unit's answer, on the version that was read."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    text = forms.CharField(
        label=pgettext_lazy("of a citizen's question", "Answer"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea({"rows": 14}),
        help_text=_("Polite, complete, with the number and date of every document you cite."),
    )


class PublicTextForm(RefusableForm):
    """What the public is to read."""

    title = forms.CharField(label=_("Title"), max_length=200, required=False)
    asked = forms.CharField(
        label=_("The question as the public reads it"),
        max_length=5_000,
        required=False,
        widget=forms.Textarea({"rows": 8}),
        help_text=_("Without names, phones, addresses and whatever tells who asked."),
    )
    answered = forms.CharField(
        label=_("The answer as the public reads it"),
        max_length=20_000,
        required=False,
        widget=forms.Textarea({"rows": 12}),
    )


class PublishForm(RefusableForm):
    """Letting out the public text that was read; a correction says what it corrects."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    note = forms.CharField(
        label=_("What was corrected"),
        max_length=LONGEST_NOTE,
        required=False,
        help_text=_("The public reads it beneath the answer."),
    )


class ApproveForm(RefusableForm):
    """Approving the version that was read, and what happens then."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    seen_public = forms.IntegerField(widget=forms.HiddenInput, required=False)
    then = forms.ChoiceField(
        label=_("After approving"),
        widget=forms.RadioSelect,
        choices=[
            ("send", _("send the answer to the sender")),
            ("wait", _("the clerk sends it")),
        ],
    )

    def __init__(self, *args: Any, may_publish: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if may_publish:
            field: Any = self.fields["then"]
            field.choices = [
                *field.choices,
                ("publish", _("send it and publish the prepared text")),
            ]


class HandOverForm(RefusableForm):
    """To whom a letter went."""

    to = forms.CharField(
        label=_("Handed over to"),
        max_length=200,
        help_text=_("Unit and person, or the number of the register of letters."),
    )
