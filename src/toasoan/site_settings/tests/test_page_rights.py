"""The webmasters' rights on Wagtail's pages follow the seats."""

import datetime as dt

import pytest
import time_machine
from django.contrib.auth.models import Group

from toasoan.site_settings.page_rights import enter_page_rights
from toasoan.site_settings.tasks import follow_seats_of_the_day
from toasoan.testing.factories import board_of, make_newsroom
from toasoan.units.actions import end_seat, seat
from toasoan.units.models import BoardKind, MembershipRole
from toasoan.units.people import disable
from toasoan.vietnamese.dates import TZ

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 7, 10, 9, 0, tzinfo=TZ)
TODAY, TOMORROW = NOW.date(), NOW.date() + dt.timedelta(days=1)


def webmasters():
    return set(Group.objects.get(name__startswith="Quản trị trang tin").user_set.all())


def test_the_group_follows_seats_at_once_and_day_by_day():
    with time_machine.travel(NOW, tick=False):
        room = make_newsroom()
        enter_page_rights(room.agency)
        technical = board_of(room.agency, BoardKind.TECHNICAL)
        given = seat(room.outsider, technical, MembershipRole.MEMBER, from_on=TODAY)
        assert webmasters() == {room.webmaster, room.outsider}
        end_seat(given, last_day=TODAY, actor=room.webmaster, now=NOW)
        assert webmasters() == {room.webmaster, room.outsider}
        seat(room.editor, technical, MembershipRole.MEMBER, from_on=TOMORROW)

    with time_machine.travel(NOW + dt.timedelta(days=1), tick=False):
        follow_seats_of_the_day.call()
        assert webmasters() == {room.webmaster, room.editor}
        disable(room.editor, agency=room.agency, because="-", actor=room.webmaster, now=NOW)
        assert webmasters() == {room.webmaster}
