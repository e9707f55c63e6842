"""The link to read a story that is not published, for somebody without an account."""

import re

import pytest
from django.test import Client
from django.utils import timezone

from toasoan.editorial.models import PreviewLink
from toasoan.editorial.preview_links import address_of, end_link
from toasoan.testing.browsers import browser_of, text_of
from toasoan.testing.factories import make_picture, make_story, rewrite
from toasoan.vietnamese.dates import local_day

pytestmark = pytest.mark.django_db


def made_by(person, story, **given):
    posted = {"for_whom": "Bà Lê Thử", "last_day": local_day(timezone.now()).isoformat()} | given
    return browser_of(person).post(f"/toa-soan/tin/{story.pk}/lien-ket/", posted)


def path_of(link):
    return "/" + address_of(link).partition("://")[2].partition("/")[2]


def with_photo(room, person):
    story = make_story(room, "submitted")
    picture = make_picture(room.unit, room.contributor)
    block = ("picture", {"picture": picture, "caption": "Ảnh thử", "alternative_text": "Ảnh thử"})
    rewrite(story, person, body=[block])
    return story, picture


def test_whoever_has_the_link_reads_the_text_with_its_photos_and_nothing_else(room):
    story, picture = with_photo(room, room.vetter)
    foreign = make_picture(room.other_unit, room.other_contributor)
    assert made_by(room.vetter, story).status_code == 302
    link = PreviewLink.objects.get(story=story)
    reader = Client()

    answer = reader.get(path_of(link))

    assert "Chưa đăng. Mời Bà Lê Thử xem trước" in text_of(answer)
    assert story.headline in text_of(answer)
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["X-Robots-Tag"] == "noindex"
    photos = re.findall(r'src="([^"]+\.webp)"', answer.content.decode())
    assert photos
    for address in photos:
        assert address.startswith(path_of(link))
        assert reader.get(address).status_code == 200
    # At its own address the photo exists for nobody outside, nor another story's by this link.
    assert reader.get(picture.address(320)).status_code == 404
    assert reader.get(path_of(link) + foreign.address(320)[1:]).status_code == 404
    link.refresh_from_db()
    assert link.last_opened_at is not None


def test_a_closed_link_says_so_and_its_photos_are_gone(room):
    story, picture = with_photo(room, room.vetter)
    made_by(room.vetter, story)
    link = PreviewLink.objects.get(story=story)
    end_link(link.pk, actor=room.vetter, now=timezone.now())

    answer = Client().get(path_of(link))

    assert answer.status_code == 410
    assert "Liên kết đã đóng" in text_of(answer)
    assert Client().get(path_of(link) + picture.address(320)[1:]).status_code == 404


def test_unknown_words_are_not_found_and_soon_not_tried_any_more(room):
    wrong = "/toa-soan/xem-truoc/" + "x" * 43 + "/"
    answers = [Client().get(wrong, REMOTE_ADDR="203.0.113.9").status_code for _n in range(32)]

    assert answers[0] == 404
    assert answers[-1] == 429


def test_the_story_page_leads_to_the_links_and_each_is_closed_after_a_question(room):
    story = make_story(room, "submitted")
    browser = browser_of(room.vetter)
    lists = f"/toa-soan/tin/{story.pk}/lien-ket/"
    assert lists in browser.get(f"/toa-soan/tin/{story.pk}/").content.decode()
    assert "Chưa có liên kết nào" in text_of(browser.get(lists))
    made_by(room.vetter, story)
    link = PreviewLink.objects.get(story=story)
    assert path_of(link) in browser.get(lists).content.decode()

    browser.post(f"{lists}{link.pk}/dong/")

    link.refresh_from_db()
    assert link.ended_by == room.vetter


def test_a_day_that_has_passed_is_refused_at_its_field(room):
    story = make_story(room, "submitted")

    answer = made_by(room.vetter, story, last_day="2020-01-01")

    assert answer.status_code == 422
    assert not PreviewLink.objects.exists()
