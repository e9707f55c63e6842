"""Wrong attempts are counted in the database, before they are tried."""

import datetime as dt

import pytest

from toasoan.accounts.attempts import enter_attempt, forget_old_attempts, key_of, take_back
from toasoan.accounts.models import Attempts
from toasoan.accounts.rules import lock_length

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 11, 25, 1, tzinfo=dt.UTC)
KEY = key_of("name", "ai")


def test_attempts_at_the_same_moment_are_all_counted():
    found = [enter_attempt(KEY, limit=5, now=NOW) for _process in range(8)]

    assert [attempt.refused_until is None for attempt in found] == [True] * 5 + [False] * 3
    assert found[4].locks_until == NOW + dt.timedelta(minutes=15)


def test_a_lock_never_lasts_longer_than_a_day():
    assert lock_length(1) == dt.timedelta(minutes=15)
    assert lock_length(500) == dt.timedelta(hours=24)


def test_slips_of_yesterday_are_forgotten():
    for _attempt in range(4):
        enter_attempt(KEY, limit=5, now=NOW)

    tomorrow = NOW + dt.timedelta(hours=25)
    assert enter_attempt(KEY, limit=5, now=tomorrow).locks_until is None
    assert forget_old_attempts(tomorrow + dt.timedelta(hours=25)) == 1


def test_a_right_attempt_that_was_the_last_one_locks_nothing():
    for _attempt in range(4):
        enter_attempt(KEY, limit=5, now=NOW)
    last = enter_attempt(KEY, limit=5, now=NOW)
    take_back(last)

    assert last.locks_until
    assert enter_attempt(KEY, limit=5, now=NOW).refused_until is None


def test_the_table_names_nobody():
    enter_attempt(key_of("name", "nguyenvana"), limit=5, now=NOW)

    assert "nguyenvana" not in Attempts.objects.get().key
