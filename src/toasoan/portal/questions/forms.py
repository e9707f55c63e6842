"""The forms of citizens. Whatever is refused is shown again with all that was typed."""

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext_lazy as _

from toasoan.media.incoming import accepted
from toasoan.questions.actions.reception import Contact
from toasoan.questions.attachments import ALLOWED_FILES, LARGEST_FILE, MOST_FILES
from toasoan.questions.kinds import LetterKind, QuestionKind
from toasoan.questions.models import Field
from toasoan.reader_forms.forms import HumanForm

LONGEST_TEXT = 5000
_LONGEST_NAME, _LONGEST_SUBJECT = 120, 200
_PHONE = RegexValidator(r"^\+?[0-9][0-9 .\-]{7,18}$", _("Write the phone number in figures."))
PRIVATE, PUBLIC = "private", "public"


class _FilesInput(forms.FileInput):
    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """All files of the field."""
        return files.getlist(name) if hasattr(files, "getlist") else files.get(name)


class FilesField(forms.FileField):
    """Several files in one field; the list may be empty."""

    widget = _FilesInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)
        self.widget.attrs |= {"multiple": True, "accept": accepted(ALLOWED_FILES)}

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Every file by itself; not too many, none too large."""
        files = data if isinstance(data, list) else [data] if data else []
        if len(files) > MOST_FILES:
            words = gettext("Choose %(most)d files at most.")
            raise forms.ValidationError(words % {"most": MOST_FILES})
        for file in files:
            if file.size > LARGEST_FILE:
                words = gettext("The file “%(name)s” is over %(most)d MB.")
                values = {"name": file.name, "most": LARGEST_FILE // 1024**2}
                raise forms.ValidationError(words % values)
        return [super(FilesField, self).clean(file, initial) for file in files]


class ContactForm(HumanForm):
    """Who sends and how they are reached; phone or e-mail, one is needed."""

    name = forms.CharField(
        label=_("Your full name"),
        max_length=_LONGEST_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    phone = forms.CharField(
        label=_("Phone"),
        required=False,
        max_length=20,
        validators=[_PHONE],
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        max_length=200,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def clean(self) -> dict[str, Any]:
        """One of the two ways is needed; mail needs an address."""
        cleaned = super().clean()
        if not (cleaned.get("phone") or cleaned.get("email") or self.errors):
            self.add_error("phone", gettext("Write a phone number or an e-mail address."))
        if cleaned.get("wants_mail") and not cleaned.get("email") and "email" not in self.errors:
            self.add_error("email", gettext("Write the address to which the notice should go."))
        return cleaned

    @property
    def contact(self) -> Contact:
        """Who sends, once the form is valid."""
        given = self.cleaned_data
        return Contact(
            name=given["name"],
            phone=given["phone"],
            email=given["email"],
            address=given.get("address", ""),
        )


class _WordsForm(ContactForm):
    """What every letter of citizens has: subject, text, files, consent."""

    address = forms.CharField(
        label=_("Postal address"),
        required=False,
        max_length=200,
        help_text=_("If the answer should come by post."),
        widget=forms.TextInput(attrs={"autocomplete": "address-line1"}),
    )
    subject = forms.CharField(label=_("In one sentence"), max_length=_LONGEST_SUBJECT)
    text = forms.CharField(
        label=_("What it is about"),
        max_length=LONGEST_TEXT,
        help_text=_("Do not write numbers of identity papers or accounts here."),
        widget=forms.Textarea(attrs={"rows": 9}),
    )
    attachments = FilesField(label=_("Files"))
    consent = forms.BooleanField(
        label=_("I agree that my name and contact are used to answer me."),
        error_messages={"required": gettext_lazy("Without this the agency cannot answer you.")},
    )


class QuestionForm(_WordsForm):
    """A question, a request for information, feedback. `taken_as` is what the sender was asked."""

    form_name = "question"

    field = forms.ModelChoiceField(
        queryset=Field.objects.none(),
        label=_("Field of the question"),
        required=False,
        empty_label=_("I do not know"),
    )
    wish = forms.ChoiceField(
        label=_("The answer"),
        choices=[
            (PRIVATE, _("For me only")),
            (PUBLIC, _("May also be published, without my name and contact")),
        ],
        initial=PRIVATE,
        widget=forms.RadioSelect,
    )
    wants_mail = forms.BooleanField(
        label=_("Tell me by e-mail when there is an answer"), required=False
    )
    taken_as = forms.ChoiceField(
        choices=[("", ""), (QuestionKind.QUESTION, ""), *((kind, "") for kind in LetterKind)],
        required=False,
    )
    field_order = ("field", "subject", "text", "attachments", "name", "phone", "email", "address")

    def __init__(self, *args: Any, agency_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields = Field.objects.filter(agency_id=agency_id, is_open=True)
        self.fields["field"].queryset = fields  # type: ignore[attr-defined]


class LetterForm(_WordsForm):
    """A complaint, denunciation or report of a crime, for the receiving desk alone."""

    form_name = "letter"

    kind = forms.ChoiceField(
        label=_("What it is"), choices=LetterKind.choices, widget=forms.RadioSelect
    )
    field_order = ("kind", "subject", "text", "attachments", "name", "phone", "email", "address")


class ErrorForm(HumanForm):
    """What is wrong in a story; nobody has to say who they are."""

    form_name = "story_error"

    passage = forms.CharField(
        label=_("The words with the error"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    text = forms.CharField(
        label=_("What is wrong"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        max_length=200,
        help_text=_("Only if you want to be told what came of it."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class CodeForm(forms.Form):
    """The tracking code, and what the sender adds or asks with it."""

    code = forms.CharField(
        label=_("Tracking code"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )
    deed = forms.ChoiceField(
        choices=[(word, "") for word in ("", "add", "withdraw", "withdraw_sure")], required=False
    )
    text = forms.CharField(
        label=_("What you want to add"),
        required=False,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
