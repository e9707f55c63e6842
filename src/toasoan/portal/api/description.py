"""The OpenAPI 3.1 document: what the operations and schemas say, and what they cannot say."""

from typing import Any

from django.utils.translation import gettext as _
from ninja import NinjaAPI

Shape = dict[str, Any]  # what JSON can hold


def described(api: NinjaAPI, agency_name: str, address: str) -> Shape:
    """The document for one agency, whose interface lies at `address`."""
    document: Shape = dict(api.get_openapi_schema(path_prefix=""))
    document["info"] = {
        "title": _("Published stories of %(name)s") % {"name": agency_name},
        "version": api.version,
        "description": _(
            "Reading only and free. Name the source when you publish. Every answer has an"
            " ETag; ask with If-None-Match."
        ),
    }
    document["servers"] = [{"url": address}]
    document["security"] = []
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
        404: _("There is nothing at this address that is published."),
        410: _("The story has been taken off the site by the newsroom."),
    }
    answers = operation["responses"]
    for status, answer in answers.items():
        if status in meanings:
            answer["description"] = meanings[status]
            answer["content"] = {"application/problem+json": answer["content"]["application/json"]}
        else:
            answer["description"] = operation["summary"]
            answer["headers"] = {"ETag": {"schema": {"type": "string"}}}
    answers[304] = {"description": _("Not changed since the ETag that was given.")}
