"""What surrounds a story: its corrections, what belongs to it, what stands beside it."""

import re
from collections.abc import Iterable
from itertools import chain
from typing import Any

from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe

from toasoan.page_cache.cache_tags import remembered
from toasoan.portal.frame.site import agency_for, frame_context, units_of
from toasoan.portal.listings.cards import Card, CardKey, Size, cards_of
from toasoan.portal.listings.stories import set_sections
from toasoan.portal.story.queries import corrections_of
from toasoan.site_settings.queries import with_appearance
from toasoan.stories.cache_tags import topic_tag
from toasoan.stories.models import Story
from toasoan.stories.rendered_body import StoryText, text_of
from toasoan.stories.story_page_queries import adjacent, related_ids
from toasoan.stories.text import footer_lines
from toasoan.stories.topics import Topic
from toasoan.units.models import Agency

_RELATED = 4
#: What people type in front of a source.
_SAID_BY_LABEL = re.compile(r"\s*(?:nguồn(?:\s+tin)?\s*:\s*|theo\s+)+", re.IGNORECASE)


def story_context(request: HttpRequest, story: Story, around: dict[str, Any]) -> dict[str, Any]:
    """A story that has its section, with what surrounds it, within the frame of its site.

    Seven queries at most, whatever it holds; two when what stands beside it is remembered.
    """
    units = units_of(request, around["agency"])
    # What is previewed may have no unit yet.
    if story.unit_id:
        story.unit = units[story.unit_id]
    text = text_of(story)
    adjacent = _adjacent(story, around["agency"], text)
    cards = cards_of(
        request, around["agency"], chain(*adjacent.values()),
        sections=around["sections"], units=units,
    )  # fmt: skip
    return {
        "story": story,
        "text": text,
        "footer_lines": [(label, _said_once(words)) for label, words in footer_lines(story)],
        "corrections": corrections_of(story),
        "topic": _topic_of(request, story),
        "cards": list(cards.values()),
        **{
            name: _row(cards[key] for key in keys if key in cards)
            for name, keys in adjacent.items()
        },
    }


def _said_once(words: str) -> str:
    """Words without "Nguồn tin:" or "Theo" in front: the label beside them says it."""
    rest = words[match.end() :] if (match := _SAID_BY_LABEL.match(words)) else words
    return rest[:1].upper() + rest[1:]


def _row(cards: Iterable[Card]) -> SafeString:
    return mark_safe("".join(card.markup for card in cards))  # noqa: S308  # rendered templates


def _adjacent(story: Story, agency: Agency, text: StoryText) -> dict[str, list[CardKey]]:
    """The lists beside an article, none of them with a story that another one has. Two queries."""
    # What is previewed may never have been saved.
    own = story.pk or 0
    near = adjacent(
        own,
        section_id=story.section_id,
        topic_id=story.topic_id,
        moment=story.first_published_at,
    )
    shown = {*near.newer, *near.older, *near.of_topic}
    best = related_ids(
        (tag.pk for tag in text.tags), agency_id=agency.pk, but=own, limit=_RELATED + len(shown)
    )
    return {
        "newer": [(Size.SMALL, other) for other in near.newer],
        "older": [(Size.SMALL, other) for other in near.older],
        "of_topic": [(Size.USUAL, other) for other in near.of_topic],
        "related": [(Size.USUAL, other) for other in best if other not in shown][:_RELATED],
    }


def _topic_of(request: HttpRequest, story: Story) -> Topic | None:
    """Its topic, the same object for all of its stories."""
    topic_id = story.topic_id
    if topic_id is None:
        return None
    topic: Topic = remembered(
        request,
        f"topic {topic_id}",
        lambda: (Topic.objects.get(pk=topic_id), [topic_tag(topic_id)]),
    )
    return topic


def preview_context(story: Story, request: HttpRequest) -> dict[str, Any]:
    """The public page of a story that may lack anything, even its agency."""
    agency = with_appearance(Agency.objects.filter(pk=story.agency_id)).first()
    agency = agency or agency_for(request)
    around = frame_context(request, agency)
    set_sections([story], around["sections"])
    return around | story_context(request, story, around)
