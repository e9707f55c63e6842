"""Wrong attempts are counted in the database, before they are tried."""

import datetime as dt

import pytest

from toasoan.accounts.attempts import (
    Count,
    Source,
    accept_attempt,
    counts_of,
    enter_attempt,
    forget_attempts,
    forget_old_attempts,
    key_of,
    locked_until,
)
from toasoan.accounts.limits import LINES_ABOUT_ATTEMPTS, SECRET_LIMITS, Secret
from toasoan.accounts.models import Attempts

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 11, 25, 1, tzinfo=dt.UTC)
MINUTE = dt.timedelta(minutes=1)
HOME, OFFICE = Source("203.0.113.9"), Source("198.51.100.1")
EVERY_LIMIT = [
    limit
    for limits in SECRET_LIMITS.values()
    for limit in (limits.here, limits.everywhere, limits.network)
    if limit
]


def enter(source=HOME, *, subject="an", secret=Secret.PASSWORD, now=NOW):
    return enter_attempt(counts_of(secret, subject, source), now)


def passes(*args, **kwargs):
    return enter(*args, **kwargs).refused_until is None


def from_networks(how_many, *, now=NOW, **kwargs):
    """How many attempts get through, one from each network."""
    return sum(
        passes(Source(f"10.1.{n // 250}.{n % 250}"), now=now, **kwargs) for n in range(how_many)
    )


def test_attempts_at_the_same_moment_are_all_counted():
    found = [enter() for _process in range(8)]

    assert [attempt.refused_until is None for attempt in found] == [True] * 5 + [False] * 3
    assert found[4].locks_until == NOW + 15 * MINUTE
    assert [attempt.is_news for attempt in found] == [False] * 4 + [True] + [False] * 3


@pytest.mark.parametrize("limit", EVERY_LIMIT)
def test_no_lock_lasts_longer_than_a_quarter_of_an_hour_however_often(limit):
    count, now = Count(key_of("example"), limit), NOW
    for _attempt in range(45):
        attempt = enter_attempt([count], now)
        lasts = (attempt.refused_until or attempt.locks_until or now) - now
        assert lasts <= 15 * MINUTE
        now += MINUTE


@pytest.mark.parametrize("limit", [*EVERY_LIMIT, LINES_ABOUT_ATTEMPTS])
def test_a_lock_is_over_before_it_is_forgotten(limit):
    assert limit.pause <= limit.quiet
    assert 1 <= limit.again <= limit.tries


@pytest.mark.parametrize(
    ("locked", "tries", "open_"),
    [
        ("203.0.113.9", "203.0.113.9", False),
        ("203.0.113.9", "203.0.113.10", True),
        ("203.0.113.9", "::ffff:203.0.113.9", False),
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", False),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", True),
        (None, None, False),
        (None, "203.0.113.9", True),
    ],
)
@pytest.mark.parametrize("secret", [Secret.PASSWORD, Secret.FACTOR, Secret.LETTER])
def test_wrong_ones_from_elsewhere_keep_nobody_out(secret, locked, tries, open_):
    for _attempt in range(5):
        enter(Source(locked), secret=secret)

    assert passes(Source(tries), secret=secret) is open_


@pytest.mark.parametrize("secret", [Secret.PASSWORD, Secret.FACTOR, Secret.LETTER])
def test_a_known_device_gets_in_whatever_others_do(secret):
    known = Source(HOME.address, known="device")
    for _attempt in range(40):
        enter(HOME, secret=secret)
    for other in range(40):
        enter(HOME, secret=secret, subject=f"other {other}")
    from_networks(60, secret=secret)

    assert not passes(HOME, secret=secret)
    assert not passes(OFFICE, secret=secret)
    assert passes(known, secret=secret)


@pytest.mark.parametrize(
    ("secret", "tries"),
    [(Secret.PASSWORD, 5), (Secret.FACTOR, 5), (Secret.LETTER, 3), (Secret.PROOF, 5)],
)
def test_a_known_device_is_bounded_too(secret, tries):
    known = Source(HOME.address, known="device")

    assert [passes(known, secret=secret) for _try in range(tries + 2)] == [True] * tries + [
        False
    ] * 2
    assert passes(known, secret=secret, now=NOW + 16 * MINUTE)
    assert passes(Source(HOME.address, known="another"), secret=secret)


@pytest.mark.parametrize(
    ("secret", "at_once", "in_an_hour"),
    [(Secret.PASSWORD, 30, 12), (Secret.FACTOR, 10, 4), (Secret.LETTER, 6, 4)],
)
def test_guesses_from_many_networks_become_slow(secret, at_once, in_an_hour):
    assert from_networks(100, secret=secret) == at_once

    later = [
        from_networks(2, secret=secret, now=NOW + (minute + 0.5) * MINUTE)
        for minute in range(5, 65)
    ]
    assert sum(later) <= in_an_hour + 1


def test_one_network_over_many_names_is_stopped_and_others_are_not():
    got_in = sum(passes(HOME, subject=f"name {number}") for number in range(40))

    assert got_in == 30
    assert not passes(HOME)
    assert passes(OFFICE)


def test_slips_are_forgotten_when_nobody_tries():
    for _attempt in range(4):
        enter()

    later = NOW + dt.timedelta(minutes=61)
    assert [enter(now=later).locks_until for _attempt in range(4)] == [None] * 4


@pytest.mark.parametrize("before", [0, 4])
def test_a_right_attempt_wipes_out_ones_own_slips_only(before):
    for _attempt in range(before):
        enter()
    from_networks(29 - before)
    accept_attempt(enter())

    assert passes()  # the thirtieth wrong one everywhere
    assert not passes(OFFICE)


def test_a_refused_attempt_writes_nothing():
    for _attempt in range(5):
        enter()
    before = list(Attempts.objects.order_by("pk").values())

    for _attempt in range(5):
        enter()

    assert list(Attempts.objects.order_by("pk").values()) == before


def test_the_webmaster_lifts_every_lock_of_a_person_at_once():
    for source in (HOME, OFFICE):
        for _attempt in range(5):
            enter(source)
    assert locked_until(Secret.PASSWORD, "an", NOW) == NOW + 15 * MINUTE

    forget_attempts(Secret.PASSWORD, "an")

    assert locked_until(Secret.PASSWORD, "an", NOW) is None
    assert passes(HOME)
    assert passes(OFFICE)


def test_the_table_is_kept_short():
    for number in range(12):
        enter(subject=f"name {number}", now=NOW + number * MINUTE)

    assert forget_old_attempts(NOW + 30 * MINUTE, most=10) == 15
    assert Attempts.objects.count() == 10
    assert forget_old_attempts(NOW + dt.timedelta(hours=25)) == 10


def test_the_table_names_nobody():
    enter(subject="nguyenvana")

    for row in Attempts.objects.all():
        assert "nguyenvana" not in f"{row.key} {row.subject}"
        assert "203.0.113.9" not in f"{row.key} {row.subject}"
