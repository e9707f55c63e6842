"""The upload forms of Wagtail's choosers, with checks of what is uploaded."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _lazy
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from toasoan.media.actions import written_files
from toasoan.media.file_fields import received
from toasoan.media.incoming import ATTACHED, accepted, kinds_sentence
from toasoan.media.models import Owned, Picture, Reach
from toasoan.media.queries import SITE_WORK, home_of
from toasoan.media.reading import NewPicture, new_picture
from toasoan.media.sizes import NEEDED_WIDTH, PictureFault, PictureFileError
from toasoan.media.wording import PICTURE_HELP, narrow_sentence, refusal_sentence
from toasoan.sent_files.limits import MOST_BYTES
from toasoan.units.duties import DESK_WORK, UNIT_WORK
from toasoan.units.queries import duties_of
from toasoan.vietnamese.dates import local_day
from toasoan.vietnamese.fold import slugify

#: For `accept`: the kinds, and the endings for systems that know HEIC and AVIF by nothing else.
ACCEPTED_PICTURES = (
    "image/jpeg,image/png,image/webp,image/gif,image/bmp,image/tiff,image/heic,image/heif,image/avif"
    ",.heic,.heif,.avif"
)


class PictureField(forms.FileField):
    """A photo that somebody sends; its value is a NewPicture, cleaned in a process of its own.

    The size is asked before the file is read into memory; nothing is decoded here.
    """

    widget = forms.FileInput

    def __init__(self, *, most_bytes: int = MOST_BYTES, too_large: Any = "", **kwargs: Any) -> None:
        self._most_bytes = most_bytes
        self._too_large = too_large
        super().__init__(**kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Phones offer photos, HEIC among them; without the endings some show them in grey.

        The others are for scripts that tell a width before the photo is sent.
        """
        return super().widget_attrs(widget) | {
            "accept": ACCEPTED_PICTURES,
            "data-needed": NEEDED_WIDTH,
            # The browser puts its number in the place of this one.
            "data-narrow": lazy(narrow_sentence, str)(0),
        }

    def clean(self, data: Any, initial: Any = None) -> Any:
        """The photo, None when none was sent. Raises ValidationError with a sentence."""
        sent = super().clean(data, initial)
        if not isinstance(sent, UploadedFile):
            return sent or None
        if (sent.size or 0) > self._most_bytes:
            raise ValidationError(
                self._too_large or refusal_sentence(PictureFault.TOO_LARGE), code="too_large"
            )
        try:
            return new_picture(sent.read(), sent.name or "anh.jpg")
        except PictureFileError as error:
            raise ValidationError(refusal_sentence(error.code), code=error.code) from error


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
    """Keeps the cleaned photo with its original and its copies for pages."""

    file = PictureField(label=_lazy("Photo"), help_text=PICTURE_HELP)

    _new: NewPicture | None = None

    def clean_file(self) -> Any:
        """The cleaned copy in place of what was sent."""
        new = self.cleaned_data["file"]
        if not isinstance(new, NewPicture):
            return new
        self._new = new
        return SimpleUploadedFile(new.clean_name, new.clean.content)

    def save(self, commit: bool = True) -> Picture:  # noqa: FBT001, FBT002  # Wagtail's signature
        """Save the photo together with its original and its copies."""
        picture: Picture = self.instance
        if picture._state.adding:
            _take_home(picture)
            if _is_for_the_site(self):
                picture.reach, picture.for_site = Reach.PUBLIC, True
        with written_files() as files:
            if self._new:
                files.beside(picture, self._new)
            saved: Picture = super().save(commit=commit)
        return saved


class AttachmentForm(BaseDocumentForm):  # type: ignore[misc]  # Wagtail ships no types
    """Takes files of the listed kinds, by their content."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        file = self.fields["file"]
        file.help_text = kinds_sentence(ATTACHED)
        file.widget.attrs["accept"] = accepted(ATTACHED)

    def clean_file(self) -> UploadedFile[Any]:
        """The file as sent, when it is sound; plain letters for its name."""
        sent: UploadedFile[Any] = self.cleaned_data["file"]
        if not self.files:
            return sent
        facts = received(sent, ATTACHED).facts
        sent.seek(0)
        self.instance.sent_name = facts.name
        # Names of folders are counted in bytes: a long one with marks would not fit.
        sent.name = f"{slugify(facts.name.rpartition('.')[0])}.{facts.ending}"
        return sent

    def save(self, commit: bool = True) -> Any:  # noqa: FBT001, FBT002  # Wagtail's signature
        """Save the file under the sender's unit or agency."""
        if self.instance._state.adding:
            _take_home(self.instance)
        return super().save(commit=commit)
