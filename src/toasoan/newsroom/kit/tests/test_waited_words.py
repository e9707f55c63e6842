"""Screens name whom a story really waits for, and say it when somebody else is needed."""

import pytest
from django.test import Client
from lxml import html

from toasoan.accounts.models import User
from toasoan.editorial.models import Progress
from toasoan.testing.factories import make_newsroom, make_story
from toasoan.units.models import Membership

pytestmark = pytest.mark.django_db


@pytest.fixture
def room():
    room = make_newsroom()
    for person, name in ((room.approver, "Ngân"), (room.second_approver, "Trúc")):
        User.objects.filter(pk=person.pk).update(first_name=name)
    return room


def facts_of(room, story):
    """What the inbox and the story's page say of a story to an editor."""
    browser = Client()
    browser.force_login(room.editor)
    inbox = html.fromstring(browser.get("/toa-soan/").content)
    row = next(
        item
        for item in inbox.find_class("story-list__item")
        if item.xpath(f".//a[contains(@href, '/{story.pk}/')]")
    )
    page = html.fromstring(browser.get(f"/toa-soan/tin/{story.pk}/").content)
    return [" ".join(part.text_content().split()) for part in (row, page.get_element_by_id("main"))]


def test_the_desk_does_not_name_an_approver_whom_four_eyes_bars(room):
    story = make_story(room, "proposed")
    Progress.objects.filter(pk=story.pk).update(last_changed_by=room.approver)

    for said in facts_of(room, story):
        assert "đang chờ Lê Thị Trúc" in said
        assert "đang chờ Lê Thị Ngân" not in said
        assert "Ngân, Lê Thị Trúc" not in said


def test_when_everybody_holding_the_post_is_barred_somebody_else_is_asked_for(room):
    story = make_story(room, "proposed")
    Progress.objects.filter(pk=story.pk).update(
        proposed_by=room.approver, last_changed_by=room.second_approver
    )

    for said in facts_of(room, story):
        assert "đang chờ người duyệt đăng khác: người đề xuất hoặc sửa sau cùng" in said


def test_an_empty_post_is_said_to_be_empty(room):
    story = make_story(room, "proposed")
    Membership.objects.filter(user__in=(room.approver, room.second_approver)).delete()

    for said in facts_of(room, story):
        assert "đang chờ người được phân công: vị trí này đang trống" in said
