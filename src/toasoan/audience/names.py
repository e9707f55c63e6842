"""Names of what is counted, as pages give them to the page store. No framework.

A name is `<kind>:<number>`; the page store puts the agency's number before it
(`page_cache.cache_tags.counts_at`).
"""

import re
from dataclasses import dataclass
from functools import lru_cache

STORY, DOCUMENT, DOWNLOAD, SCHEDULE = "story", "document", "download", "schedule"
#: Downloads of a work schedule that is a file.
SCHEDULE_FILE = "schedule_file"
#: Kinds that are no pages.
DOWNLOADS = (DOWNLOAD, SCHEDULE_FILE)
#: Beginning of the kinds of all other pages.
PAGE = "page."
#: Pages that nobody named.
OTHER_PAGES = "page.other"
SEARCH_PAGE = "page.search"
#: The first page of a reader within half an hour; counted for the whole site.
VISIT = "visit"
#: Kinds that are sums over a whole site, made when numbers are written; they have no object.
ALL_VIEWS, ALL_DOWNLOADS = "all.views", "all.downloads"
OF_SITES = (VISIT, ALL_VIEWS, ALL_DOWNLOADS)


def sum_of(kind: str) -> str:
    """The kind in which numbers of a kind are summed for the whole site; "" for visits."""
    if kind == VISIT:
        return ""
    return ALL_DOWNLOADS if kind in DOWNLOADS else ALL_VIEWS


_NAME = re.compile(r"(?:(\d{1,18})/)?([a-z][a-z0-9_.]{0,39}):(\d{1,18})")


@dataclass(frozen=True, slots=True)
class CountedName:
    """What a name means. `agency_id` is 0 where nobody said whose site it is."""

    agency_id: int
    kind: str
    object_id: int


def story_name(story_id: int) -> str:
    """The name of views of a story's page."""
    return f"{STORY}:{story_id}"


def document_name(document_id: int) -> str:
    """The name of views of an official document's page."""
    return f"{DOCUMENT}:{document_id}"


def download_name(file_id: int) -> str:
    """The name of downloads of a file."""
    return f"{DOWNLOAD}:{file_id}"


def schedule_name(schedule_id: int) -> str:
    """The name of views of a work schedule's page."""
    return f"{SCHEDULE}:{schedule_id}"


def schedule_file_name(file_id: int) -> str:
    """The name of downloads of a work schedule's file."""
    return f"{SCHEDULE_FILE}:{file_id}"


def page_name(kind: str) -> str:
    """The name of views of any other page, for example "home" or "events"."""
    return f"{PAGE}{kind[:30]}:0"


@lru_cache(maxsize=4096)
def read_name(name: str) -> CountedName | None:
    """What a name means; None for what is no name.

    >>> read_name("3/story:12")
    CountedName(agency_id=3, kind='story', object_id=12)
    """
    found = _NAME.fullmatch(name)
    if found is None:
        return None
    agency_id, kind, object_id = found.groups()
    return CountedName(int(agency_id or 0), kind, int(object_id))
