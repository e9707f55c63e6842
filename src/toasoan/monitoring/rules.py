"""From which score on an item is taken for ours, when to read again, which words an item has."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from toasoan.monitoring.models import WORDS_LENGTH, SeenItem
from toasoan.monitoring.shingles import words
from toasoan.outlets.models import Placement
from toasoan.refusals import Problem

#: Below it nothing is proposed at all.
LOWEST = 0.30
#: The score from which an item is taken for ours until people have decided often enough: measured.
START = 0.40
HIGHEST = 0.60
_STEPS = 30
#: Of the proposals from the threshold on, so many must have been ours.
PRECISION = 0.98
#: Decisions before anything is learned; confirmed ones below the start before it goes below it.
LEAST_DECISIONS = 20
LEAST_CONFIRMED_BELOW = 10

EVERY = dt.timedelta(minutes=30)
_LONGEST_PAUSE = dt.timedelta(hours=24)
_LEAST_WATCHED_WORDS = 2
#: Uses entered by hand within so many days of an item's are the same use.
_SAME_USE = dt.timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person said about a proposal."""

    score: float
    ours: bool


@dataclass(frozen=True, slots=True)
class Threshold:
    """The score from which an item is taken for ours, and what it rests on.

    `decisions` are all that were looked at; `above` of them have the score, `ours` of these were
    confirmed.
    """

    score: float
    decisions: int
    above: int
    ours: int

    @property
    def is_learned(self) -> bool:
        """Whether people have decided often enough."""
        return self.decisions >= LEAST_DECISIONS


def threshold(decisions: Sequence[Decision]) -> Threshold:
    """The lowest score from which at least 98 of 100 proposals were ours, from 0.30 to 0.60.

    Below 0.40 only when at least ten were confirmed there; 0.40 before twenty decisions.
    """
    score = START
    if len(decisions) >= LEAST_DECISIONS:
        steps = (round(LOWEST + step / 100, 2) for step in range(_STEPS + 1))
        score = next((one for one in steps if _holds(one, decisions)), HIGHEST)
    above = [one for one in decisions if one.score >= score]
    return Threshold(score, len(decisions), len(above), sum(one.ours for one in above))


def _holds(score: float, decisions: Sequence[Decision]) -> bool:
    above = [one.ours for one in decisions if one.score >= score]
    if sum(above) < PRECISION * len(above):
        return False
    below = sum(one.ours for one in decisions if score <= one.score < START)
    return score >= START or below >= LEAST_CONFIRMED_BELOW


def next_reading(now: dt.datetime, failures: int) -> dt.datetime:
    """When an outlet is read again: after half an hour, twice as long for each failure, a day."""
    return now + min(EVERY * 2 ** min(failures, 10), _LONGEST_PAUSE)


def is_known(item: SeenItem, uses: Iterable[Placement]) -> bool:
    """Whether a use of a story by the item's outlet is the item: same address, or about the day."""
    return any(
        use.outlet_id == item.outlet_id
        and (use.address == item.address or abs(use.placed_on - item.published_on) <= _SAME_USE)
        for use in uses
    )


def compared(text: str) -> str:
    """Words as they are compared: without marks, institutions in one form."""
    return " ".join(words(text))


def found_words(text: str, watched: Mapping[str, int]) -> list[str]:
    """Which of the watch words, in their compared form, stand in the text; the longest first."""
    spaced = f" {compared(text)} "
    found = [one for one in watched if f" {one} " in spaced]
    return sorted(found, key=lambda one: (-len(one), one))


def watch_word_problems(text: str, known: Iterable[str]) -> list[Problem]:
    """Why words cannot be watched; `known` are the agency's in their compared form."""
    form = compared(text)
    if len(text) > WORDS_LENGTH or len(form) > WORDS_LENGTH:
        return [Problem("too-long", _("At most 120 characters."), "words")]
    if len(text.split()) < _LEAST_WATCHED_WORDS or not form:
        # One syllable stands in every text.
        return [Problem("too-short", _("Write at least two words, for example a name."), "words")]
    if form in set(known):
        return [Problem("known", _("These words are watched already."), "words")]
    return []
