"""Stories gathered by what they have in common: a topic, an author, photos, a video."""

from dataclasses import dataclass

from django.db.models import F, OuterRef, Subquery
from django.http import Http404

from toasoan.media.models import Picture
from toasoan.portal.listings.stories import live_stories, with_card_data
from toasoan.stories.models import Byline, Story
from toasoan.stories.topics import Topic
from toasoan.units.models import Agency

#: Topics on their page, those with the latest stories first.
_MOST_TOPICS = 60


@dataclass(frozen=True, slots=True)
class TopicRow:
    """A topic and its latest story."""

    topic: Topic
    latest: Story

    @property
    def photo(self) -> Picture | None:
        """The topic's own photo, or that of its latest story."""
        return self.topic.picture or self.latest.lead_picture


@dataclass(frozen=True, slots=True)
class Author:
    """A name as it is signed, and what stood beside it last."""

    name: str
    affiliation: str
    story_id: int


def topic_named(agency: Agency, slug: str) -> Topic:
    """The topic with this address. Raises Http404."""
    topic = Topic.objects.filter(agency=agency, slug=slug).select_related("picture").first()
    if topic is None:
        raise Http404
    return topic


def topics_with_stories(agency: Agency) -> list[TopicRow]:
    """The topics that have stories, the one with the latest story first. Five queries."""
    latest = live_stories(agency).filter(topic=OuterRef("pk")).values("pk")[:1]
    topics = Topic.objects.filter(agency=agency).annotate(latest_id=Subquery(latest))
    # A story's number grows with time closely enough to cut a list of topics.
    rows = topics.filter(latest_id__isnull=False).select_related("picture")
    rows = rows.order_by(F("latest_id").desc())[:_MOST_TOPICS]
    by_topic = {topic.pk: (topic, topic.latest_id) for topic in rows}
    ids = [latest_id for _topic, latest_id in by_topic.values()]
    stories = with_card_data(live_stories(agency).filter(pk__in=ids))
    return [TopicRow(by_topic[story.topic_id][0], story) for story in stories]


def author_at(agency: Agency, address: str) -> Author:
    """Who signs with the name of this address. Raises Http404 when no live story is signed so."""
    row = (
        Byline.objects.filter(address=address, story__agency=agency, story__live=True)
        .order_by("-story__first_published_at", "-story_id")
        .select_related("story__unit")
        .defer("story__body")
        .first()
    )
    if row is None:
        raise Http404
    return Author(row.name, row.affiliation or row.story.unit.short_name, row.story_id)
