"""JSON answers of feeds and of the interface."""

import datetime as dt
import json
from typing import Any

from django.http import HttpResponse


def as_json(facts: Any, content_type: str, status: int = 200) -> HttpResponse:
    """An answer in JSON: moments in UTC (RFC 3339), letters as they are."""
    return HttpResponse(
        json_text(facts), content_type=f"{content_type}; charset=utf-8", status=status
    )


def json_text(facts: Any) -> str:
    """The facts as JSON text, in the same form."""
    return json.dumps(facts, ensure_ascii=False, default=_as_text)


def _as_text(value: object) -> str:
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    if isinstance(value, dt.date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no form in JSON.")
