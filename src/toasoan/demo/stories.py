"""The demo's history: stories from 2022 to today, and what the papers wrote.

The same day always gives the same stories. The half-year 01/01–30/6/2023 has the figures that the
acceptance test of the counting wants: 96 received, 78 published, 32 and 29 placed, 100 clippings.
"""

from collections import Counter, deque
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from random import Random

from toasoan.demo import agency, outcomes, people, placements
from toasoan.demo.placements import Quota
from toasoan.demo.story import (
    DemoClipping,
    DemoCorrection,
    DemoPicture,
    DemoPlacement,
    DemoReturn,
    DemoStory,
    OpenStep,
)
from toasoan.demo.templates import Family, families
from toasoan.demo.timetable import ZONE, next_moment, workdays
from toasoan.demo.words import DescribedEvent, written_date
from toasoan.demo.writing import StoryWriter, WrittenText

__all__ = [
    "DemoClipping",
    "DemoCorrection",
    "DemoPicture",
    "DemoPlacement",
    "DemoReturn",
    "DemoStory",
    "clippings",
    "history",
]

RECENT_DAYS = 120

# How eagerly each unit writes; the province will want to see the quiet ones.
_ZEAL: dict[str, int] = {
    "vp": 10,
    "p1": 6,
    "p2": 8,
    "p8": 7,
    "p9": 7,
    "thuong-giang": 13,
    "ben-tram": 10,
    "tam-khe": 14,
    "dong-sa": 9,
    "phu-van": 10,
    "yen-trach": 7,
    "huong-lang": 4,
    "lam-khe": 9,
}

# From this weight on a family with a season belongs to one occasion in the year.
_OCCASION = 24

# Families whose stories are never rejected: the province itself wants them published.
_SURE = {"announcement", "commentary", "interview"}


@dataclass(frozen=True)
class HalfYear:
    """How many stories a half-year of the history received and published, and where they went."""

    first: date
    last: date
    received: int
    published: int
    placed: Quota
    returned: int = 8
    corrected: int = 2


HALF_YEARS: tuple[HalfYear, ...] = (
    HalfYear(date(2022, 7, 1), date(2022, 12, 31), 60, 47, Quota(20, 17, 4, 1)),
    HalfYear(date(2023, 1, 1), date(2023, 6, 30), 96, 78, Quota(32, 29, 6, 3)),
    HalfYear(date(2023, 7, 1), date(2023, 12, 31), 66, 55, Quota(22, 20, 5, 2)),
    HalfYear(date(2024, 1, 1), date(2024, 6, 30), 54, 45, Quota(18, 16, 4, 1)),
)
#: What a half-year between these and the last months has; a part of one has its share of days.
_LATER = HalfYear(date(2024, 7, 1), date(2024, 12, 31), 26, 22, Quota(9, 8, 2, 1), 3, 1)
#: A part of a half-year with fewer days has no stories: the last days of each are for deciding.
_LEAST_DAYS = 30

_RECENT_RECEIVED = 31
_RECENT_REJECTED = 2
_RECENT_PLACED = Quota(9, 7, 2, 1)

# What lies open today: the step, and the unit of the history whose successor has it.
_OPEN: tuple[tuple[OpenStep, str], ...] = (
    ("published_needs_confirmation", "ben-tram"),
    ("proposed", "p2"),
    ("proposed", "phu-van"),
    ("editing", "thuong-giang"),
    ("editing", "tam-khe"),
    ("received", "lam-khe"),
    ("received", "tam-khe"),
    ("returned", "tam-khe"),
    ("submitted", "dong-sa"),
    ("submitted", "tam-khe"),
    ("draft", "yen-trach"),
    ("draft", "tam-khe"),
)


@dataclass
class _StoryChooser:
    """Chooses who writes about what, so that neighbours differ."""

    rng: Random
    writer: StoryWriter
    counts: Counter[str] = field(default_factory=Counter)
    lately: deque[str] = field(default_factory=lambda: deque(maxlen=5))
    units_lately: deque[str] = field(default_factory=lambda: deque(maxlen=3))

    def story(self, day: date, *, home: str = "") -> DemoStory:
        """One more story about an event of that day, from that unit when one is named."""
        while True:
            code = home or self._unit()
            family = self._family(code, day)
            event = self._event(code, day, family)
            text = self.writer.write(family, event) if family else None
            if family is not None and text is not None:
                self._note(family, code)
                return self._dated(text, event)

    def _dated(self, text: WrittenText, event: DescribedEvent) -> DemoStory:
        return outcomes.submitted_story(self.rng, text, event)

    def _note(self, family: Family, code: str) -> None:
        self.counts[family.key] += 1
        self.lately.append(family.key)
        self.units_lately.append(code)

    def _unit(self) -> str:
        codes = [code for code in _ZEAL if code not in self.units_lately]
        return self.rng.choices(codes, [_ZEAL[code] for code in codes])[0]

    def _event(self, code: str, day: date, family: Family | None) -> DescribedEvent:
        writers = people.contributors(code)
        author = self.rng.choice((writers[0], writers[0], writers[-1]))
        early = family is not None and family.facts.get("morning") == "yes"
        return DescribedEvent(code, day, author, morning=early or self.rng.choice((True, False)))

    def _family(self, code: str, day: date) -> Family | None:
        fitting = [
            family
            for family in families()
            if family.suits(code, is_district=agency.district(code) is not None)
            and family.in_season(day)
            and self.counts[family.key] < family.limit
            and family.key not in list(self.lately)[-_rest(family) :]
            and (family.facts.get("era") != "new" or day >= agency.REFORM_ON)
        ]
        if not fitting:
            return None
        return self.rng.choices(fitting, [_pull(family) for family in fitting])[0]


def history(today: date) -> list[DemoStory]:
    """All stories in the order in which they were begun; about 430 of them in 2026."""
    rng = Random(20220701)  # noqa: S311  # a repeatable demo, not a secret
    writer = StoryWriter(rng)
    halves = (*HALF_YEARS, *_later_half_years(today))
    stories = [story for half in halves for story in _half_year(rng, writer, half)]
    stories += _recent(rng, writer, today)
    return sorted(_with_own_keys(stories), key=lambda story: (story.started_at, story.key))


def _later_half_years(today: date) -> list[HalfYear]:
    """The half-years after the history, up to the day before the last months begin."""
    last_day = today - timedelta(days=RECENT_DAYS + 1)
    found: list[HalfYear] = []
    first = HALF_YEARS[-1].last + timedelta(days=1)
    while first <= last_day:
        end = date(first.year, 6, 30) if first.month == 1 else date(first.year, 12, 31)
        found.append(_share(first, min(end, last_day), whole_days=(end - first).days + 1))
        first = end + timedelta(days=1)
    return [half for half in found if (half.last - half.first).days >= _LEAST_DAYS]


def _share(first: date, last: date, *, whole_days: int) -> HalfYear:
    """A half-year, or the part of one that lies before the last months."""
    share = ((last - first).days + 1) / whole_days
    if share == 1:
        return replace(_LATER, first=first, last=last)
    received = max(2, round(_LATER.received * share))
    return HalfYear(first, last, received, received - received // 6, Quota(2, 2, 0, 0), 0, 0)


def clippings(today: date) -> list[DemoClipping]:
    """What the provincial newspaper and the broadcaster wrote by themselves, oldest first."""
    return placements.clippings(today, _ZEAL, recent_days=RECENT_DAYS)


def _rest(family: Family) -> int:
    """How many stories of other families come before the next one; fewer near an occasion."""
    return 2 if "season" in family.facts and family.weight >= _OCCASION else 5


def _pull(family: Family) -> int:
    """The weight of a family in the draw: five times as much for the head office's own."""
    return family.weight * (5 if family.units == {"vp"} else 1)


def _half_year(rng: Random, writer: StoryWriter, half: HalfYear) -> list[DemoStory]:
    chooser = _StoryChooser(rng, writer)
    days = workdays(half.first, half.last - timedelta(days=13))
    drafts = [chooser.story(day) for day in _spread(rng, days, half.received)]
    refused = _refused(rng, drafts, half.received - half.published)
    mended = rng.sample(sorted(set(range(len(drafts))) - refused), half.returned)
    finished = [
        _to_the_end(rng, draft, refuse=place in refused, mend=place in mended)
        for place, draft in enumerate(drafts)
    ]
    finished = _corrected(rng, finished, half.corrected)
    return placements.placed(rng, finished, half.placed, half.last)


def _spread(rng: Random, days: tuple[date, ...], count: int) -> list[date]:
    """That many days, evenly over the working days with some scatter, in order."""
    step = len(days) / count
    places = (int(place * step + rng.uniform(-2, 2)) for place in range(count))
    return sorted(days[min(max(place, 0), len(days) - 1)] for place in places)


def _refused(rng: Random, drafts: list[DemoStory], count: int) -> set[int]:
    open_to_doubt = [place for place, draft in enumerate(drafts) if draft.genre not in _SURE]
    return set(rng.sample(open_to_doubt, count))


def _to_the_end(rng: Random, story: DemoStory, *, refuse: bool, mend: bool) -> DemoStory:
    by_vetter = mend and rng.choice((True, False))
    story = outcomes.vetted(rng, story, back=by_vetter)
    if refuse:
        return outcomes.rejected(rng, story)
    if mend and not by_vetter:
        story = outcomes.sent_back_by_desk(rng, story)
    return outcomes.published(rng, story)


def _corrected(rng: Random, stories: list[DemoStory], count: int) -> list[DemoStory]:
    """Give some published stories a correction: their standfirst named a wrong day at first."""
    possible = [
        place
        for place, story in enumerate(stories)
        if story.outcome == "published"
        and f"{written_date(story.event_on)}" in story.standfirst
        # A wrong day must not contradict a weekday beside it.
        and "thứ" not in story.standfirst
    ]
    for place in rng.sample(possible, count):
        stories[place] = _with_correction(rng, stories[place])
    return stories


def _with_correction(rng: Random, story: DemoStory) -> DemoStory:
    assert story.decided_at is not None  # noqa: S101  # published
    right = written_date(story.event_on)
    wrong = written_date(story.event_on - timedelta(days=rng.choice((1, 2))))
    note = f"Bản đăng đầu tiên ghi ngày diễn ra hoạt động là {wrong}; ngày đúng là {right}."
    at = next_moment(rng, story.decided_at, 1)
    return replace(story, correction=DemoCorrection(at, note, wrong, right))


def _recent(rng: Random, writer: StoryWriter, today: date) -> list[DemoStory]:
    chooser = _StoryChooser(rng, writer)
    finished_days = workdays(today - timedelta(days=RECENT_DAYS - 2), today - timedelta(days=15))
    drafts = [chooser.story(day) for day in _spread(rng, finished_days, _RECENT_RECEIVED)]
    refused = _refused(rng, drafts, _RECENT_REJECTED)
    finished = [
        _to_the_end(rng, draft, refuse=place in refused, mend=place in {7, 19})
        for place, draft in enumerate(drafts)
    ]
    finished = placements.placed(rng, finished, _RECENT_PLACED, today - timedelta(days=1))
    return finished + _open_stories(rng, chooser, today)


def _open_stories(rng: Random, chooser: _StoryChooser, today: date) -> list[DemoStory]:
    """Stories of the last working days, the nearer to their author the younger."""
    days = workdays(today - timedelta(days=21), today - timedelta(days=1))
    found: list[DemoStory] = []
    for place, (step, home) in enumerate(_OPEN):
        age = 6 - place * 5 // len(_OPEN)
        while True:
            story = outcomes.left_at(rng, chooser.story(days[-age - 1], home=home), step)
            if _last_moment(story).astimezone(ZONE).date() < today:
                break
        found.append(story)
    return found


def _last_moment(story: DemoStory) -> datetime:
    moments = (
        story.submitted_at,
        story.vetted_at,
        story.claimed_at,
        story.proposed_at,
        story.decided_at,
        story.returned.at if story.returned else None,
    )
    return max((moment for moment in moments if moment is not None), default=story.started_at)


def _with_own_keys(stories: list[DemoStory]) -> list[DemoStory]:
    seen: Counter[str] = Counter()
    keyed: list[DemoStory] = []
    for story in stories:
        seen[story.key] += 1
        number = seen[story.key]
        keyed.append(replace(story, key=f"{story.key}-{number}") if number > 1 else story)
    return keyed
