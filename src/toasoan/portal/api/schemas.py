"""The shapes of the interface as JSON Schema (2020-12); `shapes` and `ninjs` write them."""

from typing import Any

from toasoan.stories.models import BylineRole, Genre
from toasoan.stories.story_fields import Published, published_fields
from toasoan.units.models import UnitKind

Shape = dict[str, Any]  # what JSON can hold

_TEXT: Shape = {"type": "string"}
_NUMBER: Shape = {"type": "integer"}
_URL: Shape = {"type": "string", "format": "uri"}
_MOMENT: Shape = {"type": "string", "format": "date-time"}
_DAY: Shape = {"type": "string", "format": "date"}
_DAY_OR_NONE: Shape = {"type": ["string", "null"], "format": "date"}
_TEXTS: Shape = {"type": "array", "items": _TEXT}


def schemas() -> dict[str, Shape]:
    """Every shape by its name."""
    return {
        "Section": _object(slug=_TEXT, name=_TEXT, summary=_TEXT, url=_URL),
        "Unit": _object(
            code=_TEXT,
            name=_TEXT,
            short_name=_TEXT,
            kind=_one_of(UnitKind.values),
            opened_on=_DAY,
            closed_on=_DAY_OR_NONE,
            url=_URL,
        ),
        "Picture": _object(**_picture()),
        "StoryLine": _object(**_line()),
        "Story": _object(**_line(), **_whole()),
        "StoryPage": _object(
            items={"type": "array", "items": _either("StoryLine", "Ninjs")},
            next={"type": ["string", "null"], "format": "uri"},
        ),
        "Ninjs": _ninjs(),
        "Problem": _object(type=_TEXT, title=_TEXT, status=_NUMBER, detail=_TEXT),
    }


def _picture() -> dict[str, Shape]:
    return {"url": _URL, "thumbnail_url": _URL, "width": _NUMBER, "height": _NUMBER}


def _line() -> dict[str, Shape]:
    section = _object(slug=_TEXT, name=_TEXT)
    return {
        "id": _NUMBER,
        "url": _URL,
        "api_url": _URL,
        **dict.fromkeys(published_fields(Published.IN_LISTS), _TEXT),
        "genre": _one_of(Genre.values),
        "section": {"oneOf": [section, {"type": "null"}]},
        "unit": _object(code=_TEXT, name=_TEXT),
        "tags": _TEXTS,
        "published_at": _MOMENT,
        "updated_at": _MOMENT,
        "picture": {"oneOf": [{"$ref": "#/components/schemas/Picture"}, {"type": "null"}]},
    }


def _whole() -> dict[str, Shape]:
    words = {"caption": _TEXT, "credit": _TEXT, "alternative_text": _TEXT}
    return {
        "bylines": _array(name=_TEXT, role=_one_of(BylineRole.values), affiliation=_TEXT),
        **dict.fromkeys(published_fields(Published.WITH_BODY), _TEXT),
        "body_html": _TEXT,
        "body_text": _TEXT,
        "pictures": _array(**_picture(), **words),
        "corrections": _array(published_at=_MOMENT, wrong=_TEXT, right=_TEXT, note=_TEXT),
    }


def _ninjs() -> Shape:
    """As much of ninjs 2.1 as we write; the standard's own schema has the last word."""
    return {
        "type": "object",
        "required": ["uri", "standard"],
        "externalDocs": {"url": "https://www.iptc.org/std/ninjs/ninjs-schema_2.1.json"},
        "properties": {
            "uri": _URL,
            "standard": _object(name=_TEXT, version=_TEXT, schema=_URL),
            "headlines": {"type": "array"},
            "bodies": {"type": "array"},
        },
    }


def _object(**properties: Shape) -> Shape:
    """An object with exactly these members."""
    return {
        "type": "object",
        "required": list(properties),
        "properties": properties,
        "additionalProperties": False,
    }


def _array(**properties: Shape) -> Shape:
    return {"type": "array", "items": _object(**properties)}


def _either(*names: str) -> Shape:
    return {"oneOf": [{"$ref": f"#/components/schemas/{name}"} for name in names]}


def _one_of(values: list[str]) -> Shape:
    return {"type": "string", "enum": values}
