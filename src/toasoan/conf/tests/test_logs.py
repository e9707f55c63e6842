"""Logs keep no address that is a key."""

import logging

import pytest

from toasoan.conf.logs import SecretAddressFilter


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("/toa-soan/lich/abc-DEF_123.ics", "/toa-soan/lich/…"),
        ("/toa-soan/loi-moi/MQ/c0ffee-1/", "/toa-soan/loi-moi/…"),
        ("/toa-soan/ke-hoach/7/", "/toa-soan/ke-hoach/7/"),
    ],
)
def test_an_address_that_is_a_key_is_cut(path, kept):
    record = logging.LogRecord("django.request", 30, "", 0, "%s: %s", ("Not Found", path), None)

    assert SecretAddressFilter().filter(record)
    assert record.getMessage() == f"Not Found: {kept}"


def test_a_record_without_parts_passes():
    record = logging.LogRecord("django.request", 30, "", 0, "plain", None, None)

    assert SecretAddressFilter().filter(record)
    assert record.getMessage() == "plain"
