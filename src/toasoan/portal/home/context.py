"""The home page: its blocks, filled from what is live."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest

from toasoan.portal.home.arrangement import Home, parts_of
from toasoan.portal.marking import keep
from toasoan.portal.queries import agency_for, frame
from toasoan.stories.pages import front_word


def home_context(request: HttpRequest, blocks: Iterable[Any]) -> dict[str, Any]:
    """The parts of the home page, with what stands around every page."""
    agency = agency_for(request)
    around = frame(request, agency)
    home = Home(request, agency, around["sections"], around["now"])
    parts = parts_of(blocks, home)
    keep(request, front_word(agency.pk))
    return around | {"parts": parts}
