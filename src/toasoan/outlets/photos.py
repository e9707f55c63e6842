"""The photos that go with a dispatch: the largest clean copies, as JPEG, within a limit."""

import io
from dataclasses import dataclass

from PIL import Image

from toasoan.media.storage import private_storage
from toasoan.outlets.payload import Payload

#: Many mail servers take 20 MB, and a file in a mail is a third longer than on disk.
MOST_BYTES = 15_000_000
_QUALITY = 90


@dataclass(frozen=True, slots=True)
class PhotoFile:
    """One photo as a file."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Photos:
    """The photos that fit, and the addresses of those that do not."""

    files: tuple[PhotoFile, ...]
    left_out: tuple[str, ...]


def photos_of(kept: Payload, *, most: int = MOST_BYTES) -> Photos:
    """The photos in the order of the text; one that does not fit is left out with its address.

    A photo whose file is gone is left out too: its address says what became of it.
    """
    files: list[PhotoFile] = []
    left_out: list[str] = []
    done: set[int] = set()
    room = most
    for number, picture in enumerate(kept["pictures"], start=1):
        if picture["id"] in done:
            continue
        done.add(picture["id"])
        content = _jpeg(picture["file"])
        if content is None or len(content) > room:
            left_out.append(picture["address"])
            continue
        room -= len(content)
        files.append(PhotoFile(f"anh-{number}.jpg", content))
    return Photos(tuple(files), tuple(left_out))


def _jpeg(name: str) -> bytes | None:
    """The stored copy, which we wrote ourselves, as JPEG; None when it is gone."""
    try:
        with private_storage().open(name) as stored:
            content = bytes(stored.read())
    except FileNotFoundError:
        return None
    with Image.open(io.BytesIO(content)) as picture:
        if picture.format == "JPEG":
            return content
        out = io.BytesIO()
        picture.convert("RGB").save(out, "JPEG", quality=_QUALITY)
        return out.getvalue()
