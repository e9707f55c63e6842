"""Which of a story's many revisions deserve a name, and whether two texts differ. Pure."""

import datetime as dt
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from toasoan.editorial.transitions import Step
from toasoan.stories.story_fields import BYLINE_FIELDS, story_fields

#: Steps whose text people look for later; the others fix a text without naming it.
NAMING = frozenset(
    f"story.{step}"
    for step in (
        Step.SUBMIT,
        Step.HAND_IN,
        Step.VET,
        Step.PROPOSE,
        Step.APPROVE,
        Step.PUBLISH,
        Step.FORCE_PUBLISH,
        Step.PROPOSE_CORRECTION,
        Step.CORRECT,
        Step.REINSTATE,
    )
)
#: Saves of one person further apart than this are two sittings.
SITTING = dt.timedelta(hours=4)

_KEY = re.compile(r' data-block-key="[^"]*"')


@dataclass(frozen=True, slots=True)
class Saved:
    """A revision without its text."""

    revision_id: int
    saved_at: dt.datetime
    user_id: int | None


@dataclass(frozen=True, slots=True)
class Mark:
    """An action that named a revision."""

    revision_id: int
    kind: str
    happened_at: dt.datetime
    actor: str
    acting_for: str = ""
    edition: int | None = None


@dataclass(frozen=True, slots=True)
class Version:
    """A revision worth listing: the first one, one that an action named, the end of a sitting."""

    saved: Saved
    marks: tuple[Mark, ...]
    is_first: bool
    previous_id: int | None


def named_versions(saved: Sequence[Saved], marks: Sequence[Mark]) -> list[Version]:
    """The versions of a story, oldest first; `saved` comes in the order of saving.

    Saves that follow each other by one hand are one sitting, so autosaves make no noise.
    """
    of_revision: dict[int, list[Mark]] = {}
    for mark in marks:
        if mark.kind in NAMING:
            of_revision.setdefault(mark.revision_id, []).append(mark)
    found: list[Version] = []
    for place, row in enumerate(saved):
        named = tuple(of_revision.get(row.revision_id, ()))
        following = saved[place + 1] if place + 1 < len(saved) else None
        if place and not named and following and _one_sitting(row, following):
            continue
        previous_id = found[-1].saved.revision_id if found else None
        found.append(Version(row, named, is_first=not place, previous_id=previous_id))
    return found


def _one_sitting(row: Saved, following: Saved) -> bool:
    return row.user_id == following.user_id and following.saved_at - row.saved_at <= SITTING


def same_words(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two saved revisions say the same; saving without a change makes no difference."""
    return _words(one) == _words(other)


def _words(content: Mapping[str, Any]) -> tuple[Any, ...]:
    """The declared fields of a saved revision; the rest says where the story stands."""
    bylines = sorted(content.get("bylines") or [], key=lambda row: row.get("sort_order") or 0)
    return (
        *(content.get(field.name) or "" for field in story_fields() if field.is_single),
        _without_ids(_stream(content.get("body"))),
        [tuple(row.get(field.name) or "" for field in BYLINE_FIELDS) for row in bylines],
        sorted(str(row.get("tag")) for row in content.get("tagged_items") or []),
    )


def _stream(body: Any) -> Any:  # a stream is kept as JSON text or as its value
    return json.loads(body) if isinstance(body, str) and body else body or []


def _without_ids(value: Any) -> Any:
    """Ids of blocks are made anew when a text is copied; they are not words."""
    if isinstance(value, list):
        return [_without_ids(part) for part in value]
    if isinstance(value, dict):
        return {key: _without_ids(part) for key, part in value.items() if key != "id"}
    # The editor numbers paragraphs when it saves them.
    return _KEY.sub("", value) if isinstance(value, str) else value
