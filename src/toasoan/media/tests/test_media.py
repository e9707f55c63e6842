"""Uploaded photos are cleaned; files are accepted by their content, not their name."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from toasoan.media.actions import store_picture
from toasoan.media.decoding import clean_picture
from toasoan.media.models import Attachment, Picture
from toasoan.media.reading import new_picture
from toasoan.media.sizes import Framing, PictureFileError, widths_for
from toasoan.testing import sound_files
from toasoan.testing.factories import make_newsroom, photo_bytes

ORIENTATION, GPS, MAKER = 0x0112, 0x8825, 0x010F


def with_exif(width=400, height=200):
    image = Image.new("RGB", (width, height), "navy")
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    exif[MAKER] = "Máy ảnh của ai đó"
    exif[GPS] = {1: "N", 2: (9.0, 46.0, 30.0)}
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif, comment=b"bi mat")
    return out.getvalue()


def test_a_photo_is_turned_upright_and_loses_everything_hidden():
    clean = clean_picture(with_exif())

    with Image.open(io.BytesIO(clean.content)) as image:
        assert image.size == (clean.width, clean.height) == (200, 400)
        assert dict(image.getexif()) == {}
        assert "comment" not in image.info
    assert b"bi mat" not in clean.content


def test_a_big_photo_is_shrunk_and_transparency_kept():
    assert clean_picture(photo_bytes(5200, 100)).width == 2560
    out = io.BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(out, "PNG")
    assert clean_picture(out.getvalue()).extension == "png"


def test_what_was_cut_off_in_word_does_not_come_back():
    clean = clean_picture(photo_bytes(400, 200), Framing(left=0.25, bottom=0.5, turn=90))

    assert (clean.width, clean.height) == (100, 300)


@pytest.mark.parametrize(
    "content", [b"", b"khong phai anh", b"\xff\xd8\xff\xe0" + b"x" * 90, b"%PDF-1.7"]
)
def test_bytes_that_are_no_photo_are_refused(content):
    with pytest.raises(PictureFileError, match=r"not_a_picture|damaged"):
        clean_picture(content)


def test_a_photo_that_would_unpack_to_too_much_is_refused():
    out = io.BytesIO()
    Image.new("1", (12_000, 9_000)).save(out, "PNG")

    with pytest.raises(PictureFileError, match="too_many_pixels"):
        clean_picture(out.getvalue())


@pytest.mark.parametrize(
    ("width", "widths"),
    [(100, (100,)), (320, (320,)), (700, (320, 640, 700)), (4000, (320, 640, 960, 1280, 1920))],
)
def test_copies_come_in_fixed_sizes_and_are_never_wider_than_the_photo(width, widths):
    assert widths_for(width) == widths
    if width <= 2560:
        assert set(clean_picture(photo_bytes(width, 50)).copies) == set(widths)


@pytest.mark.django_db
def test_the_original_is_kept_as_it_was_sent():
    room = make_newsroom()
    sent = with_exif()

    picture = store_picture(
        new_picture(sent, "ảnh gốc.jpg"), unit=room.unit, actor=room.contributor
    )

    assert picture.original.read() == sent
    assert picture.reach == "unit"


@pytest.mark.django_db
def test_a_photo_chosen_in_the_editor_is_cleaned_and_belongs_to_the_unit():
    room = make_newsroom()
    browser = Client()
    browser.force_login(room.contributor)

    browser.post(
        "/toa-soan/images/chooser/create/",
        {
            "image-chooser-upload-title": "Ảnh",
            "image-chooser-upload-file": SimpleUploadedFile("a.jpg", with_exif(), "image/jpeg"),
        },
    )

    picture = Picture.objects.get()
    assert (picture.unit, picture.reach) == (room.unit, "unit")
    with Image.open(picture.file) as image:
        assert dict(image.getexif()) == {}
    assert browser.get(picture.address(320)).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "content", "taken"),
    [
        ("van-ban.pdf", sound_files.pdf(), True),
        (
            "van-ban.pdf",
            sound_files.pdf(catalogue="/OpenAction << /S /JavaScript /JS (a) >>"),
            False,
        ),
        ("van-ban.pdf", b"<script>alert(1)</script>", False),
        ("trang.html", b"<html></html>", False),
        ("chay.exe", b"MZ", False),
    ],
)
def test_files_are_taken_by_their_content(name, content, taken):
    room = make_newsroom()
    browser = Client()
    browser.force_login(room.contributor)

    browser.post(
        "/toa-soan/documents/chooser/create/",
        {
            "document-chooser-upload-title": "Tệp",
            "document-chooser-upload-file": SimpleUploadedFile(name, content),
        },
    )

    assert Attachment.objects.exists() is taken
    for file in Attachment.objects.all():
        assert Client().get(f"/tep/{file.pk}/").status_code == 404
        answer = browser.get(f"/tep/{file.pk}/")
        assert answer["Content-Disposition"].startswith("attachment")
