"""RSS for the whole site and for each section."""

import datetime as dt
from collections.abc import Iterable

from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest

from toasoan.portal.marking import frame_word, keep
from toasoan.portal.queries import agency_for, dressed, live_stories, section_named
from toasoan.stories.models import Section, Story
from toasoan.stories.pages import any_word
from toasoan.units.models import Agency

_ITEMS = 30


class AgencyFeed(Feed[Story, Agency]):
    """The latest stories of the site."""

    language = "vi"

    def get_object(self, request: HttpRequest, *args: object, **kwargs: object) -> Agency:
        """The agency whose site was asked for."""
        agency = agency_for(request)
        keep(request, frame_word(agency.pk), any_word(agency.pk))
        return agency

    def title(self, obj: Agency) -> str:
        """The agency's name."""
        return obj.name

    def link(self, obj: Agency) -> str:
        """The home page."""
        return "/"

    def description(self, obj: Agency) -> str:
        """The agency's slogan."""
        return obj.slogan

    def items(self, obj: Agency) -> Iterable[Story]:
        """The latest live stories."""
        return dressed(live_stories(obj)[:_ITEMS])

    def item_title(self, item: Story) -> str:  # type: ignore[override]
        """The headline."""
        return str(item.headline)

    def item_description(self, item: Story) -> str:  # type: ignore[override]
        """The standfirst."""
        return str(item.standfirst)

    def item_author_name(self, item: Story) -> str:  # type: ignore[override]
        """The unit that the story came from."""
        return str(item.unit.name)

    def item_categories(self, item: Story) -> tuple[str, ...]:  # type: ignore[override]
        """The section."""
        return (item.section.name,) if item.section else ()

    def item_pubdate(self, item: Story) -> dt.datetime | None:
        """When it first went live."""
        return item.first_published_at

    def item_updateddate(self, item: Story) -> dt.datetime | None:
        """When its last edition went live."""
        return item.last_published_at


class SectionFeed(AgencyFeed):
    """The latest stories of one section."""

    def get_object(  # type: ignore[override]
        self, request: HttpRequest, section: str
    ) -> Section:
        """The section of the agency whose site was asked for. Raises Http404."""
        found = section_named(super().get_object(request), section)
        if found is None:
            raise Http404
        return found

    def title(self, obj: Section) -> str:  # type: ignore[override]
        """The section's name."""
        return obj.name

    def link(self, obj: Section) -> str:  # type: ignore[override]
        """The section's page."""
        return obj.get_absolute_url()

    def description(self, obj: Section) -> str:  # type: ignore[override]
        """What the section is about."""
        return obj.summary

    def items(self, obj: Section) -> Iterable[Story]:  # type: ignore[override]
        """The latest live stories of the section."""
        return dressed(live_stories(obj.agency).filter(section=obj)[:_ITEMS], [obj])
