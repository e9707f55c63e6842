"""What feeds tell of: the latest stories of the site, a section, a tag or a unit.

Each says to the page store which stories it shows, as the page beside it does. So a correction
of an old story leaves feeds alone, and a story that was taken down drops every feed with it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.urls import reverse

from toasoan.page_cache.cache_tags import shows
from toasoan.portal.feeds.items import ItemText, item_texts
from toasoan.portal.frame.cache_tags import frame_tag, keep, show_stories, unit_tag
from toasoan.portal.frame.site import agency_for
from toasoan.portal.listings.stories import (
    live_stories,
    tag_for,
    unit_for,
    with_card_data,
)
from toasoan.stories.cache_tags import front_tag, keyword_tag, section_tag, unit_stories_tag
from toasoan.stories.models import Section, Story, TaggedStory
from toasoan.stories.sections import section_at
from toasoan.units.models import Agency

ITEMS = 30


class FeedItem(Protocol):
    """What feeds tell of: a story, or what has the same words. `section` has a name."""

    @property
    def pk(self) -> Any: ...  # as Django's own

    @property
    def section(self) -> Any: ...

    def get_absolute_url(self) -> str: ...

    @property
    def headline(self) -> Any: ...

    @property
    def standfirst(self) -> Any: ...

    @property
    def first_published_at(self) -> Any: ...

    @property
    def last_published_at(self) -> Any: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """One source of news; `path` is its page, beside which the feeds lie."""

    agency: Agency
    title: str
    summary: str
    path: str
    stories: tuple[FeedItem, ...]
    tags: dict[int, list[str]]
    texts: dict[int, ItemText]


def of_site(request: HttpRequest) -> Channel:
    """The channel of the whole site."""
    agency = agency_for(request)
    shows(request, front_tag(agency.pk))
    return _channel(request, live_stories(agency), agency.name, "/", agency.slogan)


def of_section(request: HttpRequest, section: str) -> Channel:
    """The channel of a section. Raises Http404 for an unknown slug."""
    agency = agency_for(request)
    found = section_at(agency.pk, section)
    if found is None:
        raise Http404
    shows(request, section_tag(found.pk))
    stories = live_stories(agency).filter(section=found)
    return _channel(
        request, stories, found.name, found.get_absolute_url(), found.summary, known=[found]
    )


def of_tag(request: HttpRequest, slug: str) -> Channel:
    """The channel of a tag. Raises Http404 for a tag without live stories."""
    agency = agency_for(request)
    # Before the look-up: the first story with the tag changes the front and drops a kept 404.
    shows(request, front_tag(agency.pk))
    found = tag_for(agency, slug)
    shows(request, keyword_tag(found.pk))
    stories = live_stories(agency).filter(tagged_items__tag=found)
    return _channel(request, stories, found.name, reverse("portal:tag", args=[slug]))


def of_unit(request: HttpRequest, code: str) -> Channel:
    """The channel of a unit. Raises Http404 for an unknown code."""
    agency = agency_for(request)
    found = unit_for(agency, code)
    shows(request, unit_tag(found.pk), unit_stories_tag(found.pk))
    stories = live_stories(agency).filter(unit=found)
    return _channel(request, stories, found.name, reverse("portal:unit", args=[code]))


def _channel(
    request: HttpRequest,
    stories: QuerySet[Story],
    name: str,
    path: str,
    summary: str = "",
    *,
    known: Iterable[Section] | None = None,
) -> Channel:
    agency = agency_for(request)
    found = with_card_data(stories[:ITEMS], known)
    show_stories(request, found)
    keep(request, frame_tag(agency.pk))
    return Channel(
        agency=agency,
        title=name if path == "/" else f"{name} – {agency.name}",
        summary=summary or name,
        path=path,
        stories=tuple(found),
        tags=tag_names(found),
        texts=item_texts(request, found),
    )


def tag_names(stories: Iterable[Story]) -> dict[int, list[str]]:
    """The tags of each of these stories. One query."""
    names: dict[int, list[str]] = {story.pk: [] for story in stories}
    rows = TaggedStory.objects.filter(content_object__in=list(names)).order_by("pk")
    for story_id, name in rows.values_list("content_object_id", "tag__name"):
        names[story_id].append(name)
    return names
