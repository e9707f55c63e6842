"""Parts of files, as players and interrupted downloads ask for them."""

import io

import pytest

from toasoan.media.actions import release_to_public
from toasoan.media.ranges import FilePart, NoSuchPartError, PartOfFile, requested_part
from toasoan.testing.factories import make_newsroom, make_picture


@pytest.mark.parametrize(
    ("header", "part"),
    [
        ("bytes=0-3", (0, 3)), ("bytes=5-", (5, 9)), ("bytes=-3", (7, 9)), ("bytes=-99", (0, 9)),
        ("bytes=4-99", (4, 9)), ("bytes= 0 - 0", (0, 0)), ("", None), ("bytes=-", None),
        ("bytes=3-1", None), ("bytes=0-1,4-5", None), ("lines=1-2", None), ("bytes=a-b", None),
    ],
)  # fmt: skip
def test_a_part_is_what_the_standard_says(header, part):
    expected = part and FilePart(*part, size=10)

    assert requested_part(header, 10) == expected


@pytest.mark.parametrize(("header", "size"), [("bytes=10-", 10), ("bytes=-0", 10), ("bytes=-5", 0)])
def test_a_part_behind_the_end_does_not_exist(header, size):
    with pytest.raises(NoSuchPartError):
        requested_part(header, size)


def test_a_part_ends_where_it_ends():
    part = PartOfFile(io.BytesIO(b"0123456789"), FilePart(2, 6, 10))

    assert [part.read(3), part.read(3), part.read()] == [b"234", b"56", b""]


@pytest.mark.django_db
def test_a_photo_can_be_had_in_parts(client):
    room = make_newsroom()
    picture = make_picture(room.unit)
    release_to_public(picture_ids=[picture.pk], attachment_ids=[])
    address = picture.address(640)
    whole = b"".join(client.get(address))

    first = client.get(address, headers={"range": "bytes=0-9"})
    rest = client.get(address, headers={"range": "bytes=10-"})
    behind = client.get(address, headers={"range": f"bytes={len(whole)}-"})
    other = client.get(address, headers={"range": "bytes=0-9", "if-range": '"x"'})

    assert (first.status_code, first["Content-Length"]) == (206, "10")
    assert first["Content-Range"] == f"bytes 0-9/{len(whole)}"
    assert first["Content-Type"] == "image/webp"
    assert b"".join(first) + b"".join(rest) == whole
    assert (behind.status_code, behind["Content-Range"]) == (416, f"bytes */{len(whole)}")
    assert (other.status_code, b"".join(other)) == (200, whole)
    assert other["Accept-Ranges"] == "bytes"
