"""Readers rate, judge and vote; people of the agency keep polls and switches."""

import datetime as dt
import json

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from toasoan.opinions.actions.polls import change_poll, close_poll, remove_poll, vote
from toasoan.opinions.actions.ratings import TELL_EVERY, rate_story, tell_of_scores
from toasoan.opinions.actions.switches import set_story_off, set_switches
from toasoan.opinions.forgetting import forget_reader_keys, forget_words
from toasoan.opinions.models import (
    AgencyOpinions,
    OpinionsEntry,
    PageOpinion,
    Poll,
    PollVote,
    StoryRating,
    StoryScore,
)
from toasoan.opinions.queries.asking import asking_of
from toasoan.opinions.queries.polls import closed_polls, coming_polls, open_polls, results_of
from toasoan.opinions.queries.ratings import RatingOrder, rated_in
from toasoan.opinions.queries.satisfaction import (
    judged_pages,
    months_back,
    page_sums,
    said_in,
    said_of,
    whole_months,
)
from toasoan.page_cache.models import Invalidation
from toasoan.refusals import RefusedError
from toasoan.testing.factories import make_story
from toasoan.testing.opinions import a_poll_draft, judge, make_poll, rate
from toasoan.vietnamese.dates import local_day
from toasoan.vietnamese.periods import Period

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 11, 30, 3, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


@pytest.fixture(scope="module")
def story_of_module(room_of_module, django_db_blocker):
    with django_db_blocker.unblock():
        return make_story(room_of_module, "published")


@pytest.fixture
def story(story_of_module, room):
    return story_of_module


def invalidated():
    return {tag for row in Invalidation.objects.all() for tag in json.loads(row.tags)}


def codes(refusal):
    return [problem.code for problem in refusal.value.problems]


# Ratings


def test_a_reader_rates_a_story_once_and_may_change_the_stars(story):
    day = local_day(NOW)

    assert rate_story(story, 2, reader_key="a", now=NOW, day=day) is False
    assert rate_story(story, 5, reader_key="a", now=NOW, day=day) is True
    assert rate_story(story, 5, reader_key="a", now=NOW, day=day) is True
    assert rate_story(story, 4, reader_key="b", now=NOW, day=day) is False

    score, agency = StoryScore.objects.get(), AgencyOpinions.objects.get()
    assert (score.number, score.total) == (agency.number, agency.total) == (2, 9)
    assert StoryRating.objects.count() == 2


@pytest.mark.parametrize("stars", [0, 6, -1])
def test_other_numbers_of_stars_are_refused(story, stars):
    with pytest.raises(RefusedError) as refusal:
        rate_story(story, stars, reader_key="a", now=NOW, day=local_day(NOW))

    assert codes(refusal) == ["no-stars"]
    assert not StoryRating.objects.exists()


def test_the_database_itself_refuses_a_second_rating_with_the_same_key(story):
    rate(story, 3)
    first = StoryRating.objects.get()

    with pytest.raises(IntegrityError), transaction.atomic():
        StoryRating.objects.create(story=story, day=first.day, stars=1, reader_key=first.reader_key)


def test_what_readers_see_of_ratings_begins_with_five(room, story):
    rate(story, 5, 5, 5, 5)
    assert asking_of(room.agency.pk).scores == {}

    rate(story, 5, who="other")

    score = asking_of(room.agency.pk).scores[story.pk]
    assert (score.number, score.total, str(score.average)) == (5, 25, "5.0")


def test_all_that_a_page_needs_is_one_query(room, story, django_assert_num_queries):
    rate(story, 5, 4, 3, 2, 1)

    with django_assert_num_queries(1):
        asking_of(room.agency.pk)


def test_a_page_is_made_anew_for_ratings_at_most_every_ten_minutes(story):
    rate(story, 5, now=NOW)
    assert f"score:{story.pk}" in invalidated()
    Invalidation.objects.all().delete()

    rate(story, 4, 3, now=NOW + TELL_EVERY / 2, who="b")
    assert tell_of_scores(now=NOW + TELL_EVERY / 2) == 0
    assert not Invalidation.objects.exists()

    assert tell_of_scores(now=NOW + TELL_EVERY) == 1
    assert invalidated() == {f"score:{story.pk}", f"scores:{story.agency_id}"}
    assert tell_of_scores(now=NOW + 9 * TELL_EVERY) == 0


def test_switched_off_nobody_rates_and_what_was_rated_is_kept(room, story):
    rate(story, 5, 5, 5, 5, 5)

    set_switches(room.agency, ratings_on=False, satisfaction_on=True, actor=room.webmaster, now=NOW)
    with pytest.raises(RefusedError) as refusal:
        rate(story, 1, who="late")

    assert codes(refusal) == ["ratings-off"]
    assert not asking_of(room.agency.pk).is_rated(story.pk)
    assert StoryRating.objects.count() == 5
    assert f"asking:{room.agency.pk}" in invalidated()
    assert OpinionsEntry.objects.get().actor == room.webmaster


def test_a_switch_that_stays_leaves_no_entry(room):
    same = {"ratings_on": True, "satisfaction_on": True}

    assert not set_switches(room.agency, **same, actor=room.webmaster, now=NOW)
    assert not OpinionsEntry.objects.exists()


def test_one_story_is_left_out_and_taken_in_again(room, story):
    set_story_off(story, is_off=True, actor=room.editor, now=NOW)
    set_story_off(story, is_off=True, actor=room.editor, now=NOW)
    with pytest.raises(RefusedError):
        rate(story, 1)
    assert asking_of(room.agency.pk).off == {story.pk}

    set_story_off(story, is_off=False, actor=room.editor, now=NOW)
    rate(story, 1)

    assert OpinionsEntry.objects.count() == 2


def test_the_table_of_a_period_is_sorted_as_asked(room, story):
    other = make_story(room, "published", headline="Tin khác")
    rate(story, 5, 5, now=NOW)
    rate(other, 1, 2, 3, now=NOW)
    period = Period(local_day(NOW), local_day(NOW))

    def ids(order):
        return [row["story_id"] for row in rated_in(room.agency.pk, period, order)]

    assert ids(RatingOrder.NUMBER) == ids(RatingOrder.LOWEST) == [other.pk, story.pk]
    assert ids(RatingOrder.HIGHEST) == [story.pk, other.pk]
    assert (
        rated_in(room.agency.pk, Period(*[local_day(NOW - DAY)] * 2), RatingOrder.NUMBER).count()
        == 0
    )


# Usefulness


def test_a_reader_judges_a_page_and_changes_the_answer_on_the_day(room):
    judge(room, "yes")
    judge(room, "no", reason="unclear", words="Khó hiểu, gọi 0912 345 678")

    opinion = PageOpinion.objects.get()
    assert (opinion.level, opinion.reason, opinion.is_masked) == ("no", "unclear", True)
    assert opinion.words == "Khó hiểu, gọi […]"


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({"level": "maybe"}, "no-level"),
        ({"level": "no", "reason": "x"}, "no-reason"),
        ({"level": "no", "words": "k" * 501}, "too-long"),
    ],
)
def test_what_is_no_answer_is_refused(room, parts, code):
    with pytest.raises(RefusedError) as refusal:
        judge(room, parts.pop("level"), **parts)

    assert codes(refusal) == [code]
    assert not PageOpinion.objects.exists()


def test_switched_off_nobody_is_asked(room):
    set_switches(room.agency, ratings_on=True, satisfaction_on=False, actor=room.webmaster, now=NOW)

    with pytest.raises(RefusedError):
        judge(room, "yes")


def test_below_five_answers_neither_numbers_nor_words_are_shown(room):
    period = months_back(local_day(timezone.now()), 1)
    judge(room, "no", "no", "no", "no", words="Thiếu biểu mẫu", subject="page:few")
    judge(room, *["no"] * 6, words="Thiếu số liệu", subject="page:enough")
    enough, few = page_sums(judged_pages(room.agency.pk, period))

    assert (enough.number, enough.levels) == (6, (0, 0, 6))
    assert (few.number, few.levels) == (None, (None, None, None))
    assert said_of(few.page, period).count() == 0
    assert {one.words for one in said_in(room.agency.pk, period)} == {"Thiếu số liệu"}


def test_a_period_of_opinions_is_whole_months():
    days = Period(dt.date(2026, 2, 10), dt.date(2026, 3, 2))

    assert whole_months(days) == Period(dt.date(2026, 2, 1), dt.date(2026, 3, 31))


# Polls


def ballot(poll, *places, who="a", now=None):
    options = list(poll.options.all())
    moment = now or timezone.now()
    ticked = [options[place].pk for place in places]
    vote(poll, ticked, reader_key=who, now=moment, day=local_day(moment))


def test_a_reader_votes_once_and_nobody_can_tell_for_what(room):
    poll = make_poll(room)
    ballot(poll, 0)
    with pytest.raises(RefusedError) as refusal:
        ballot(poll, 1)
    ballot(poll, 1, who="b")
    ballot(poll, 1, who="c")

    assert codes(refusal) == ["voted-already"]
    poll.refresh_from_db()
    assert poll.voters == PollVote.objects.count() == 3
    assert [(one.number, one.share) for one in results_of(poll)] == [(1, 33), (2, 67), (0, 0)]
    assert {field.name for field in PollVote._meta.fields} == {"id", "poll", "day", "reader_key"}


def test_several_answers_where_they_are_allowed(room):
    one, several = make_poll(room), make_poll(room, several=True)

    with pytest.raises(RefusedError):
        ballot(one, 0, 1)
    ballot(several, 0, 1)

    assert [result.number for result in results_of(several)] == [1, 1, 0]


def test_time_opens_and_closes_a_poll(room):
    today = local_day(timezone.now())
    poll = make_poll(room, opens_on=today + DAY, closes_on=today + 2 * DAY)
    agency = room.agency.pk

    for ahead, seen in ((0, "coming"), (1, "open"), (2, "open"), (3, "over")):
        day = today + ahead * DAY
        found = {
            "coming": coming_polls(agency, day), "open": open_polls(agency, day),
            "over": closed_polls(agency, day),
        }  # fmt: skip
        assert [name for name, polls in found.items() if poll in polls] == [seen]
        if seen != "open":
            with pytest.raises(RefusedError):
                ballot(poll, 0, now=timezone.now() + ahead * DAY)


def test_from_the_first_vote_on_a_poll_means_what_it_meant(room):
    poll = make_poll(room)
    ballot(poll, 0)
    changed = a_poll_draft(question="Khác?", options=("Một", "Hai"), several=True)

    with pytest.raises(RefusedError) as refusal:
        change_poll(poll.pk, changed, seen_version=0, actor=room.webmaster, now=NOW)
    assert {problem.field for problem in refusal.value.problems} == {
        "question", "options", "several",
    }  # fmt: skip

    longer = a_poll_draft(closes_on=poll.closes_on + DAY)
    change_poll(poll.pk, longer, seen_version=0, actor=room.webmaster, now=NOW)
    poll.refresh_from_db()
    assert poll.closes_on == longer.closes_on
    assert [option.number for option in poll.options.all()] == [1, 0, 0]


def test_before_the_first_vote_everything_may_be_changed(room):
    poll = make_poll(room)
    changed = a_poll_draft(question="Khác?", options=("Một", " Hai ", ""))

    change_poll(poll.pk, changed, seen_version=0, actor=room.webmaster, now=NOW)

    assert [option.words for option in poll.options.all()] == ["Một", "Hai"]
    with pytest.raises(RefusedError):
        change_poll(poll.pk, changed, seen_version=0, actor=room.webmaster, now=NOW)


def test_closed_early_nobody_votes_any_more(room):
    poll = make_poll(room)
    ballot(poll, 0)

    close_poll(poll.pk, actor=room.webmaster, now=NOW)

    with pytest.raises(RefusedError):
        ballot(poll, 0, who="b")
    assert poll in closed_polls(room.agency.pk, local_day(timezone.now()))
    assert f"poll:{poll.pk}" in invalidated()


def test_a_poll_with_votes_is_not_removed(room):
    poll, empty = make_poll(room), make_poll(room)
    ballot(poll, 0)

    with pytest.raises(RefusedError):
        remove_poll(poll.pk, actor=room.webmaster, now=NOW)
    remove_poll(empty.pk, actor=room.webmaster, now=NOW)

    assert list(Poll.objects.all()) == [poll]


# Forgetting


def test_keys_go_by_age_and_what_was_said_stays(room, story):
    now = timezone.now()
    rate(story, 5, 4, now=now - 5 * DAY)
    rate(story, 3, now=now, who="today")
    judge(room, "no", words="Thiếu", day=local_day(now - 5 * DAY))
    poll = make_poll(room)
    ballot(poll, 0)
    PollVote.objects.update(day=local_day(now - 5 * DAY))
    border = now - 3 * DAY

    assert forget_reader_keys(room.agency, border, dry=True).number == 4
    assert forget_reader_keys(room.agency, border, dry=False).number == 4
    assert forget_reader_keys(room.agency, border, dry=False).number == 0

    assert StoryRating.objects.filter(reader_key=None).count() == 2
    assert StoryRating.objects.count() == 3
    assert PageOpinion.objects.get().words == "Thiếu"
    assert results_of(poll)[0].number == 1
    assert forget_words(room.agency, now, dry=False).number == 1
    assert PageOpinion.objects.get().words == ""
