"""The picture that stands with links to a site whose pages have no photo: emblem and name."""

from functools import cache
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe
from PIL import Image, ImageDraw, ImageFont

from toasoan.media.sharing import SHARED_SIZE, as_jpeg
from toasoan.portal.frame.cache_tags import frame_tag, keep
from toasoan.portal.frame.emblem import emblem_image
from toasoan.portal.frame.share_pictures import agency_picture_version
from toasoan.portal.frame.site import agency_for
from toasoan.site_settings.queries import look_of
from toasoan.units.models import Agency

_STATIC = Path(__file__).resolve().parents[1] / "static" / "portal"
_GROUND, _INK, _GREY = "#ffffff", "#1d1b19", "#55504b"
_BAND = 20
_SIDE = 80
_EMBLEM = 220
#: The largest and the smallest size of the name, in pixels, and its most lines.
_SIZES = range(84, 35, -4)
_MOST_LINES = 4
_PARENT_SIZE = 34
_LEADING = 1.22
_BESIDE = _SIDE + _EMBLEM + 60


@require_safe
def agency_picture(request: HttpRequest, version: str) -> HttpResponse:
    """Emblem and name on white, as a JPEG; another version leads to today's."""
    agency = agency_for(request)
    current = agency_picture_version(agency)
    if version != current:
        return redirect("portal:agency_picture", current)
    keep(request, frame_tag(agency.pk))
    return HttpResponse(as_jpeg(_drawn(agency)), content_type="image/jpeg")


def _drawn(agency: Agency) -> Image.Image:
    look = look_of(agency)
    image = Image.new("RGB", SHARED_SIZE, _GROUND)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, _BAND, SHARED_SIZE[1]), fill=look.colour)
    emblem = emblem_image(look.emblem).copy()
    emblem.thumbnail((_EMBLEM, _EMBLEM), Image.Resampling.LANCZOS)
    place = (_SIDE + (_EMBLEM - emblem.width) // 2, (SHARED_SIZE[1] - emblem.height) // 2)
    image.paste(emblem, place, emblem)
    _write(draw, agency, look.colour)
    return image


def _write(draw: ImageDraw.ImageDraw, agency: Agency, colour: str) -> None:
    """Parent agency and name beside the emblem, in the middle of the height."""
    width = SHARED_SIZE[0] - _BESIDE - _SIDE
    parent_font = _font(500, _PARENT_SIZE)
    parent = _lines(agency.parent_name, parent_font, width)
    name_font, name = _fitting(agency.name, width)
    heights = [len(parent) * _PARENT_SIZE, len(name) * name_font.size]
    top = (SHARED_SIZE[1] - sum(heights) * _LEADING) / 2
    for lines, font, ink in ((parent, parent_font, _GREY), (name, name_font, colour)):
        for line in lines:
            draw.text((_BESIDE, top), line, font=font, fill=ink)
            top += font.size * _LEADING


def _fitting(words: str, width: int) -> tuple[ImageFont.FreeTypeFont, list[str]]:
    """The words in the largest size at which they fit; in the smallest, the last lines are cut."""
    for size in _SIZES:
        font = _font(700, size)
        lines = _lines(words, font, width)
        if len(lines) <= _MOST_LINES and all(font.getlength(line) <= width for line in lines):
            break
    return font, lines[:_MOST_LINES]


def _lines(words: str, font: ImageFont.FreeTypeFont, width: int) -> list[str]:
    lines: list[str] = []
    for word in words.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and font.getlength(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


@cache
def _font(weight: int, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(_STATIC / "fonts" / f"be-vietnam-pro-{weight}.woff2", size)
