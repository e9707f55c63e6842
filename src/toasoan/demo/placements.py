"""Where the demo's stories went after publication, and what the papers wrote by themselves."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from toasoan.demo import agency, people
from toasoan.demo.people import fold
from toasoan.demo.story import DemoClipping, DemoPlacement, DemoStory
from toasoan.demo.templates import newspaper_families
from toasoan.demo.timetable import ZONE, workday_after, workdays
from toasoan.demo.words import DescribedEvent, written_date
from toasoan.demo.writing import LONGEST_HEADLINE, StoryWriter

_PLACEABLE = {"brief", "feature", "photo_story", "interview", "commentary"}

# outlet · first and last day · how many clippings
_CLIPPINGS: tuple[tuple[str, date, date, int], ...] = (
    ("bao-tinh", date(2022, 7, 1), date(2022, 12, 31), 88),
    ("bao-tinh", date(2023, 1, 1), date(2023, 6, 30), 100),
    ("bao-tinh", date(2023, 7, 1), date(2023, 12, 31), 107),
    ("bao-tinh", date(2024, 1, 1), date(2024, 6, 30), 95),
    ("dai-ptth", date(2022, 7, 1), date(2022, 12, 31), 11),
    ("dai-ptth", date(2023, 7, 1), date(2024, 6, 30), 25),
)


@dataclass(frozen=True)
class Quota:
    """How many stories of a half-year each outlet used."""

    vksndtc: int
    bvpl: int
    dai_ptth: int
    tap_chi: int

    def by_outlet(self) -> tuple[tuple[str, int], ...]:
        """Outlet codes with their numbers."""
        return (
            ("vksndtc", self.vksndtc),
            ("bvpl", self.bvpl),
            ("dai-ptth", self.dai_ptth),
            ("tap-chi", self.tap_chi),
        )


def placed(rng: Random, stories: list[DemoStory], quota: Quota, last: date) -> list[DemoStory]:
    """The stories with their placements, all of them on working days up to `last`."""
    found = list(stories)
    for outlet, count in quota.by_outlet():
        possible = [place for place, story in enumerate(found) if _may_go(story, outlet, last)]
        for place in rng.sample(possible, min(count, len(possible))):
            story = found[place]
            placement = _placement(rng, story, outlet, last)
            found[place] = replace(story, placements=(*story.placements, placement))
    return found


def clippings(today: date, zeal: dict[str, int], *, recent_days: int) -> list[DemoClipping]:
    """Clippings of the history and of the last months, oldest first."""
    rng = Random(1960)  # noqa: S311  # a repeatable demo, not a secret
    writer = StoryWriter(rng)
    yesterday = today - timedelta(days=1)
    spans = (*_CLIPPINGS, ("bao-tinh", today - timedelta(days=recent_days), yesterday, 24))
    found: list[DemoClipping] = []
    for outlet, first, last, count in spans:
        for number in range(count):
            day = rng.choice(workdays(first, last))
            found.append(_clipping(rng, writer, outlet, (day, number), zeal))
    return sorted(found, key=lambda clipping: (clipping.published_on, clipping.headline))


def _may_go(story: DemoStory, outlet: str, last: date) -> bool:
    if not story.is_published or story.genre not in _PLACEABLE or story.source_line:
        return False
    if outlet == "tap-chi" and story.genre not in {"commentary", "feature"}:
        return False
    return _earliest(story) <= last


def _earliest(story: DemoStory) -> date:
    assert story.decided_at is not None  # noqa: S101  # published
    return workday_after(story.decided_at.astimezone(ZONE).date(), 1)


def _placement(rng: Random, story: DemoStory, outlet: str, last: date) -> DemoPlacement:
    day = _earliest(story)
    later = workday_after(day, rng.randrange(4))
    placed_on = later if later <= last else day
    headline = _outlet_headline(rng, story.headline)
    return DemoPlacement(outlet, placed_on, headline, _where(rng, outlet, placed_on, headline))


def _outlet_headline(rng: Random, headline: str) -> str:
    """The headline as the outlet prints it, often with the province in front."""
    longer = f"Sông Thương: {headline}"
    fits = len(longer) <= LONGEST_HEADLINE and ":" not in headline
    return rng.choice((longer, headline, headline)) if fits else headline


def _where(rng: Random, outlet: str, day: date, headline: str) -> str:
    if outlet == "tap-chi":
        return f"Số {day.month * 2 - 1:02d}/{day.year}, trang {rng.randint(20, 60)}"
    if outlet == "bvpl" and rng.choice((True, False, False)):
        return f"Số {day.isocalendar().week}, ngày {written_date(day)}, trang {rng.randint(3, 14)}"
    if outlet == "dai-ptth":
        return f"Bản tin thời sự tối {written_date(day)}"
    site = next(each.site for each in agency.OUTLETS if each.code == outlet)
    return f"{site}/{day:%Y/%m/%d}/{_slug(headline)}"


def _slug(text: str) -> str:
    kept = "".join(letter if letter.isalnum() else " " for letter in fold(text))
    return "-".join(kept.split())[:80].rstrip("-")


def _clipping(
    rng: Random,
    writer: StoryWriter,
    outlet: str,
    day_and_number: tuple[date, int],
    zeal: dict[str, int],
) -> DemoClipping:
    day, number = day_and_number
    while True:
        family = rng.choice(newspaper_families())
        codes = [
            code
            for code in zeal
            if family.suits(code, is_district=agency.district(code) is not None)
        ]
        home = rng.choices(codes, [zeal[code] for code in codes])[0]
        event = DescribedEvent(home, day, people.contributors(home)[0], morning=True)
        if headline := writer.headline(family, event):
            break
    site = next(each.site for each in agency.OUTLETS if each.code == outlet)
    address = f"{site}/{day:%Y/%m/%d}/{_slug(headline)}-{number + 1}"
    return DemoClipping(agency.unit_code_on(home, day), outlet, headline, day, address)
