"""The inbox says who waits for whom, within its budget of queries."""

import datetime as dt

import pytest
from django.utils import timezone

from toasoan.testing.browsers import browser_of, text_of
from toasoan.testing.factories import make_story

pytestmark = pytest.mark.django_db


def test_the_desk_says_who_waits_for_whom_and_since_when(room):
    story = make_story(room, "submitted", now=timezone.now() - dt.timedelta(days=3))

    mine = text_of(browser_of(room.vetter).get("/toa-soan/"))
    authors = text_of(browser_of(room.contributor).get("/toa-soan/"))

    assert f"Chờ anh/chị xử lý 1 Đánh dấu “{story.headline}” {story.headline}" in mine
    assert "chờ 3 ngày" in mine
    assert f"đang chờ {room.vetter}" in authors


def test_the_desk_asks_the_database_a_bounded_number_of_times(room, django_assert_max_num_queries):
    for _ in range(12):
        make_story(room, "received")
    browser = browser_of(room.editor)
    browser.get("/toa-soan/")

    with django_assert_max_num_queries(40):
        browser.get("/toa-soan/")
