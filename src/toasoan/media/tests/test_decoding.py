"""What becomes of a photo's pixels, kind by kind; in this process, where its lines are counted."""

import pytest
from PIL import Image, ImageCms

from toasoan.media import decoding
from toasoan.media.decoding import clean_picture, read_picture
from toasoan.media.headers import kind_of, webp_size
from toasoan.media.sizes import Framing, PictureFault
from toasoan.testing.hostile_files import heic, png, saved, truncated_jpeg
from toasoan.testing.pictures import noise

PHOTO = noise(64, 40)
SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
KINDS = {
    "JPEG": lambda: saved(PHOTO, "JPEG"),
    "PNG": lambda: saved(PHOTO, "PNG"),
    "GIF": lambda: saved(PHOTO, "GIF"),
    "BMP": lambda: saved(PHOTO, "BMP"),
    "TIFF": lambda: saved(PHOTO, "TIFF"),
    "WEBP": lambda: saved(PHOTO, "WEBP"),
    "AVIF": lambda: saved(PHOTO, "AVIF"),
    "HEIF": lambda: heic(PHOTO),
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_known_by_its_first_bytes_and_becomes_a_jpeg(kind):
    content = KINDS[kind]()

    clean = clean_picture(content)

    assert kind_of(content) == kind
    assert (clean.extension, clean.width, clean.height) == ("jpg", 64, 40)


@pytest.mark.parametrize(
    ("picture", "extension"),
    [
        (noise(64, 40, "RGBA"), "png"),
        (noise(64, 40, "LA"), "png"),
        (noise(64, 40, "L"), "jpg"),
        (noise(64, 40).convert("P"), "jpg"),
        (Image.new("I;16", (64, 40), 40_000), "jpg"),
    ],
)
def test_grey_transparent_and_deep_pictures_are_taken(picture, extension):
    assert clean_picture(saved(picture, "PNG")).extension == extension


def test_inks_and_described_colours_become_those_of_screens():
    inks = clean_picture(saved(noise(64, 40, "CMYK"), "JPEG"))
    described = clean_picture(saved(PHOTO, "JPEG", icc_profile=SRGB))
    badly_described = clean_picture(saved(PHOTO, "JPEG", icc_profile=b"no profile"))

    assert {one.extension for one in (inks, described, badly_described)} == {"jpg"}
    assert b"ICC_PROFILE" not in described.content + badly_described.content


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", PictureFault.NOT_A_PICTURE),
        (b"%PDF-1.4", PictureFault.NOT_A_PICTURE),
        (b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom", PictureFault.NOT_A_PICTURE),
        (truncated_jpeg(), PictureFault.NOT_A_PICTURE),
        (png(50_000, 50_000), PictureFault.TOO_MANY_PIXELS),
        (saved(Image.new("F", (8, 8)), "TIFF"), PictureFault.UNUSUAL_COLOURS),
        (b"x" * (25 * 1024 * 1024 + 1), PictureFault.TOO_LARGE),
    ],
)
def test_what_is_refused_is_told_apart(content, fault):
    assert read_picture(content) == fault


def test_a_photo_without_its_last_mark_is_taken_as_it_was():
    whole = saved(Image.new("RGB", (64, 40), "#8b1318"), "JPEG")

    assert clean_picture(whole[:-2]).content == clean_picture(whole).content


def test_a_photo_that_is_shrunk_in_strips_is_upright_and_cut_as_framed(monkeypatch):
    monkeypatch.setattr(decoding, "_COPIED_AT_ONCE", 1_000)
    monkeypatch.setattr(decoding, "_STRIP_ROWS", 16)
    exif = Image.Exif()
    exif[0x0112] = 6

    turned = clean_picture(saved(PHOTO, "PNG", exif=exif))
    framed = clean_picture(saved(PHOTO, "PNG"), Framing(left=0.5, turn=90))

    assert (turned.width, turned.height) == (20, 32)
    assert (framed.width, framed.height) == (20, 16)


@pytest.mark.parametrize(
    ("options", "picture"),
    [({"lossless": True}, PHOTO), ({}, PHOTO), ({"exif": Image.Exif()}, noise(64, 40, "RGBA"))],
)
def test_the_size_of_a_webp_stands_in_its_header(options, picture):
    assert webp_size(saved(picture, "WEBP", **options)) == (64, 40)


@pytest.mark.parametrize("content", [b"RIFF\0\0\0\0WEBPVP8 ", b"RIFF\0\0\0\0WEBPVP8L", b"RIFF"])
def test_a_webp_without_a_size_has_none(content):
    assert webp_size(content) is None
