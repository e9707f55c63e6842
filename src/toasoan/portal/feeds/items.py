"""What feeds say of a story beside its headline: who signed it, its text, its photos."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from toasoan.media.actions import size_name
from toasoan.media.models import Picture
from toasoan.media.share_copies import share_bytes
from toasoan.media.sharing import SHARED_SIZE
from toasoan.media.storage import private_storage
from toasoan.page_cache.cache_tags import Made, remembered_all
from toasoan.portal.feeds.body import body_html
from toasoan.portal.feeds.names import clean, one_line
from toasoan.portal.frame.cache_tags import unit_tag
from toasoan.stories.cache_tags import story_tag
from toasoan.stories.models import Story

PHOTO_WIDTH = 1280
#: Photos of one story; a gallery may have many more.
_MOST_PHOTOS = 10


@dataclass(frozen=True, slots=True)
class Signed:
    """A person who signed a story, and the whole address of their page."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class MediaFile:
    """A copy of a photo: whole address, kind, pixels, and bytes where they are known.

    A JPEG has no size before somebody has asked for it: it is made then.
    """

    address: str
    kind: str
    width: int
    height: int
    size: int | None


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo of a story in two copies: a JPEG that every reader shows, and the whole one."""

    jpeg: MediaFile
    whole: MediaFile
    caption: str
    credit: str
    alternative_text: str

    @property
    def enclosure(self) -> MediaFile:
        """The copy to name where its size must be told."""
        return self.whole if self.jpeg.size is None else self.jpeg


@dataclass(frozen=True, slots=True)
class ItemText:
    """The parts of an item that depend on the story alone. `content` is HTML, standfirst first."""

    signed: tuple[Signed, ...]
    content: str
    photos: tuple[Photo, ...]


def item_texts(request: HttpRequest, stories: Iterable[Story]) -> dict[int, ItemText]:
    """The texts of live stories by their ids.

    Two queries for all that are not remembered, and one or two for the photos of each.
    """
    # Addresses are whole, so each host has texts of its own.
    root = request.build_absolute_uri("/")
    keys = {f"feed {root} {story.pk}": story.pk for story in stories}

    def make(missing: list[str]) -> dict[str, Made]:
        rows = Story.objects.filter(pk__in=[keys[key] for key in missing])
        found = {row.pk: row for row in rows.prefetch_related("bylines").select_related("unit")}
        return {key: _made(request, found[keys[key]]) for key in missing if keys[key] in found}

    return {keys[key]: text for key, text in remembered_all(request, keys, make).items()}


def _made(request: HttpRequest, story: Story) -> Made:
    return _text(request, story), [story_tag(story.pk), unit_tag(story.unit_id)]


def _text(request: HttpRequest, story: Story) -> ItemText:
    absolute = request.build_absolute_uri
    signed = [
        Signed(one_line(row.name), absolute(reverse("portal:author", args=[row.address])))
        for row in story.bylines.all()
        if row.address and one_line(row.name)
    ]
    unit = Signed(one_line(story.unit.name), absolute(story.unit.get_absolute_url()))
    photos = [value for value in story.pictures() if value.get("picture")]
    return ItemText(
        tuple(signed) or (unit,),
        clean(format_html("<p>{}</p>", story.standfirst)) + body_html(request, story),
        tuple(_photo(request, value) for value in photos[:_MOST_PHOTOS]),
    )


def _photo(request: HttpRequest, value: dict[str, Any]) -> Photo:
    picture: Picture = value["picture"]
    absolute, (width, height) = request.build_absolute_uri, SHARED_SIZE
    shared = absolute(picture.share_address)
    return Photo(
        jpeg=MediaFile(shared, "image/jpeg", width, height, share_bytes(picture)),
        whole=_whole(request, picture),
        caption=one_line(value.get("caption") or ""),
        credit=one_line(value.get("credit") or ""),
        alternative_text=clean(value.get("alternative_text") or ""),
    )


def _whole(request: HttpRequest, picture: Picture) -> MediaFile:
    width = max(w for w in picture.ready_widths if w <= PHOTO_WIDTH or w == picture.ready_widths[0])
    try:
        size: int | None = private_storage().size(size_name(picture.token, width))
    except FileNotFoundError:
        size = None
    height = round(picture.height * width / picture.width)
    address = request.build_absolute_uri(picture.address(PHOTO_WIDTH))
    return MediaFile(address, "image/webp", width, height, size)
