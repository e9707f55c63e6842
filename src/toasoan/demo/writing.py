"""From a family of templates to the text of one story."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random
from typing import TypeVar

from toasoan.demo import pictures
from toasoan.demo.story import DemoPicture
from toasoan.demo.templates import Family, TemplateTopic, TextVariant, in_season, may_tell
from toasoan.demo.words import DescribedEvent, capital, words_for

LONGEST_HEADLINE = 110
MOST_SYLLABLES = 20

# How many pictures a story of each genre shows, at least and at most.
_PICTURES = {
    "brief": (1, 2),
    "feature": (2, 3),
    "photo_story": (3, 4),
    "interview": (1, 1),
    "commentary": (1, 1),
    "announcement": (1, 1),
}

AnyVariant = TypeVar("AnyVariant", bound=TextVariant)


@dataclass(frozen=True)
class WrittenText:
    """The text and pictures of one story, as filled in from its family."""

    family: Family
    headline: str
    standfirst: str
    paragraphs: tuple[str, ...]
    pictures: tuple[DemoPicture, ...]


@dataclass
class StoryWriter:
    """Writes stories and remembers what it has used, so that neighbours read differently."""

    rng: Random
    headlines: set[str] = field(default_factory=set)
    used_topics: set[tuple[str, str]] = field(default_factory=set)
    _turns: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))

    def write(self, family: Family, event: DescribedEvent) -> WrittenText | None:
        """A story, or nothing when this family has no fresh headline for that event."""
        for _ in range(12):
            words = words_for(event, self.rng)
            topic = self._topic(family, event)
            if topic is None and family.topics:
                return None
            words |= _topic_words(topic, words)
            line = self.rng.choice(family.headlines)
            headline = capital(line.text.format_map(words))
            if self._is_fresh(headline):
                self.headlines.add(headline)
                self._remember(family, topic)
                letter = self.rng.choice(line.letters) if line.letters else ""
                return self._text(family, letter, headline, words)
        return None

    def headline(self, family: Family, event: DescribedEvent) -> str | None:
        """A fresh headline for a clipping; None when the one drawn is used or too long."""
        words = words_for(event, self.rng)
        words |= _topic_words(self.rng.choice(family.topics), words)
        headline = capital(self.rng.choice(family.headlines).text.format_map(words))
        if not self._is_fresh(headline):
            return None
        self.headlines.add(headline)
        return headline

    def _topic(self, family: Family, event: DescribedEvent) -> TemplateTopic | None:
        fitting = [
            topic
            for topic in family.topics
            if in_season(topic.season, event.day)
            and may_tell(topic.units, event.home, is_district=event.is_district)
            and not (family.once and (family.key, topic.fields[0]) in self.used_topics)
        ]
        return self.rng.choice(fitting) if fitting else None

    def _remember(self, family: Family, topic: TemplateTopic | None) -> None:
        if topic is not None:
            self.used_topics.add((family.key, topic.fields[0]))

    def _is_fresh(self, headline: str) -> bool:
        return (
            headline not in self.headlines
            and len(headline) <= LONGEST_HEADLINE
            and len(headline.split()) <= MOST_SYLLABLES
        )

    def _text(
        self, family: Family, letter: str, headline: str, words: dict[str, str]
    ) -> WrittenText:
        standfirst = self._next(family, "S", family.standfirsts, letter)
        slots = [
            self._next(family, name, lines, letter)
            for name, lines in sorted(family.slots.items())
            if name not in family.optional_slots or self.rng.choice((True, False))
        ]
        return WrittenText(
            family=family,
            headline=headline,
            standfirst=capital(standfirst.text.format_map(words)) if standfirst else "",
            paragraphs=tuple(capital(slot.text.format_map(words)) for slot in slots if slot),
            pictures=self._pictures(family, letter, words),
        )

    def _next(
        self, family: Family, slot: str, lines: Sequence[AnyVariant], letter: str
    ) -> AnyVariant | None:
        """The next variant of a slot that fits the letter; None when none does.

        Variants take turns; the first is drawn, so that slots do not change together.
        """
        fitting = [line for line in lines if line.fits(letter)]
        if not fitting:
            return None
        turn = f"{family.key}/{slot}/{letter}"
        if turn not in self._turns:
            self._turns[turn] = self.rng.randrange(len(fitting))
        self._turns[turn] += self.rng.choice((1, 1, 2))
        return fitting[self._turns[turn] % len(fitting)]

    def _pictures(
        self, family: Family, letter: str, words: dict[str, str]
    ) -> tuple[DemoPicture, ...]:
        fewest, most = _PICTURES[family.genre]
        fitting = [caption for caption in family.captions if caption.fits(letter)]
        count = min(len(fitting), self.rng.randint(fewest, most))
        chosen = sorted(self.rng.sample(range(len(fitting)), count))
        return tuple(self._picture(fitting[n].illustration, fitting[n].text, words) for n in chosen)

    def _picture(self, illustration: str, caption: str, words: dict[str, str]) -> DemoPicture:
        seeds = [seed for name, seed in pictures.PICTURE_POOL if name == illustration]
        self._turns[f"picture/{illustration}"] += 1
        seed = seeds[self._turns[f"picture/{illustration}"] % len(seeds)]
        alt = pictures.alt_text(illustration, seed)
        return DemoPicture(illustration, seed, capital(caption.format_map(words)), alt)


def _topic_words(topic: TemplateTopic | None, words: dict[str, str]) -> dict[str, str]:
    if topic is None:
        return {}
    first, *rest = (text.format_map(words) for text in topic.fields)
    found = {"topic": first, "Topic": capital(first)}
    found |= {f"topic{number}": text for number, text in enumerate(rest, start=2)}
    return found
