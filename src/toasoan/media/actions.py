"""Storing photos, and deciding who may see photos and files as their story moves."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from toasoan.accounts.models import User
from toasoan.media.models import Attachment, Picture, Reach
from toasoan.media.queries import home_of
from toasoan.media.sizes import UNTOUCHED, Framing, clean_picture, make_sizes, widths_for
from toasoan.media.storage import private_storage
from toasoan.units.models import Agency, Unit
from toasoan.vietnamese.dates import local_day
from toasoan.vietnamese.fold import slugify


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPicture:
    """A photo as it arrived: its bytes, the name of its file, what it shows."""

    content: bytes
    filename: str
    title: str = ""
    description: str = ""
    framing: Framing = UNTOUCHED


def size_name(picture_id: int, token: str, width: int) -> str:
    """The storage name of a photo's copy of this width in pixels."""
    return f"sizes/{picture_id}/{token}-{width}.webp"


@transaction.atomic
def store_picture(
    new: NewPicture, *, unit: Unit | None, actor: User | None, agency: Agency | None = None
) -> Picture:
    """Clean a photo, keep the original, make its sizes.

    It belongs to the unit; without one to the agency, which is the actor's when none is named.
    Raises PictureFileError when the bytes are no photo.
    """
    clean = clean_picture(new.content, new.framing)
    stem = slugify(new.filename.rsplit(".", 1)[0], max_length=40)
    home = home_of(actor, local_day(timezone.now()))
    picture = Picture(
        title=(new.title or new.filename)[:255],
        description=new.description[:255],
        unit=unit,
        agency_id=(unit.agency_id if unit else agency.pk if agency else home.agency_id),
        uploaded_by_user=actor,
        file_size=len(clean.content),
    )
    picture.file.save(f"{stem}.{clean.extension}", ContentFile(clean.content), save=False)
    picture.original.save(f"{picture.token}-{stem}", ContentFile(new.content), save=False)
    picture.width, picture.height = clean.width, clean.height
    picture.save()
    write_sizes(picture, clean.content)
    return picture


def write_sizes(picture: Picture, content: bytes) -> None:
    """Make and keep the fixed list of sizes of a cleaned photo."""
    storage = private_storage()
    for width, copy in make_sizes(content, widths_for(picture.width)).items():
        name = size_name(picture.pk, picture.token, width)
        if not storage.exists(name):
            storage.save(name, ContentFile(copy))


def release_to_agency(*, picture_ids: Iterable[int], attachment_ids: Iterable[int]) -> None:
    """Open photos and files of a unit to the provincial desk."""
    Picture.objects.filter(pk__in=list(picture_ids), reach=Reach.UNIT).update(reach=Reach.AGENCY)
    Attachment.objects.filter(pk__in=list(attachment_ids), reach=Reach.UNIT).update(
        reach=Reach.AGENCY
    )


def release_to_public(*, picture_ids: Iterable[int], attachment_ids: Iterable[int]) -> None:
    """Let everybody see photos and files of a story that goes live."""
    Picture.objects.filter(pk__in=list(picture_ids)).update(reach=Reach.PUBLIC)
    Attachment.objects.filter(pk__in=list(attachment_ids)).update(reach=Reach.PUBLIC)


def release_for_site(picture: Picture) -> None:
    """Make a photo public because the site itself uses it."""
    picture.reach, picture.for_site = Reach.PUBLIC, True
    picture.save(update_fields=["reach", "for_site"])


def take_off_site(picture: Picture, *, shown: bool) -> None:
    """The site no longer uses the photo; it stays public if a live story shows it (`shown`)."""
    picture.reach = Reach.PUBLIC if shown else Reach.AGENCY
    picture.for_site = False
    picture.save(update_fields=["reach", "for_site"])


def withhold(*, picture_ids: Iterable[int], attachment_ids: Iterable[int]) -> None:
    """Close photos and files to the public again; photos of the site itself stay public."""
    stories_own = Picture.objects.filter(pk__in=list(picture_ids), for_site=False)
    stories_own.update(reach=Reach.AGENCY)
    Attachment.objects.filter(pk__in=list(attachment_ids)).update(reach=Reach.AGENCY)


def hand_over(
    *, picture_ids: Iterable[int], attachment_ids: Iterable[int], before: Unit, after: Unit
) -> None:
    """Let the unit that carries a story on see the photos and files that came from the other."""
    Picture.objects.filter(pk__in=list(picture_ids), unit=before).update(unit=after)
    Attachment.objects.filter(pk__in=list(attachment_ids), unit=before).update(unit=after)
