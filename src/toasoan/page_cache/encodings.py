"""Compressing a page once, and choosing the copy that a browser understands."""

import gzip
from functools import lru_cache

import brotli

#: Bytes; a smaller body fits into one packet uncompressed.
WORTHWHILE = 300  # bytes
#: Below the slowest quality: a page is compressed anew whenever something on it changes.
BROTLI_QUALITY = 9
#: As far as Brotli looks back, 2^16 bytes: most pages are shorter. With a larger window this
#: quality clears megabytes for each page (measured: 7 ms instead of 0.5, and the same size).
BROTLI_WINDOW = 16
GZIP_LEVEL = 9
#: Best first.
KNOWN = ("br", "gzip")
_TEXT = ("text/", "application/xml", "application/json", "application/rss+xml")
_TEXT_ENDS = ("+xml", "+json", "javascript")


def compressed(body: bytes, content_type: str) -> dict[str, bytes]:
    """The copies to keep: compressed ones for text, the body itself for anything else.

    The plain text of a compressed page is not kept: see `plain`.
    """
    kind = content_type.partition(";")[0].strip().lower()
    if len(body) < WORTHWHILE or not (kind.startswith(_TEXT) or kind.endswith(_TEXT_ENDS)):
        return {"identity": body}
    return {
        "br": brotli.compress(
            body, mode=brotli.MODE_TEXT, quality=BROTLI_QUALITY, lgwin=BROTLI_WINDOW
        ),
        "gzip": gzip.compress(body, GZIP_LEVEL, mtime=0),
    }


def plain(bodies: dict[str, bytes]) -> bytes:
    """The page as it was rendered, for the rare client that knows no compression."""
    return bodies["identity"] if "identity" in bodies else gzip.decompress(bodies["gzip"])


@lru_cache(maxsize=512)
def accepted(header: str) -> str:
    """The best coding that an Accept-Encoding header allows (RFC 9110 §12.5.3)."""
    preferences = dict(map(_preference, header.lower().split(",")))
    everything = preferences.get("*", 0.0)
    best = max(KNOWN, key=lambda name: preferences.get(name, everything))
    return best if preferences.get(best, everything) > 0 else "identity"


def _preference(text: str) -> tuple[str, float]:
    name, _, parameters = text.partition(";")
    weight = parameters.replace(" ", "").partition("q=")[2]
    try:
        return name.strip(), float(weight) if weight else 1.0
    except ValueError:
        return name.strip(), 0.0
