"""A Word file becomes a draft in the editor; a file that is none gets a sentence."""

import errno
import os

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from toasoan.databases.outages import no_room
from toasoan.intake.models import Submission
from toasoan.stories.models import Story
from toasoan.testing.browsers import browser_of, text_of
from toasoan.testing.word import photo, sample_story_docx

pytestmark = pytest.mark.django_db


def send(browser, name, content):
    return browser.post(
        "/toa-soan/gui-word/",
        {"file": SimpleUploadedFile(name, content), "unit": browser.unit_id},
        follow=True,
    )


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "Tệp rỗng"),
        (b"%PDF-1.7", "Đây là tệp PDF"),
        (b"PK\x03\x04" + b"0" * 50, "Tệp bị hỏng"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "Tệp"),
        (b"chi la chu", "Đây không phải tệp Word"),
    ],
)
def test_a_bad_file_gets_a_sentence_and_makes_nothing(room, content, words):
    browser = browser_of(room.contributor)
    browser.unit_id = room.unit.pk

    answer = send(browser, "tin.docx", content)

    assert answer.status_code == 422
    assert words in text_of(answer)
    assert not Story.objects.exists()


def test_a_word_file_opens_as_a_draft_and_its_original_is_there_for_the_unit_only(room):
    browser = browser_of(room.contributor)
    browser.unit_id = room.unit.pk
    content = sample_story_docx("Tiêu đề", "Sa-pô.", ["Một.", "Hai."], [(photo(), "Chú")], "Tên")

    answer = send(browser, "tin.docx", content)

    assert "Tệp Word đã thành bản nháp" in text_of(answer)
    sent = Submission.objects.get()
    path = f"/toa-soan/tin/{sent.story_id}/ban-goc/{sent.pk}/"
    assert b"".join(browser.get(path).streaming_content) == content
    assert browser_of(room.other_vetter).get(path).status_code == 404


def test_on_a_full_disk_a_word_file_is_507_and_leaves_neither_story_nor_file(
    room, monkeypatch, media_folder
):
    browser = browser_of(room.contributor)
    browser.raise_request_exception = False
    browser.unit_id = room.unit.pk
    content = sample_story_docx("Tiêu đề", "Sa-pô.", ["Một."], [(photo(), "Chú")], "Tên")
    flushed = []

    def fills_up(descriptor):
        flushed.append(descriptor)
        if len(flushed) > 2:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", fills_up)
    answer = send(browser, "tin.docx", content)
    no_room.over()

    assert answer.status_code == 507
    assert "đã hết chỗ trên đĩa" in answer.content.decode()
    assert not Story.objects.exists()
    assert [path for path in media_folder.rglob("*") if path.is_file()] == []
