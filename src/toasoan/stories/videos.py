"""What the address of a video says."""

import re
from urllib.parse import SplitResult, parse_qs, urlsplit

_YOUTUBE = {"youtube.com", "www.youtube.com", "m.youtube.com", "www.youtube-nocookie.com"}
_ID = re.compile(r"[\w-]{11}", re.ASCII)


def youtube_id(address: str) -> str:
    """The video's id when it lies at YouTube, else nothing.

    >>> youtube_id("https://youtu.be/abcdefghijk?t=5")
    'abcdefghijk'
    >>> youtube_id("https://truyenhinh.vidu.vn/video/1")
    ''
    """
    parts = _parts(address)
    folder, _, rest = parts.path.strip("/").partition("/")
    if parts.hostname == "youtu.be":
        found = folder
    elif parts.hostname not in _YOUTUBE:
        found = ""
    elif folder in {"embed", "shorts", "live"}:
        found = rest
    else:
        found = "".join(parse_qs(parts.query).get("v", [])[:1])
    return found if _ID.fullmatch(found) else ""


def host_of(address: str) -> str:
    """Where the video lies; nothing when the address is none."""
    return _parts(address).hostname or ""


def _parts(address: str) -> SplitResult:
    try:
        return urlsplit(address)
    except ValueError:
        # Half an address, in the preview of what is being typed.
        return urlsplit("")
