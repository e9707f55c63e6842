"""Steps that open the editor, and a correction that is written and proposed in it."""

import pytest
from lxml import html

from toasoan.editorial.models import Progress
from toasoan.testing.browsers import browser_of, edit, text_of
from toasoan.testing.factories import make_correction, make_story

pytestmark = pytest.mark.django_db
PROPOSE = {"action-take-propose_correction": "1"}


def editor(story):
    return f"/toa-soan/soan-tin/edit/{story.pk}/"


@pytest.mark.parametrize(
    ("status", "step", "person"),
    [
        ("received", "claim", "editor"),
        ("published", "begin_correction", "editor"),
        ("withdrawn", "resume", "contributor"),
    ],
)
def test_the_step_stays_with_the_story_and_opens_the_editor(room, status, step, person):
    story = make_story(room, status)
    browser = browser_of(getattr(room, person))
    shown = html.fromstring(browser.get(f"/toa-soan/tin/{story.pk}/").content)
    (form,) = shown.xpath(f"//form[contains(@action, '/buoc/{step}/')]")

    done = browser.post(form.get("action"), dict(form.form_values()))

    assert done.url == editor(story)
    assert browser.get(done.url).status_code == 200


def test_the_bar_says_that_the_story_is_on_the_portal_and_proposes_on_the_spot(room):
    story = make_correction(room, "correcting")
    browser = browser_of(room.editor)

    shown = browser.get(editor(story))

    assert "Bài đang đăng, đây là bản đính chính." in text_of(shown)
    buttons = html.fromstring(shown.content).xpath(
        "//button[@name='action-take-propose_correction']"
    )
    assert any(" ".join(one.text_content().split()) == "Trình duyệt đính chính" for one in buttons)
    assert "bản đính chính" not in text_of(browser.get(editor(make_story(room, "editing"))))


def test_the_public_note_typed_above_the_text_goes_along(room):
    story = make_correction(room, "correcting")
    note = {"correction-wrong": "28/7", "correction-right": "27/7", "correction-note": "Xin lỗi"}

    done = edit(
        room.editor, story, headline="Tiêu đề đúng", section=str(room.section.pk), **PROPOSE, **note
    )

    progress = Progress.objects.get(pk=story.pk)
    assert done.url == "/toa-soan/"
    assert progress.correction == "proposed"
    assert progress.correction_note == {"wrong": "28/7", "right": "27/7", "note": "Xin lỗi"}


def test_when_words_are_missing_the_text_is_saved_and_the_steps_page_asks_for_them(room):
    """The editor's form of the tests changes many places at once: nobody can guess the words."""
    story = make_correction(room, "correcting")

    done = edit(
        room.editor, story, headline="Tiêu đề đúng", section=str(room.section.pk), **PROPOSE
    )

    assert done.url == f"/toa-soan/tin/{story.pk}/buoc/propose_correction/"
    assert Progress.objects.get(pk=story.pk).correction == "writing"
    story.refresh_from_db()
    assert story.get_latest_revision_as_object().headline == "Tiêu đề đúng"


def test_the_approvers_button_is_to_approve_the_correction(room):
    story = make_correction(room)

    shown = browser_of(room.approver).get(f"/toa-soan/tin/{story.pk}/")

    (bar,) = html.fromstring(shown.content).find_class("action-bar")
    assert "Duyệt đính chính" in " ".join(bar.text_content().split())
