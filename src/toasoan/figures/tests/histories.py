"""Made-up histories of a newsroom, as rows of the ledger, and a naive count of them.

The rows are what the newsroom's actions append: moves of stories by the table of steps, the two
milestones, uses and clippings with some of them cancelled. The naive count reads the rows one by
one and knows nothing of SQL.
"""

import datetime as dt
import math
from decimal import ROUND_HALF_UP, Decimal

from hypothesis import strategies as st

from toasoan.editorial.transitions import TRANSITIONS, Status, Step
from toasoan.figures.measures import LIMITED, RETURN_STEPS, Dimension
from toasoan.ledger.models import (
    CLIPPED,
    DISPATCHED,
    PLACED,
    PUBLISHED,
    RECEIVED,
    UNCLIPPED,
    UNPLACED,
    LedgerEntry,
)
from toasoan.notifications.rules import FIRST_LIMITS
from toasoan.stories.authors import author_address
from toasoan.vietnamese.dates import TZ, local_day
from toasoan.vietnamese.working_time import WorkingCalendar, working_time

#: The first moment of every history, in Vietnamese time.
BEGINNING = dt.datetime(2022, 11, 1, tzinfo=TZ)
NAMES = ("Lê Văn Thử", "LÊ VĂN THỬ", "Trần Thị Mẫu", "Đỗ An")
REASONS = ("chua-dat", "anh", "trung-tin")
OUTLETS = ("bao-nganh", "trang-nganh")
_ON_ITS_WAY = [step for step in Step if TRANSITIONS[step].target is not None]

#: Places of units and sections in lists that a test makes; hours between moves.
_story = st.fixed_dictionaries(
    {
        "unit": st.integers(0, 2),
        "section": st.integers(-1, 1),
        "genre": st.sampled_from(["brief", "feature"]),
        "bylines": st.lists(st.sampled_from(NAMES), max_size=2, unique=True),
        "begins": st.integers(0, 24 * 420),
        "moves": st.lists(
            st.tuples(st.integers(0, 30), st.integers(0, 400), st.integers(0, 3)), max_size=7
        ),
        "uses": st.lists(
            st.tuples(st.integers(0, 1), st.integers(0, 60), st.booleans()), max_size=2
        ),
    }
)
_clipping = st.fixed_dictionaries(
    {
        "unit": st.integers(0, 2),
        "outlet": st.integers(0, 1),
        "hour": st.integers(0, 24 * 420),
        "is_cancelled": st.booleans(),
    }
)
HISTORIES = st.fixed_dictionaries(
    {
        "stories": st.lists(_story, min_size=1, max_size=6),
        "clippings": st.lists(_clipping, max_size=3),
    }
)


def rows_of(history, agency, units, sections):
    """Unsaved rows of the ledger in the order in which they would have been appended."""
    rows = []
    for number, story in enumerate(history["stories"], start=1):
        rows += _StoryOnItsWay(agency, units, sections, number, story).rows()
    for number, clipping in enumerate(history["clippings"], start=1):
        parts = {
            "agency": agency,
            "unit": units[clipping["unit"]],
            "happened_at": BEGINNING + dt.timedelta(hours=clipping["hour"]),
            "outlet_code": OUTLETS[clipping["outlet"]],
        }
        rows.append(_row(CLIPPED, detail={"clipping": number}, **parts))
        if clipping["is_cancelled"]:
            rows.append(_row(UNCLIPPED, detail={"clipping": number, "why": "nhầm"}, **parts))
    return rows


def _row(kind, **parts):
    return LedgerEntry(kind=kind, recorded_at=BEGINNING, **parts)


class _StoryOnItsWay:
    """One story: takes the steps that its status allows, chosen by the numbers it was given."""

    def __init__(self, agency, units, sections, number, plan):
        self.plan = plan
        self.number = number
        section = plan["section"]
        self.parts = {
            "agency": agency,
            "unit": units[plan["unit"]],
            "story_id": number,
            "section_id": sections[section].pk if section >= 0 else None,
            "genre": plan["genre"],
            "bylines": plan["bylines"],
        }
        self.now = BEGINNING + dt.timedelta(hours=plan["begins"])
        self.status = Status.DRAFT
        self.reached = set()
        self.found = []

    def rows(self):
        self._append("story.begin", to_status=self.status)
        for choice, hours, reason in self.plan["moves"]:
            self.now += dt.timedelta(hours=hours)
            self._move(choice, reason)
        for place, (outlet, days, is_cancelled) in enumerate(self.plan["uses"]):
            if RECEIVED in self.reached:
                self._use(place, OUTLETS[outlet], days, is_cancelled)
        return self.found

    def _move(self, choice, reason):
        open_steps = [step for step in _ON_ITS_WAY if self.status in TRANSITIONS[step].sources]
        step = open_steps[choice % len(open_steps)]
        before, self.status = self.status, TRANSITIONS[step].target
        if self.status == Status.RECEIVED:
            self._once(RECEIVED)
        codes = REASONS[:reason] if step in {*RETURN_STEPS, Step.REJECT} else ()
        if self.status == Status.PUBLISHED:
            self._once(PUBLISHED)
        self._append(
            f"story.{step}", from_status=before, to_status=self.status, reason_codes=list(codes)
        )

    def _once(self, kind):
        if kind not in self.reached:
            self.reached.add(kind)
            self._append(kind)

    def _use(self, place, outlet, days, is_cancelled):
        self._append(DISPATCHED, outlet_code=outlet)
        self.now += dt.timedelta(days=days)
        detail = {"placement": self.number * 10 + place}
        self._append(PLACED, outlet_code=outlet, detail=detail)
        if is_cancelled:
            self._append(UNPLACED, outlet_code=outlet, detail=detail | {"why": "nhầm"})

    def _append(self, kind, **more):
        self.found.append(_row(kind, happened_at=self.now, **self.parts, **more))


def counted(rows, code, period):
    """The rows of a period that a count is of, read one by one."""
    inside = [row for row in rows if period.first <= local_day(row.happened_at) <= period.last]
    cancelled = {
        (row.kind.replace("outlet.un", "outlet."), str(row.detail.get("placement")), str(row.detail.get("clipping")))
        for row in rows if row.kind in {UNPLACED, UNCLIPPED}
    }  # fmt: skip
    kinds = {
        "received": {RECEIVED},
        "published": {PUBLISHED},
        "vetted": {"story.vet"},
        "rejected": {"story.reject"},
        "corrected": {"story.correct"},
        "taken_down": {"story.take_down"},
        "forced": {"story.force_publish"},
        "dispatched": {DISPATCHED},
        "placed": {PLACED},
        "clippings": {CLIPPED},
        "returned": {f"story.{step}" for step in RETURN_STEPS},
    }[code]
    return [
        row
        for row in inside
        if row.kind in kinds
        and not (code == "returned" and row.from_status == Status.SUBMITTED)
        and (row.kind, str(row.detail.get("placement")), str(row.detail.get("clipping")))
        not in cancelled
    ]


#: Codes of the counts that `counted` knows.
COUNTS = (
    "received", "vetted", "returned", "rejected", "published", "corrected", "taken_down",
    "forced", "dispatched", "placed", "clippings",
)  # fmt: skip


def keys_of(row, dimension, sections):
    """The keys under which a row counts."""
    names = {section.pk: section.slug for section in sections}
    keys = {
        Dimension.UNIT: [row.unit.code],
        Dimension.SECTION: [names.get(row.section_id, "-")],
        Dimension.GENRE: [row.genre or "-"],
        Dimension.TOPIC: ["-"],
        Dimension.AUTHOR: list({author_address(name) for name in row.bylines}),
        Dimension.OUTLET: [row.outlet_code],
        Dimension.REASON: row.reason_codes,
        Dimension.STEP: [row.kind.removeprefix("story.")],
    }
    return keys[dimension] or ["-"]


def stays(rows, statuses, period):
    """Arrival and departure of each stay at the statuses that ended in the period."""
    found = []
    since = {}
    for row in rows:
        arrives = row.to_status in statuses and row.from_status not in statuses
        leaves = row.from_status in statuses and row.to_status not in statuses
        if leaves and period.contains(row.happened_at):
            found.append((since[row.story_id], row.happened_at))
        if arrives:
            since[row.story_id] = row.happened_at
    return found


def hours(found, share):
    """The nearest rank of the stays' hours, with one place."""
    lengths = sorted((left - arrived).total_seconds() for arrived, left in found)
    if not lengths:
        return None
    rank = max(1, math.ceil(share * len(lengths)))
    exact = Decimal(int(lengths[rank - 1])) / 3600
    return exact.quantize(Decimal("0.1"), ROUND_HALF_UP)


def late(rows, period):
    """How many stays at single steps with a limit were longer than it, in office hours."""
    number = 0
    for status in LIMITED:
        limit = dt.timedelta(hours=FIRST_LIMITS[status][0])
        number += sum(
            working_time(arrived, left, WorkingCalendar()) > limit
            for arrived, left in stays(rows, {status}, period)
        )
    return number
