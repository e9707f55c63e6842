"""What the newsroom's own forms accept."""

import datetime as dt

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from toasoan.desk.words import ASK_LABELS
from toasoan.editorial.models import Reason, ReasonUse
from toasoan.editorial.queries import reasons
from toasoan.editorial.rules import Answers
from toasoan.editorial.transitions import TRANSITIONS, Ask, Step
from toasoan.stories.models import Story, TakeDown
from toasoan.vietnamese.dates import local_day

_NOTE_LENGTH = 2000


class StepForm(forms.Form):
    """What a step asks for; whether the answers suffice is for the rules to say."""

    revision_id = forms.IntegerField(required=False, widget=forms.HiddenInput)
    note = forms.CharField(
        label=ASK_LABELS[Ask.NOTE],
        required=False,
        max_length=_NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: object, step: Step, story: Story, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        transition = TRANSITIONS[step]
        asked = (*transition.required, *transition.optional)
        if Ask.NOTE in transition.required:
            self.fields["note"].help_text = NOTE_HELP.get(step, "")
        if Ask.REASONS in asked:
            use = ReasonUse.REJECT if step is Step.REJECT else ReasonUse.RETURN
            rows: list[Reason] = reasons(story.agency_id, local_day(timezone.now()), use)
            self.fields["reasons"] = forms.MultipleChoiceField(
                label=ASK_LABELS[Ask.REASONS],
                required=False,
                choices=[(reason.code, reason.label) for reason in rows],
                widget=forms.CheckboxSelectMultiple,
            )
        if Ask.PUBLISH_AT in asked:
            self.fields["publish_at"] = forms.DateTimeField(
                label=ASK_LABELS[Ask.PUBLISH_AT],
                required=False,
                help_text=_("Leave it empty to publish at once. Time in Việt Nam."),
                widget=forms.DateTimeInput(
                    attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"
                ),
            )
        if Ask.TAKE_DOWN_KIND in asked:
            self.fields["take_down_kind"] = forms.ChoiceField(
                label=ASK_LABELS[Ask.TAKE_DOWN_KIND],
                required=False,
                choices=TakeDown.Kind.choices,
                widget=forms.RadioSelect,
            )
        self.order_fields(["take_down_kind", "reasons", "publish_at", "note", "revision_id"])

    def answers(self) -> Answers:
        """The cleaned answers in the rules' own shape."""
        given = self.cleaned_data
        publish_at: dt.datetime | None = given.get("publish_at")
        return Answers(
            note=given["note"],
            reason_codes=tuple(given.get("reasons", ())),
            publish_at=publish_at,
            take_down_kind=given.get("take_down_kind", ""),
            revision_id=given["revision_id"],
        )


NOTE_HELP = {
    Step.FORCE_PUBLISH: _("Why it could not wait, for example an urgent telegram and its number."),
    Step.CORRECT: _("Readers see this beneath the headline: what was wrong and what is right."),
}


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
