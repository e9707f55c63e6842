"""Writing and saving in the editor, and what a crafted form may not do."""

import re

import pytest
from lxml import html
from wagtail.permissions import policy_registry

from toasoan.editorial.models import Progress
from toasoan.ledger.models import LedgerEntry
from toasoan.stories.models import Story
from toasoan.testing.browsers import ADD, browser_of, edit, editor_form, text_of
from toasoan.testing.factories import make_story, rewrite

pytestmark = pytest.mark.django_db


def test_a_story_is_written_and_sent_in_one_press(room):
    browser = browser_of(room.contributor)

    answer = browser.post(ADD, editor_form(**{"action-take-submit": "1"}), follow=True)

    progress = Progress.objects.get()
    assert (progress.status, progress.unit, progress.story.author) == (
        "submitted",
        room.unit,
        room.contributor,
    )
    assert "Tin đang chờ lãnh đạo đơn vị" in text_of(answer)
    assert LedgerEntry.objects.filter(kind="story.begin").count() == 1


def test_what_is_missing_is_said_and_the_text_is_kept(room):
    browser = browser_of(room.contributor)

    answer = browser.post(ADD, editor_form(headline="", **{"action-take-submit": "1"}), follow=True)

    assert Progress.objects.get().status == "draft"
    assert "Thiếu tiêu đề" in text_of(answer)
    assert Story.objects.get().get_latest_revision_as_object().standfirst == "Sa-pô"


def test_unit_author_and_status_are_not_writable_from_outside(room):
    crafted = editor_form(
        unit=str(room.other_unit.pk),
        author=str(room.editor.pk),
        live="on",
        agency="99",
        status="published",
        **{"action-publish": "1"},
    )
    browser = browser_of(room.contributor)

    refused = browser.post(ADD, crafted)
    crafted.pop("action-publish")
    browser.post(ADD, crafted)

    assert refused.status_code == 302
    story = Story.objects.get()
    assert (story.unit, story.author, story.live) == (room.unit, room.contributor, False)
    assert browser.get(f"{ADD}?unit={room.other_unit.pk}").status_code == 404


@pytest.mark.parametrize("action", ["publish", "unpublish", "submit", "delete"])
def test_actions_of_the_framework_do_nothing_in_the_editor(room, action):
    story = make_story(room, "editing")
    before = story.latest_revision_id

    browser_of(room.editor).post(
        f"/toa-soan/soan-tin/edit/{story.pk}/",
        editor_form(headline="Khác", **{f"action-{action}": "1"}),
    )

    story.refresh_from_db()
    assert (story.latest_revision_id, story.live) == (before, False)


def test_saving_remembers_who_changed_the_text(room):
    story = make_story(room, "editing")

    edit(room.second_editor, story, headline="Sửa")

    assert Progress.objects.get(pk=story.pk).last_changed_by == room.second_editor


def test_a_stale_text_is_not_saved_and_stays_on_the_screen(room):
    story = make_story(room, "editing")
    stale = story.latest_revision
    story.save_revision(user=room.second_editor, clean=False)

    answer = browser_of(room.editor).post(
        f"/toa-soan/soan-tin/edit/{story.pk}/",
        editor_form(
            headline="Chữ tôi vừa gõ",
            loaded_revision_id=str(stale.pk),
            loaded_revision_created_at=stale.created_at.isoformat(),
        ),
    )

    assert answer.status_code == 409
    assert "Người khác vừa lưu bản mới hơn" in answer.content.decode()
    assert "Chữ tôi vừa gõ" in answer.content.decode()
    story.refresh_from_db()
    assert story.get_latest_revision_as_object().headline != "Chữ tôi vừa gõ"


def test_whoever_may_only_read_sees_why_and_saves_nothing(room):
    story = make_story(room, "received")
    browser = browser_of(room.contributor)

    shown = browser.get(f"/toa-soan/soan-tin/edit/{story.pk}/", follow=True)
    edit(room.contributor, story, headline="Lén sửa")

    assert "đọc được nhưng không sửa được" in text_of(shown)
    assert story.get_latest_revision_as_object().headline != "Lén sửa"


def test_the_editor_sees_what_changed_since_the_unit_sent_it(room):
    story = make_story(room, "editing")
    edit(room.editor, story, headline="Tiêu đề của tòa soạn")

    browser = browser_of(room.editor)
    page = html.fromstring(browser.get(f"/toa-soan/tin/{story.pk}/").content)
    (link,) = page.xpath("//main//a[contains(@href, '/compare/')]/@href")

    assert link.endswith("latest/")
    comparison = browser.get(link)
    assert "Tiêu đề của tòa soạn" in text_of(comparison)
    ways = html.fromstring(comparison.content).xpath("//main//a/@href")
    assert len(ways) >= 3
    assert {browser.get(way).status_code for way in ways if way.startswith("/")} == {200}


def test_tags_are_compared_by_their_names_and_not_at_all_when_they_stay(room):
    story = make_story(room, "editing", tags=("Ma túy", "An ninh"))
    browser = browser_of(room.editor)
    first = story.latest_revision_id
    comparison = f"/toa-soan/soan-tin/history/{story.pk}/revisions/compare/{first}...latest/"

    rewrite(story, room.editor, headline="Tiêu đề của tòa soạn")
    same = text_of(browser.get(comparison))
    text = story.get_latest_revision_as_object()
    text.tags.set(["Ma túy", "Học đường"])
    text.save_revision(user=room.editor, clean=False)
    other = text_of(browser.get(comparison))

    assert "Từ khóa" not in same
    assert {"Học đường", "An ninh"} <= set(re.findall("Học đường|An ninh|hoc-duong", other))
    assert "hoc-duong" not in other


def test_the_policy_says_no_to_publishing_deleting_and_locking_for_everybody(room):
    policy = policy_registry.get_by_type(Story)
    room.outsider.is_superuser = True
    room.outsider.save()
    story = make_story(room, "published")

    for person in room.people().values():
        for action in ("publish", "delete", "lock", "unlock", "unpublish"):
            assert not policy.user_has_permission(person, action)
            assert not policy.user_has_permission_for_instance(person, action, story)
    assert browser_of(room.outsider).get(f"/toa-soan/tin/{story.pk}/").status_code == 404
