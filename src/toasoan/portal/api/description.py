"""The OpenAPI 3.1 documents: what the operations and schemas say, and what they cannot say.

Names, titles and summaries are English in plain letters: programs make names of classes, files and
packages of them. What people read, the descriptions, is Vietnamese.
"""

from http import HTTPStatus
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from ninja import NinjaAPI

from toasoan.vietnamese.fold import slugify

Shape = dict[str, Any]  # what JSON can hold

_TAGS = {
    "stories": gettext_noop("Published stories"),
    "sections": gettext_noop("Sections of the site"),
    "units": gettext_noop("Units of the agency"),
    "figures": gettext_noop("Figures of the agency"),
}


def described_stories(api: NinjaAPI, agency_name: str, address: str) -> Shape:
    """The document of published stories for one agency, whose interface lies at `address`."""
    words = _(
        "Published stories of %(name)s. Reading only and free. Name the source when you publish."
        " Every answer has an ETag; ask with If-None-Match. A parameter that does not exist is"
        " refused."
    )
    title = f"Published stories of {_in_plain_letters(agency_name)}"
    document = _described(api, title, words % {"name": agency_name}, address)
    document["security"] = []
    return document


def described_figures(api: NinjaAPI, agency_name: str, address: str) -> Shape:
    """The document of figures, which only programs with a key read."""
    words = _(
        "Figures of %(name)s. Reading only, for the sector's own systems, with a key that the"
        " agency's webmaster makes. No names of people."
    )
    title = f"Figures of {_in_plain_letters(agency_name)}"
    document = _described(api, title, words % {"name": agency_name}, address)
    key = {"type": "http", "scheme": "bearer"}
    document["components"]["securitySchemes"] = {"key": key}
    document["security"] = [{"key": []}]
    return document


def _in_plain_letters(name: str) -> str:
    return slugify(name, max(len(name), 10)).replace("-", " ").title()


def _described(api: NinjaAPI, title: str, words: str, address: str) -> Shape:
    """What both documents have in common."""
    document: Shape = dict(api.get_openapi_schema(path_prefix=""))
    document["info"] = {"title": title, "version": api.version, "description": words}
    document["servers"] = [{"url": address}]
    for schema in document["components"]["schemas"].values():
        # The docstring of the class is for developers.
        schema.pop("description", None)
    operations = [path["get"] for path in document["paths"].values()]
    for operation in operations:
        _complete(operation)
    used = {tag for operation in operations for tag in operation["tags"]}
    document["tags"] = [
        {"name": name, "description": _(words)} for name, words in _TAGS.items() if name in used
    ]
    return document


def _complete(operation: Shape) -> None:
    """Translate, and say what headers answers have, how problems look, what a status means."""
    # In place of the docstring of the function, which is for developers.
    operation["description"] = _(operation["summary"])
    for parameter in operation["parameters"]:
        parameter["description"] = parameter["schema"]["description"] = _(parameter["description"])
        if parameter["in"] == "query" and not parameter["required"]:
            # "?section=&size=", as a form sends it, leaves them out.
            parameter["allowEmptyValue"] = True
    answers = operation["responses"]
    meanings = _meanings()
    for status, answer in answers.items():
        if status in meanings:
            answer["description"] = meanings[status]
            answer["content"] = {"application/problem+json": answer["content"]["application/json"]}
        else:
            answer["description"] = operation["description"]
            answer["headers"] = {"ETag": {"schema": {"type": "string"}}}
    if HTTPStatus.UNAUTHORIZED in answers:  # what needs a key is kept by nobody
        del answers[HTTPStatus.OK]["headers"]
    else:
        answers[304] = {"description": _("Not changed since the ETag that was given.")}


def _meanings() -> dict[int, str]:
    """What the statuses of problems mean."""
    return {
        400: _("A parameter makes no sense or does not exist; “detail” says which."),
        401: _("The key is missing, unknown, revoked or has expired."),
        404: _("There is nothing at this address that is published."),
        410: _("The story has been taken off the site by the newsroom."),
        429: _("The key has been used too often."),
        500: _("The site could not answer. Ask again in a few minutes."),
        503: _("The site is closed for maintenance or busy; “Retry-After” says until when."),
    }
