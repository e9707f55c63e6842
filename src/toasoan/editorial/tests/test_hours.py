"""Embargo, hour of publication, expiry: nothing publishes against them; all problems at once."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toasoan.editorial.hours import Hours, after_step, embargo_problem, hour_problems
from toasoan.editorial.rules import Answers, problems
from toasoan.editorial.tests.test_rules import EDITOR, ME, NOW, codes, situation
from toasoan.editorial.transitions import Correction, Relation, Step
from toasoan.editorial.turn import Role

HOUR = dt.timedelta(hours=1)
SOON, LATER, LAST = NOW + HOUR, NOW + 2 * HOUR, NOW + 3 * HOUR
CLOCK = (Role(Relation.CLOCK, None),)


def test_the_clock_does_not_pass_an_embargo():
    due = situation("approved", CLOCK, publish_at=NOW, embargo_until=SOON)
    over = situation("approved", CLOCK, publish_at=NOW, embargo_until=NOW)

    assert codes(problems(due, Step.PUBLISH, Answers())) == ["embargo"]
    assert problems(over, Step.PUBLISH, Answers()) == []


@pytest.mark.parametrize("publish_at", [None, SOON])
def test_nothing_is_approved_for_an_hour_before_the_embargo_ends(publish_at):
    held = situation("proposed", embargo_until=LATER)

    found = problems(held, Step.APPROVE, Answers(publish_at=publish_at, revision_id=20))

    assert codes(found) == ["embargo"]
    assert found[0].field == "publish_at"
    assert "12:00" in found[0].message


def test_an_embargo_set_with_the_approval_holds_for_the_approval_itself():
    free = situation("proposed")

    assert codes(problems(free, Step.APPROVE, Answers(embargo_until=SOON, revision_id=20))) == [
        "embargo"
    ]
    given_both = Answers(embargo_until=SOON, publish_at=SOON, revision_id=20)
    assert problems(free, Step.APPROVE, given_both) == []


def test_the_hour_is_not_moved_before_the_embargo_ends():
    held = situation("approved", publish_at=LATER, embargo_until=LATER)

    assert codes(problems(held, Step.SCHEDULE, Answers(publish_at=SOON))) == ["embargo"]
    assert problems(held, Step.SCHEDULE, Answers(publish_at=LATER)) == []


def test_publishing_urgently_names_the_embargo_that_it_breaks():
    held = situation("received", embargo_until=SOON)

    silent = problems(held, Step.FORCE_PUBLISH, Answers(note="Công điện 12", revision_id=20))
    named = problems(
        held, Step.FORCE_PUBLISH, Answers(note="Công điện 12", breaks_embargo=True, revision_id=20)
    )

    assert [(p.code, p.field) for p in silent] == [("embargo", "breaks_embargo")]
    assert named == []


@pytest.mark.parametrize(
    ("step", "status"), [(Step.REINSTATE, "taken_down"), (Step.CORRECT, "taken_down")]
)
def test_nothing_comes_back_on_the_site_before_an_embargo_ends(step, status):
    held = situation(
        status, embargo_until=SOON, correction=Correction.PROPOSED, differs_from_site=True
    )

    assert "embargo" in codes(problems(held, step, Answers(wrong="a", right="b", revision_id=20)))


def test_proposing_and_approving_keep_the_embargo_that_they_do_not_mention():
    kept = Hours(embargo_until=LATER, expires_at=LAST)

    assert after_step(Step.PROPOSE, kept, Hours()) == kept
    approved = after_step(Step.APPROVE, kept, Hours(publish_at=LATER))
    assert approved == Hours(LATER, LATER, LAST)
    assert after_step(Step.SCHEDULE, kept, Hours(publish_at=LAST)).embargo_until == LATER


def test_moving_the_embargo_takes_the_hour_of_publication_with_it():
    moved = after_step(Step.SET_EMBARGO, Hours(publish_at=SOON), Hours(embargo_until=LATER))
    stays = after_step(Step.SET_EMBARGO, Hours(publish_at=LAST), Hours(embargo_until=LATER))

    assert (moved.publish_at, stays.publish_at) == (LATER, LAST)


def test_lifting_an_embargo_asks_why():
    held = situation("approved", publish_at=LAST, embargo_until=LATER)

    assert codes(problems(held, Step.SET_EMBARGO, Answers())) == ["no-note"]
    assert problems(held, Step.SET_EMBARGO, Answers(note="Đã công bố sớm")) == []


@pytest.mark.parametrize("step", [Step.SET_EMBARGO, Step.SET_EXPIRY])
def test_an_hour_that_is_neither_there_nor_given_is_asked_for(step):
    assert codes(problems(situation("approved"), step, Answers())) == ["no-hour"]


@pytest.mark.parametrize(
    ("step", "status", "requested"),
    [
        (Step.PROPOSE, "editing", {"embargo_until": NOW}),
        (Step.SET_EMBARGO, "approved", {"embargo_until": NOW}),
        (Step.SET_EXPIRY, "published", {"expires_at": NOW}),
        (Step.APPROVE, "proposed", {"expires_at": NOW}),
    ],
)
def test_an_hour_that_has_passed_is_refused(step, status, requested):
    roles = (Role(Relation.EDITOR, EDITOR), Role(Relation.APPROVER, ME))

    found = problems(situation(status, roles), step, Answers(**requested))

    assert "hour-passed" in codes(found)
    assert {p.field for p in found if p.code == "hour-passed"} == set(requested)


def test_a_story_does_not_end_before_it_begins():
    found = problems(
        situation("proposed"),
        Step.APPROVE,
        Answers(publish_at=LATER, expires_at=SOON, revision_id=20),
    )
    moved = problems(
        situation("approved", publish_at=SOON, expires_at=LATER),
        Step.SET_EMBARGO,
        Answers(embargo_until=LAST),
    )

    assert (codes(found), codes(moved)) == (["expires-too-early"], ["expires-too-early"])


def test_the_clock_takes_a_story_down_at_its_hour_and_not_before():
    early = situation("published", CLOCK, expires_at=SOON)
    due = situation("published", CLOCK, expires_at=NOW)
    never = situation("published", CLOCK)

    assert codes(problems(early, Step.EXPIRE, Answers())) == ["not-due"]
    assert codes(problems(never, Step.EXPIRE, Answers())) == ["not-due"]
    assert problems(due, Step.EXPIRE, Answers()) == []


moments = st.none() | st.integers(-3, 6).map(lambda hours: NOW + hours * HOUR)
hours = st.builds(Hours, moments, moments, moments)
SETTING = [Step.PROPOSE, Step.APPROVE, Step.SCHEDULE, Step.SET_EMBARGO, Step.SET_EXPIRY]


@given(st.sampled_from(SETTING), hours, hours)
def test_what_no_guard_refuses_never_goes_out_under_embargo_nor_ends_before_it_begins(
    step, kept, requested
):
    left = after_step(step, kept, requested)
    refused = hour_problems(step, kept, requested, NOW)

    if step in {Step.APPROVE, Step.SCHEDULE} and not refused:
        starts = max(left.publish_at or NOW, NOW)
        assert embargo_problem(left.embargo_until, starts, "") == []
        assert left.expires_at is None or left.expires_at > starts


MINUTE = dt.timedelta(minutes=1)
YEAR_9999 = dt.datetime(9999, 1, 1, tzinfo=dt.UTC)


@pytest.mark.parametrize("gone", [6 * MINUTE, HOUR, dt.timedelta(days=2400)])
def test_an_approval_for_an_hour_long_gone_is_asked_about_before_anything_goes_out(gone):
    typed = Answers(publish_at=NOW - gone, revision_id=20)

    found = problems(situation("proposed"), Step.APPROVE, typed)

    assert [(p.code, p.field) for p in found] == [("hour-passed", "publish_at")]


@pytest.mark.parametrize("gone", [0 * MINUTE, MINUTE, 5 * MINUTE])
def test_an_hour_that_passed_while_the_form_was_read_means_now(gone):
    typed = Answers(publish_at=NOW - gone, revision_id=20)

    assert problems(situation("proposed"), Step.APPROVE, typed) == []


def test_an_hour_that_passed_while_the_story_waited_means_at_once():
    """It was kept to the second; the form shows it to the minute."""
    kept = NOW - 3 * HOUR + dt.timedelta(seconds=40)
    waited = situation("proposed", publish_at=kept)

    assert problems(waited, Step.APPROVE, Answers(publish_at=NOW - 3 * HOUR, revision_id=20)) == []


@pytest.mark.parametrize(
    ("step", "status", "name"),
    [
        (Step.PROPOSE, "editing", "embargo_until"),
        (Step.APPROVE, "proposed", "publish_at"),
        (Step.APPROVE, "proposed", "expires_at"),
        (Step.SCHEDULE, "approved", "publish_at"),
        (Step.SET_EMBARGO, "approved", "embargo_until"),
        (Step.SET_EXPIRY, "published", "expires_at"),
    ],
)
@pytest.mark.parametrize("moment", [NOW + dt.timedelta(days=367), YEAR_9999])
def test_an_hour_more_than_a_year_ahead_has_to_be_meant(step, status, name, moment):
    now = situation(status, (Role(Relation.EDITOR, EDITOR), Role(Relation.APPROVER, ME)))
    typed = Answers(**{name: moment}, revision_id=20)

    found = problems(now, step, typed)

    assert [(p.code, p.field) for p in found] == [("hour-far-ahead", "confirms_hour")]
    assert problems(now, step, replace(typed, confirms_hour=True)) == []


def test_a_far_hour_that_is_kept_already_is_not_asked_about_again():
    kept = situation("proposed", expires_at=NOW + dt.timedelta(days=500))
    typed = Answers(expires_at=kept.expires_at, revision_id=20)

    assert problems(kept, Step.APPROVE, typed) == []
