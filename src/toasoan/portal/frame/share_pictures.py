"""The picture that others show with a link to a page (decision 0051)."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse

from toasoan.media.models import Picture
from toasoan.media.sharing import SHARED_SIZE
from toasoan.site_settings.queries import look_of
from toasoan.stories.models import Story
from toasoan.units.models import Agency

_VERSION_LENGTH = 12


@dataclass(frozen=True, slots=True)
class SharePicture:
    """A JPEG of 1200 × 630 pixels: its path on this site and what it shows.

    `photo` is the photo that it is made of; none for the one with the agency's name.
    """

    path: str
    alternative_text: str
    photo: Picture | None = None
    width: int = SHARED_SIZE[0]
    height: int = SHARED_SIZE[1]
    kind: str = "image/jpeg"


def share_picture(agency: Agency, story: Story | None = None) -> SharePicture:
    """The picture of a page: the story's first photo, else the agency's. No query.

    The story is on the site and was read with its photo; the agency was read with its look.
    """
    photo = story.lead_picture if story else None
    if story is not None and photo is not None:
        return of_photo(photo, story.lead_alternative_text or story.headline)
    chosen = look_of(agency).share_picture
    if chosen is not None:
        return of_photo(chosen, agency.name)
    path = reverse("portal:agency_picture", args=[agency_picture_version(agency)])
    return SharePicture(path, agency.name)


def of_photo(photo: Picture, alternative_text: str) -> SharePicture:
    """The picture made of a public photo, a topic's for example."""
    return SharePicture(photo.share_address, alternative_text, photo)


def share_meta(picture: SharePicture, absolute: Callable[[str], str]) -> list[tuple[str, str, str]]:
    """The elements `meta` about the picture: kind of the name, name, content."""
    address = absolute(picture.path)
    return [
        ("property", "og:image", address),
        ("property", "og:image:type", picture.kind),
        ("property", "og:image:width", str(picture.width)),
        ("property", "og:image:height", str(picture.height)),
        ("property", "og:image:alt", picture.alternative_text),
        ("name", "twitter:card", "summary_large_image"),
        ("name", "twitter:image", address),
        ("name", "twitter:image:alt", picture.alternative_text),
    ]


def agency_picture_version(agency: Agency) -> str:
    """A word that changes with what the picture with the agency's name shows."""
    look = look_of(agency)
    shown = (agency.name, agency.parent_name, look.colour, look.emblem_id)
    return hashlib.sha256(repr(shown).encode()).hexdigest()[:_VERSION_LENGTH]
