"""Earlier versions read and brought back, and copies, over HTTP."""

import pytest

from toasoan.editorial.queries import latest_text
from toasoan.stories.models import Story
from toasoan.testing.browsers import browser_of, text_of
from toasoan.testing.factories import make_story, rewrite, story_again

pytestmark = pytest.mark.django_db


def address(story, revision_id, beneath=""):
    return f"/toa-soan/tin/{story.pk}/lich-su/{revision_id}/{beneath}"


def test_an_old_version_is_read_whole_and_brought_back_into_the_editor(room):
    story = make_story(room, "draft")
    first, words = story.latest_revision_id, story.headline
    rewrite(story, room.contributor, headline="Tiêu đề khác", body=[])
    browser = browser_of(room.contributor)

    listed = browser.get(f"/toa-soan/tin/{story.pk}/lich-su/").content.decode()
    assert address(story, first) in listed
    assert address(story, first, "dua-lai/") in listed
    assert words in text_of(browser.get(address(story, first, "doc/")))
    question = browser.get(address(story, first, "dua-lai/"))
    assert "Bản hiện tại vẫn còn trong danh sách" in text_of(question)
    latest = story_again(story).latest_revision_id
    answer = browser.post(address(story, first, "dua-lai/"), {"latest": latest})

    assert answer.headers["Location"] == f"/toa-soan/soan-tin/edit/{story.pk}/"
    assert latest_text(story_again(story)).headline == words
    assert words in browser.get(answer.headers["Location"]).content.decode()


def test_bringing_back_is_neither_offered_nor_done_for_who_may_only_read(room):
    story = make_story(room, "submitted")
    first = story.latest_revision_id
    rewrite(story, room.vetter, headline="Tiêu đề của lãnh đạo")
    browser = browser_of(room.contributor)

    assert "dua-lai" not in browser.get(address(story, first)).content.decode()
    assert browser.post(address(story, first, "dua-lai/"), {"latest": 1}).status_code == 404


def test_a_save_meanwhile_is_told_and_nothing_is_replaced(room):
    story = make_story(room, "draft")
    first = story.latest_revision_id
    rewrite(story, room.contributor, headline="Tiêu đề mới hơn")

    answer = browser_of(room.contributor).post(address(story, first, "dua-lai/"), {"latest": first})

    assert answer.status_code == 422
    assert "vừa có người lưu bản mới hơn" in text_of(answer)
    assert latest_text(story_again(story)).headline == "Tiêu đề mới hơn"


def test_a_copy_opens_in_the_editor_as_a_draft_of_whoever_copied_it(room):
    story = make_story(room, "published")
    browser = browser_of(room.contributor)

    answer = browser.post(f"/toa-soan/tin/{story.pk}/sao-chep/", {"unit": room.unit.pk})

    made = Story.objects.latest("pk")
    assert answer.headers["Location"] == f"/toa-soan/soan-tin/edit/{made.pk}/"
    assert (made.headline, made.author, made.live) == (story.headline, room.contributor, False)


def test_nobody_copies_into_a_unit_that_is_not_theirs(room):
    story = make_story(room, "published")
    before = Story.objects.count()

    answer = browser_of(room.contributor).post(
        f"/toa-soan/tin/{story.pk}/sao-chep/", {"unit": room.other_unit.pk}
    )

    assert answer.status_code == 422
    assert Story.objects.count() == before
