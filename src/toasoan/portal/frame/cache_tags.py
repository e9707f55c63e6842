"""What public pages tell the page store: which objects they show, until when they are right."""

import datetime as dt
from collections.abc import Iterable
from typing import Any, Protocol

from django.http import HttpRequest

from toasoan.page_cache.cache_tags import may_be_kept, right_until, shows
from toasoan.stories.cache_tags import story_tag
from toasoan.vietnamese.dates import TZ, local_day

#: The parameters of a list's address; every other parameter is cut off.
LIST_PARAMETERS = ("truoc", "sau")


def frame_tag(agency_id: int) -> str:
    """For pages that show the agency and its menus: every public page."""
    return f"frame:{agency_id}"


def unit_tag(unit_id: int) -> str:
    """For pages that show this unit's name."""
    return f"unit:{unit_id}"


def organisation_tag(agency_id: int) -> str:
    """For pages that show units, contacts, or who leads boards and units."""
    return f"organisation:{agency_id}"


class ShownStory(Protocol):
    """A story, or the card of one."""

    @property
    def pk(self) -> Any: ...  # as Django's own

    @property
    def unit_id(self) -> int: ...


def show_stories(request: HttpRequest, stories: Iterable[ShownStory]) -> None:
    """The page shows these stories and the names of their units."""
    shown = list(stories)
    shows(request, *(story_tag(story.pk) for story in shown))
    shows(request, *{unit_tag(story.unit_id) for story in shown})


def show_frame(request: HttpRequest, agency_id: int, now: dt.datetime) -> None:
    """The page has the agency, its menus and today's date around it."""
    shows(request, frame_tag(agency_id))
    right_until(request, midnight_after(now))


def midnight_after(now: dt.datetime) -> dt.datetime:
    """When the date in the page's head changes."""
    return dt.datetime.combine(local_day(now) + dt.timedelta(days=1), dt.time(), TZ)


def keep(request: HttpRequest, *tags: str, knows: Iterable[str] = ()) -> None:
    """Let the page be kept, as long as nothing that it shows changes."""
    shows(request, *tags)
    may_be_kept(request, knows=knows)
