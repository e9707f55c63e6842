"""A page that shows what the webmaster has typed and not yet saved."""

import base64
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from toasoan.portal.frame.site import frame_context
from toasoan.portal.listings.stories import latest_stories
from toasoan.site_settings.colours import is_colour
from toasoan.site_settings.models import Look
from toasoan.site_settings.queries import sheet_of


@dataclass(frozen=True, slots=True)
class UnsavedEmblem:
    """An uploaded emblem that lies nowhere: its address is the picture itself."""

    content: bytes
    width: int
    height: int

    def address(self, _width: int) -> str:
        """The picture as an address."""
        return "data:image/webp;base64," + base64.b64encode(self.content).decode()


def look_preview(request: HttpRequest, look: Look, emblem: Any) -> HttpResponse:
    """Header, a story, links and footer as they would be."""
    agency = look.agency
    around = frame_context(request, agency)
    stories = latest_stories(agency, around["sections"])
    context = {
        **around,
        "look": look,
        "emblem": UnsavedEmblem(*emblem) if emblem else look.emblem,
        "sheet": sheet_of(look) if is_colour(look.colour) else "",
        "latest": stories,
        "story": stories[0] if stories else None,
    }
    return render(request, "portal/look_preview.html", context)
