"""The story's page, its remarks, its checklist and its versions over HTTP."""

import pytest
from django.test import Client
from django.utils import timezone
from lxml import html

from toasoan.editorial.actions import take_step
from toasoan.editorial.models import Remark
from toasoan.editorial.remarks.actions import make_remark
from toasoan.editorial.transitions import Step
from toasoan.testing.browsers import browser_of, edit, editor_form, text_of
from toasoan.testing.factories import (
    make_correction,
    make_picture,
    make_story,
    on_screen,
)
from toasoan.units.actions import delegate
from toasoan.vietnamese.dates import local_day

pytestmark = pytest.mark.django_db
JSON = {"headers": {"accept": "application/json"}}


def page_of(person, story, beneath=""):
    return html.fromstring(browser_of(person).get(f"/toa-soan/tin/{story.pk}/{beneath}").content)


def links(page):
    return {a.text_content().strip(): a.get("href") for a in page.xpath("//main//a")}


def test_a_leader_has_the_main_action_and_the_return_side_by_side_with_what_will_happen(room):
    story = make_story(room, "submitted")

    (bar,) = page_of(room.vetter, story).find_class("action-bar")

    words = " ".join(bar.text_content().split())
    assert "Kiểm duyệt, gửi về tỉnh" in words
    assert "Anh/chị chịu trách nhiệm về nội dung này" in words
    assert bar.xpath(".//a/@href") == [f"/toa-soan/tin/{story.pk}/buoc/return_to_contributor/"]


def test_every_action_says_before_it_is_pressed_what_will_happen(room):
    for status, person in [("editing", room.editor), ("proposed", room.approver)]:
        page = page_of(person, make_story(room, status))

        for line in page.xpath("//ul[@class='action-list']/li"):
            sentence = line.find_class("action-list__will")[0].text_content().strip()
            assert len(sentence) > 10, line.text_content()


def test_the_trail_says_for_whom_a_stand_in_acted(room):
    story = make_story(room, "submitted")
    today = local_day(timezone.now())
    stand_in = room.other_vetter
    delegate(room.vetter, stand_in, from_on=today, to_on=today)
    take_step(story.pk, Step.VET, actor=stand_in, answers=on_screen(story.pk), now=timezone.now())

    (trail,) = page_of(room.editor, story).find_class("trail")

    assert f"{stand_in} (thay {room.vetter})" in " ".join(trail.text_content().split())


def test_a_remark_with_a_quote_is_written_on_the_story_page_and_counts_in_the_checklist(room):
    story = make_story(room, "editing")

    answer = browser_of(room.editor).post(
        f"/toa-soan/tin/{story.pk}/y-kien/",
        {"text": "Ghi rõ họ tên.", "quote": "Đoàn làm việc  trong hai ngày"},
        follow=True,
    )

    words = text_of(answer)
    assert "Đã ghi ý kiến của anh/chị." in words
    assert "Ghi rõ họ tên." in words
    assert "Đoàn làm việc trong hai ngày" in words
    assert "Còn 1 ý kiến chưa ai xử lý" in words
    assert "không còn trong bài" not in words


def test_the_other_side_closes_a_remark_and_anybody_opens_it_again(room):
    story = make_story(room, "editing")
    remark = make_remark(story, text="Tên?", actor=room.editor, now=timezone.now())
    path = f"/toa-soan/tin/{story.pk}/y-kien/{remark.pk}/"

    own = browser_of(room.editor).post(path, {"turn": "resolve"})
    other = browser_of(room.contributor).post(path, {"turn": "resolve", "note": "Đã ghi."})
    remark.refresh_from_db()
    closed = not remark.is_open
    browser_of(room.editor).post(path, {"turn": "reopen"})
    remark.refresh_from_db()

    assert own.status_code == 409
    assert "không tự đánh dấu" in text_of(own)
    assert other.status_code == 302
    assert closed
    assert remark.is_open
    assert "Đã ghi." in text_of(browser_of(room.vetter).get(f"/toa-soan/tin/{story.pk}/"))


def test_a_refused_remark_comes_back_with_its_words(room):
    story = make_story(room, "editing")

    answer = browser_of(room.editor).post(
        f"/toa-soan/tin/{story.pk}/y-kien/", {"text": " ", "quote": "Đoạn này"}
    )

    assert answer.status_code == 409
    assert "Hãy viết ý kiến trước đã" in text_of(answer)
    assert html.fromstring(answer.content).xpath("//textarea[@name='quote']")[0].text == "Đoạn này"


def test_in_the_editor_the_remarks_are_drawn_in_place(room):
    story = make_story(room, "editing")

    answer = browser_of(room.editor).post(
        f"/toa-soan/tin/{story.pk}/y-kien/", {"text": "<b>Tên?</b>"}, **JSON
    )

    assert answer.status_code == 200
    assert "&lt;b&gt;Tên?" in answer.json()["html"]
    assert answer.json()["done"] == "Đã ghi ý kiến của anh/chị."


def test_another_unit_neither_writes_nor_closes_remarks(room):
    story, own = make_story(room, "draft"), make_story(room, "draft")
    remark = make_remark(story, text="Tên?", actor=room.vetter, now=timezone.now())
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(room.vetter)

    for person in (room.other_vetter, room.editor, room.webmaster):
        browser = browser_of(person)
        assert browser.post(f"/toa-soan/tin/{story.pk}/y-kien/", {"text": "x"}).status_code == 404
        path = f"/toa-soan/tin/{story.pk}/y-kien/{remark.pk}/"
        assert browser.post(path, {"turn": "resolve"}).status_code == 404
    mixed = f"/toa-soan/tin/{own.pk}/y-kien/{remark.pk}/"
    assert browser_of(room.contributor).post(mixed, {"turn": "resolve"}).status_code == 404
    assert strict.post(f"/toa-soan/tin/{story.pk}/y-kien/", {"text": "x"}).status_code == 403
    assert browser_of(room.vetter).get(f"/toa-soan/tin/{story.pk}/y-kien/").status_code == 405
    assert Remark.objects.count() == 1


def test_each_line_of_the_checklist_leads_to_its_field_for_whoever_may_write(room):
    photo = {"picture": make_picture(room.unit).pk, "caption": "", "alternative_text": "x"}
    story = make_story(room, "draft", standfirst="", body=(("text", "<p>x</p>"),
                                                           ("picture", photo)))  # fmt: skip
    edit_path = f"/toa-soan/soan-tin/edit/{story.pk}/"

    found = links(page_of(room.contributor, story))
    panel = browser_of(room.contributor).get(edit_path).content.decode()

    assert found["Thiếu sa-pô."] == f"{edit_path}#o-standfirst"
    assert found["Ảnh số 1 chưa có chú thích."] == f"{edit_path}#o-body-1-caption"
    assert 'href="#o-body-1-caption"' in panel
    assert 'href="#o-standfirst"' in panel


def test_the_checklist_is_up_to_date_in_the_answer_to_an_autosave(room):
    story = make_story(room, "draft", standfirst="")
    latest = story.latest_revision
    answer = (
        browser_of(room.contributor)
        .post(
            f"/toa-soan/soan-tin/edit/{story.pk}/",
            editor_form(
                standfirst="",
                headline="",
                loaded_revision_id=str(latest.pk),
                loaded_revision_created_at=latest.created_at.isoformat(),
            ),
            **JSON,
        )
        .json()
    )

    assert "Thiếu tiêu đề." in answer["html"]
    assert "Thiếu sa-pô." in answer["html"]
    assert "remark-text" not in answer["html"]


def test_changes_are_linked_only_where_the_words_differ(room):
    story = make_story(room, "editing")
    before = links(page_of(room.editor, story))
    story.get_latest_revision_as_object().save_revision(user=room.editor, clean=False)
    unchanged = links(page_of(room.editor, story))
    edit(room.editor, story, headline="Tòa soạn sửa")
    after = links(page_of(room.editor, story))

    assert not any(label.startswith("Thay đổi") for label in before | unchanged)
    assert [label for label in after if label.startswith("Thay đổi")] == [
        "Thay đổi so với bản của đơn vị"
    ]
    assert "Tòa soạn sửa" in text_of(
        browser_of(room.editor).get(after["Thay đổi so với bản của đơn vị"])
    )


def test_a_correction_is_compared_with_the_unit_and_with_the_edition(room):
    story = make_correction(room)

    found = links(page_of(room.approver, story))

    assert {"Thay đổi so với bản của đơn vị", "Thay đổi so với lần đăng gần nhất"} <= set(found)


def test_versions_show_actions_and_sittings_without_the_noise_of_autosaves(room):
    story = make_story(room, "editing")
    for number in range(4):
        edit(room.editor, story, headline=f"Lần lưu {number}", section=str(room.section.pk))
    take_step(
        story.pk, Step.PROPOSE, actor=room.editor, answers=on_screen(story.pk), now=timezone.now()
    )

    page = page_of(room.approver, story, "lich-su/")

    names = [" ".join(p.text_content().split()) for p in page.find_class("version__name")]
    assert names == [
        "Trình duyệt đăng bản mới nhất",
        "Gửi lãnh đạo đơn vị · Kiểm duyệt, gửi về tỉnh",
    ]
    compared = [a for a in page.xpath("//main//a") if "So với bản trước" in a.text_content()]
    assert len(compared) == 1
    shown = text_of(browser_of(room.approver).get(compared[0].get("href")))
    assert "Lần lưu 3" in shown


def test_editions_are_numbered_among_the_versions(room):
    story = make_story(room, "published")

    page = page_of(room.editor, story, "lich-su/")

    assert "lần đăng 1" in page.find_class("version__name")[0].text_content()


def test_the_story_page_costs_a_bounded_number_of_queries(room, django_assert_max_num_queries):
    story = make_story(room, "published")
    edit(room.editor, story, headline="Sửa")
    for _ in range(5):
        make_remark(story, text="x", quote="y", actor=room.editor, now=timezone.now())
    browser = browser_of(room.approver)
    browser.get(f"/toa-soan/tin/{story.pk}/")

    with django_assert_max_num_queries(45):
        browser.get(f"/toa-soan/tin/{story.pk}/")


def test_presence_shows_full_names_to_those_who_see_the_story_and_nothing_more(room):
    story = make_story(room, "editing")
    editing = browser_of(room.editor)
    editing.get(f"/toa-soan/soan-tin/edit/{story.pk}/")
    second = browser_of(room.second_editor)
    page = second.get(f"/toa-soan/soan-tin/edit/{story.pk}/").content.decode()
    (ping,) = {
        part
        for part in html.fromstring(page).xpath("//form/@data-w-swap-src-value")
        if "ping" in part
    }

    answer = second.post(ping)

    assert str(room.editor) in answer.json()["html"]
    for secret in (room.editor.username, room.editor.email):
        assert secret not in answer.content.decode()
    assert browser_of(room.other_vetter).post(ping).status_code == 404
