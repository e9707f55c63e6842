"""The interface described for programs (OpenAPI 3.1); tests hold every answer against it."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from toasoan.portal.api.filters import FORMATS, MOST, USUAL_SIZE
from toasoan.portal.api.schemas import schemas
from toasoan.units.models import Agency

_VERSION = "1.0.0"

Shape = dict[str, Any]  # what JSON can hold


def document(request: HttpRequest, agency: Agency) -> Shape:
    """The whole document."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": _("Published stories of %(name)s") % {"name": agency.name},
            "version": _VERSION,
            "description": _(
                "Reading only and free. Name the source when you publish. Every answer has an"
                " ETag; ask with If-None-Match."
            ),
        },
        "servers": [{"url": request.build_absolute_uri("/api/v1").rstrip("/")}],
        "security": [],
        "paths": _paths(),
        "components": {
            "schemas": schemas(),
            "responses": {name: _problem(words) for name, words in _problems().items()},
            "parameters": {
                "id": {
                    "name": "id",
                    "in": "path",
                    "required": True,
                    "description": _("The story's number."),
                    "schema": {"type": "integer", "minimum": 1},
                }
            },
        },
    }


def _paths() -> Shape:
    one = [{"$ref": "#/components/parameters/id"}]
    return {
        "/stories": _reading(
            "listStories",
            _("Stories, latest first"),
            {"$ref": "#/components/schemas/StoryPage"},
            parameters=_filters(),
            failures=("400", "404"),
        ),
        "/stories/{id}": _reading(
            "getStory",
            _("One story with its text and photos"),
            {"$ref": "#/components/schemas/Story"},
            parameters=one,
            failures=("404", "410"),
        ),
        "/stories/{id}/ninjs": _reading(
            "getStoryNinjs",
            _("One story as IPTC ninjs 2.1"),
            {"$ref": "#/components/schemas/Ninjs"},
            parameters=one,
            failures=("404", "410"),
        ),
        "/sections": _reading("listSections", _("The sections"), _list_of("Section")),
        "/units": _reading("listUnits", _("The units, closed ones too"), _list_of("Unit")),
    }


def _reading(
    name: str,
    summary: str,
    schema: Shape,
    *,
    parameters: list[Shape] | None = None,
    failures: tuple[str, ...] = (),
) -> Shape:
    answers: Shape = {
        "200": {
            "description": summary,
            "headers": {"ETag": {"schema": {"type": "string"}}},
            "content": {"application/json": {"schema": schema}},
        },
        "304": {"description": _("Not changed since the ETag that was given.")},
    }
    answers |= {status: {"$ref": f"#/components/responses/{status}"} for status in failures}
    return {
        "get": {
            "operationId": name,
            "summary": summary,
            "parameters": parameters or [],
            "responses": answers,
        }
    }


def _filters() -> list[Shape]:
    text, day = {"type": "string"}, {"type": "string", "format": "date"}
    size = {"type": "integer", "minimum": 1, "maximum": MOST, "default": USUAL_SIZE}
    rows: list[tuple[str, str, Shape]] = [
        ("section", _("The section's slug."), text),
        ("unit", _("The unit's code."), text),
        ("tag", _("The tag's slug."), text),
        ("from", _("Published on this Vietnamese day or later."), day),
        ("to", _("Published on this Vietnamese day or before."), day),
        ("cursor", _("Where the page begins: take it from “next”."), text),
        ("size", _("How many stories a page has."), size),
        ("format", _("How each story is written."), {"type": "string", "enum": list(FORMATS)}),
    ]
    return [
        {"name": name, "in": "query", "required": False, "description": words, "schema": schema}
        for name, words, schema in rows
    ]


def _list_of(name: str) -> Shape:
    items = {"type": "array", "items": {"$ref": f"#/components/schemas/{name}"}}
    return {"type": "object", "required": ["items"], "properties": {"items": items}}


def _problems() -> dict[str, str]:
    return {
        "400": _("A parameter makes no sense; “detail” says which."),
        "404": _("There is nothing at this address that is published."),
        "410": _("The story has been taken off the site by the newsroom."),
    }


def _problem(words: str) -> Shape:
    schema = {"$ref": "#/components/schemas/Problem"}
    return {"description": words, "content": {"application/problem+json": {"schema": schema}}}
