"""The upload forms of Wagtail's choosers, with checks of what is uploaded."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from toasoan.media.actions import write_sizes
from toasoan.media.models import Owned, Picture, Reach
from toasoan.media.queries import SITE_WORK, home_of
from toasoan.media.sizes import CleanPicture, PictureFileError, clean_picture
from toasoan.units.duties import DESK_WORK, UNIT_WORK
from toasoan.units.queries import duties_of
from toasoan.vietnamese.dates import local_day
from toasoan.vietnamese.fold import slugify

_ATTACHMENT_ENDINGS = {
    "pdf": (b"%PDF-",),
    "docx": (b"PK\x03\x04",),
    "xlsx": (b"PK\x03\x04",),
    "pptx": (b"PK\x03\x04",),
    "zip": (b"PK\x03\x04",),
}
_MOST_ATTACHMENT_BYTES = 30 * 1024 * 1024


def _refusal_sentence(code: str) -> str:
    """What to tell a person whose photo was not taken."""
    sentences = {
        "too_large": _("The photo is over 25 MB. Save a smaller copy and choose it again."),
        "too_many_pixels": _("The photo has too many pixels. Save a smaller copy of it."),
        "not_a_picture": _("This file is not a photo that can be read. Choose a JPEG or PNG file."),
    }
    return sentences[code]


def cleaned_photo(content: bytes) -> CleanPicture:
    """What was sent, cleaned. Raises ValidationError with a sentence when it is no photo."""
    try:
        return clean_picture(content)
    except PictureFileError as error:
        raise ValidationError(_refusal_sentence(error.code)) from error


def _take_home(instance: Owned) -> None:
    """Put a new photo or file under the unit or the agency of whoever uploads it."""
    home = home_of(getattr(instance, "uploaded_by_user", None), local_day(timezone.now()))
    instance.unit_id, instance.agency_id = home.unit_id, home.agency_id


def _is_for_the_site(form: Any) -> bool:  # a Wagtail form, which has no types
    """Whether the webmaster takes it in: somebody with no story to put it into."""
    user = getattr(form.instance, "uploaded_by_user", None)
    duties = duties_of(user, local_day(timezone.now())) if user is not None else frozenset()
    return not duties.isdisjoint(SITE_WORK) and duties.isdisjoint(UNIT_WORK + DESK_WORK)


class PictureForm(BaseImageForm):  # type: ignore[misc]  # Wagtail ships no types
    """Cleans an uploaded photo, keeps the original, makes the sizes."""

    _clean: CleanPicture | None = None
    _sent: bytes = b""

    def clean_file(self) -> UploadedFile[Any]:
        """The cleaned copy in place of what was sent."""
        sent = self.cleaned_data["file"]
        sent.seek(0)
        self._sent = sent.read()
        self._clean = cleaned_photo(self._sent)
        stem = slugify(sent.name.rsplit(".", 1)[0], max_length=40)
        return SimpleUploadedFile(f"{stem}.{self._clean.extension}", self._clean.content)

    def save(self, commit: bool = True) -> Picture:  # noqa: FBT001, FBT002  # Wagtail's signature
        """Save the photo together with its original and its sizes."""
        picture: Picture = self.instance
        if picture._state.adding:
            _take_home(picture)
            if _is_for_the_site(self):
                picture.reach, picture.for_site = Reach.PUBLIC, True
        if self._clean:
            name = f"{picture.token}-{self.cleaned_data['file'].name}"
            picture.original.save(name, ContentFile(self._sent), save=False)
        saved: Picture = super().save(commit=commit)
        if self._clean and commit:
            write_sizes(saved, self._clean.content)
        return saved


class AttachmentForm(BaseDocumentForm):  # type: ignore[misc]  # Wagtail ships no types
    """Takes files of the listed kinds, by their content."""

    def clean_file(self) -> UploadedFile[Any]:
        """The file as sent, when its first bytes fit its ending."""
        sent: UploadedFile[Any] = self.cleaned_data["file"]
        ending = (sent.name or "").rsplit(".", 1)[-1].lower()
        sent.seek(0)
        head = sent.read(8)
        sent.seek(0)
        if (sent.size or 0) > _MOST_ATTACHMENT_BYTES:
            raise ValidationError(_("The file is over 30 MB."))
        if not any(head.startswith(mark) for mark in _ATTACHMENT_ENDINGS.get(ending, ())):
            raise ValidationError(
                _("Only PDF, Word, Excel, PowerPoint and ZIP files can be attached.")
            )
        return sent

    def save(self, commit: bool = True) -> Any:  # noqa: FBT001, FBT002  # Wagtail's signature
        """Save the file under the sender's unit or agency."""
        if self.instance._state.adding:
            _take_home(self.instance)
        return super().save(commit=commit)
