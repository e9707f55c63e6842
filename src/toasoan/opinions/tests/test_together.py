"""What readers send at the same moment: each reader counts once."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections
from django.utils import timezone

from toasoan.opinions.actions.polls import vote
from toasoan.opinions.actions.ratings import rate_story
from toasoan.opinions.models import PollVote, StoryRating, StoryScore
from toasoan.refusals import RefusedError
from toasoan.testing.factories import make_newsroom, make_story
from toasoan.testing.opinions import make_poll
from toasoan.testing.roots import restore_roots
from toasoan.vietnamese.dates import local_day


@pytest.mark.django_db(transaction=True)
def test_of_two_votes_and_two_ratings_of_one_reader_at_once_one_counts():
    if connections["default"].vendor != "postgresql":
        return  # SQLite writes in turn: nothing happens at once.
    restore_roots()
    room = make_newsroom()
    story, poll = make_story(room, "published"), make_poll(room)
    options = list(poll.options.all())

    def act(number):
        moment = timezone.now()
        day = local_day(moment)
        try:
            rate_story(story, 1 + number % 5, reader_key="one", now=moment, day=day)
            vote(poll, [options[number % 3].pk], reader_key="one", now=moment, day=day)
        except RefusedError:
            return 0
        finally:
            connections.close_all()
        return 1

    with ThreadPoolExecutor(8) as pool:
        counted = sum(pool.map(act, range(16)))

    poll.refresh_from_db()
    score = StoryScore.objects.get()
    assert counted == poll.voters == PollVote.objects.count() == 1
    assert sum(option.number for option in poll.options.all()) == 1
    assert (score.number, score.total) == (1, StoryRating.objects.get().stars)
