"""What a signature holds together: whatever is changed, it no longer fits."""

import datetime as dt

import pytest

from toasoan.exchange.signing import (
    KEY,
    NONCE,
    SIGNATURE,
    TIME,
    TO,
    fingerprint_of,
    is_right,
    new_key_pair,
    read_signed,
    signed_headers,
)

NOW = dt.datetime(2026, 11, 30, 8, tzinfo=dt.UTC)
PRIVATE, PUBLIC = new_key_pair()
OTHER = new_key_pair()[1]
REQUEST = {"method": "POST", "path": "/api/trao-doi/v1/tin", "body": b"{}"}


def headers():
    ours, theirs = fingerprint_of(PUBLIC), fingerprint_of(OTHER)
    return signed_headers(PRIVATE, key=ours, to=theirs, now=NOW, **REQUEST)


def test_what_was_signed_is_right_for_its_key():
    assert is_right(read_signed(headers()), PUBLIC, **REQUEST)


@pytest.mark.parametrize(
    "changed",
    [{"method": "PUT"}, {"path": "/api/trao-doi/v1/tra-loi"}, {"body": b"{ }"}, {"body": b""}],
)
def test_another_request_is_not_right(changed):
    assert not is_right(read_signed(headers()), PUBLIC, **(REQUEST | changed))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        (KEY, fingerprint_of(OTHER)),
        (TO, fingerprint_of(PUBLIC)),
        (TIME, "1"),
        (NONCE, "0" * 32),
    ],
    ids=["key", "to", "time", "nonce"],
)
def test_another_header_is_not_right(name, value):
    assert not is_right(read_signed(headers() | {name: value}), PUBLIC, **REQUEST)


def test_another_key_is_not_right():
    assert not is_right(read_signed(headers()), OTHER, **REQUEST)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        (KEY, "x" * 64),
        (TO, ""),
        (TIME, "-1"),
        (TIME, "9" * 12),
        (TIME, "١٢٣"),
        (NONCE, "kurz"),
        (SIGNATURE, "%%%"),
        (SIGNATURE, "AAAA"),
        (SIGNATURE, "Ã"),
    ],
)
def test_headers_of_another_form_are_not_read(name, value):
    assert read_signed(headers() | {name: value}) is None


def test_no_request_is_signed_without_all_headers():
    whole = headers()

    for name in whole:
        assert read_signed({one: said for one, said in whole.items() if one != name}) is None


@pytest.mark.parametrize(
    ("minutes", "timely"), [(0, True), (5, True), (-5, True), (6, False), (-6, False)]
)
def test_it_is_timely_within_five_minutes(minutes, timely):
    assert read_signed(headers()).is_timely(NOW + dt.timedelta(minutes=minutes)) is timely


@pytest.mark.parametrize("key", ["", "AAAA", "%", "A" * 44, "é" * 44])
def test_what_is_no_key_has_no_fingerprint(key):
    with pytest.raises(ValueError, match=r"\w"):
        fingerprint_of(key)
