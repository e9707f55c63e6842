"""Saves that are refused before, in or beside the view: the editor's script gets a sentence, a
browser without it a page of the newsroom.
"""

import hashlib
from pathlib import Path

import pytest
import wagtail
from django.test import Client

from toasoan.stories.models import Story
from toasoan.testing.browsers import ADD, browser_of, editor_form, text_of
from toasoan.testing.factories import make_story

pytestmark = pytest.mark.django_db
PRESS = {"headers": {"toasoan-press": "1", "accept": "application/json, text/html;q=0.5"}}


def path_of(story):
    return f"/toa-soan/soan-tin/edit/{story.pk}/"


def test_a_pressed_button_is_told_where_to_go(room):
    story = make_story(room, "draft")

    answer = browser_of(room.contributor).post(
        path_of(story), editor_form(headline="Tin bấm lưu", sitting="abcdef1234"), **PRESS
    )

    assert answer.json() == {"to": path_of(story)}
    assert answer.cookies["toasoan_saved"].value == "abcdef1234"
    story.refresh_from_db()
    assert story.latest_revision.content["headline"] == "Tin bấm lưu"


def test_a_page_that_must_be_shown_saves_nothing_and_says_nothing_twice(room):
    story = make_story(room, "draft")
    browser = browser_of(room.contributor)
    before = story.latest_revision_id

    answer = browser.post(path_of(story), editor_form(headline="x" * 201), **PRESS)

    assert answer.json() == {"again": True}
    assert Story.objects.get(pk=story.pk).latest_revision_id == before
    assert "ô được đánh dấu đỏ" not in text_of(browser.get(path_of(story)))


def test_an_autosave_of_a_field_that_is_not_right_says_what_to_press(room):
    story = make_story(room, "draft")

    answer = browser_of(room.contributor).post(
        path_of(story), editor_form(headline="x" * 201), headers={"accept": "application/json"}
    )

    assert answer.status_code == 400
    assert "Bấm “Lưu bản nháp”" in answer.json()["error_message"]


def test_too_many_fields_are_a_sentence_for_the_script_and_a_page_of_the_newsroom_for_people(
    room, settings
):
    story = make_story(room, "draft")
    browser = browser_of(room.contributor)
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 5

    told = browser.post(path_of(story), editor_form(), **PRESS)
    shown = browser.post(path_of(story), editor_form())

    assert (told.status_code, told.json()["error_code"]) == (400, "bad_request")
    assert "quá nhiều ô" in told.json()["error_message"]
    assert shown.status_code == 400
    assert "quá nhiều ô" in text_of(shown)
    assert "Khôi phục" in text_of(shown)
    assert f'href="{path_of(story)}"' in shown.content.decode()
    assert "Địa chỉ không đọc được" not in text_of(shown)


def test_a_form_without_its_token_shows_the_typed_words_to_whoever_typed_them_here(room):
    story = make_story(room, "draft")
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(room.contributor)
    typed = editor_form(standfirst="Câu vừa gõ.")

    own = browser.post(path_of(story), typed, headers={"sec-fetch-site": "same-origin"})
    foreign = browser.post(path_of(story), typed, headers={"sec-fetch-site": "cross-site"})

    assert own.status_code == foreign.status_code == 403
    assert "Câu vừa gõ." in text_of(own)
    assert "Câu vừa gõ." not in text_of(foreign)


def test_a_fault_of_the_server_stays_in_the_newsroom(room, monkeypatch):
    browser = Client(raise_request_exception=False)
    browser.force_login(room.contributor)
    monkeypatch.setattr("toasoan.newsroom.editing.editor.open_progress", lambda *_a, **_k: 1 / 0)
    address = f"{ADD}?unit={room.unit.pk}"

    told = browser.post(address, editor_form(), **PRESS)
    shown = browser.post(address, editor_form(standfirst="Chữ của tôi."))

    assert (told.status_code, shown.status_code) == (500, 500)
    assert "thử lại sau vài phút" in told.json()["error_message"]
    assert "Chữ của tôi." in text_of(shown)


def test_the_headline_is_one_line_and_nothing_of_it_is_cut_by_the_browser(room):
    story = make_story(room, "draft")
    browser = browser_of(room.contributor)

    browser.post(path_of(story), editor_form(headline="Tiêu đề\r\n hai dòng"))
    page = browser.get(path_of(story)).content.decode()

    assert Story.objects.get(pk=story.pk).latest_revision.content["headline"] == "Tiêu đề hai dòng"
    field = page[page.index('name="headline"') - 20 :].partition(">")[0]
    assert "maxlength" not in field
    assert 'data-counted-most="200"' in field


@pytest.mark.parametrize(
    ("template", "digest"),
    [
        ("shared/editing_sessions/module.html", "38c2fd168de30b38"),
        ("generic/edit_partials.html", "bb39b12232a8c2c1"),
    ],
)
def test_the_templates_that_ours_stand_in_for_are_those_of_8_0_1(template, digest):
    file = Path(wagtail.__file__).parent / "admin/templates/wagtailadmin" / template

    assert hashlib.sha256(file.read_bytes()).hexdigest()[:16] == digest
