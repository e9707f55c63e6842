"""Cache tags of pages that show stories, and which tags a change of a story invalidates.

The page store (`page_cache`) compares tags as text and knows nothing of what they mean.
"""

import datetime as dt
from dataclasses import dataclass

from toasoan.stories.models import Byline, Story, TaggedStory
from toasoan.stories.story_page_queries import adjacent

#: Stories of one file of the site map, by their ids.
FILE_SIZE = 10_000


def story_tag(story_id: int) -> str:
    """Tag of pages that show this story or a part of it, or that say that it is not there."""
    return f"story:{story_id}"


def article_tag(story_id: int) -> str:
    """Tag of the page of this story, which shows its neighbours too."""
    return f"article:{story_id}"


def front_tag(agency_id: int) -> str:
    """Tag of pages that show which stories are on the site and in what order."""
    return f"stories:{agency_id}"


def any_story_tag(agency_id: int) -> str:
    """Tag of what names too many stories to tag each, as the news map for search engines."""
    return f"any-story:{agency_id}"


def section_tag(section_id: int) -> str:
    """Tag of lists of the stories of this section."""
    return f"section:{section_id}"


def unit_stories_tag(unit_id: int) -> str:
    """Tag of lists of the stories of this unit."""
    return f"unit-stories:{unit_id}"


def keyword_tag(tag_id: int) -> str:
    """Tag of lists of the stories with this tag."""
    return f"tag:{tag_id}"


def topic_tag(topic_id: int) -> str:
    """Tag of pages that show this topic's name, or lists its stories."""
    return f"topic:{topic_id}"


def topics_tag(agency_id: int) -> str:
    """Tag of lists of the topics of the site."""
    return f"topics:{agency_id}"


def author_tag(agency_id: int, address: str) -> str:
    """Tag of lists of the stories signed with this name."""
    return f"author:{agency_id}:{address}"


def galleries_tag(agency_id: int) -> str:
    """Tag of lists of the stories in photos."""
    return f"galleries:{agency_id}"


def videos_tag(agency_id: int) -> str:
    """Tag of lists of the stories with a video."""
    return f"videos:{agency_id}"


def sitemap_file_tag(agency_id: int, number: int) -> str:
    """Tag of this file of the site map."""
    return f"site-map:{agency_id}:{number}"


@dataclass(frozen=True, slots=True)
class SitePosition:
    """Where a story stands on the site; two equal places mean that no list has changed."""

    live: bool
    section_id: int | None
    unit_id: int
    agency_id: int
    first_published_at: dt.datetime | None
    topic_id: int | None
    has_gallery: bool
    has_video: bool
    tag_ids: frozenset[int]
    authors: frozenset[str]
    #: The home page lists announcements and photo stories.
    genre: str

    def lists(self) -> set[str]:
        """Tags of the lists in which the story stands."""
        if not self.live:
            return set()
        tags = {front_tag(self.agency_id), unit_stories_tag(self.unit_id)}
        tags |= {keyword_tag(pk) for pk in self.tag_ids}
        tags |= {author_tag(self.agency_id, address) for address in self.authors}
        tags |= {galleries_tag(self.agency_id)} if self.has_gallery else set()
        tags |= {videos_tag(self.agency_id)} if self.has_video else set()
        # The list of topics is in the order of their latest stories.
        if self.topic_id:
            tags |= {topic_tag(self.topic_id), topics_tag(self.agency_id)}
        return tags | ({section_tag(self.section_id)} if self.section_id else set())


def position_of(story_id: int) -> SitePosition:
    """The story's position as the database has it now. Three queries."""
    story = Story.objects.only(
        "live", "section_id", "unit_id", "agency_id", "first_published_at", "topic_id",
        "has_gallery", "has_video", "genre",
    ).get(pk=story_id)  # fmt: skip
    tags = TaggedStory.objects.filter(content_object_id=story_id).values_list("tag_id", flat=True)
    authors = Byline.objects.filter(story_id=story_id).values_list("address", flat=True)
    return SitePosition(
        live=story.live,
        section_id=story.section_id,
        unit_id=story.unit_id,
        agency_id=story.agency_id,
        first_published_at=story.first_published_at,
        topic_id=story.topic_id,
        has_gallery=story.has_gallery,
        has_video=story.has_video,
        tag_ids=frozenset(tags),
        authors=frozenset(authors),
        genre=story.genre,
    )


def changed_list_tags(story_id: int, before: SitePosition, after: SitePosition) -> set[str]:
    """Tags of the lists, files and neighbouring articles that a change of the story affects.

    Pages that show the story itself carry `story_tag`, which is not repeated here.
    """
    tags = long_list_tags(story_id, after.agency_id)
    if before != after:
        tags |= before.lists() | after.lists()
        tags |= {article_tag(pk) for pk in _neighbour_ids(story_id, after)}
    return tags


def long_list_tags(story_id: int, agency_id: int) -> set[str]:
    """Tags of lists of so many stories that they do not tag each, where this one may stand."""
    return {any_story_tag(agency_id), sitemap_file_tag(agency_id, story_id // FILE_SIZE)}


def _neighbour_ids(story_id: int, position: SitePosition) -> tuple[int, ...]:
    """Ids of the articles that show the story beside their text: those that it shows itself."""
    if not position.live:
        return ()
    shown = adjacent(
        story_id, section_id=position.section_id, topic_id=None, moment=position.first_published_at
    )
    return shown.newer + shown.older
