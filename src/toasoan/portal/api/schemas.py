"""The shapes that the interface gives: answers are made of them and described by them."""

import datetime as dt
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, PlainSerializer, WithJsonSchema, create_model

from toasoan.stories.models import BylineRole, Genre
from toasoan.stories.story_fields import Published, published_fields
from toasoan.units.models import UnitKind


def _in_utc(moment: dt.datetime) -> str:
    return moment.astimezone(dt.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


#: A moment in UTC to the second, as RFC 3339 writes it.
Moment = Annotated[
    dt.datetime,
    PlainSerializer(_in_utc, return_type=str),
    WithJsonSchema({"type": "string", "format": "date-time"}),
]
Day = Annotated[
    dt.date,
    PlainSerializer(dt.date.isoformat, return_type=str),
    WithJsonSchema({"type": "string", "format": "date"}),
]
Url = Annotated[str, WithJsonSchema({"type": "string", "format": "uri"})]


def one_of(values: list[str]) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "enum": values})


class Shape(BaseModel):
    """An object with exactly these members."""

    model_config = ConfigDict(extra="forbid")


class Section(Shape):
    slug: str
    name: str
    summary: str
    url: Url


class Unit(Shape):
    """`closed_on` is the unit's last day."""

    code: str
    name: str
    short_name: str
    kind: Annotated[str, one_of(UnitKind.values)]
    opened_on: Day
    closed_on: Day | None
    url: Url


class Picture(Shape):
    """A photo in the copy that goes out, with a small one."""

    url: Url
    thumbnail_url: Url
    width: int
    height: int


class BodyPicture(Picture):
    """A photo that stands in a story's body."""

    caption: str
    credit: str
    alternative_text: str


class SectionName(Shape):
    slug: str
    name: str


class UnitName(Shape):
    code: str
    name: str


class Byline(Shape):
    name: str
    role: Annotated[str, one_of(BylineRole.values)]
    affiliation: str


class Correction(Shape):
    published_at: Moment
    wrong: str
    right: str
    note: str


def _with_texts(base: type[Shape], where: Published) -> type[Shape]:
    """The shape and, beside its own members, the fields of plain text declared for programs."""
    texts: dict[str, Any] = dict.fromkeys(published_fields(where), (str, ...))
    return create_model(f"{base.__name__}{where.name}", __base__=base, **texts)


class StoryLine(_with_texts(Shape, Published.IN_LISTS)):  # type: ignore[misc]  # made of names
    """A story as it stands in the list: without its body."""

    id: int
    url: Url
    api_url: Url
    genre: Annotated[str, one_of(Genre.values)]
    section: SectionName | None
    unit: UnitName
    tags: list[str]
    published_at: Moment
    updated_at: Moment
    picture: Picture | None


class Story(_with_texts(StoryLine, Published.WITH_BODY)):  # type: ignore[misc]  # made of names
    """A whole story."""

    bylines: list[Byline]
    body_html: str
    body_text: str
    pictures: list[BodyPicture]
    corrections: list[Correction]


class Ninjs(BaseModel):
    """A story as IPTC ninjs 2.1: its own schema has the last word on further members."""

    model_config = ConfigDict(
        extra="allow",
        json_schema_extra={
            "externalDocs": {"url": "https://www.iptc.org/std/ninjs/ninjs-schema_2.1.json"}
        },
    )

    uri: Url
    standard: dict[Literal["name", "version", "schema"], str]


class StoryPage(Shape):
    """Some stories; `next` is the address of the page that goes on."""

    items: list[StoryLine | Ninjs]
    next: Url | None


class SectionList(Shape):
    items: list[Section]


class UnitList(Shape):
    items: list[Unit]


class Problem(Shape):
    """What went wrong (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str


def problems(*statuses: int) -> dict[int, type[Problem]]:
    """The answers to requests that fail: these, and those that every address may give."""
    return dict.fromkeys(sorted({400, 500, 503, *statuses}), Problem)
