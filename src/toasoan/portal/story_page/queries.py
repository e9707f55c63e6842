"""What surrounds a story: its corrections, what belongs to it, what stands beside it."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest

from toasoan.identity.queries import with_furniture
from toasoan.portal.queries import agency_for, corrections_of, dressed, frame, live_stories
from toasoan.stories.models import Section, Story
from toasoan.stories.pages import newer_than, older_than
from toasoan.stories.prepared import Tagged, text_of
from toasoan.stories.related import related_ids
from toasoan.units.models import Agency

_RELATED = 4
_OF_TOPIC = 4


def story_context(
    story: Story, agency: Agency, sections: Iterable[Section] | None = None
) -> dict[str, Any]:
    """A story with what surrounds it: ten queries at most, whatever it holds.

    Sections that are at hand save one.
    """
    text = text_of(story)
    newer, older = _neighbours(story, agency)
    stream = _of_topic(story, agency)
    shown = {other.pk for other in [*newer, *older, *stream]}
    related = _related(story, agency, text.tags, shown)
    # What is previewed may have no unit yet.
    whole = [story] if story.unit_id else []
    dressed([*whole, *newer, *older, *stream, *related], sections)
    return {
        "story": story,
        "text": text,
        "corrections": corrections_of(story),
        "newer": newer,
        "older": older,
        "topic": story.topic,
        "of_topic": stream,
        "related": related,
    }


def preview_context(story: Story, request: HttpRequest) -> dict[str, Any]:
    """The public page of a story that may lack anything, even its agency."""
    agency = with_furniture(Agency.objects.filter(pk=story.agency_id)).first()
    agency = agency or agency_for(request)
    around = frame(request, agency)
    return around | story_context(story, agency, around["sections"])


def _neighbours(story: Story, agency: Agency) -> tuple[list[Story], list[Story]]:
    """The nearest newer and older ones of its section, both latest first."""
    moment, section = story.first_published_at, story.section
    if moment is None or section is None:
        return [], []
    beside = live_stories(agency).filter(section=section)
    newer = list(newer_than(beside, moment, story.pk))
    return newer[::-1], list(older_than(beside, moment, story.pk))


def _of_topic(story: Story, agency: Agency) -> list[Story]:
    """The latest others of its topic."""
    if story.topic is None:
        return []
    stream = live_stories(agency).filter(topic=story.topic)[: _OF_TOPIC + 1]
    return [other for other in stream if other.pk != story.pk][:_OF_TOPIC]


def _related(story: Story, agency: Agency, tags: Iterable[Tagged], shown: set[int]) -> list[Story]:
    """The live ones that share the most tags and do not stand on the page already."""
    # Some of the best may be drafts, of another agency, or shown: as many again stand in reserve.
    best = related_ids((tag.pk for tag in tags), but=story.pk, limit=4 * _RELATED + len(shown))
    wanted = [story_id for story_id in best if story_id not in shown]
    if not wanted:
        return []
    by_id = {other.pk: other for other in live_stories(agency).filter(pk__in=wanted)}
    return [by_id[story_id] for story_id in wanted if story_id in by_id][:_RELATED]
