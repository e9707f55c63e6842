"""Whose request it is, and with whom it shares a limit."""

import pytest

from toasoan.network import device_address, is_secure, network_of

PROXIES = frozenset({"127.0.0.1", "::1"})


@pytest.mark.parametrize(
    ("remote", "forwarded", "address"),
    [
        ("203.0.113.9", "", "203.0.113.9"),
        ("203.0.113.9", "198.51.100.1", "203.0.113.9"),
        ("127.0.0.1", "198.51.100.1", "198.51.100.1"),
        ("::ffff:127.0.0.1", "198.51.100.1", "198.51.100.1"),
        ("127.0.0.1", "10.0.0.1, 198.51.100.1", "198.51.100.1"),
        ("127.0.0.1", "198.51.100.1, ::1", "198.51.100.1"),
        ("127.0.0.1", "2001:DB8::7", "2001:db8::7"),
        ("127.0.0.1", "", "127.0.0.1"),
        ("127.0.0.1", "bịa", "127.0.0.1"),
        ("fe80::1%eth0", "", "fe80::1"),
        ("", "", None),
        ("", "198.51.100.1", None),
        ("127.0.0.1", "::1", "::1"),
    ],
)
def test_the_address_is_the_one_that_a_trusted_proxy_names(remote, forwarded, address):
    assert device_address(remote, forwarded, PROXIES) == address


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("203.0.113.10", "203.0.113.10"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:bbbb::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
        (None, ""),
        ("", ""),
        ("unix:", ""),
        ("1" * 5_000, ""),
    ],
)
def test_a_subscriber_is_one_network(address, network):
    assert network_of(address) == network


@pytest.mark.parametrize(
    ("remote", "scheme", "forwarded", "secure"),
    [
        ("127.0.0.1", "http", "https", True),
        ("::ffff:127.0.0.1", "http", "https", True),
        ("127.0.0.1", "http", "https, http", True),
        ("127.0.0.1", "http", "http", False),
        ("127.0.0.1", "http", "", False),
        ("127.0.0.1", "https", "", True),
        ("127.0.0.1", "https", "http", False),
        ("203.0.113.9", "http", "https", False),
        ("203.0.113.9", "https", "http", True),
        ("", "http", "https", False),
    ],
)
def test_only_a_trusted_proxy_says_that_the_reader_came_by_https(remote, scheme, forwarded, secure):
    assert is_secure(remote, scheme, forwarded, PROXIES) is secure
