"""What becomes of a photo's pixels, kind by kind; in this process, where its lines are counted."""

import io
import struct

import pytest
from PIL import ExifTags, Image, ImageCms

from toasoan.media import decoding
from toasoan.media.decoding import clean_picture, read_picture
from toasoan.media.headers import kind_of, webp_size
from toasoan.media.profiles import adobe_rgb, rgb_profile
from toasoan.media.sizes import CleanPicture, Framing, PictureFault
from toasoan.sent_files.limits import MOST_BYTES
from toasoan.testing.hostile_files import (
    float_rgb_tiff,
    heic,
    png,
    png_of_sixteen_bits,
    saved,
    truncated_jpeg,
)
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


def _gradient(mode: str, white: float) -> Image.Image:
    """Black at the left, white at the right, as numbers of this kind, 256 pixels wide."""
    form = {"I": "<i", "F": "<f", "I;16": "<H", "I;16B": ">H"}[mode]
    step = white / 255
    numbers = (place * step if mode == "F" else round(place * step) for place in range(256))
    row = b"".join(struct.pack(form, number) for number in numbers)
    return Image.frombytes(mode, (256, 32), row * 32)


@pytest.mark.parametrize(
    ("mode", "white", "kind"),
    [
        ("I;16", 65_535, "PNG"),
        ("I;16", 65_535, "TIFF"),
        ("I;16B", 65_535, "TIFF"),
        ("I", 65_535, "TIFF"),
        ("I", 255, "TIFF"),
        ("F", 1.0, "TIFF"),
        ("F", 255, "TIFF"),
        ("F", 65_535, "TIFF"),
    ],
)
@pytest.mark.parametrize("at_once", [26_000_000, 1_000])
def test_a_gradient_of_deep_numbers_stays_one(mode, white, kind, at_once, monkeypatch):
    monkeypatch.setattr(decoding, "_COPIED_AT_ONCE", at_once)

    picture = _seen(clean_picture(saved(_gradient(mode, white), kind)))

    middle = picture.getpixel((picture.width // 2, 4))
    assert all(124 <= value <= 131 for value in middle)
    assert max(picture.getpixel((2, 4))) < 8
    assert min(picture.getpixel((picture.width - 2, 4))) > 247


def test_colours_of_sixteen_bits_keep_their_upper_eight():
    deep = png_of_sixteen_bits(64, 40, (30_000, 40_000, 10_000))

    assert _seen(clean_picture(deep)).getpixel((30, 20)) == pytest.approx((117, 156, 39), abs=3)


def test_a_transparent_colour_of_a_palette_is_no_colour():
    picture = Image.new("P", (64, 40), 1)
    picture.putpalette([0, 0, 0, 200, 30, 30])

    clean = clean_picture(saved(picture, "PNG", transparency=1))

    assert _seen(clean).getpixel((5, 5))[3] == 0


def _seen(clean: CleanPicture) -> Image.Image:
    return Image.open(io.BytesIO(clean.content))


P3 = rgb_profile(
    (0.51512, 0.24120, -0.00105), (0.29198, 0.69225, 0.04189), (0.15710, 0.06657, 0.78407), 2.2
)
MARKED = Image.Exif()
MARKED.get_ifd(ExifTags.IFD.Exif)[0xA005] = {1: "R03"}


@pytest.mark.parametrize(
    ("mode", "pixel", "facts", "wanted"),
    [
        ("RGB", (60, 180, 60), {"icc_profile": adobe_rgb()}, (0, 181, 42)),
        ("RGB", (60, 180, 60), {"exif": MARKED}, (0, 181, 42)),
        ("RGB", (60, 180, 60), {"icc_profile": P3}, (0, 184, 20)),
        ("RGB", (60, 180, 60), {"icc_profile": P3[:300]}, (60, 180, 60)),
        ("RGB", (60, 180, 60), {"icc_profile": P3[:128] + b"\xff" * 400}, (60, 180, 60)),
        ("L", (128,), {"icc_profile": P3}, (128, 128, 128)),
        ("CMYK", (255, 0, 0, 0), {"icc_profile": P3}, (0, 255, 255)),
    ],
)
def test_colours_are_those_of_the_profile_before_it_goes(mode, pixel, facts, wanted):
    kind = "TIFF" if mode == "CMYK" else "JPEG"
    photo = Image.new(mode, (64, 40), pixel)

    picture = _seen(clean_picture(saved(photo, kind, **facts)))

    assert picture.getpixel((30, 20)) == pytest.approx(wanted, abs=6)
    assert not picture.info.get("icc_profile")


def test_a_transparent_picture_keeps_its_transparency_and_its_colours():
    photo = Image.new("RGBA", (64, 40), (60, 180, 60, 100))

    picture = _seen(clean_picture(saved(photo, "PNG", icc_profile=adobe_rgb())))

    assert picture.getpixel((30, 20)) == pytest.approx((0, 181, 42, 100), abs=6)


def test_of_a_picture_that_moves_the_first_frame_is_taken():
    frames = [Image.new("RGB", (64, 40), colour) for colour in ("#8b1318", "#184a8b")]

    for kind in ("GIF", "WEBP", "PNG"):
        moving = saved(frames[0], kind, save_all=True, append_images=frames[1:], duration=100)
        assert _seen(clean_picture(moving)).getpixel((30, 20)) == pytest.approx(
            (139, 19, 24), abs=8
        )


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
        (truncated_jpeg(), PictureFault.DAMAGED),
        (png(50_000, 50_000), PictureFault.TOO_MANY_PIXELS),
        (saved(PHOTO, "PNG")[:900], PictureFault.DAMAGED),
        (saved(PHOTO, "WEBP")[:14], PictureFault.DAMAGED),
        (saved(Image.new("L", (1, 400)), "GIF"), PictureFault.TOO_SMALL),
        (saved(Image.new("F", (64, 40), -1.0), "TIFF"), PictureFault.UNUSUAL_COLOURS),
        (saved(Image.new("F", (64, 40), float("inf")), "TIFF"), PictureFault.UNUSUAL_COLOURS),
        (float_rgb_tiff(), PictureFault.UNUSUAL_COLOURS),
        (b"x" * (MOST_BYTES + 1), PictureFault.TOO_LARGE),
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
