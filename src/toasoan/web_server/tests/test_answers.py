"""Answers: taken whole from the site; large ones lie in a file, so that no thread waits."""

import io
from dataclasses import replace
from http import HTTPStatus
from pathlib import Path

import pytest

from toasoan.web_server.answers import (
    MadeTooLargeError,
    SentFile,
    StoredAnswer,
    answer_of,
    in_words,
    refusal,
)
from toasoan.web_server.limits import RequestLimits

LIMITS = RequestLimits(small_file=100, in_memory=100, largest_made=10_000)


def answer(chunks, *, method="GET", limits=LIMITS):
    def site(environ, start_response):
        start_response("200 OK", [("Content-Type", "text/plain")])
        return chunks

    return answer_of(site, {"REQUEST_METHOD": method}, limits)


@pytest.fixture
def large_file(tmp_path):
    path = tmp_path / "large"
    path.write_bytes(bytes(range(250)) * 4)
    return path


def test_a_large_file_is_named_not_read(large_file):
    with large_file.open("rb") as file:
        assert answer(SentFile(file)).body == StoredAnswer(str(large_file), 0, 1000)


def test_a_part_of_a_large_file_is_named_with_its_bytes(large_file):
    from toasoan.media.ranges import FilePart, PartOfFile

    with large_file.open("rb") as file:
        part = PartOfFile(file, FilePart(250, 499, 1000))

        assert answer(SentFile(part)).body == StoredAnswer(str(large_file), 250, 500)


def test_a_small_file_is_sent_as_it_is(large_file):
    large_file.write_bytes(b"small")
    with large_file.open("rb") as file:
        assert answer(SentFile(file)).body == b"small"


def test_a_file_that_lies_nowhere_or_was_exchanged_is_read(large_file):
    with large_file.open("rb") as file:
        large_file.unlink()
        large_file.write_bytes(b"another one" * 100)
        body = answer(SentFile(file), limits=replace(LIMITS, in_memory=10_000)).body

    assert body == bytes(range(250)) * 4
    assert answer(SentFile(io.BytesIO(b"in memory"))).body == b"in memory"


def test_what_is_made_while_it_is_sent_goes_to_a_file_once_it_is_large():
    body = answer(iter([b"a" * 90, b"b" * 90, b"c" * 90])).body

    made = Path(body.path)
    assert (body.first, body.end, body.passing) == (0, 270, True)
    assert made.read_bytes() == b"a" * 90 + b"b" * 90 + b"c" * 90
    made.unlink()


def test_an_answer_without_an_end_is_given_up_and_leaves_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    with pytest.raises(MadeTooLargeError):
        answer(iter(lambda: b"a" * 90, b""))

    assert list(tmp_path.iterdir()) == []


def test_the_site_is_told_when_its_answer_is_done(large_file):
    closed = []

    class Chunks(list):
        def close(self):
            closed.append(True)

    answer(Chunks([b"a"]))
    answer(Chunks([b"a"]), method="HEAD")

    assert closed == [True, True]


def test_a_refusal_closes_the_connection_and_is_never_kept():
    headers = dict(
        refusal({}, HTTPStatus.SERVICE_UNAVAILABLE, "Máy chủ đang bận.", again=5).headers
    )

    assert headers["Connection"] == "close"
    assert headers["Cache-Control"] == "no-store"
    assert headers["Retry-After"] == "5"


def test_sizes_are_written_as_people_write_them():
    assert [in_words(size) for size in (64 * 1024, 30 * 2**20 + 262_144)] == ["64 KB", "30 MB"]
