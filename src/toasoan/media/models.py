"""Photos and files: private until published, replaced but never overwritten."""

import secrets
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.search.index import AutocompleteField, FilterField

from toasoan.media.sizes import Focus, widths_for
from toasoan.media.storage import private_storage
from toasoan.vietnamese.fold import fold

#: What the search of the choosers knows besides Wagtail's own fields: the title as it is typed
#: without accents, and what `media.queries.visible` asks for.
_SEARCHED = (
    AutocompleteField("folded_title"),
    *map(FilterField, ("unit", "agency", "reach")),
)


class Reach(models.TextChoices):
    """How far a photo or file has come on its story's way."""

    UNIT = "unit", _("the unit")
    AGENCY = "agency", _("the provincial desk")
    PUBLIC = "public", _("everybody")


def new_token() -> str:
    """An unguessable part of an address: 64 random bits in hexadecimal."""
    return secrets.token_hex(8)


@lru_cache(maxsize=10_000)
def _address(picture_id: int, token: str, width: int) -> str:
    """The path of a copy of a photo, remembered: a page needs six for each photo."""
    return reverse("media:picture", args=[picture_id, token, width])


def _hundredths(place: int, length: int) -> int:
    return min(max(round(100 * place / max(length, 1)), 0), 100)


class Owned(models.Model):
    """Whose a photo or file is, and how far it may be seen.

    A row without a unit is the agency's own (taken in by the desk or by the webmaster). One without
    an agency is nobody's: unless it is public, only whoever uploaded it sees it.
    """

    unit = models.ForeignKey(
        "units.Unit", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    agency = models.ForeignKey(
        "units.Agency", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reach = models.CharField(max_length=10, choices=Reach, default=Reach.UNIT, editable=False)
    #: Fields of Wagtail's base.
    uploaded_by_user: Any
    uploaded_by_user_id: int | None
    title: Any

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save the row; what is a unit's is its agency's as well."""
        if self.unit is not None and self.agency_id is None:
            self.agency_id = self.unit.agency_id
        super().save(*args, **kwargs)

    @property
    def folded_title(self) -> str:
        """The title in small letters without accents, for the search of the choosers."""
        return fold(self.title)


class Picture(Owned, AbstractImage):  # noqa: DJ008  # Wagtail's base says its title
    """A photo. `file` is the cleaned copy (upright, no location); `original` is as sent.

    The original is never served. Public pages use the ready sizes, see `address`.
    """

    #: Belongs to the site itself (emblem, topic, banner): public whatever stories it stands in.
    for_site = models.BooleanField(default=False, editable=False)
    token = models.CharField(max_length=16, default=new_token, editable=False)
    original = models.FileField(
        upload_to="originals/", storage=private_storage, blank=True, editable=False
    )

    #: The columns that a page asks for to show the photo.
    SHOWN = ("token", "width", "height", "focal_point_x", "focal_point_y")

    admin_form_fields = ("title", "file", "description")
    search_fields = [*AbstractImage.search_fields, *_SEARCHED]

    class Meta(AbstractImage.Meta):
        verbose_name = _("photo")
        verbose_name_plural = _("photos")

    def address(self, width: int) -> str:
        """The address of the ready copy of at most `width` pixels."""
        ready = max((w for w in self.ready_widths if w <= width), default=self.ready_widths[0])
        return _address(self.pk, self.token, ready)

    @property
    def focus(self) -> Focus:
        """The place that no crop may lose: the middle unless somebody chose another."""
        x, y = self.focal_point_x, self.focal_point_y
        if x is None or y is None:
            return Focus()
        return Focus(_hundredths(x, self.width), _hundredths(y, self.height))

    @property
    def share_address(self) -> str:
        """The address of the JPEG for shared links."""
        return reverse("media:picture_to_share", args=[self.pk, self.token])

    @property
    def ready_widths(self) -> tuple[int, ...]:
        """Widths in pixels of the ready copies, ascending, never wider than the photo."""
        return widths_for(self.width)

    @property
    def address_set(self) -> str:
        """The value for `srcset`: every ready copy with its width."""
        return ", ".join(f"{self.address(width)} {width}w" for width in self.ready_widths)


class PictureRendition(AbstractRendition):
    """Thumbnails that the newsroom's own screens ask for."""

    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("image", "filter_spec", "focal_point_key"), name="unique_rendition"
            )
        ]


class Attachment(Owned, AbstractDocument):  # noqa: DJ008  # Wagtail's base says its title
    """A file offered beneath a story."""

    #: The name that its sender gave it; on disk it has one of plain letters.
    sent_name = models.CharField(max_length=150, blank=True, editable=False)

    admin_form_fields = ("title", "file")
    search_fields = [*AbstractDocument.search_fields, *_SEARCHED]

    class Meta(AbstractDocument.Meta):
        verbose_name = _("file")
        verbose_name_plural = _("files")

    @property
    def url(self) -> str:
        """The path of our own view, which checks who asks; Wagtail's is not served."""
        return reverse("media:attachment", args=[self.pk])

    @property
    def filename(self) -> str:
        """The name under which it is saved."""
        return self.sent_name or Path(self.file.name).name
