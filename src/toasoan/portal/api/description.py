"""The OpenAPI 3.1 documents: what the operations and schemas say, and what they cannot say."""

from http import HTTPStatus
from typing import Any

from django.utils.translation import gettext as _
from ninja import NinjaAPI

Shape = dict[str, Any]  # what JSON can hold


def described_stories(api: NinjaAPI, agency_name: str, address: str) -> Shape:
    """The document of published stories for one agency, whose interface lies at `address`."""
    document = _described(api, address)
    document["info"] = {
        "title": _("Published stories of %(name)s") % {"name": agency_name},
        "version": api.version,
        "description": _(
            "Reading only and free. Name the source when you publish. Every answer has an"
            " ETag; ask with If-None-Match."
        ),
    }
    document["security"] = []
    return document


def described_figures(api: NinjaAPI, agency_name: str, address: str) -> Shape:
    """The document of figures, which only programs with a key read."""
    document = _described(api, address)
    document["info"] = {
        "title": _("Figures of %(name)s") % {"name": agency_name},
        "version": api.version,
        "description": _(
            "Reading only, for the sector's own systems, with a key that the agency's webmaster"
            " makes. No names of people."
        ),
    }
    key = {"type": "http", "scheme": "bearer"}
    document["components"]["securitySchemes"] = {"key": key}
    document["security"] = [{"key": []}]
    return document


def _described(api: NinjaAPI, address: str) -> Shape:
    """What both documents have in common."""
    document: Shape = dict(api.get_openapi_schema(path_prefix=""))
    document["servers"] = [{"url": address}]
    for schema in document["components"]["schemas"].values():
        # The docstring of the class is for developers.
        schema.pop("description", None)
    for path in document["paths"].values():
        _complete(path["get"])
    return document


def _complete(operation: Shape) -> None:
    """Translate, and say what headers answers have, how problems look, what a status means."""
    # The docstring of the function is for developers.
    operation.pop("description", None)
    operation["summary"] = _(operation["summary"])
    for parameter in operation["parameters"]:
        parameter["description"] = parameter["schema"]["description"] = _(parameter["description"])
    meanings = {
        400: _("A parameter makes no sense; “detail” says which."),
        401: _("The key is missing, unknown, revoked or has expired."),
        404: _("There is nothing at this address that is published."),
        410: _("The story has been taken off the site by the newsroom."),
        429: _("The key has been used too often."),
    }
    answers = operation["responses"]
    for status, answer in answers.items():
        if status in meanings:
            answer["description"] = meanings[status]
            answer["content"] = {"application/problem+json": answer["content"]["application/json"]}
        else:
            answer["description"] = operation["summary"]
            answer["headers"] = {"ETag": {"schema": {"type": "string"}}}
    if HTTPStatus.UNAUTHORIZED not in answers:  # what needs a key is kept by nobody
        answers[304] = {"description": _("Not changed since the ETag that was given.")}
