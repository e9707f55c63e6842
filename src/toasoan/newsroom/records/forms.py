"""What the screens of official documents accept."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Model, Q
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from toasoan.media.file_fields import SentFile, SentFileField, received
from toasoan.media.incoming import DOCUMENTS, accepted
from toasoan.newsroom.kit.date_fields import DayField
from toasoan.newsroom.kit.forms import RefusableForm
from toasoan.records.models import (
    DocumentType,
    Field,
    IssuingBody,
    OfficialDocument,
    RelationKind,
)
from toasoan.records.rules import DocumentFacts
from toasoan.refusals import RefusedError
from toasoan.units.models import Agency
from toasoan.vietnamese.document_numbers import LONGEST, find_number, read_number

Choices = list[tuple[Any, Any]]
_ROWS_2 = {"rows": 2}


def choices_of(agency: Agency, model: type[Model], empty: Any, kept: int | None = None) -> Choices:
    """The rows of an agency's list that are offered, and the one that a document has."""
    rows = model._default_manager.filter(Q(is_open=True) | Q(pk=kept or 0), agency=agency)
    return [("", empty), *((row.pk, str(row)) for row in rows)]


def _choice(label: Any, **options: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(label=label, coerce=int, empty_value=None, **options)


class SeveralFilesInput(forms.FileInput):
    """A field of a browser for several files."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """Every file that was sent."""
        return files.getlist(name)


class SeveralFilesField(forms.FileField):
    """Any number of files of documents, each read by its content; the value is a list."""

    widget = SeveralFilesInput

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Browsers offer the kinds that are taken."""
        return super().widget_attrs(widget) | {"accept": accepted(DOCUMENTS)}

    def clean(self, data: Any, initial: Any = None) -> list[SentFile]:
        """The files that were sent. Raises ValidationError with what is wrong with each."""
        sent = data if isinstance(data, list | tuple) else [data]
        uploads = [one for one in sent if isinstance(one, UploadedFile)]
        if not uploads and self.required:
            raise forms.ValidationError(_("Choose at least one file."), code="required")
        files, errors = [], []
        for upload in uploads:
            try:
                files.append(received(upload, DOCUMENTS))
            except forms.ValidationError as error:
                words = {"name": upload.name, "problem": error.messages[0]}
                errors.append(_("“%(name)s”: %(problem)s") % words)
        if errors:
            raise forms.ValidationError([forms.ValidationError(text) for text in errors])
        return files


class DocumentForm(RefusableForm):
    """What the register says of a document."""

    renamed = {"document_type_id": "document_type", "files": "sent_files"}

    version = forms.IntegerField(widget=forms.HiddenInput, initial=0)
    number = forms.CharField(
        label=gettext_lazy("Number and symbol"),
        help_text=gettext_lazy(
            "As on the paper: 173/QĐ-VKS, 01/2026/TT-VKSTC. With “ngày 08/6/2021” behind it the"
            " day of issue is read as well."
        ),
        max_length=LONGEST + 60,
        required=False,
    )
    issued_on = DayField(label=gettext_lazy("Day of issue"), required=False)
    document_type = _choice(
        gettext_lazy("Type of document"),
        help_text=gettext_lazy("Left empty, it is read from the number."),
        required=False,
    )
    issuing_body = _choice(gettext_lazy("Issuing body"))
    abstract = forms.CharField(
        label=gettext_lazy("Abstract"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )
    field = _choice(pgettext_lazy("document", "Field"), required=False)
    signer_name = forms.CharField(label=gettext_lazy("Signed by"), max_length=100, required=False)
    signer_post = forms.CharField(
        label=gettext_lazy("Post of the signer"), max_length=150, required=False
    )
    effective_on = DayField(
        label=gettext_lazy("Has effect from"),
        help_text=gettext_lazy("Empty: from the day of issue."),
        required=False,
    )
    expires_on = DayField(
        label=gettext_lazy("No effect from"),
        help_text=gettext_lazy(
            "The first day on which it no longer holds. What another document replaces or repeals"
            " ends by itself."
        ),
        required=False,
    )
    partly_expires_on = DayField(label=gettext_lazy("Partly no effect from"), required=False)
    is_draft_for_comment = forms.BooleanField(
        label=gettext_lazy("It is a draft on which the public may comment"), required=False
    )
    comments_close_on = DayField(label=gettext_lazy("Comments until"), required=False)
    comments_to = forms.CharField(
        label=gettext_lazy("Comments to"),
        help_text=gettext_lazy("Readers see it: an address, an e-mail of the office."),
        max_length=300,
        required=False,
    )
    is_to_be_published = forms.TypedChoiceField(
        label=gettext_lazy("Must it be published?"),
        choices=[("1", pgettext_lazy("document", "yes")), ("0", pgettext_lazy("document", "no"))],
        coerce=lambda value: value == "1",
        initial="1",
    )
    publication_reason = forms.CharField(
        label=gettext_lazy("Reason for or against publishing"),
        help_text=gettext_lazy("Necessary when it must not be published."),
        max_length=300,
        required=False,
    )

    def __init__(
        self, *args: Any, agency: Agency, document: OfficialDocument | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._agency = agency
        lists: tuple[tuple[str, type[Model], Any], ...] = (
            ("document_type", DocumentType, _("read from the number")),
            ("issuing_body", IssuingBody, _("choose a body")),
            ("field", Field, _("no field")),
        )
        for name, model, empty in lists:
            kept = getattr(document, f"{name}_id", None)
            self.fields[name].choices = choices_of(agency, model, empty, kept)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Read the day and the type from the number, where nobody has said them."""
        given = super().clean() or self.cleaned_data
        text = given.get("number", "")
        found = find_number(text)
        if found is not None and found.issued_on is not None and read_number(text) is None:
            given["number"] = found.number.written
            given["issued_on"] = given.get("issued_on") or found.issued_on
        if "issued_on" not in self.errors and not given.get("issued_on"):
            self.add_error("issued_on", _("Enter the day of issue."))
        if "document_type" not in self.errors and not given.get("document_type"):
            given["document_type"] = self._type_in(given.get("number", ""))
            if given["document_type"] is None:
                message = _("The number does not say the type: choose it.")
                self.add_error("document_type", message)
        return given

    def _type_in(self, number: str) -> int | None:
        """The agency's type whose abbreviation the number begins its symbol with."""
        read = read_number(number)
        if read is None or not read.type_abbreviation:
            return None
        rows = DocumentType.objects.filter(agency=self._agency)
        found = rows.filter(abbreviation=read.type_abbreviation).first()
        return found.pk if found else None

    def refuse(self, refusal: RefusedError) -> None:
        """As every form does; a number that is there already comes with a link to it."""
        super().refuse(refusal)
        for problem in refusal.problems:
            if problem.code == "same-number":
                address = reverse("newsroom:document", args=[problem.item])
                link = format_html('<a href="{}">{}</a>', address, _("Open that document"))
                self.add_error("number", link)

    def facts(self) -> DocumentFacts:
        """What was typed, as `records.actions` takes it."""
        given = dict(self.cleaned_data)
        given.pop("version")
        given.pop("sent_files", None)
        for name in ("document_type", "issuing_body", "field"):
            given[f"{name}_id"] = given.pop(name)
        return DocumentFacts(**given)


class NewDocumentForm(DocumentForm):
    """A new document with its files."""

    sent_files = SeveralFilesField(
        label=gettext_lazy("Files"),
        help_text=gettext_lazy(
            "PDF, Word, Excel, OpenDocument; several at once. Signed files stay as they are."
        ),
        required=False,
    )


def initial_of(document: OfficialDocument) -> dict[str, Any]:
    """Initial values of the form for a document."""
    names = [name for name in DocumentForm.base_fields if hasattr(document, name)]
    values = {name: getattr(document, name) for name in names}
    for name in ("document_type", "issuing_body", "field"):
        values[name] = getattr(document, f"{name}_id")
    return values | {"is_to_be_published": "1" if document.is_to_be_published else "0"}


class FilesForm(RefusableForm):
    """More files for a document."""

    sent_files = SeveralFilesField(label=gettext_lazy("Add files"))


class ReplaceFileForm(RefusableForm):
    """Another file in the place of one, and why."""

    renamed = {"files": "file"}

    file = SentFileField(label=gettext_lazy("New file"), allowed=DOCUMENTS)
    reason = forms.CharField(
        label=gettext_lazy("Why it is replaced"),
        max_length=300,
        widget=forms.Textarea(attrs=_ROWS_2),
    )


class WithdrawForm(RefusableForm):
    """Why readers do not find a document any more."""

    reason = forms.CharField(
        label=gettext_lazy("What readers are told"),
        help_text=gettext_lazy("It stands in place of the document, with its number."),
        max_length=300,
        widget=forms.Textarea(attrs=_ROWS_2),
    )


class RelationForm(RefusableForm):
    """What a document does to another one that was found by its number."""

    kind = forms.ChoiceField(label=gettext_lazy("This document"), choices=RelationKind.choices)
    other = _choice(gettext_lazy("Which document"), widget=forms.RadioSelect)
    from_on = DayField(
        label=gettext_lazy("From"),
        help_text=gettext_lazy("Empty: from the day on which this document takes effect."),
        required=False,
    )

    def __init__(self, *args: Any, found: list[OfficialDocument], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["other"].choices = [(row.pk, _line(row)) for row in found]  # type: ignore[attr-defined]


def _line(document: OfficialDocument) -> str:
    words = _("%(title)s of %(day)s – %(abstract)s")
    return words % {
        "title": document.title,
        "day": f"{document.issued_on:%d/%m/%Y}",
        "abstract": document.abstract[:120],
    }
