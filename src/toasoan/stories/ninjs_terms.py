"""Fixed values of IPTC ninjs 2.1 (iptc.org/std/ninjs), the form in which agencies exchange news."""

from typing import Any

STANDARD = {
    "name": "ninjs",
    "version": "2.1",
    "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_2.1.json#",
}
PLAIN, HTML = "text/plain", "text/html"


def text(role: str, value: str, contenttype: str = PLAIN) -> dict[str, Any]:
    """A headline, description or body: the words with what they are for."""
    return {"role": role, "contenttype": contenttype, "value": value}
