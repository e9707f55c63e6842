"""The outcome of a demo story: moments of its steps, a return, publication or rejection."""

from dataclasses import dataclass, replace
from datetime import datetime, time
from functools import cache
from pathlib import Path
from random import Random

from toasoan.demo import people
from toasoan.demo.agency import unit_code_on
from toasoan.demo.story import DemoReturn, DemoStory, OpenStep
from toasoan.demo.timetable import (
    OFFICE_HOURS,
    ZONE,
    moment_on,
    next_moment,
    workday_after,
)
from toasoan.demo.words import DescribedEvent
from toasoan.demo.writing import WrittenText

_EDITORS = ("bientap", "bientap", "bientap", "hnquyen", "thbach", "ltmchau")
_APPROVERS = ("duyet", "duyet", "duyet", "vtnha")


@dataclass(frozen=True)
class DecisionNote:
    """Why a story went back or was not used."""

    reason_code: str
    text: str
    families: frozenset[str] = frozenset()


def submitted_story(rng: Random, text: WrittenText, event: DescribedEvent) -> DemoStory:
    """The story as its author hands it in, on the day of the event or the next working day."""
    submitted_at = _submission(rng, event)
    unit_code = unit_code_on(event.home, event.day)
    vetters = people.vetters(event.home)
    vetter = rng.choice((vetters[0], vetters[0], vetters[0], vetters[-1]))
    return DemoStory(
        key=f"{event.day:%Y%m%d}-{unit_code}-{text.family.key}",
        family=text.family.key,
        unit_code=unit_code,
        author_username=event.author.username,
        vetter_username=vetter.username,
        editor_username=rng.choice(_EDITORS),
        approver_username=rng.choice(_APPROVERS),
        section_slug=text.family.facts["section"],
        genre=text.family.genre,
        headline=text.headline,
        standfirst=text.standfirst,
        paragraphs=text.paragraphs,
        pictures=text.pictures,
        tags=text.family.tags,
        source_line=text.family.facts.get("source", ""),
        event_on=event.day,
        started_at=_start(submitted_at),
        submitted_at=submitted_at,
    )


def _submission(rng: Random, event: DescribedEvent) -> datetime:
    if event.morning and rng.choice((True, False)):
        lunch = datetime.combine(event.day, time(13, 15), ZONE)
        same_day = moment_on(rng, event.day, after=lunch)
        if same_day is not None:
            return same_day
    following = moment_on(rng, workday_after(event.day, 1))
    assert following is not None  # noqa: S101  # a whole working day has free minutes
    return following


def _start(submitted_at: datetime) -> datetime:
    """Writing begins with the half-day in which the story is handed in."""
    begins = max(start for start, _ in OFFICE_HOURS if start <= submitted_at.time())
    return submitted_at.replace(hour=begins.hour, minute=begins.minute + 2, second=0)


def vetted(rng: Random, story: DemoStory, *, back: bool = False) -> DemoStory:
    """The unit's leader clears the story; with `back` only after one return to the author."""
    assert story.submitted_at is not None  # noqa: S101  # by construction
    if not back:
        days = rng.choice((0, 0, 0, 1))
        return replace(story, vetted_at=next_moment(rng, story.submitted_at, days))
    note = _note(rng, "returned", story)
    returned_at = next_moment(rng, story.submitted_at, 0)
    again = next_moment(rng, returned_at, rng.choice((0, 1)))
    returned = DemoReturn("vetter", returned_at, note.reason_code, note.text, again)
    return replace(
        story,
        returned=returned,
        reason_code=note.reason_code,
        note=note.text,
        vetted_at=next_moment(rng, again, rng.choice((0, 0, 1))),
    )


def sent_back_by_desk(rng: Random, story: DemoStory) -> DemoStory:
    """The desk returns a received story, the unit mends it, its leader clears it again."""
    assert story.vetted_at is not None  # noqa: S101  # by construction
    note = _note(rng, "returned", story)
    at = next_moment(rng, story.vetted_at, rng.choice((0, 1)))
    resubmitted = next_moment(rng, at, rng.choice((0, 1)))
    cleared = next_moment(rng, resubmitted, 0)
    returned = DemoReturn("desk", at, note.reason_code, note.text, resubmitted, cleared)
    return replace(story, returned=returned, reason_code=note.reason_code, note=note.text)


def published(rng: Random, story: DemoStory) -> DemoStory:
    """Edited, proposed, approved and published."""
    story = edited(rng, story)
    assert story.proposed_at is not None  # noqa: S101  # by construction
    return replace(
        story,
        decided_at=next_moment(rng, story.proposed_at, rng.choice((0, 0, 0, 1))),
        outcome="returned_then_published" if story.returned else "published",
    )


def edited(rng: Random, story: DemoStory) -> DemoStory:
    """Claimed by an editor and proposed to the approver."""
    since = _with_desk_since(story)
    claimed_at = next_moment(rng, since, rng.choice((0, 0, 1)))
    proposed_at = next_moment(rng, claimed_at, rng.choice((0, 0, 0, 1)))
    return replace(story, claimed_at=claimed_at, proposed_at=proposed_at)


def rejected(rng: Random, story: DemoStory) -> DemoStory:
    """Looked at by an editor and not used."""
    note = _note(rng, "rejected", story)
    claimed_at = next_moment(rng, _with_desk_since(story), rng.choice((0, 1)))
    return replace(
        story,
        claimed_at=claimed_at,
        decided_at=next_moment(rng, claimed_at, rng.choice((0, 1))),
        outcome="rejected",
        reason_code=note.reason_code,
        note=note.text,
    )


def left_at(rng: Random, story: DemoStory, step: OpenStep) -> DemoStory:
    """The story still on somebody's desk at that step."""
    story = replace(story, open_step=step)
    if step == "draft":
        return replace(story, submitted_at=None)
    if step == "submitted":
        return story
    if step == "returned":
        return _returned_and_open(rng, story)
    return _left_with_the_desk(rng, vetted(rng, story))


def _left_with_the_desk(rng: Random, received: DemoStory) -> DemoStory:
    if received.open_step == "received":
        return received
    story = edited(rng, received)
    if story.open_step == "proposed":
        return story
    story = replace(story, proposed_at=None)
    if story.open_step == "editing":
        return story
    assert story.claimed_at is not None  # noqa: S101  # by construction
    return replace(
        story,
        decided_at=next_moment(rng, story.claimed_at, 0),
        outcome="published",
        note="Cần đăng ngay trong ngày để phục vụ người dân; người duyệt đang đi công tác.",
    )


def _returned_and_open(rng: Random, story: DemoStory) -> DemoStory:
    note = _note(rng, "returned", story)
    assert story.submitted_at is not None  # noqa: S101  # by construction
    back = DemoReturn(
        "vetter", next_moment(rng, story.submitted_at, 0), note.reason_code, note.text
    )
    return replace(
        story,
        returned=back,
        reason_code=note.reason_code,
        note=note.text,
    )


def _with_desk_since(story: DemoStory) -> datetime:
    if story.returned is not None and story.returned.vetted_again_at is not None:
        return story.returned.vetted_again_at
    assert story.vetted_at is not None  # noqa: S101  # by construction
    return story.vetted_at


def _note(rng: Random, kind: str, story: DemoStory) -> DecisionNote:
    """A reason that can be true of this story; one written for its kind comes first."""
    own = [note for key, note in _notes() if key == kind and story.family in note.families]
    of_any_story = [note for key, note in _notes() if key == kind and not note.families]
    return rng.choice(rng.choice((own, of_any_story)) or of_any_story)


@cache
def _notes() -> tuple[tuple[str, DecisionNote], ...]:
    table = Path(__file__).with_name("content").joinpath("notes.tsv").read_text("utf-8")
    rows = (row.split("\t") for row in table.splitlines())
    return tuple(
        (kind, DecisionNote(code, text, frozenset(keys.split()))) for kind, code, text, keys in rows
    )
