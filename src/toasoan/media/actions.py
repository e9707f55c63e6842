"""Storing photos, and deciding who may see photos and files as their story moves."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from django.db import transaction
from django.db.models.fields.files import FieldFile
from django.utils import timezone

from toasoan.accounts.models import User
from toasoan.media.models import Attachment, Picture, Reach
from toasoan.media.queries import home_of
from toasoan.media.reading import NewPicture
from toasoan.media.share_copies import share_name
from toasoan.media.sizes import Focus
from toasoan.media.storage import private_storage
from toasoan.units.models import Agency, Unit
from toasoan.vietnamese.dates import local_day


def size_name(token: str, width: int) -> str:
    """The storage name of a photo's copy of this width in pixels."""
    return f"sizes/{token[:2]}/{token}-{width}.webp"


class WrittenFiles:
    """Files on disk before the transaction that keeps their rows begins: it stays short."""

    def __init__(self) -> None:
        self._names: list[tuple[Storage, str]] = []

    def write(self, file: FieldFile, name: str, content: bytes) -> None:
        """Write the file of a row that is still to be saved."""
        file.save(name, ContentFile(content), save=False)
        self._names.append((file.storage, str(file.name)))

    def picture(
        self,
        new: NewPicture,
        *,
        unit: Unit | None,
        actor: User | None,
        agency: Agency | None = None,
    ) -> Picture:
        """Write the cleaned photo, its original and its copies; the row is still to be saved.

        It belongs to the unit; without one to the agency, which is the actor's when none is named.
        """
        home = home_of(actor, local_day(timezone.now()))
        picture = Picture(
            title=(new.title or new.filename)[:255],
            description=new.description[:255],
            unit=unit,
            agency_id=(unit.agency_id if unit else agency.pk if agency else home.agency_id),
            uploaded_by_user=actor,
            file_size=len(new.clean.content),
        )
        self.write(picture.file, new.clean_name, new.clean.content)
        picture.width, picture.height = new.clean.width, new.clean.height
        self.beside(picture, new)
        return picture

    def beside(self, picture: Picture, new: NewPicture) -> None:
        """Write the original and the copies of a photo whose cleaned file is written elsewhere."""
        name = new.clean_name.rpartition(".")[0]
        self.write(picture.original, f"{picture.token}-{name}", new.content)
        storage = private_storage()
        for width, copy in new.clean.copies.items():
            kept = storage.save(size_name(picture.token, width), ContentFile(copy))
            self._names.append((storage, kept))

    def discard(self) -> None:
        """Remove what was written: its rows were not saved."""
        for storage, name in self._names:
            storage.delete(name)


@contextmanager
def written_files() -> Iterator[WrittenFiles]:
    """Files for new rows, removed again when what keeps the rows fails."""
    files = WrittenFiles()
    try:
        yield files
    except BaseException:
        files.discard()
        raise


def store_picture(
    new: NewPicture, *, unit: Unit | None, actor: User | None, agency: Agency | None = None
) -> Picture:
    """Keep a photo: the cleaned one, the original, the copies for pages."""
    with written_files() as files:
        picture = files.picture(new, unit=unit, actor=actor, agency=agency)
        picture.save()
    return picture


def take_in(new: NewPicture, *, actor: User) -> Picture:
    """Keep a photo that a person sends by itself: it is their unit's, or else their agency's."""
    home = home_of(actor, local_day(timezone.now()))
    unit = Unit.objects.get(pk=home.unit_id) if home.unit_id else None
    return store_picture(new, unit=unit, actor=actor)


def set_focus(picture: Picture, focus: Focus) -> None:
    """Choose the place of a photo that no crop may lose; the old copy for shared links goes."""
    outdated = share_name(picture)
    picture.focal_point_x = round(picture.width * focus.across / 100)
    picture.focal_point_y = round(picture.height * focus.down / 100)
    # Wagtail knows a focus as an area.
    picture.focal_point_width = max(1, picture.width // 10)
    picture.focal_point_height = max(1, picture.height // 10)
    picture.save()
    if share_name(picture) != outdated:
        transaction.on_commit(lambda: private_storage().delete(outdated))


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
