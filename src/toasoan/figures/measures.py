"""The vocabulary of figures: what each one counts, in one place (decision 0043).

A measure has a code that never changes, a name, a sentence that says what it counts, a unit, and
the dimensions by which it can be told apart. `counting.measure` computes it, `rows.behind` opens
it. Counts are of ledger entries whose `happened_at` lies in the period, or of the things that a
room counts itself (`OfRoom`, registered by `room_measures`).
"""

import datetime as dt
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Protocol, Self

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from toasoan.editorial.handover import RELEASED
from toasoan.editorial.transitions import TRANSITIONS, Status, Step
from toasoan.ledger.models import (
    ANSWERED,
    CLIPPED,
    DISPATCHED,
    PLACED,
    PUBLISHED,
    RECEIVED,
    UNCLIPPED,
    UNPLACED,
)
from toasoan.outlets.models import Answer
from toasoan.units.models import Agency
from toasoan.vietnamese.periods import Period


class MeasureUnit(StrEnum):
    """What a value is: a whole number, per cent with two places, hours with one, an average."""

    COUNT = "count"
    PERCENT = "percent"
    HOURS = "hours"
    AVERAGE = "average"


class Dimension(StrEnum):
    """What a measure can be told apart by."""

    UNIT = "unit"
    SECTION = "section"
    GENRE = "genre"
    TOPIC = "topic"
    AUTHOR = "author"
    OUTLET = "outlet"
    REASON = "reason"
    STEP = "step"
    #: What sort of thing: the type of a document, the kind of a question, of a page.
    KIND = "kind"

    @property
    def adds_up(self) -> bool:
        """Whether the parts add up to the whole.

        An entry with two reasons counts under both of them, a story under all who signed it.
        """
        return self not in {Dimension.AUTHOR, Dimension.REASON}


OF_STORIES = frozenset(
    {Dimension.UNIT, Dimension.SECTION, Dimension.GENRE, Dimension.TOPIC, Dimension.AUTHOR}
)
_AT_OUTLETS = OF_STORIES | {Dimension.OUTLET}


@dataclass(frozen=True, slots=True)
class Counting:
    """How many entries of these kinds there are, less those of `cancelled_by`.

    `only` narrows the entries further. A cancelling entry names the same thing in
    `detail[cancels]` as the entry that it cancels, at the same moment.
    """

    kinds: tuple[str, ...]
    only: Q = field(default_factory=Q)
    cancelled_by: str = ""
    cancels: str = ""


@dataclass(frozen=True, slots=True)
class Share:
    """One measure ÷ another of the same period, in per cent. It opens to the entries of `opens`."""

    part: str
    whole: str
    opens: str


@dataclass(frozen=True, slots=True)
class Stay:
    """Hours from arriving at some statuses until leaving them, for moves that left them.

    `kinds` are the kinds of those moves. Empty `statuses` stand for the whole way: from the first
    handing in to the first publication. `share` of the stays lasted no longer than the value.
    """

    statuses: tuple[Status, ...]
    kinds: tuple[str, ...]
    share: float

    @classmethod
    def at(cls, *statuses: Status, share: float) -> Self:
        """The stay at these statuses, its moves read from the table of steps."""
        return cls(statuses, leaving_kinds(statuses), share)


@dataclass(frozen=True, slots=True)
class Timely:
    """How many stays at steps with a limit ended within it, in office hours, or after it."""

    late: bool | None


@dataclass(frozen=True, slots=True)
class ThingKind:
    """A member of the dimension KIND: its key in addresses, its name."""

    key: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """One thing that a room counted: a document, a question, a day of visits.

    `number` is how much it adds to a count; an average is the sum of `amount` over that of
    `number`. `values` are raw values as the ledger has them, `KIND` a `ThingKind`. `label`,
    `status` and `address` are for people who may read figures: nothing personal stands in them.
    """

    label: str
    when: dt.datetime
    number: int = 1
    amount: Decimal = Decimal(0)
    values: Mapping[Dimension, Hashable] = field(default_factory=dict)
    status: str = ""
    address: str = ""


class CountsThings(Protocol):
    """Finds everything that counts in a period; a fixed number of queries."""

    def __call__(self, agency: Agency, period: Period) -> Sequence[Thing]: ...


@dataclass(frozen=True, slots=True)
class OfRoom:
    """A number of things that a room counts itself, or their average with so many places."""

    things: CountsThings
    places: int | None = None

    def value(self, things: Sequence[Thing]) -> int | Decimal | None:
        """The number or the average of these; no average of nothing."""
        number = sum(thing.number for thing in things)
        if self.places is None:
            return number
        if not number:
            return None
        mean = sum((thing.amount for thing in things), Decimal(0)) / number
        return mean.quantize(Decimal(1).scaleb(-self.places), ROUND_HALF_UP)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One figure of the vocabulary."""

    code: str
    name: str | Promise
    definition: str | Promise
    how: Counting | Share | Stay | Timely | OfRoom
    dimensions: frozenset[Dimension] = OF_STORIES

    @property
    def unit(self) -> MeasureUnit:
        """What its values are."""
        match self.how:
            case Share():
                return MeasureUnit.PERCENT
            case Stay():
                return MeasureUnit.HOURS
            case OfRoom(places=int()):
                return MeasureUnit.AVERAGE
            case _:
                return MeasureUnit.COUNT


def step_kind(step: Step) -> str:
    """The kind of the ledger entries of a step."""
    return f"story.{step}"


def leaving_kinds(statuses: Iterable[Status]) -> tuple[str, ...]:
    """The kinds of entries by which a story can leave these statuses."""
    inside = frozenset(statuses)
    kinds = [
        step_kind(step)
        for step, row in TRANSITIONS.items()
        if row.target is not None and row.target not in inside and inside & row.sources.keys()
    ]
    if Status.EDITING in inside and Status.RECEIVED not in inside:
        kinds.append(RELEASED)
    return tuple(kinds)


#: Statuses at which a story waits for somebody within a limit.
LIMITED = (Status.SUBMITTED, Status.RECEIVED, Status.EDITING, Status.PROPOSED)
#: A return inside a unit, before the story has reached the province, is the unit's own affair.
_BY_THE_PROVINCE = ~Q(from_status=Status.SUBMITTED)
RETURN_STEPS = (
    Step.RETURN_TO_CONTRIBUTOR,
    Step.RETURN_TO_UNIT,
    Step.RETURN_TO_DESK,
    Step.RETURN_CORRECTION,
)
_DESK = (Status.RECEIVED, Status.EDITING)
_MEDIAN, _MOST = 0.5, 0.9


def _of_step(*steps: Step, only: Q = Q()) -> Counting:  # noqa: B008  # Q is never changed
    return Counting(tuple(step_kind(step) for step in steps), only)


_ALL = (
    Measure(
        code="received",
        name=_("Received"),
        definition=_(
            "Stories that reached the province for the first time in the period: cleared by their"
            " unit's leader, or handed in by the desk itself. A story counts once in its life."
        ),
        how=Counting((RECEIVED,)),
    ),
    Measure(
        code="vetted",
        name=_("Cleared by units"),
        definition=_(
            "How often a unit's leader cleared a story and sent it to the province; a story that"
            " came back and was cleared again counts again."
        ),
        how=_of_step(Step.VET),
    ),
    Measure(
        code="returned",
        name=_("Returned"),
        definition=_(
            "How often the province returned a story or a correction. A return inside a unit does"
            " not count. One with two reasons counts under both of them."
        ),
        how=_of_step(*RETURN_STEPS, only=_BY_THE_PROVINCE),
        dimensions=OF_STORIES | {Dimension.REASON, Dimension.STEP},
    ),
    Measure(
        code="rejected",
        name=_("Not used"),
        definition=_("How often the province decided not to use a story."),
        how=_of_step(Step.REJECT),
        dimensions=OF_STORIES | {Dimension.REASON},
    ),
    Measure(
        code="published",
        name=_("Published"),
        definition=_(
            "Stories that were put on the site for the first time in the period. One that was"
            " taken down and put back counts once."
        ),
        how=Counting((PUBLISHED,)),
    ),
    Measure(
        code="rate",
        name=_("Approval rate"),
        definition=_(
            "Published ÷ received of the same period. A story that was received in an earlier"
            " period can take it past 100 %."
        ),
        how=Share("published", "received", opens="published"),
    ),
    Measure(
        code="corrected",
        name=_("Corrected"),
        definition=_("How often a correction of a published story was put on the site."),
        how=_of_step(Step.CORRECT),
    ),
    Measure(
        code="taken_down",
        name=_("Taken down"),
        definition=_(
            "How often a person took a story off the site; stories whose hour had run out do not"
            " count."
        ),
        how=_of_step(Step.TAKE_DOWN),
    ),
    Measure(
        code="forced",
        name=_("Published urgently"),
        definition=_("How often a story was published before its approval, under a reason."),
        how=_of_step(Step.FORCE_PUBLISH),
    ),
    Measure(
        code="dispatched",
        name=_("Sent to outlets"),
        definition=_("How often a story was sent to an outlet; each outlet counts by itself."),
        how=Counting((DISPATCHED,)),
        dimensions=_AT_OUTLETS,
    ),
    Measure(
        code="accepted",
        name=_("Accepted by outlets"),
        definition=_("How often an outlet answered that it takes a story."),
        how=Counting((ANSWERED,), Q(detail__answer=Answer.ACCEPTED.value)),
        dimensions=_AT_OUTLETS,
    ),
    Measure(
        code="declined",
        name=_("Declined by outlets"),
        definition=_("How often an outlet answered that it does not take a story."),
        how=Counting((ANSWERED,), Q(detail__answer=Answer.DECLINED.value)),
        dimensions=_AT_OUTLETS,
    ),
    Measure(
        code="unanswered",
        name=_("Never answered"),
        definition=_("How often an outlet let the days pass in which an answer was expected."),
        how=Counting((ANSWERED,), Q(detail__answer=Answer.NO_ANSWER.value)),
        dimensions=_AT_OUTLETS,
    ),
    Measure(
        code="placed",
        name=_("Used by outlets"),
        definition=_(
            "Uses of our stories by outlets, on the day on which they appeared; entries that were"
            " cancelled do not count."
        ),
        how=Counting((PLACED,), cancelled_by=UNPLACED, cancels="placement"),
        dimensions=_AT_OUTLETS,
    ),
    Measure(
        code="clippings",
        name=_("Written by others"),
        definition=_(
            "What others wrote about a unit, on the day on which it appeared; entries that were"
            " cancelled do not count."
        ),
        how=Counting((CLIPPED,), cancelled_by=UNCLIPPED, cancels="clipping"),
        dimensions=frozenset({Dimension.UNIT, Dimension.OUTLET}),
    ),
    Measure(
        code="unit_hours",
        name=_("Hours at the unit's leader (median)"),
        definition=_(
            "Half of the stories that left the unit's leader in the period had been there no"
            " longer. Hours of the clock, nights included."
        ),
        how=Stay.at(Status.SUBMITTED, share=_MEDIAN),
    ),
    Measure(
        code="unit_hours_90",
        name=_("Hours at the unit's leader (90 %)"),
        definition=_(
            "Nine in ten stories that left the unit's leader in the period had been there no"
            " longer. Hours of the clock, nights included."
        ),
        how=Stay.at(Status.SUBMITTED, share=_MOST),
    ),
    Measure(
        code="desk_hours",
        name=_("Hours at the desk (median)"),
        definition=_(
            "Half of the stories that left the desk in the period had been there no longer, from"
            " their arrival in the province. Hours of the clock, nights included."
        ),
        how=Stay.at(*_DESK, share=_MEDIAN),
    ),
    Measure(
        code="desk_hours_90",
        name=_("Hours at the desk (90 %)"),
        definition=_(
            "Nine in ten stories that left the desk in the period had been there no longer, from"
            " their arrival in the province. Hours of the clock, nights included."
        ),
        how=Stay.at(*_DESK, share=_MOST),
    ),
    Measure(
        code="approval_hours",
        name=_("Hours of approval (median)"),
        definition=_(
            "Half of the stories that left the approver in the period had been there no longer."
            " Hours of the clock, nights included."
        ),
        how=Stay.at(Status.PROPOSED, share=_MEDIAN),
    ),
    Measure(
        code="approval_hours_90",
        name=_("Hours of approval (90 %)"),
        definition=_(
            "Nine in ten stories that left the approver in the period had been there no longer."
            " Hours of the clock, nights included."
        ),
        how=Stay.at(Status.PROPOSED, share=_MOST),
    ),
    Measure(
        code="whole_hours",
        name=_("Hours of the whole way (median)"),
        definition=_(
            "Half of the stories first published in the period took no longer since they were"
            " first handed in. Hours of the clock, nights included."
        ),
        how=Stay((), (PUBLISHED,), _MEDIAN),
    ),
    Measure(
        code="whole_hours_90",
        name=_("Hours of the whole way (90 %)"),
        definition=_(
            "Nine in ten stories first published in the period took no longer since they were"
            " first handed in. Hours of the clock, nights included."
        ),
        how=Stay((), (PUBLISHED,), _MOST),
    ),
    Measure(
        code="handled",
        name=_("Steps with a limit"),
        definition=_(
            "How often a story left a step at which it waits for somebody within a limit: unit's"
            " leader, desk's queue, editing, approval."
        ),
        how=Timely(late=None),
        dimensions=OF_STORIES | {Dimension.STEP},
    ),
    Measure(
        code="late",
        name=_("Left late"),
        definition=_(
            "How often a story left such a step after its first limit in office hours, by the"
            " limits and holidays that the agency keeps today."
        ),
        how=Timely(late=True),
        dimensions=OF_STORIES | {Dimension.STEP},
    ),
    Measure(
        code="in_time",
        name=_("Left in time"),
        definition=_(
            "How often a story left such a step within its first limit in office hours, by the"
            " limits and holidays that the agency keeps today."
        ),
        how=Timely(late=False),
        dimensions=OF_STORIES | {Dimension.STEP},
    ),
    Measure(
        code="on_time",
        name=_("On time"),
        definition=_("Left in time ÷ steps with a limit. It opens to those that were late."),
        how=Share("in_time", "handled", opens="late"),
        dimensions=OF_STORIES | {Dimension.STEP},
    ),
)

#: Code → measure, in the order in which reports name them.
MEASURES: dict[str, Measure] = {measure.code: measure for measure in _ALL}


def register_measure(measure: Measure) -> None:
    """Add a measure that a room counts; registering its code again replaces it."""
    MEASURES[measure.code] = measure
