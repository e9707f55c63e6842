"""Filling a home page: chosen stories first, none twice, card data read once for all."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Protocol, runtime_checkable

from django.db.models import QuerySet
from django.http import HttpRequest

from toasoan.page_cache.cache_tags import right_until, shows
from toasoan.portal.frame.cache_tags import show_stories
from toasoan.portal.listings.stories import live_stories, with_card_data
from toasoan.stories.cache_tags import story_tag
from toasoan.stories.models import Genre, Section, Story
from toasoan.units.models import Agency

#: How far back blocks look that show the latest of the whole site.
_RECENT = 80
#: After so many days an announcement leaves the home page by itself, unless somebody pinned it.
ANNOUNCEMENT_DAYS = 60
_MOST_COLUMNS, _FOUR = 3, 4


@runtime_checkable
class Filled(Protocol):
    """A block that reads what it shows; blocks of other rooms need not inherit from ours."""

    def gather(self, value: Any, home: "Home") -> dict[str, Any] | None:
        """What the block's template shows besides its value; None when there is nothing."""


@runtime_checkable
class Pinning(Protocol):
    """A block with stories that somebody chose."""

    def pins(self, value: Any) -> list[int]:
        """The ids of the chosen stories."""


@dataclass(frozen=True, slots=True)
class FilledBlock:
    """A filled block, ready for its template; `number` makes its headings' ids.

    A narrow one (`narrow = True` in the block's Meta) may share a row with others.
    """

    number: int
    template: str
    context: dict[str, Any]
    narrow: bool = False


@dataclass(frozen=True, slots=True)
class HomeRow:
    """Blocks that stand side by side: several narrow ones, or one across the page."""

    parts: list[FilledBlock]

    @property
    def columns(self) -> int:
        """How many narrow blocks stand in a line; 0 for a block across the page."""
        if not self.parts[0].narrow:
            return 0
        number = len(self.parts)
        # Two lines of two look better than three and one.
        return number if number <= _MOST_COLUMNS else 2 if number == _FOUR else _MOST_COLUMNS


@dataclass(slots=True)
class Home:
    """A home page in the making: stories placed so far, and stories reserved for later blocks."""

    request: HttpRequest
    agency: Agency
    sections: list[Section]
    now: dt.datetime
    _pinned: dict[int, Story] = field(default_factory=dict)
    _shown: list[Story] = field(default_factory=list)
    _recent: list[Story] | None = None
    #: Stories that stand above, and those that somebody chose for a place further down.
    _taken: set[int] = field(default_factory=set)

    def live(self) -> QuerySet[Story]:
        """The stories on the site, latest first."""
        return live_stories(self.agency)

    def take(self, stories: QuerySet[Story], number: int) -> list[Story]:
        """The first of these that do not stand on the page yet. One query."""
        # Taken whole and sifted here: a condition on many ids would leave the index.
        found = self._free(stories[: number + len(self._taken)])[:number]
        self.put(found)
        return found

    def _free(self, stories: Iterable[Story]) -> list[Story]:
        """Those without a place on the page, and no announcement whose days are over."""
        return [story for story in stories if story.pk not in self._taken and not self._over(story)]

    def _over(self, story: Story) -> bool:
        until = _last_moment(story)
        return until is not None and until <= self.now

    def recent(self) -> list[Story]:
        """The latest of the site that do not stand on the page yet. One query for all blocks."""
        if self._recent is None:
            self._recent = list(self.live()[:_RECENT])
        return self._free(self._recent)

    def put(self, stories: Iterable[Story]) -> None:
        """Record that these stories stand on the page, so that no other block takes them."""
        for story in stories:
            self._taken.add(story.pk)
            self._shown.append(story)

    def take_pins(self, ids: Iterable[int]) -> list[Story]:
        """The chosen stories that are on the site, each in its first place only. No query."""
        found = [self._pinned.pop(pk) for pk in ids if pk in self._pinned]
        self.put(found)
        return found

    def reserve(self, ids: Iterable[int]) -> None:
        """Keep these for the places that they were chosen for. One query when there are any.

        A story that is not on the site is marked too: when it comes, the page is made anew.
        """
        story_ids = {pk for pk in ids if pk > 0}
        if story_ids:
            shows(self.request, *map(story_tag, story_ids))
            self._pinned = {story.pk: story for story in self.live().filter(pk__in=story_ids)}
            self._taken |= set(self._pinned)

    def finish(self) -> None:
        """Give every story on the page its card data and its cache tags. Two queries."""
        with_card_data(self._shown, self.sections)
        show_stories(self.request, self._shown)
        ends = [until for story in self._shown if (until := _last_moment(story))]
        if ahead := [until for until in ends if until > self.now]:
            right_until(self.request, min(ahead))


def _last_moment(story: Story) -> dt.datetime | None:
    """When an announcement leaves the home page; None for any other story."""
    if story.genre != Genre.ANNOUNCEMENT or story.first_published_at is None:
        return None
    moment: dt.datetime = story.first_published_at
    return moment + dt.timedelta(days=ANNOUNCEMENT_DAYS)


def parts_of(blocks: Iterable[Any], home: Home) -> list[FilledBlock]:
    """The blocks of a home page in their order, without those that have nothing to show."""
    children = list(blocks)
    pinning = [child for child in children if isinstance(child.block, Pinning)]
    home.reserve(pk for child in pinning for pk in child.block.pins(child.value))
    parts = []
    for number, child in enumerate(children, start=1):
        filled: dict[str, Any] | None = {}
        if isinstance(child.block, Filled):
            filled = child.block.gather(child.value, home)
        if filled is not None:
            context = {"value": child.value, "self": child.value, **filled}
            meta = child.block.meta
            narrow = bool(getattr(meta, "narrow", False))
            parts.append(FilledBlock(number, meta.template, context, narrow))
    home.finish()
    return parts


def rows_of(parts: Iterable[FilledBlock]) -> list[HomeRow]:
    """The parts in rows: narrow ones that follow one another share a row."""
    rows: list[HomeRow] = []
    for part in parts:
        if rows and part.narrow and rows[-1].columns:
            rows[-1].parts.append(part)
        else:
            rows.append(HomeRow([part]))
    return rows
