"""JSON is read within bounds: neither endless nesting nor a form is an error of the server."""

import pytest
from django.test import RequestFactory

from toasoan.newsroom.kit.json_body import (
    MOST_DEPTH,
    TooLongBodyError,
    UnreadableBodyError,
    is_too_deep,
    json_of,
)


def request_with(body, kind="application/json"):
    return RequestFactory().generic("POST", "/", body, kind)


@pytest.mark.parametrize(
    ("text", "too_deep"),
    [
        ("[" * MOST_DEPTH + "]" * MOST_DEPTH, False),
        ("[" * (MOST_DEPTH + 1), True),
        ('{"a":' * (MOST_DEPTH + 1), True),
        ("[]" * 5000, False),
        ('"' + "[" * 5000 + '"', False),
        ('"\\"' + "[" * 5000 + '"', False),
        ("", False),
    ],
)
def test_depth_is_that_of_lists_and_objects_in_one_another(text, too_deep):
    assert is_too_deep(text) is too_deep


def test_what_is_sent_is_read():
    assert json_of(request_with(b'{"a": [1]}')) == {"a": [1]}
    assert json_of(request_with(b"")) == {}


@pytest.mark.parametrize("body", [b"[" * 50_000, b"{", b"\xff\xfe", b"9" * 5000])
def test_what_is_no_json_is_refused(body):
    with pytest.raises(UnreadableBodyError):
        json_of(request_with(body))


def test_too_much_is_refused():
    with pytest.raises(TooLongBodyError):
        json_of(request_with(b" " * 11), most_bytes=10)


def test_a_form_that_was_read_before_is_refused():
    request = request_with(b"--x\r\n", "multipart/form-data; boundary=x")
    assert not request.POST

    with pytest.raises(UnreadableBodyError):
        json_of(request)
