"""Averages, shares, thresholds, and what is wrong with a poll: values in, results out."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _

from toasoan.opinions.models import LEAST_STARS, MOST_STARS, Poll, PollOption, ShowResults
from toasoan.refusals import Problem

#: From how many ratings on a story's average is shown.
ENOUGH_RATINGS = 5
#: Numbers of readers' opinions below this are not shown to the agency either: whoever knows
#: who was asked would know who answered.
SMALLEST_SHOWN = 5
LEAST_OPTIONS, MOST_OPTIONS = 2, 10
#: A poll for longer than this is a mistyped year.
LONGEST_POLL = dt.timedelta(days=366)
_TENTH = Decimal("0.1")
_HUNDRED = 100


def fair_average(
    number: int, total: int, *, agency_number: int, agency_total: int
) -> Decimal | None:
    """The average of a story's stars, drawn towards that of all stories; None below 5 ratings.

        (5 · m + total) / (5 + number)

    m is the mean of all ratings in the agency (3, the middle, when there are none). The story
    begins, as it were, with five ratings of the agency's mean, so that a few friends or foes
    move it little, and many ratings outweigh them. It is the Bayesian average with a prior of
    weight C (https://en.wikipedia.org/wiki/Bayesian_average); C is the number of ratings from
    which on an average is shown. In stars from 1 to 5, rounded to a tenth.
    """
    if number < ENOUGH_RATINGS:
        return None
    middle = Decimal(LEAST_STARS + MOST_STARS) / 2
    mean = Decimal(agency_total) / agency_number if agency_number else middle
    average = (ENOUGH_RATINGS * mean + total) / (ENOUGH_RATINGS + number)
    return average.quantize(_TENTH, ROUND_HALF_UP)


def shares(numbers: Sequence[int]) -> list[int]:
    """Whole per cent of each number, which add up to 100; all 0 when nothing was counted.

    By the largest remainder (Hamilton's method): each gets its share rounded down, and what is
    left goes one by one to those that lost most by rounding, of equals to the first.
    """
    whole = sum(numbers)
    if not whole:
        return [0] * len(numbers)
    found = [number * _HUNDRED // whole for number in numbers]
    by_loss = sorted(range(len(numbers)), key=lambda place: -(numbers[place] * _HUNDRED % whole))
    for place in by_loss[: _HUNDRED - sum(found)]:
        found[place] += 1
    return found


def shown_numbers(numbers: Sequence[int]) -> list[int | None]:
    """The numbers of one page's answers as the agency may see them beside their sum.

    None stands for what is not shown: from 1 to 4, and, when it is the only one, the smallest of
    the others too, for else it would follow from the sum. Below 5 altogether nothing is shown.
    """
    if sum(numbers) < SMALLEST_SHOWN:
        return [None] * len(numbers)
    hidden = {place for place, number in enumerate(numbers) if 0 < number < SMALLEST_SHOWN}
    others = [place for place in range(len(numbers)) if place not in hidden]
    if len(hidden) == 1 and others:
        hidden.add(min(others, key=lambda place: (numbers[place] == 0, numbers[place])))
    return [None if place in hidden else number for place, number in enumerate(numbers)]


def problems_of_stars(stars: int) -> list[Problem]:
    """What is wrong with a number of stars."""
    if LEAST_STARS <= stars <= MOST_STARS:
        return []
    return [Problem("no-stars", _("Choose from one to five stars."), "stars")]


@dataclass(frozen=True, slots=True, kw_only=True)
class PollDraft:
    """What somebody wants to ask readers."""

    question: str
    options: tuple[str, ...]
    opens_on: dt.date
    closes_on: dt.date
    about: str = ""
    several: bool = False
    show_results: str = "after_voting"
    on_home: bool = True
    is_published: bool = False


def problems_of_poll(draft: PollDraft) -> list[Problem]:
    """Everything that is wrong with a poll."""
    problems = []
    if not draft.question.strip():
        problems.append(Problem("no-question", _("Write the question."), "question"))
    problems += _problems_of_options(draft.options)
    if draft.closes_on < draft.opens_on:
        message = _("The last day cannot lie before the first.")
        problems.append(Problem("closes-before-it-opens", message, "closes_on"))
    elif draft.closes_on - draft.opens_on > LONGEST_POLL:
        message = _("A poll is open for at most a year; look at the days.")
        problems.append(Problem("too-long", message, "closes_on"))
    return problems


def _problems_of_options(options: Sequence[str]) -> list[Problem]:
    if not LEAST_OPTIONS <= len(options) <= MOST_OPTIONS:
        message = _("Give from %(least)s to %(most)s answers, one a line.") % {
            "least": LEAST_OPTIONS, "most": MOST_OPTIONS,
        }  # fmt: skip
        return [Problem("number-of-answers", message, "options")]
    if len({words.casefold() for words in options}) < len(options):
        return [Problem("answer-twice", _("Two answers are the same."), "options")]
    if any(len(words) > PollOption.LONGEST for words in options):
        message = _("An answer has at most %(most)s signs.") % {"most": PollOption.LONGEST}
        return [Problem("answer-too-long", message, "options")]
    return []


def problems_of_ticks(
    ticked: Iterable[int], *, offered: Iterable[int], several: bool
) -> list[Problem]:
    """What is wrong with what a reader ticked: ids of answers against those of the poll."""
    chosen = set(ticked)
    if not chosen:
        return [Problem("nothing-ticked", _("Choose an answer."), "options")]
    if not chosen <= set(offered):
        return [Problem("foreign-answer", _("This answer does not belong to the poll."), "options")]
    if len(chosen) > 1 and not several:
        return [Problem("too-many-answers", _("Choose one answer only."), "options")]
    return []


def is_open(poll: Poll, day: dt.date) -> bool:
    """Whether readers may vote on this day."""
    is_shown = poll.is_published and poll.closed_at is None
    return is_shown and poll.opens_on <= day <= poll.closes_on


def is_over(poll: Poll, day: dt.date) -> bool:
    """Whether voting has ended by this day."""
    return poll.closed_at is not None or poll.closes_on < day


def shows_results(poll: Poll, day: dt.date, *, has_voted: bool) -> bool:
    """Whether a reader sees the results of a poll now; before it opens nobody does."""
    if is_over(poll, day):
        return True
    if poll.opens_on > day:
        return False
    return poll.show_results == ShowResults.ALWAYS or (
        has_voted and poll.show_results == ShowResults.AFTER_VOTING
    )
