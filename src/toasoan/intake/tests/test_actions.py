"""A Word file becomes a draft; a bad one leaves nothing behind."""

import hashlib

import pytest
from django.utils import timezone

from toasoan.intake import reading
from toasoan.intake.actions import draft_from_word
from toasoan.intake.docx.model import IntakeNote
from toasoan.intake.docx.problems import WordFileError, WordProblem
from toasoan.intake.models import Submission
from toasoan.intake.words import NOTES, REFUSALS
from toasoan.media.models import Picture
from toasoan.sent_files.pool import Unread, UnreadError
from toasoan.stories.models import Story
from toasoan.stories.paragraphs import PartKind, parts_of
from toasoan.testing.factories import make_newsroom
from toasoan.testing.word import photo, sample_story_docx

pytestmark = pytest.mark.django_db


def test_every_part_of_the_file_has_its_place_in_the_draft():
    room = make_newsroom()
    paragraphs = ["Đoạn một.", "Đoạn hai <b>.", "Đoạn ba.", "Đoạn bốn."]
    captions = ["Toàn cảnh hội nghị", "Đồng chí phát biểu", "Trao quà cho học sinh"]
    content = sample_story_docx(
        "Tiêu đề của tin",
        "Sa-pô của tin.",
        paragraphs,
        [(photo(), caption) for caption in captions],
        "Lê Thị Thử",
    )

    story, submission = draft_from_word(
        content, "tin của tôi.docx", unit=room.unit, actor=room.contributor, now=timezone.now()
    )

    assert (story.headline, story.standfirst) == ("Tiêu đề của tin", "Sa-pô của tin.")
    kinds = [block.block_type for block in story.body]
    assert kinds.count("picture") == 3
    texts = [part for part in parts_of(story.body) if part.kind is PartKind.PARAGRAPH]
    assert [part.words for part in texts] == paragraphs
    assert all(part.key for part in texts)
    assert [value["caption"] for value in story.pictures()] == captions
    assert "Đoạn hai &lt;b&gt;." in str(story.body.get_prep_value())
    assert [byline.name for byline in story.bylines.all()] == ["Lê Thị Thử"]
    assert submission.file.read() == content
    assert submission.sha256 == hashlib.sha256(content).hexdigest()
    assert set(Picture.objects.values_list("unit_id", "reach")) == {(room.unit.pk, "unit")}


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 hong", b"%PDF-1.7", b"{\\rtf1 x}"])
def test_a_file_that_cannot_be_read_leaves_nothing_behind(content):
    room = make_newsroom()

    with pytest.raises(WordFileError) as error:
        draft_from_word(
            content, "x.docx", unit=room.unit, actor=room.contributor, now=timezone.now()
        )

    assert error.value.code in REFUSALS
    assert not Story.objects.exists()
    assert not Submission.objects.exists()


def test_there_is_a_sentence_for_everything_that_can_be_said_of_a_file():
    assert set(REFUSALS) == set(WordProblem)
    assert set(NOTES) == set(IntakeNote)


@pytest.mark.parametrize(
    ("reason", "code"),
    [
        (Unread.BUSY, WordProblem.BUSY),
        (Unread.TOO_COSTLY, WordProblem.TOO_COSTLY),
        (Unread.BROKEN, WordProblem.BROKEN),
    ],
)
def test_a_file_that_cannot_be_read_to_its_end_has_its_reason(monkeypatch, reason, code):
    def unread(*_arguments, **_options):
        raise UnreadError(reason)

    monkeypatch.setattr(reading, "read_apart", unread)

    with pytest.raises(WordFileError) as error:
        reading.word_story(b"")

    assert error.value.code == code


def test_the_photos_of_a_file_share_one_bound_of_time(monkeypatch):
    monkeypatch.setattr(reading, "_SECONDS_FOR_PICTURES", 0.0)
    room = make_newsroom()
    content = sample_story_docx("Tiêu đề", "Sa-pô.", ["Một."], [(photo(), "Chú thích")], "Tên")

    story, submission = draft_from_word(
        content, "tin.docx", unit=room.unit, actor=room.contributor, now=timezone.now()
    )

    assert submission.notes == [{"code": IntakeNote.TOO_MANY_PICTURES, "words": []}]
    assert list(story.pictures()) == []


def test_a_photo_that_a_file_shows_twice_is_one_photo():
    room = make_newsroom()
    pictures = [(photo(), "Một"), (photo(), "Hai")]
    content = sample_story_docx("Tiêu đề", "Sa-pô.", ["Một.", "Hai."], pictures, "Tên")

    story, _submission = draft_from_word(
        content, "tin.docx", unit=room.unit, actor=room.contributor, now=timezone.now()
    )

    assert [value["caption"] for value in story.pictures()] == ["Một", "Hai"]
    assert Picture.objects.count() == 1
