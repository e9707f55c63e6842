"""What the screens of placements and clippings accept."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from toasoan.media.file_fields import received
from toasoan.media.forms import ACCEPTED_PICTURES, PictureField
from toasoan.media.incoming import FileKind
from toasoan.media.reading import NewPicture
from toasoan.newsroom.kit.date_fields import DayField
from toasoan.newsroom.kit.forms import RefusableForm
from toasoan.newsroom.placements.queries import CANCELLED, COUNTED, UNCONFIRMED, PlacementFilters
from toasoan.outlets.models import TEXT_LENGTH, Answer, Clipping, Outlet
from toasoan.outlets.proofs import NewProof
from toasoan.outlets.queries import outlets_of
from toasoan.units.models import Agency, Unit
from toasoan.vietnamese.periods import Period
from toasoan.web_server.limits import MEGABYTE

MOST_PROOF = 10 * MEGABYTE
_PDF = b"%PDF-"
_NOTE_LENGTH = 2000


class ProofField(forms.FileField):
    """A PDF file or a photo that shows it; its value is a NewProof. Photos are encoded anew."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._picture = PictureField(most_bytes=MOST_PROOF, required=False)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Phones offer the camera and photos, computers PDF files too."""
        return super().widget_attrs(widget) | {"accept": f"application/pdf,{ACCEPTED_PICTURES}"}

    def clean(self, data: Any, initial: Any = None) -> NewProof | None:
        """The proof, None when none was sent. Raises ValidationError."""
        sent = super().clean(data, initial)
        if not isinstance(sent, UploadedFile):
            return None
        if (sent.size or 0) > MOST_PROOF:
            raise ValidationError(_("The file is over 10 MB. Save a smaller copy."), code="large")
        head = sent.read(len(_PDF))
        sent.seek(0)
        if head == _PDF:
            # Known by its content: what outlets send is often without an ending, or with another.
            stem = (sent.name or "").rpartition(".")[0]
            file = received(sent, frozenset({FileKind.PDF}), f"{stem or 'minh-chung'}.pdf")
            return NewProof(file.facts.name, file.content)
        try:
            picture: NewPicture = self._picture.clean(sent)
        except ValidationError as error:
            message = _("Choose a PDF file or a photo (JPEG, PNG, WebP, HEIC) that can be read.")
            raise ValidationError(message, code="kind") from error
        return NewProof(picture.clean_name, picture.clean.content)


class CancelForm(RefusableForm):
    """Why something was wrong."""

    reason = forms.CharField(
        label=gettext_lazy("Why it was wrong"),
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class AppearanceForm(RefusableForm):
    """When, where and under which headline something appeared."""

    renamed = {"on": "placed_on"}

    placed_on = DayField(label=gettext_lazy("Day on which it appeared"))
    headline = forms.CharField(label=gettext_lazy("Headline there"), max_length=TEXT_LENGTH)
    address = forms.CharField(
        label=gettext_lazy("Address or page"),
        max_length=TEXT_LENGTH,
        required=False,
        help_text=gettext_lazy("An address (https://…), or for paper: issue and page."),
    )


class PlacementForm(AppearanceForm):
    """A use of a story to write down."""

    outlet = forms.ModelChoiceField(Outlet.objects.none(), label=gettext_lazy("Outlet"))
    proof = ProofField(
        label=gettext_lazy("Proof"),
        required=False,
        help_text=gettext_lazy("A PDF file or a photo, 10 MB at most; only the desk sees it."),
    )

    field_order = ("outlet", "placed_on", "headline", "address", "proof")

    def __init__(self, *args: Any, agency: Agency, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outlet"].queryset = outlets_of(agency)  # type: ignore[attr-defined]


class AnswerForm(AppearanceForm):
    """What an outlet said about a story that it was sent."""

    answer = forms.ChoiceField(label=gettext_lazy("Answer"), widget=forms.RadioSelect)
    note = forms.CharField(
        label=gettext_lazy("Note"),
        required=False,
        max_length=_NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    proof = ProofField(
        label=gettext_lazy("Proof"),
        required=False,
        help_text=gettext_lazy("A PDF file or a photo, 10 MB at most; only the desk sees it."),
    )

    field_order = ("answer", "note", "placed_on", "headline", "address", "proof")

    def __init__(self, *args: Any, answers: list[Answer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"].choices = [  # type: ignore[attr-defined]
            (answer.value, answer.label) for answer in answers
        ]
        for name in ("placed_on", "headline"):
            self.fields[name].required = False
        only = _("Only when it was used.")
        self.fields["placed_on"].help_text = only

    def clean(self) -> dict[str, Any]:
        """Ask for the day of a use."""
        given = super().clean() or self.cleaned_data
        if given.get("answer") == Answer.USED and not given.get("placed_on"):
            self.add_error("placed_on", _("Say on which day it appeared."))
        return given


class ClippingForm(RefusableForm):
    """What others wrote about us."""

    renamed = {"on": "published_on"}

    outlet = forms.ModelChoiceField(Outlet.objects.none(), label=gettext_lazy("Outlet"))
    unit = forms.ModelChoiceField(Unit.objects.none(), label=gettext_lazy("About which unit"))
    published_on = DayField(label=gettext_lazy("Published on"))
    headline = forms.CharField(label=gettext_lazy("Headline"), max_length=TEXT_LENGTH)
    address = forms.CharField(
        label=gettext_lazy("Address or page"),
        max_length=TEXT_LENGTH,
        required=False,
        help_text=gettext_lazy("An address (https://…), or for paper: issue and page."),
    )
    note = forms.CharField(
        label=gettext_lazy("Note"),
        required=False,
        max_length=Clipping._meta.get_field("note").max_length,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, agency: Agency, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outlet"].queryset = outlets_of(agency)  # type: ignore[attr-defined]
        units = Unit.objects.filter(agency=agency)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]


class ListFilterForm(forms.Form):
    """What narrows a list: the period, the outlet, the unit, what still counts."""

    tu = DayField(label=gettext_lazy("From"), required=False)
    den = DayField(label=gettext_lazy("To"), required=False)
    noi_dang = forms.ModelChoiceField(
        Outlet.objects.none(), label=gettext_lazy("Outlet"), required=False,
        empty_label=gettext_lazy("every outlet"), to_field_name="code",
    )  # fmt: skip
    don_vi = forms.ModelChoiceField(
        Unit.objects.none(), label=gettext_lazy("Unit"), required=False,
        empty_label=gettext_lazy("every unit"), to_field_name="code",
    )  # fmt: skip
    xem = forms.ChoiceField(label=gettext_lazy("Shown"), required=False)

    def __init__(
        self, *args: Any, agency: Agency, usual: Period, can_wait: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._usual = usual
        self.fields["noi_dang"].queryset = outlets_of(agency)  # type: ignore[attr-defined]
        units = Unit.objects.filter(agency=agency)
        self.fields["don_vi"].queryset = units  # type: ignore[attr-defined]
        shown = [(COUNTED, _("what counts")), (CANCELLED, _("what was cancelled"))]
        if can_wait:
            shown.insert(1, (UNCONFIRMED, _("what is to be confirmed")))
        self.fields["xem"].choices = shown  # type: ignore[attr-defined]

    def filters(self) -> PlacementFilters:
        """The filters as chosen; what is no choice, or a period turned round, counts as none."""
        self.is_valid()
        given = self.cleaned_data
        first = given.get("tu") or self._usual.first
        last = given.get("den") or max(first, self._usual.last)
        period = Period(first, last) if first <= last else self._usual
        return PlacementFilters(
            period, given.get("noi_dang"), given.get("don_vi"), given.get("xem") or COUNTED
        )
