"""The home page: its blocks, filled from what is live."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest

from toasoan.portal.frame.cache_tags import keep
from toasoan.portal.frame.site import agency_for, frame_context
from toasoan.portal.home.arrangement import Home, parts_of, rows_of
from toasoan.stories.cache_tags import front_tag


def home_context(request: HttpRequest, blocks: Iterable[Any]) -> dict[str, Any]:
    """The parts of the home page, with what stands around every page."""
    agency = agency_for(request)
    around = frame_context(request, agency)
    home = Home(request, agency, around["sections"], around["now"])
    rows = rows_of(parts_of(blocks, home))
    keep(request, front_tag(agency.pk))
    return around | {"rows": rows}
