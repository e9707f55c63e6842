"""Links by which somebody without an account reads a story."""

import datetime as dt

import pytest
from django.utils import timezone

from toasoan.editorial.actions import take_step
from toasoan.editorial.models import PreviewLink
from toasoan.editorial.preview_links import (
    MOST_OPEN,
    address_of,
    end_link,
    make_link,
    open_links,
    opened,
)
from toasoan.editorial.transitions import Step
from toasoan.ledger.models import LedgerEntry
from toasoan.refusals import RefusedError
from toasoan.testing.factories import make_story, on_screen
from toasoan.vietnamese.dates import local_day

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def link_for(story, actor, days=7, for_whom="Ông Trần Thử, thủ trưởng", now=None):
    now = now or timezone.now()
    last_day = local_day(now) + days * DAY
    return make_link(story, for_whom=for_whom, last_day=last_day, actor=actor, now=now)


def word_in(link):
    return address_of(link).rstrip("/").rpartition("/")[2]


def test_a_link_is_open_to_the_end_of_its_day_in_viet_nam_and_stands_in_the_trail(room):
    story = make_story(room, "submitted")
    link = link_for(story, room.vetter, days=0)
    midnight = link.ends_at

    assert local_day(midnight - dt.timedelta(seconds=1)) == local_day(link.made_at)
    assert local_day(midnight) == local_day(link.made_at) + DAY
    assert opened(word_in(link), midnight - dt.timedelta(seconds=1)).is_open
    assert not opened(word_in(link), midnight).is_open
    entry = LedgerEntry.objects.get(story_id=story.pk, kind="story.share_preview")
    assert (entry.actor, entry.note) == (room.vetter, "Ông Trần Thử, thủ trưởng")


def test_the_table_does_not_hold_the_word(room):
    link = link_for(make_story(room, "draft"), room.contributor)

    assert word_in(link) not in PreviewLink.objects.values_list("key", flat=True)
    assert opened("x" * 43, timezone.now()) is None


@pytest.mark.parametrize(
    ("given", "field"),
    [({"days": -1}, "last_day"), ({"days": 32}, "last_day"), ({"for_whom": "  "}, "for_whom")],
)
def test_a_link_names_its_reader_and_ends_within_thirty_days(room, given, field):
    with pytest.raises(RefusedError) as refused:
        link_for(make_story(room, "draft"), room.contributor, **given)

    assert [problem.field for problem in refused.value.problems] == [field]


def test_a_story_has_at_most_so_many_open_links(room):
    story = make_story(room, "draft")
    links = [link_for(story, room.contributor) for _number in range(MOST_OPEN)]

    with pytest.raises(RefusedError):
        link_for(story, room.contributor)
    end_link(links[0].pk, actor=room.contributor, now=timezone.now())

    assert link_for(story, room.contributor) in open_links(story, timezone.now())


def test_a_closed_link_and_one_of_a_withdrawn_story_lead_nowhere(room):
    story = make_story(room, "submitted")
    closed, other = link_for(story, room.vetter), link_for(story, room.vetter)
    end_link(closed.pk, actor=room.vetter, now=timezone.now())
    assert not opened(word_in(closed), timezone.now()).is_open

    take_step(
        story.pk,
        Step.WITHDRAW,
        actor=room.contributor,
        answers=on_screen(story.pk),
        now=timezone.now(),
    )

    assert not opened(word_in(other), timezone.now()).is_open


def test_who_has_no_part_in_the_story_makes_and_closes_no_link(room):
    story = make_story(room, "submitted")
    link = link_for(story, room.vetter)

    with pytest.raises(RefusedError):
        link_for(story, room.board_member)
    with pytest.raises(RefusedError):
        end_link(link.pk, actor=room.board_member, now=timezone.now())
