"""A story that came back: why stands first; whoever gets it again sees what changed."""

import datetime as dt

import pytest
from django.utils import timezone
from lxml import html

from toasoan.editorial.actions import take_step
from toasoan.editorial.transitions import Step
from toasoan.testing.browsers import browser_of, text_of
from toasoan.testing.factories import make_correction, make_story, on_screen, rewrite, story_again

pytestmark = pytest.mark.django_db
NOTE = "Ngày trong sa-pô khác ngày trong bài."


def step(story, name, actor, **given):
    take_step(story.pk, name, actor=actor, answers=on_screen(story.pk, **given), now=timezone.now())


def give_back(story, name, actor):
    step(story, name, actor, reason_codes=("chua-dat",), note=NOTE)


def page(person, story):
    return html.fromstring(browser_of(person).get(f"/toa-soan/tin/{story.pk}/").content)


def editor(person, story):
    answer = browser_of(person).get(f"/toa-soan/soan-tin/edit/{story.pk}/")
    return html.fromstring(answer.content)


def words(elements):
    return [" ".join(element.text_content().split()) for element in elements]


RETURNS = [
    ("submitted", Step.RETURN_TO_CONTRIBUTOR, "vetter", "contributor"),
    ("proposed", Step.RETURN_TO_CONTRIBUTOR, "approver", "contributor"),
    ("editing", Step.RETURN_TO_UNIT, "editor", "vetter"),
    ("proposed", Step.RETURN_TO_DESK, "approver", "editor"),
]


@pytest.mark.parametrize(("status", "name", "sender", "mender"), RETURNS)
def test_why_it_came_back_is_the_first_thing_and_the_strongest_button_is_to_edit(
    room, status, name, sender, mender
):
    story = make_story(room, status)
    give_back(story, name, getattr(room, sender))
    person = getattr(room, mender)

    shown = page(person, story)

    first = shown.xpath("//h1/following::*[self::section or self::p or self::div][1]")[0]
    assert first.get("class") == "came-back"
    (said,) = words([first])
    assert NOTE in said
    assert str(getattr(room, sender)) in said
    (bar,) = shown.find_class("action-bar")
    strong = [
        button
        for button in bar.find_class("button")
        if "button-secondary" not in button.get("class")
    ]
    assert words(strong) == ["Sửa"]
    assert NOTE in words(editor(person, story).find_class("came-back"))[0]


def test_setting_an_hour_does_not_hide_why_it_came_back(room):
    story = make_story(room, "proposed")
    give_back(story, Step.RETURN_TO_DESK, room.approver)

    soon = timezone.now() + dt.timedelta(days=1)
    step(story, Step.SET_EMBARGO, room.approver, embargo_until=soon)

    assert NOTE in words(page(room.editor, story).find_class("came-back"))[0]


def test_sent_again_the_reason_is_gone_for_the_writer_and_the_leader_sees_what_changed(room):
    story = make_story(room, "submitted")
    give_back(story, Step.RETURN_TO_CONTRIBUTOR, room.vetter)
    rewrite(story_again(story), room.contributor, standfirst="Sáng 28/7, đoàn kiểm sát đến nơi.")
    step(story, Step.SUBMIT, room.contributor)

    shown = page(room.vetter, story)

    (again,) = shown.find_class("came-back--again")
    said = words([again])[0]
    assert NOTE in said
    assert "Sáng 28/7, đoàn kiểm sát đến nơi." in said
    compare = again.xpath(".//a[contains(@href, '/compare/')]/@href")[0]
    assert browser_of(room.vetter).get(compare).status_code == 200
    assert not page(room.contributor, story).xpath("//section[@class='came-back']")


def test_sent_again_without_a_change_is_said_so(room):
    story = make_story(room, "submitted")
    give_back(story, Step.RETURN_TO_CONTRIBUTOR, room.vetter)
    step(story, Step.SUBMIT, room.contributor)

    (again,) = page(room.vetter, story).find_class("came-back--again")

    assert "không có chữ nào thay đổi" in words([again])[0]


def test_whoever_comes_after_the_one_who_returned_it_is_not_told_of_it(room):
    """The leader returned it before the desk ever saw it."""
    story = make_story(room, "submitted")
    give_back(story, Step.RETURN_TO_CONTRIBUTOR, room.vetter)
    step(story, Step.SUBMIT, room.contributor)
    step(story, Step.VET, room.vetter)

    assert not page(room.editor, story).find_class("came-back")


def test_a_returned_correction_says_why_to_the_desk_and_what_changed_to_the_approver(room):
    story = make_correction(room)
    give_back(story, Step.RETURN_CORRECTION, room.approver)

    back = words(page(room.editor, story).find_class("came-back"))
    rewrite(story_again(story), room.editor, headline="Tiêu đề sửa lần nữa")
    step(story, Step.PROPOSE_CORRECTION, room.editor, wrong="a", right="b")
    again = words(page(room.approver, story).find_class("came-back--again"))

    assert NOTE in back[0]
    assert "Tiêu đề sửa lần nữa" in again[0]
    assert not page(room.editor, story).xpath("//section[@class='came-back']")


def test_why_a_story_is_not_used_stands_first_too(room):
    story = make_story(room, "editing")
    step(story, Step.REJECT, room.editor, reason_codes=("trung-tin",), note=NOTE)

    assert NOTE in words(page(room.contributor, story).find_class("came-back"))[0]


def test_the_approvers_first_way_back_is_to_the_desk(room):
    story = make_story(room, "proposed")

    shown = page(room.approver, story)

    (back,) = words(shown.find_class("action-bar__back"))
    assert back == "Trả lại tòa soạn…"
    assert "Trả lại cộng tác viên…" in text_of(
        browser_of(room.approver).get(f"/toa-soan/tin/{story.pk}/")
    )
