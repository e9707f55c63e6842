"""Who may do what with an event, and how far it is: the tables."""

import datetime as dt
from itertools import product

import pytest

from toasoan.editorial.transitions import Status
from toasoan.planning.kinds import Coverage, EventStatus, Timeliness
from toasoan.planning.rules import (
    FEED_READS,
    FEED_WINDOW,
    GENRE_OF,
    EventAction,
    EventPlan,
    EventState,
    Standing,
    first_words,
    may,
    plan_problems,
    reads_in_window,
    status_of,
    timeliness,
)

NOW = dt.datetime(2026, 11, 25, 3, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)

EDITOR = Standing(at_desk=True, edits=True)
APPROVER = Standing(at_desk=True)
LEADER = Standing(leads=True, writes=True, all_own=True)
LEADER_AMONG_OTHERS = Standing(leads=True, writes=True)
MAKER = Standing(writes=True, all_own=True, made_it=True)
MEMBER = Standing(writes=True, all_own=True)
NOBODY = Standing()

#: Person → actions on an open event that a unit entered, and on one that the desk entered.
OPEN_TO = {
    EDITOR: ("change cancel settle assign write copy",) * 2,
    APPROVER: ("change cancel settle assign copy",) * 2,
    LEADER: ("change cancel settle assign write copy", "assign write copy"),
    LEADER_AMONG_OTHERS: ("assign write copy", "assign write copy"),
    MAKER: ("change cancel settle write copy", "write"),
    MEMBER: ("write", "write"),
    NOBODY: ("", ""),
}


@pytest.mark.parametrize(("person", "from_desk"), list(product(OPEN_TO, (False, True))))
def test_actions_on_an_open_event(person, from_desk):
    state = EventState(from_desk=from_desk, is_cancelled=False, is_settled=False)

    assert {action for action in EventAction if may(action, person, state)} == set(
        OPEN_TO[person][from_desk].split()
    )


@pytest.mark.parametrize(
    ("person", "from_desk", "over"), list(product(OPEN_TO, (False, True), ("cancelled", "settled")))
)
def test_an_event_that_is_over_can_only_be_copied_or_opened_again(person, from_desk, over):
    state = EventState(
        from_desk=from_desk, is_cancelled=over == "cancelled", is_settled=over == "settled"
    )
    on_open = OPEN_TO[person][from_desk].split()
    expected = {"copy"} & set(on_open) | ({"reopen"} if "change" in on_open else set())

    assert {action for action in EventAction if may(action, person, state)} == expected


STATUSES = [
    # (cancelled, settled, assigned, stories) → status
    ((False, False, False, ()), "planned"),
    ((False, False, True, ()), "assigned"),
    ((False, False, True, (Status.DRAFT,)), "in_work"),
    ((False, False, False, (Status.APPROVED,)), "in_work"),
    ((False, False, True, (Status.PUBLISHED,)), "done"),
    ((False, False, True, (Status.TAKEN_DOWN,)), "done"),
    ((False, False, True, (Status.PUBLISHED, Status.EDITING)), "in_work"),
    ((False, False, True, (Status.WITHDRAWN,)), "assigned"),
    ((False, False, True, (Status.REJECTED,)), "assigned"),
    ((False, False, False, (Status.REJECTED,)), "planned"),
    ((False, True, True, (Status.DRAFT,)), "done"),
    ((True, False, True, (Status.PUBLISHED,)), "cancelled"),
    ((True, True, True, ()), "cancelled"),
]


@pytest.mark.parametrize(("facts", "expected"), STATUSES)
def test_how_far_an_event_is_follows_from_its_stories(facts, expected):
    cancelled, settled, assigned, stories = facts
    state = EventState(from_desk=True, is_cancelled=cancelled, is_settled=settled)

    assert status_of(state, assigned=assigned, stories=stories) == EventStatus(expected)


def test_a_meeting_of_which_nothing_was_wanted_is_done_when_it_is_over():
    state = EventState(from_desk=True, is_cancelled=False, is_settled=False)

    def status(*stories):
        return status_of(state, assigned=True, stories=stories, passed_unwanted=True)

    assert status() is EventStatus.DONE
    assert status(Status.DRAFT) is EventStatus.IN_WORK


@pytest.mark.parametrize("status", Status)
def test_every_status_of_a_story_says_something_about_its_event(status):
    state = EventState(from_desk=True, is_cancelled=False, is_settled=False)

    assert status_of(state, assigned=True, stories=[status]) in EventStatus


@pytest.mark.parametrize(
    ("due", "sent", "expected"),
    [
        (None, None, Timeliness.NO_LIMIT),
        (None, NOW, Timeliness.NO_LIMIT),
        (NOW, None, Timeliness.AHEAD),
        (NOW + HOUR, None, Timeliness.AHEAD),
        (NOW - HOUR, None, Timeliness.OVERDUE),
        (NOW, NOW, Timeliness.ON_TIME),
        (NOW - HOUR, NOW - 2 * HOUR, Timeliness.ON_TIME),
        (NOW - HOUR, NOW, Timeliness.LATE),
    ],
)
def test_how_a_story_stands_to_its_hour(due, sent, expected):
    assert timeliness(due, sent_at=sent, now=NOW) is expected


def plan(**parts):
    defaults = {
        "title": "Giao ban",
        "starts_at": NOW,
        "ends_at": NOW + HOUR,
        "unit_ids": frozenset({1}),
    }
    return EventPlan(**(defaults | parts))


@pytest.mark.parametrize(
    ("parts", "codes"),
    [
        ({}, []),
        ({"ends_at": NOW}, []),
        ({"title": "  "}, ["no-title"]),
        ({"ends_at": NOW - HOUR}, ["ends-first"]),
        ({"ends_at": NOW + dt.timedelta(days=93)}, ["too-long"]),
        ({"unit_ids": frozenset()}, ["no-unit"]),
        ({"unit_ids": frozenset({1, 2})}, ["foreign-unit"]),
        ({"title": "", "unit_ids": frozenset({2})}, ["no-title", "foreign-unit"]),
    ],
)
def test_what_is_wrong_with_a_plan(parts, codes):
    assert [problem.code for problem in plan_problems(plan(**parts), {1})] == codes


def test_every_coverage_has_a_genre():
    assert set(GENRE_OF) == set(Coverage)


@pytest.mark.parametrize(
    ("hour", "place", "all_day", "expected"),
    [
        (0, "", False, "Sáng 25/11/2026, Phòng 1 …"),
        (11, "hội trường lớn", False, "Sáng 25/11/2026, tại hội trường lớn, Phòng 1 …"),
        (12, "", False, "Chiều 25/11/2026, Phòng 1 …"),
        (18, "", False, "Tối 25/11/2026, Phòng 1 …"),
        (0, "", True, "Ngày 25/11/2026, Phòng 1 …"),
    ],
)
def test_a_story_begins_with_when_where_and_who(hour, place, all_day, expected):
    moment = dt.datetime(2026, 11, 25, hour, tzinfo=dt.timezone(7 * HOUR))

    assert first_words(moment, place, "Phòng 1", all_day=all_day) == expected


def test_an_address_is_read_so_often_and_no_more_until_its_window_ends():
    window, reads = None, 0
    for _ in range(FEED_READS):
        window, reads = reads_in_window(window, reads, NOW)

    assert reads_in_window(window, reads, NOW + FEED_WINDOW - HOUR / 60) is None
    assert reads_in_window(window, reads, NOW + FEED_WINDOW) == (NOW + FEED_WINDOW, 1)
