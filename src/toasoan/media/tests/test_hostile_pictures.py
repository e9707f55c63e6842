"""Pictures made to do harm, and damaged ones: a sentence, and nothing is kept, at every door."""

import io
import resource
import time
from itertools import pairwise

import pytest
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from PIL import Image

from toasoan.intake import actions as intake_actions
from toasoan.intake import reading as intake_reading
from toasoan.media import reading
from toasoan.media.forms import PictureField
from toasoan.media.models import Picture
from toasoan.media.reading import new_picture
from toasoan.media.sizes import MOST_PIXELS, PictureFileError
from toasoan.sent_files.process import MOST_MEMORY
from toasoan.stories.models import Story
from toasoan.testing.browsers import browser_of, text_of
from toasoan.testing.factories import make_newsroom, photo_bytes
from toasoan.testing.hostile_files import BAD_PICTURES, HARMLESS_PICTURES, heic, saved
from toasoan.testing.pictures import noise
from toasoan.testing.roots import restore_roots
from toasoan.testing.word import sample_story_docx

TOO_MANY = "Ảnh có quá nhiều điểm ảnh"
UNREADABLE = "Ảnh bị hỏng"


@pytest.mark.parametrize("kind", BAD_PICTURES)
def test_a_bad_picture_is_refused_quickly_and_our_own_memory_does_not_grow(kind, monkeypatch):
    monkeypatch.setattr(reading, "_SECONDS", 1.0)
    content = BAD_PICTURES[kind]()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.monotonic()

    with pytest.raises(PictureFileError):
        new_picture(content, "anh.jpg")

    assert time.monotonic() - began < 5
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 60_000


@pytest.mark.parametrize("kind", HARMLESS_PICTURES)
def test_what_only_looks_like_harm_is_gone_from_the_cleaned_photo(kind):
    clean = new_picture(HARMLESS_PICTURES[kind](), "anh").clean

    assert b"bi-mat" not in clean.content
    with Image.open(io.BytesIO(clean.content)) as image:
        assert getattr(image, "n_frames", 1) == 1
        assert "icc_profile" not in image.info


def test_no_picture_gets_more_than_four_hundred_megabytes():
    assert MOST_MEMORY <= 400_000_000
    assert Image.MAX_IMAGE_PIXELS == MOST_PIXELS


@pytest.mark.parametrize(
    ("size", "taken"), [((8160, 6120), True), ((50_000, 1_001), False), ((8, 40_000), True)]
)
def test_the_largest_photos_of_phones_are_taken(size, taken):
    content = saved(Image.new("L", size, 200), "PNG")

    if taken:
        clean = new_picture(content, "anh.png").clean
        assert max(clean.width, clean.height) <= 2560
        return
    with pytest.raises(PictureFileError, match="too_many_pixels"):
        new_picture(content, "anh.png")


def with_gps(orientation):
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "Máy ảnh của ai đó"
    exif[0x8825] = {1: "N", 2: (9.0, 46.0, 30.0)}
    return exif.tobytes()


def two_halves():
    """Red above, blue below, 400 × 200."""
    image = Image.new("RGB", (400, 200), (0, 0, 255))
    image.paste((255, 0, 0), (0, 0, 400, 100))
    return image


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(lambda: heic(two_halves(), exif=with_gps(6)), id="HEIC"),
        pytest.param(lambda: saved(two_halves(), "AVIF", exif=with_gps(6)), id="AVIF"),
        pytest.param(lambda: saved(two_halves(), "WEBP", exif=with_gps(6)), id="WebP"),
        pytest.param(lambda: saved(two_halves(), "TIFF", exif=with_gps(6)), id="TIFF"),
        pytest.param(lambda: saved(two_halves(), "JPEG", exif=with_gps(6)), id="JPEG"),
        pytest.param(lambda: saved(two_halves(), "PNG", exif=with_gps(6)), id="PNG"),
    ],
)
def test_a_photo_of_a_phone_becomes_an_upright_jpeg_without_its_place(content):
    clean = new_picture(content(), "IMG_0001.HEIC")

    assert clean.clean_name == "img-0001.jpg"
    with Image.open(io.BytesIO(clean.clean.content)) as image:
        assert (image.format, image.size) == ("JPEG", (200, 400))
        assert dict(image.getexif()) == {}
        right, left = image.getpixel((190, 200)), image.getpixel((10, 200))
    assert (right[0] > 200, right[2] < 60) == (True, True)
    assert (left[2] > 200, left[0] < 60) == (True, True)
    with Image.open(io.BytesIO(clean.clean.copies[200])) as copy:
        assert copy.format == "WEBP"


def test_a_large_photo_is_shrunk_in_strips_without_seams():
    slope = Image.linear_gradient("L").resize((5200, 1200))
    image = Image.merge("RGBA", (slope, slope, slope, Image.new("L", slope.size, 255)))

    clean = new_picture(saved(image, "PNG", compress_level=1), "anh.png").clean

    with Image.open(io.BytesIO(clean.content)) as shrunk:
        assert shrunk.size == (2560, 591)
        column = [shrunk.getpixel((1000, y))[0] for y in range(shrunk.height)]
    assert all(-1 <= after - before <= 1 for before, after in pairwise(column))
    assert (column[0], column[-1]) == (0, 255)


def test_sixteen_bits_of_grey_stay_a_slope():
    image = Image.frombytes("I;16", (256, 1), b"".join(bytes((7, n)) for n in range(256)))

    clean = new_picture(saved(image.resize((256, 64)), "PNG"), "anh.png").clean

    with Image.open(io.BytesIO(clean.content)) as grey:
        values = [grey.getpixel((x, 30))[0] for x in (2, 128, 253)]
    assert values == pytest.approx([2, 128, 253], abs=3)


@pytest.mark.parametrize("progressive", [False, True])
@pytest.mark.parametrize(("missing", "taken"), [(2, True), (3, True), (20, False), (2000, False)])
def test_a_jpeg_without_its_last_mark_is_taken_when_all_lines_are_there(
    progressive, missing, taken
):
    content = saved(noise(120, 90), "JPEG", progressive=progressive)
    cut = content[:-missing] if missing != 3 else content[:-2] + b"\0"

    if taken:
        assert new_picture(cut, "anh.jpg").clean.width == 120
        return
    with pytest.raises(PictureFileError, match="damaged"):
        new_picture(cut, "anh.jpg")


def sent_photo(content):
    return SimpleUploadedFile("anh.jpg", content, "image/jpeg")


def through_the_chooser(room, content):
    data = {
        "image-chooser-upload-title": "Ảnh",
        "image-chooser-upload-file": sent_photo(content),
    }
    return browser_of(room.contributor).post("/toa-soan/images/chooser/create/", data)


def through_a_topic(room, content):
    data = {"name": "Chủ đề", "slug": "chu-de", "summary": "", "photo": sent_photo(content)}
    return browser_of(room.editor).post("/toa-soan/chuyen-de/them/", data)


def through_the_look(room, content):
    data = {"colour": "#8b1318", "name": "Tên", "emblem_file": sent_photo(content)}
    return browser_of(room.webmaster).post("/toa-soan/giao-dien/", data)


@pytest.fixture
def media_files(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)
    return lambda: [path for path in tmp_path.rglob("*") if path.is_file()]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("door", "kind", "sentence"),
    [
        (through_the_chooser, "PNG of 10,000 × 10,000", TOO_MANY),
        (through_the_chooser, "truncated JPEG", UNREADABLE),
        (through_the_chooser, "GIF that is a script", UNREADABLE),
        (through_the_chooser, "comment that unpacks", UNREADABLE),
        (through_a_topic, "HEIC cut off", UNREADABLE),
        (through_a_topic, "PNG of 10,000 × 10,000", TOO_MANY),
        (through_the_look, "truncated JPEG", UNREADABLE),
        (through_the_look, "GIF that is a script", UNREADABLE),
    ],
)
def test_every_door_for_a_photo_answers_with_a_sentence(door, kind, sentence, media_files):
    room = make_newsroom()

    answer = door(room, BAD_PICTURES[kind]())

    assert answer.status_code == 422
    said = answer.json()["htmlFragment"] if door is through_the_chooser else text_of(answer)
    assert sentence in said
    assert not Picture.objects.exists()
    assert media_files() == []


@pytest.mark.django_db
def test_a_word_file_with_bad_pictures_becomes_a_draft_that_says_so(media_files):
    room = make_newsroom()
    kinds = ("PNG of 10,000 × 10,000", "truncated JPEG", "GIF that is a script")
    pictures = [(BAD_PICTURES[kind](), "Chú thích") for kind in kinds]
    pictures.append((heic(noise(60, 40)), "Ảnh tốt"))
    content = sample_story_docx("Tiêu đề", "Sa-pô.", ["Một.", "Hai."], pictures, "Tên")

    answer = browser_of(room.contributor).post(
        "/toa-soan/gui-word/",
        {"file": SimpleUploadedFile("tin.docx", content), "unit": room.unit.pk},
        follow=True,
    )

    assert "Có ảnh quá lớn" in text_of(answer)
    assert "Có ảnh bị hỏng" in text_of(answer)
    assert [value["caption"] for value in Story.objects.get().pictures()] == ["Ảnh tốt"]
    assert Picture.objects.count() == 1


def through_word(room, content):
    file = sample_story_docx("Tiêu đề", "Sa-pô.", ["Một.", "Hai."], [(content, "Ảnh")], "Tên")
    data = {"file": SimpleUploadedFile("tin.docx", file), "unit": room.unit.pk}
    return browser_of(room.contributor).post("/toa-soan/gui-word/", data)


@pytest.mark.django_db(transaction=True)
def test_while_a_file_is_read_and_written_to_disk_nobody_waits_for_a_transaction(
    monkeypatch, media_files
):
    restore_roots()
    room = make_newsroom()
    open_meanwhile = []

    def watched(function):
        def watching(*arguments, **options):
            open_meanwhile.append(connection.in_atomic_block)
            return function(*arguments, **options)

        return watching

    for module in (reading, intake_reading):
        monkeypatch.setattr(module, "read_apart", watched(module.read_apart))
    monkeypatch.setattr(FileSystemStorage, "_save", watched(FileSystemStorage._save))
    for door in (through_the_chooser, through_a_topic, through_word):
        assert door(room, photo_bytes()).status_code in {200, 302}

    assert Picture.objects.count() == 3
    # Each photo is read and written in four files or more; so is the Word file.
    assert open_meanwhile.count(False) >= 3 * 5 + 2
    # The thumbnail of the editor's chooser, two kilobytes, is written with its row.
    assert open_meanwhile.count(True) <= 1


@pytest.mark.django_db
def test_a_draft_that_cannot_be_kept_leaves_no_files(monkeypatch, media_files):
    room = make_newsroom()

    def fail(*_arguments, **_options):
        raise RuntimeError

    monkeypatch.setattr(intake_actions, "begin_story", fail)
    with pytest.raises(RuntimeError):
        through_word(room, photo_bytes())

    assert media_files() == []
    assert not Picture.objects.exists()


@pytest.mark.django_db
def test_photos_wait_for_a_place_and_then_their_sender_is_told(monkeypatch):
    def busy(*_arguments, **_options):
        raise reading.UnreadError(reading.Unread.BUSY)

    monkeypatch.setattr(reading, "read_apart", busy)
    room = make_newsroom()

    answer = through_a_topic(room, photo_bytes())

    assert answer.status_code == 422
    assert "Hệ thống đang bận đọc nhiều ảnh khác" in text_of(answer)


def test_fields_for_photos_offer_what_phones_take():
    accepted = PictureField().widget.attrs["accept"]

    for kind in ("image/jpeg", "image/heic", "image/avif", ".heic"):
        assert kind in accepted.split(",")
