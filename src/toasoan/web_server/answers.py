"""Answers of the server's own, and answers of the site made ready to be sent."""

import json
import os
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import IO, Any

from toasoan.web_server.askers import Environ
from toasoan.web_server.limits import KILOBYTE, MEGABYTE, RequestLimits

Headers = list[tuple[str, str]]
StartResponse = Callable[..., Any]  # Any: WSGI's own signature
Application = Callable[[Environ, StartResponse], Iterable[bytes]]

_CHUNK = 64 * KILOBYTE


class MadeTooLargeError(Exception):
    """The site makes an answer that never seems to end."""


@dataclass(frozen=True, slots=True)
class StoredAnswer:
    """Bytes `first` to `end` (not included) of a file; `passing` files are removed afterwards."""

    path: str
    first: int
    end: int
    passing: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer: its body is bytes, or lies in a file."""

    status: int
    headers: Headers
    body: bytes | StoredAnswer = b""


class Started:
    """Status and headers, as WSGI tells them."""

    __slots__ = ("headers", "status")

    def __init__(self) -> None:
        self.status = 500
        self.headers: Headers = []

    def __call__(self, status: str, headers: Headers, exc_info: object = None) -> None:
        """WSGI's `start_response`."""
        self.status = int(status[:3])
        self.headers = headers


class SentFile:
    """What Django hands over when it sends a file (`wsgi.file_wrapper` of WSGI)."""

    def __init__(self, file: IO[bytes], block_size: int = _CHUNK) -> None:
        self.file = file

    def __iter__(self) -> Iterable[bytes]:
        """The file's bytes, for whoever does not know better."""
        return iter(lambda: self.file.read(_CHUNK), b"")

    def close(self) -> None:
        """Close the file, and the answer whose file it is."""
        self.file.close()


def answer_of(application: Application, environ: Environ, limits: RequestLimits) -> Answer:
    """Ask the site, and take its whole answer: nothing of it waits for a slow reader.

    Raises what the site raises, MadeTooLargeError, OSError.
    """
    started = Started()
    chunks = application(environ, started)
    try:
        if environ["REQUEST_METHOD"] == "HEAD":
            return Answer(started.status, started.headers)
        stored = _stored(chunks.file, limits) if isinstance(chunks, SentFile) else None
        return Answer(started.status, started.headers, stored or _made(chunks, limits))
    finally:
        if hasattr(chunks, "close"):
            chunks.close()


def _stored(file: Any, limits: RequestLimits) -> StoredAnswer | None:
    """The file on the disk behind an open one, when there is one and it is large.

    Any: Django's files and parts of files. A part says by `first` and `length` which it is.
    """
    path: Any = getattr(file, "path", None) or getattr(file, "name", None)
    try:
        facts = os.stat(path)
        if not os.path.samestat(facts, os.fstat(file.fileno())):
            return None
        first = file.first if hasattr(file, "first") else file.tell()
    except (OSError, TypeError, ValueError, AttributeError):
        return None  # it lies in memory, or in another store
    length = getattr(file, "length", facts.st_size - first)
    if length <= limits.small_file:
        return None
    return StoredAnswer(os.fspath(path), first, first + length)


def _made(chunks: Iterable[bytes], limits: RequestLimits) -> bytes | StoredAnswer:
    """The chunks as bytes, or in a file once they are many."""
    made = bytearray()
    rest = iter(chunks)
    for chunk in rest:
        made += chunk
        if len(made) > limits.in_memory:
            return _in_a_file(bytes(made), rest, limits.largest_made)
    return bytes(made)


def _in_a_file(begin: bytes, rest: Iterable[bytes], most: int) -> StoredAnswer:
    file = tempfile.NamedTemporaryFile(prefix="toasoan-", delete=False)  # noqa: SIM115
    try:
        with file:
            size = file.write(begin)
            for chunk in rest:
                size += file.write(chunk)
                _check_made(size, most)
    except BaseException:
        Path(file.name).unlink(missing_ok=True)
        raise
    return StoredAnswer(file.name, 0, size, passing=True)


def _check_made(size: int, most: int) -> None:
    if size > most:
        raise MadeTooLargeError


def refusal(environ: Environ, status: HTTPStatus, sentence: str, *, again: int = 0) -> Answer:
    """A refusal in one sentence: JSON for scripts, a page for people; `again` is in seconds."""
    headers = [
        ("Cache-Control", "no-store"),
        ("X-Content-Type-Options", "nosniff"),
        # What was not read of the body is not taken for the next request.
        ("Connection", "close"),
    ]
    if again:
        headers.append(("Retry-After", str(again)))
    accepted = str(environ.get("HTTP_ACCEPT", ""))
    if "json" in accepted or environ.get("HTTP_X_REQUESTED_WITH") == "XMLHttpRequest":
        kind, text = "application/json", _json(status, sentence)
    else:
        kind, text = "text/html; charset=utf-8", _PAGE.replace("…", sentence)
        headers.append(("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'"))
    body = text.encode()
    headers += [("Content-Type", kind), ("Content-Length", str(len(body)))]
    return Answer(status.value, headers, body)


def _json(status: HTTPStatus, sentence: str) -> str:
    """With the words that Wagtail's autosave reads."""
    said = {"success": False, "error_code": status.phrase.lower().replace(" ", "_")}
    return json.dumps({**said, "error_message": sentence}, ensure_ascii=False)


def in_words(size: int) -> str:
    """A size as people write it."""
    return f"{size // MEGABYTE} MB" if size >= MEGABYTE else f"{size // KILOBYTE} KB"


_PAGE = """<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Chưa nhận được yêu cầu</title>
<style>
body { font: 1.125rem/1.6 system-ui, sans-serif; max-width: 36rem; margin: 15vh auto; }
main { padding: 0 1rem; }
</style>
</head>
<body>
<main>
<h1>Chưa nhận được yêu cầu</h1>
<p>…</p>
</main>
</body>
</html>
"""
