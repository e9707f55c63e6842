"""What the intake takes can be opened and saved; what is larger is told when the file comes."""

from time import process_time

import pytest
from django.conf import settings
from django.utils import timezone

from toasoan.intake.actions import draft_from_word
from toasoan.intake.docx.model import IntakeNote
from toasoan.intake.docx.pictures import MAX_PICTURES
from toasoan.intake.docx.problems import WordFileError, WordProblem
from toasoan.intake.words import NOTES, REFUSALS
from toasoan.stories.paragraphs import PartKind, parts_of, table_rows
from toasoan.stories.raw_body import MOST_TABLE_FIELDS, MOST_WORDS
from toasoan.stories.text import plain_text, word_count
from toasoan.testing.browsers import body_form, browser_of, edit
from toasoan.testing.factories import make_story
from toasoan.testing.word import build_docx, paragraph, run, sample_story_docx, table, words

HEAD = paragraph(run("Tiêu đề của tin", bold=True)), paragraph(run("Sa-pô của tin.", bold=True))


def table_of(rows, columns):
    return table(
        *((words(f"Ô {row}.{column}") for column in range(columns)) for row in range(rows))
    )


def draft(room, content):
    story, submission = draft_from_word(
        content, "tin.docx", unit=room.unit, actor=room.contributor, now=timezone.now()
    )
    return story, submission.notes


def opened_and_saved(room, story):
    address = f"/toa-soan/soan-tin/edit/{story.pk}/"
    assert browser_of(room.contributor).get(address).status_code == 200
    form = body_form(story)
    answer = edit(room.contributor, story, headline="Đã sửa", **form)
    assert answer.status_code == 302
    story.refresh_from_db()
    return story.get_latest_revision_as_object(), len(form)


def test_four_hundred_paragraphs_are_one_text_and_keep_their_names(room):
    said = [f"Đoạn thứ {number} của tin." for number in range(402)]
    story, _notes = draft(room, sample_story_docx("Tiêu đề", "Sa-pô của tin.", said, [], "Lê Thử"))

    saved, fields = opened_and_saved(room, story)

    assert fields < 10
    assert [block.block_type for block in saved.body] == ["text"]
    parts = list(parts_of(saved.body))
    assert [part.words for part in parts] == said
    assert [part.key for part in parts] == [part.key for part in parts_of(story.body)]


def test_a_large_table_of_a_word_file_is_saved_cell_by_cell(room):
    rows, columns = 300, 12
    story, _notes = draft(room, build_docx(*HEAD, table_of(rows, columns)))

    saved, _fields = opened_and_saved(room, story)

    (kept,) = (part for part in parts_of(saved.body) if part.kind is PartKind.TABLE)
    assert len(table_rows(kept.value)) == rows
    assert table_rows(kept.value)[-1][-1] == f"Ô {rows - 1}.{columns - 1}"


def test_a_table_that_the_editor_could_not_save_becomes_text_and_the_sender_is_told(room):
    story, notes = draft(room, build_docx(*HEAD, table_of(250, 12), table_of(400, 12)))

    saved, fields = opened_and_saved(room, story)

    assert [note["code"] for note in notes].count(IntakeNote.TABLE_AS_TEXT) == 1
    assert "dòng chữ" in str(NOTES[IntakeNote.TABLE_AS_TEXT])
    kinds = [block.block_type for block in saved.body]
    assert kinds == ["table", "text"]
    assert list(parts_of(saved.body))[-1].words.endswith("Ô 399.10 | Ô 399.11")
    assert fields <= MOST_TABLE_FIELDS


def test_twenty_thousand_words_open_in_two_seconds_and_are_saved_in_one(room):
    sentence = "Đoàn kiểm sát làm việc với lãnh đạo nhà tạm giữ, xem <b>hồ sơ</b> từng buồng. "
    body = (("text", f"<p>{sentence * 4}</p>" * 334),)
    story = make_story(room, "draft", body=body)
    assert word_count(plain_text(story.body)) > 20_000
    browser = browser_of(room.contributor)
    address = f"/toa-soan/soan-tin/edit/{story.pk}/"
    browser.get(address)

    began = process_time()
    browser.get(address)
    opened = process_time()
    answer = edit(room.contributor, story, headline="Đã sửa", **body_form(story))
    saved = process_time()

    assert answer.status_code == 302
    assert opened - began < 2
    assert saved - opened < 1


def test_a_text_of_more_words_than_a_story_holds_is_refused_in_a_sentence(room):
    content = build_docx(*HEAD, *(paragraph(run("từ " * 2_000)) for _ in range(MOST_WORDS // 2_000)),
                         paragraph(run("thừa")))  # fmt: skip

    with pytest.raises(WordFileError) as refused:
        draft(room, content)

    assert refused.value.code is WordProblem.TOO_LONG
    assert f"{MOST_WORDS:,}".replace(",", ".") in str(REFUSALS[WordProblem.TOO_LONG])


def test_the_form_takes_the_tables_and_photos_of_the_largest_draft():
    # A photo has four fields, its block and the text behind it four each; thirty are the rest.
    largest = MOST_TABLE_FIELDS + MAX_PICTURES * (4 + 4 + 5) + 100

    assert largest <= settings.DATA_UPLOAD_MAX_NUMBER_FIELDS
