"""How a photo stands on a page: which copy a browser takes, what a crop keeps, what waits.

No photo is enlarged beyond its pixels (decision 0051).
"""

from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString

from toasoan.media.models import Picture

#: The shape in which cards cut photos: width to height, as in the style sheet.
_CARD_SHAPE = 8 / 5
#: A photo within a text takes no more of the screen's height, in hundredths.
_HIGHEST = 80
#: Narrower than this, a photo may be narrower than a screen for which no other width is said.
_SMALL_SCREEN = 1000
#: The style sheet knows the focus in tenths.
_TENTH = 10
_MIDDLE = 5


@dataclass(frozen=True, slots=True)
class Place:
    """A kind of place for photos.

    `steps` are widths of the place by the least width of the window; the last holds for all others.
    `widest` is the largest width of the place and `fallback` the copy for browsers that choose
    none, in pixels. Without `is_cut` the whole photo is shown.
    """

    steps: tuple[tuple[int, str], ...]
    widest: int
    fallback: int
    is_cut: bool = True


PLACES = {
    "lead": Place(((1000, "780px"), (0, "100vw")), 780, 960),
    "banner": Place(((1248, "1200px"), (0, "100vw")), 1200, 1280, is_cut=False),
    "card": Place(((1000, "280px"), (600, "45vw"), (0, "120px")), 280, 320),
    "thumbnail": Place(((0, "120px"),), 120, 320),
    "portrait": Place(((0, "168px"),), 168, 320),
    "feature": Place(((1000, "400px"), (0, "100vw")), 400, 640),
    "article": Place(((1000, "900px"), (0, "100vw")), 900, 960, is_cut=False),
    "gallery": Place(((1000, "420px"), (520, "50vw"), (0, "100vw")), 420, 640),
    "wall": Place(((1000, "584px"), (0, "100vw")), 584, 640),
}


def image(picture: Picture, kind: str, alt: str, *, is_first: bool) -> SafeString:
    """The element of a photo. The first one of a page is fetched at once, all others when near."""
    place = PLACES[kind]
    return format_html(
        '<img src="{}" srcset="{}" sizes="{}" width="{}" height="{}" alt="{}"'
        '{} decoding="async" {}>',
        picture.address(place.fallback),
        picture.address_set,
        _sizes(place, picture),
        picture.width,
        picture.height,
        alt,
        _classes(place, picture),
        SafeString('fetchpriority="high"' if is_first else 'loading="lazy"'),
    )


def _sizes(place: Place, picture: Picture) -> str:
    """How wide the photo is drawn in each window: what it takes of the place, never more pixels."""
    ratio = picture.width / max(picture.height, 1)
    # What a crop cuts off at the sides has to be fetched as well.
    more = max(1.0, ratio / _CARD_SHAPE) if place.is_cut else 1.0
    bounds = [f"{picture.width}px"] if picture.width < max(_SMALL_SCREEN, place.widest) else []
    if not place.is_cut:
        bounds.append(f"{_HIGHEST * ratio:.0f}vh")

    def drawn(width: str) -> str:
        wanted = width if more == 1.0 else f"{more:.2f} * {width}"
        if bounds:
            return f"min({', '.join([wanted, *bounds])})"
        return width if more == 1.0 else f"calc({wanted})"

    return ", ".join(
        f"(min-width: {least}px) {drawn(width)}" if least else drawn(width)
        for least, width in place.steps
    )


def _classes(place: Place, picture: Picture) -> SafeString:
    focus = picture.focus
    across, down = round(focus.across / _TENTH), round(focus.down / _TENTH)
    found = [
        "photo-small" if picture.width < place.widest else "",
        f"focus-x{across}" if place.is_cut and across != _MIDDLE else "",
        f"focus-y{down}" if place.is_cut and down != _MIDDLE else "",
    ]
    names = " ".join(filter(None, found))
    return format_html(' class="{}"', names) if names else SafeString("")


def is_first(context: dict[str, Any]) -> bool:
    """Whether no photo of the page was drawn before this one.

    A text is rendered without a request; `first_photo` stands for its page.
    """
    page = context.get("first_photo") or context.get("request")
    if page is None or getattr(page, "has_shown_photo", False):
        return False
    page.has_shown_photo = True
    return True
