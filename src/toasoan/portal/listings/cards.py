"""How a live story stands on other pages: a photo, a headline, a day and a unit, as markup."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.http import HttpRequest
from django.template.loader import get_template

from toasoan.page_cache.cache_tags import Made, remembered_all
from toasoan.portal.frame.cache_tags import frame_tag, unit_tag
from toasoan.portal.listings.stories import set_sections
from toasoan.stories.cache_tags import story_tag
from toasoan.stories.models import Section, Story
from toasoan.stories.story_page_queries import live_cards
from toasoan.units.models import Agency, Unit


class Size(StrEnum):
    """How wide the photo of a card is; the kinds of the tag `photo`."""

    USUAL = "card"
    SMALL = "thumbnail"


#: Which card: its size and the story's id.
CardKey = tuple[Size, int]


@dataclass(frozen=True, slots=True)
class Card:
    """A story as another page shows it. `markup` is safe."""

    pk: int
    unit_id: int
    markup: str


def cards_of(
    request: HttpRequest,
    agency: Agency,
    card_keys: Iterable[CardKey],
    *,
    sections: Iterable[Section],
    units: Mapping[int, Unit],
) -> dict[CardKey, Card]:
    """The cards of those of the agency's stories that are live.

    One query for what is not remembered.
    """
    keys = {f"{size} {agency.pk} {story_id}": (size, story_id) for size, story_id in card_keys}

    def make(missing: list[str]) -> dict[str, Made]:
        rows = live_cards(agency.pk, {keys[key][1] for key in missing})
        set_sections(rows, sections)
        for story in rows:
            story.unit = units[story.unit_id]
        found = {story.pk: story for story in rows}
        return {key: _made(agency, keys[key], found.get(keys[key][1])) for key in missing}

    remembered = remembered_all(request, keys, make)
    return {keys[key]: card for key, card in remembered.items() if card is not None}


def _made(agency: Agency, card_key: CardKey, story: Story | None) -> Made:
    """The card and its cache tags; None for a story that is not live, remembered as well."""
    size, story_id = card_key
    # The story's address contains its section's, which may change with the frame.
    tags = [story_tag(story_id), frame_tag(agency.pk)]
    if story is None:
        return None, tags
    markup = get_template("portal/card.html").render({"story": story, "photo_kind": size.value})
    return Card(story.pk, story.unit_id, markup), [*tags, unit_tag(story.unit_id)]
