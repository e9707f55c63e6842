"""What one story of the demo carries: its text, its way through the newsroom, its outcome."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from toasoan.demo.templates import Genre

Outcome = Literal["published", "rejected", "returned_then_published", "waiting"]
OpenStep = Literal[
    "",
    "draft",
    "submitted",
    "received",
    "editing",
    "proposed",
    "returned",
    "published_needs_confirmation",
]


@dataclass(frozen=True)
class DemoPicture:
    """A drawing of `pictures.PICTURE_POOL` in a story."""

    illustration: str
    seed: int
    caption: str
    alt: str


@dataclass(frozen=True)
class DemoReturn:
    """The story went back once.

    By its unit's vetter, before it was received, or by the desk, afterwards; then the vetter
    cleared it a second time at `vetted_again_at`. Still open when `resubmitted_at` is None.
    """

    by: Literal["vetter", "desk"]
    at: datetime
    reason_code: str
    note: str
    resubmitted_at: datetime | None = None
    vetted_again_at: datetime | None = None


@dataclass(frozen=True)
class DemoCorrection:
    """A public correction: `wrong` stood in the standfirst, `right` stands there now."""

    at: datetime
    note: str
    wrong: str
    right: str


@dataclass(frozen=True)
class DemoPlacement:
    """An outlet used the story; `where` is an address or a page of the paper."""

    outlet_code: str
    placed_on: date
    headline: str
    where: str


@dataclass(frozen=True)
class DemoTakeDown:
    """The story was taken off the site; `kind` is one of `stories.models.TakeDown.Kind`."""

    at: datetime
    kind: str


#: A block of a body: its kind and its value. A photo is a `DemoPicture`, a file its title and name.
BodyPart = tuple[str, Any]


@dataclass(frozen=True)
class DemoStory:
    """One story; moments that have not come are None.

    `vetted_at` is the moment the province received it, `decided_at` that of publication or
    rejection. The standfirst is the corrected one when there is a correction.
    """

    key: str
    family: str
    unit_code: str
    author_username: str
    vetter_username: str
    editor_username: str
    approver_username: str
    section_slug: str
    genre: Genre
    headline: str
    standfirst: str
    paragraphs: tuple[str, ...]
    pictures: tuple[DemoPicture, ...]
    tags: tuple[str, ...]
    source_line: str
    event_on: date
    started_at: datetime
    submitted_at: datetime | None = None
    vetted_at: datetime | None = None
    claimed_at: datetime | None = None
    proposed_at: datetime | None = None
    decided_at: datetime | None = None
    outcome: Outcome = "waiting"
    open_step: OpenStep = ""
    reason_code: str = ""
    note: str = ""
    returned: DemoReturn | None = None
    correction: DemoCorrection | None = None
    placements: tuple[DemoPlacement, ...] = ()
    #: The whole body where it is more than paragraphs and photos.
    parts: tuple[BodyPart, ...] = ()
    taken_down: DemoTakeDown | None = None

    @property
    def is_published(self) -> bool:
        """Whether the public can read it."""
        return self.outcome in {"published", "returned_then_published"}


@dataclass(frozen=True)
class DemoClipping:
    """What a newspaper wrote by itself about a unit."""

    unit_code: str
    outlet_code: str
    headline: str
    published_on: date
    url: str
