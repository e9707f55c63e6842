"""Handing out a stored file: its name, what a browser keeps of it, parts of it."""

import hashlib
import unicodedata
from mimetypes import guess_type
from typing import Any
from urllib.parse import quote

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, parse_http_date_safe

from toasoan.media.ranges import FilePart, NoSuchPartError, PartOfFile, requested_part
from toasoan.media.storage import private_storage
from toasoan.vietnamese.cleaning import one_line

_A_DAY = 86_400
#: What systems of all kinds take for the name of a file, without its ending.
_LONGEST_STEM = 120
_LONGEST_ENDING = 10
#: Signs that end a name or a quotation, or begin a folder, on one system or another.
_NOT_IN_NAMES = str.maketrans(dict.fromkeys('/\\:*?"<>|%;', "-"))
_NO_NAME = "tep"


def file_name(name: str) -> str:
    """The name under which a file is kept and saved: cleaned, without folders, not too long.

    >>> file_name("../Quyết định: số 15.PDF")
    '.-Quyết định- số 15.PDF'
    """
    stem, dot, ending = one_line(name).translate(_NOT_IN_NAMES).lstrip(".").rpartition(".")
    if not dot or len(ending) > _LONGEST_ENDING:
        stem, dot, ending = stem + dot + ending, "", ""
    return f"{stem[:_LONGEST_STEM].strip() or _NO_NAME}{dot}{ending}"


def disposition(name: str, *, inline: bool = False) -> str:
    """The value of Content-Disposition for a file to be saved under this name (RFC 6266, 8187).

    Programs that do not know `filename*` get the name without marks.
    """
    kept = file_name(name)
    kind = "inline" if inline else "attachment"
    header = f'{kind}; filename="{_plain(kept)}"'
    return header if kept.isascii() else f"{header}; filename*=UTF-8''{quote(kept, safe='')}"


def _plain(name: str) -> str:
    """The name in ASCII, in large and small letters as it was."""
    apart = unicodedata.normalize("NFD", name.replace("đ", "d").replace("Đ", "D"))
    bare = "".join(sign for sign in apart if not unicodedata.combining(sign))
    return "".join(sign if sign.isascii() else "_" for sign in bare)


def stored_file(
    request: HttpRequest,
    name: str,
    *,
    public: bool,
    content_type: str = "",
    saved_as: str = "",
) -> HttpResponseBase:
    """A file of the storage: whole, a part of it, or only that it has not changed.

    `saved_as` is its name when it is to be saved and not shown. Raises Http404 when it is gone.
    """
    storage = private_storage()
    try:
        size, changed = storage.size(name), storage.get_modified_time(name)
    except (FileNotFoundError, NotADirectoryError):
        raise Http404 from None
    seconds = int(changed.timestamp())
    headers = _headers(name, size, changed.timestamp(), public=public)
    if saved_as:
        headers["Content-Disposition"] = disposition(saved_as)
    unchanged = get_conditional_response(
        request, etag=headers["ETag"], last_modified=seconds, response=HttpResponse(headers=headers)
    )
    if unchanged is not None and unchanged.status_code != 200:  # noqa: PLR2004
        return unchanged
    try:
        part = requested_part(_range(request, headers["ETag"], seconds), size)
    except NoSuchPartError:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    response = _whole_or_part(storage.open(name), part, content_type)
    for header, value in headers.items():
        response[header] = value
    return response


def _headers(name: str, size: int, changed: float, *, public: bool) -> dict[str, str]:
    # No file is ever written over, so name, size and time say whether it is the same.
    same = hashlib.sha256(f"{name}|{size}|{changed}".encode()).hexdigest()[:32]
    return {
        "ETag": f'"{same}"',
        "Last-Modified": http_date(int(changed)),
        "Accept-Ranges": "bytes",
        # A day, not a year: a photo of a story that is taken down must go out of caches. What is
        # not public is asked for each time, and each time we ask who is looking.
        "Cache-Control": f"public, max-age={_A_DAY}" if public else "private, no-cache",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox",
    }


def _range(request: HttpRequest, etag: str, changed: int) -> str:
    """The Range header, unless the sender has an older file (RFC 9110 §13.1.5)."""
    asked = request.headers.get("Range", "")
    condition = request.headers.get("If-Range", "")
    same = condition in {"", etag} or parse_http_date_safe(condition) == changed
    return asked if same else ""


def _whole_or_part(file: Any, part: FilePart | None, content_type: str) -> FileResponse:
    # Any: Django's file of a storage, which its stubs do not take for what FileResponse reads.
    if part is None:
        return FileResponse(file, content_type=content_type or None)
    kind = content_type or guess_type(file.name)[0] or "application/octet-stream"
    response = FileResponse(PartOfFile(file, part), status=206, content_type=kind)
    response["Content-Range"] = part.words
    response["Content-Length"] = str(part.length)
    return response
