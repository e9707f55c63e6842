"""Every save that is refused, and that nothing typed is lost by it."""

import json

import pytest
from django.test import Client
from django.utils import timezone
from lxml import html

from toasoan.editorial.actions import hold_text, take_step
from toasoan.editorial.transitions import Step
from toasoan.refusals import RefusedError
from toasoan.stories.models import Story
from toasoan.testing.browsers import ADD, browser_of, editor_form, text_of
from toasoan.testing.factories import make_picture, make_story, on_screen

pytestmark = pytest.mark.django_db
JSON = {"headers": {"accept": "application/json"}}


def path_of(story):
    return f"/toa-soan/soan-tin/edit/{story.pk}/"


def base_of(revision):
    return {
        "loaded_revision_id": str(revision.pk),
        "loaded_revision_created_at": revision.created_at.isoformat(),
    }


def latest(story):
    return Story.objects.get(pk=story.pk).get_latest_revision_as_object()


def rival_save(story, person, **parts):
    """Somebody saves a newer version; returns the version before."""
    fresh = Story.objects.get(pk=story.pk)
    stale = fresh.latest_revision
    text = fresh.get_latest_revision_as_object()
    for name, value in parts.items():
        setattr(text, name, value)
    text.save_revision(user=person, clean=False)
    return stale


def hidden_fields(answer):
    page = html.fromstring(answer.content)
    (carrier,) = page.xpath("//form[@class='conflict__actions']")
    return {field.get("name"): field.get("value") for field in carrier.xpath(".//input")}


def test_both_versions_stand_side_by_side_field_by_field(room):
    story = make_story(room, "editing")
    stale = rival_save(story, room.second_editor, standfirst="Câu của đồng nghiệp.")

    answer = browser_of(room.editor).post(
        path_of(story), editor_form(standfirst="Câu của tôi.", **base_of(stale))
    )

    assert answer.status_code == 409
    page = html.fromstring(answer.content)
    differing = [p.text_content() for p in page.find_class("conflict__text--differs")]
    assert {"Câu của tôi.", "Câu của đồng nghiệp."} <= set(differing)
    assert str(room.second_editor) in text_of(answer)


def test_keeping_mine_replaces_exactly_the_version_that_was_shown(room):
    story = make_story(room, "editing")
    stale = rival_save(story, room.second_editor, standfirst="Của họ")
    browser = browser_of(room.editor)
    carried = hidden_fields(
        browser.post(path_of(story), editor_form(standfirst="Của tôi", **base_of(stale)))
    )

    saved = browser.post(path_of(story), carried | {"action-edit": "1"})

    assert saved.status_code == 302
    assert latest(story).standfirst == "Của tôi"
    rival_save(story, room.second_editor, standfirst="Bản thứ ba")
    again = browser.post(path_of(story), carried | {"action-edit": "1"})
    assert again.status_code == 409
    assert latest(story).standfirst == "Bản thứ ba"


def test_putting_both_together_opens_my_text_in_the_form_and_saves_nothing(room):
    story = make_story(room, "editing")
    stale = rival_save(story, room.second_editor, headline="Của họ")
    browser = browser_of(room.editor)
    carried = hidden_fields(
        browser.post(path_of(story), editor_form(headline="Của tôi", **base_of(stale)))
    )

    shown = browser.post(path_of(story), carried | {"resume": "by-hand"})

    assert shown.status_code == 200
    assert "Chữ của anh/chị đã trở lại trong ô soạn" in text_of(shown)
    (headline,) = html.fromstring(shown.content).xpath("//textarea[@name='headline']")
    assert headline.text.strip() == "Của tôi"
    assert latest(story).headline == "Của họ"


def test_text_brought_back_from_the_browser_onto_a_newer_version_shows_both(room):
    story = make_story(room, "editing")
    stale = rival_save(story, room.second_editor, headline="Của họ")

    answer = browser_of(room.editor).post(
        path_of(story), editor_form(headline="Giữ trong máy", resume="x", **base_of(stale))
    )

    assert answer.status_code == 409
    assert "Giữ trong máy" in text_of(answer)
    assert "resume" not in hidden_fields(answer)


def test_an_autosave_from_a_stale_base_is_refused_with_a_code(room):
    story = make_story(room, "editing")
    stale = rival_save(story, room.second_editor, headline="Của họ")

    answer = browser_of(room.editor).post(path_of(story), editor_form(**base_of(stale)), **JSON)

    assert (answer.status_code, answer.json()["error_code"]) == (400, "invalid_revision")
    assert latest(story).headline == "Của họ"


def test_a_pressed_button_after_an_autosave_of_the_same_window_is_no_conflict(room):
    story = make_story(room, "editing")
    browser = browser_of(room.editor)
    first = editor_form(headline="Một", **base_of(story.latest_revision))

    saved = browser.post(path_of(story), first, **JSON).json()
    submitted = browser.post(path_of(story), editor_form(headline="Hai", **saved["field_updates"]))

    assert submitted.status_code == 302
    assert latest(story).headline == "Hai"


def test_a_button_that_an_autosave_overtook_with_the_same_words_is_no_conflict(room):
    story = make_story(room, "editing")
    browser = browser_of(room.editor)
    byline = story.bylines.get()
    row = {"bylines-INITIAL_FORMS": "1", "bylines-0-id": str(byline.pk)}
    typed = editor_form(headline="Một", **row, **base_of(story.latest_revision))

    browser.post(path_of(story), typed, **JSON)
    submitted = browser.post(path_of(story), typed)

    assert submitted.status_code == 302
    assert latest(story).headline == "Một"


def test_a_save_that_names_no_version_cannot_replace_a_colleagues(room):
    story = make_story(room, "editing")
    rival_save(story, room.second_editor, headline="Của họ")

    answer = browser_of(room.editor).post(path_of(story), editor_form(headline="Của tôi"))

    assert answer.status_code == 409
    assert latest(story).headline == "Của họ"


def test_of_two_saves_at_the_same_moment_the_second_is_refused_under_the_lock(room):
    story = make_story(room, "editing")
    seen = story.latest_revision
    rival_save(story, room.second_editor, headline="Của họ")

    with pytest.raises(RefusedError) as refused:
        hold_text(story.pk, revision=seen)

    assert [problem.code for problem in refused.value.problems] == ["stale-text"]
    hold_text(story.pk, revision=Story.objects.get(pk=story.pk).latest_revision)


def test_text_typed_while_the_story_moved_on_is_shown_in_full_and_not_saved(room):
    story = make_story(room, "draft")
    browser = browser_of(room.contributor)
    base = base_of(story.latest_revision)
    take_step(
        story.pk,
        Step.SUBMIT,
        actor=room.contributor,
        answers=on_screen(story.pk),
        now=timezone.now(),
    )

    answer = browser.post(path_of(story), editor_form(headline="Gõ muộn", **base))

    assert answer.status_code == 409
    assert "đã sang bước khác" in text_of(answer)
    assert "Gõ muộn" in text_of(answer)
    assert not html.fromstring(answer.content).xpath("//form[@class='conflict__actions']")
    assert latest(story).headline != "Gõ muộn"


def test_the_session_ended_says_so_to_the_autosave_and_changes_nothing(room):
    story = make_story(room, "draft")

    answer = Client().post(path_of(story), editor_form(headline="Gõ khi hết phiên"), **JSON)

    assert (answer.status_code, answer.json()["error_code"]) == (401, "session_ended")
    assert latest(story).headline != "Gõ khi hết phiên"


def test_the_session_ended_without_scripts_shows_what_was_typed(room):
    answer = Client().post(
        f"{ADD}?unit={room.unit.pk}", editor_form(standfirst="Gõ khi <hết> phiên")
    )

    assert answer.status_code == 401
    page = html.fromstring(answer.content)
    typed = page.xpath("//textarea")[0].text_content()
    assert "Tin mới" in typed
    assert "Gõ khi <hết> phiên" in typed
    assert "Nội dung" in typed
    (link,) = page.xpath("//main//a/@href")
    assert link == f"/toa-soan/login/?next=%2Ftoa-soan%2Fsoan-tin%2Fadd%2F%3Funit%3D{room.unit.pk}"
    assert not Story.objects.exists()


def test_signing_in_leads_back_to_the_same_place(room):
    place = f"{ADD}?unit={room.unit.pk}"
    answer = Client().get(place)

    assert answer.status_code == 302
    assert answer.url.endswith(f"next=%2Ftoa-soan%2Fsoan-tin%2Fadd%2F%3Funit%3D{room.unit.pk}")


@pytest.mark.parametrize(
    ("token", "named"), [("abcdef0123456789", True), ("", False), ("x;y=<b>", False)]
)
def test_the_browser_is_told_which_text_is_safe(room, token, named):
    answer = browser_of(room.contributor).post(ADD, editor_form(sitting=token))

    assert answer.status_code == 302
    assert ("toasoan_saved" in answer.cookies) is named


def test_a_refused_save_tells_the_browser_nothing(room):
    story = make_story(room, "editing")
    stale = rival_save(story, room.second_editor, headline="Của họ")

    answer = browser_of(room.editor).post(
        path_of(story), editor_form(sitting="abcdef0123456789", **base_of(stale))
    )

    assert "toasoan_saved" not in answer.cookies


def test_whoever_may_only_read_gets_a_page_to_read_and_no_form(room):
    story = make_story(room, "received")

    shown = browser_of(room.contributor).get(path_of(story), follow=True)

    assert shown.redirect_chain == [(f"/toa-soan/tin/{story.pk}/", 302)]
    assert not html.fromstring(shown.content).xpath("//*[@name='headline']")


def without_scripts(story, **parts):
    """The form as a browser without scripts posts it: no blocks of the body."""
    posted = editor_form(**(base_of(story.latest_revision) | parts))
    return {name: value for name, value in posted.items() if not name.startswith("body-0")} | {
        name: value for name, value in parts.items() if name.startswith("body-plain")
    }


def test_without_scripts_paragraphs_are_changed_and_added_and_photos_stay(room):
    picture = make_picture(room.unit)
    photo = {"picture": picture.pk, "caption": "Chú", "alternative_text": "Mô tả"}
    body = (
        ("text", "<p>Giữ <b>đậm</b>.</p>"),
        ("picture", photo),
        ("text", "<p>Sửa đoạn này.</p>"),
    )
    story = make_story(room, "draft", body=body)
    ids = [block.id for block in latest(story).body]
    posted = without_scripts(
        story,
        **{
            f"body-plain-{ids[0]}": "Giữ đậm.",
            f"body-plain-{ids[2]}": "Đã sửa <đoạn>.",
            "body-plain-new": "Một.\n\nHai\nhai.",
        },
    )
    posted.pop("body-count")

    answer = browser_of(room.contributor).post(path_of(story), posted)

    assert answer.status_code == 302
    saved = latest(story).body
    assert [block.block_type for block in saved] == [
        "text", "picture", "text",
    ]  # fmt: skip
    assert "<b>đậm</b>" in saved[0].value.source
    assert saved[1].value["picture"].pk == picture.pk
    assert "Đã sửa &lt;đoạn&gt;." in saved[2].value.source
    assert "Hai<br/>hai." in saved[2].value.source


def test_a_form_without_any_field_of_the_body_leaves_the_body_alone(room):
    story = make_story(room, "draft")
    posted = without_scripts(story, headline="Chỉ sửa tiêu đề")
    posted.pop("body-count")

    browser_of(room.contributor).post(path_of(story), posted)

    assert latest(story).headline == "Chỉ sửa tiêu đề"
    assert "Đoàn làm việc" in str(latest(story).body)


def test_blocks_left_empty_are_not_kept(room):
    empty = json.dumps({"blocks": [{"key": "a", "text": "", "type": "unstyled", "depth": 0,
                                    "inlineStyleRanges": [], "entityRanges": []}],
                        "entityMap": {}})  # fmt: skip

    browser_of(room.contributor).post(ADD, editor_form(**{"body-0-value": empty}))

    assert len(latest(Story.objects.get()).body) == 0


def test_the_plain_fields_of_a_new_story_begin_with_the_field_to_write_in(room):
    page = html.fromstring(browser_of(room.contributor).get(ADD).content)

    (plain,) = page.find_class("plain-body")
    assert not plain.find_class("plain-body__kept")
    assert plain.xpath(".//textarea/@name") == ["body-plain-new"]
