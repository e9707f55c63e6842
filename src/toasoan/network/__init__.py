"""Where a request comes from: the address of the device, the network it stands for. No Django."""

from collections.abc import Collection
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

#: A provider gives one subscriber a /64 at least (RFC 6177), who may use each of its addresses.
_SUBSCRIBER_BITS = 64
#: Characters of an address with spaces around it and the zone of a link.
_LONGEST = 80


def device_address(remote: str, forwarded: str, trusted: Collection[str]) -> str | None:
    """The address of the device behind a connection; None when it has none (a Unix socket).

    `remote` is the other end of the connection, `forwarded` the header X-Forwarded-For ("" for
    none), `trusted` the addresses of the proxies that are believed. The header is read from its
    right end: what stands left of the first address that is no trusted proxy anybody can write.
    """
    known = None
    for hop in (remote, *reversed(forwarded.split(","))):
        if (address := _parsed(hop)) is None:
            break
        known = str(address)
        if known not in trusted:
            break
    return known


def is_secure(remote: str, scheme: str, forwarded: str, trusted: Collection[str]) -> bool:
    """Whether the device came by https.

    `scheme` is that of the connection, `forwarded` the header X-Forwarded-Proto ("" for none),
    which counts when the connection comes from a trusted proxy.
    """
    # Asked for every kept page: most requests carry no such header.
    believed = bool(forwarded) and is_trusted(remote, trusted)
    said = forwarded.split(",", 1)[0].strip() if believed else ""
    return (said or scheme) == "https"


def is_trusted(remote: str, trusted: Collection[str]) -> bool:
    """Whether the other end of a connection is a proxy that is believed."""
    address = _parsed(remote)
    return address is not None and str(address) in trusted


def network_of(address: str | None) -> str:
    """The network that shares limits: an IPv4 address itself, an IPv6 address's /64.

    Everybody behind a connection without an address shares "".

    >>> network_of("203.0.113.9"), network_of("2001:db8:1:2:3::4"), network_of("::ffff:10.0.0.7")
    ('203.0.113.9', '2001:db8:1:2::/64', '10.0.0.7')
    """
    parsed = _parsed(address or "")
    if parsed is None:
        return ""
    if isinstance(parsed, IPv4Address):
        return str(parsed)
    return str(IPv6Network((int(parsed), _SUBSCRIBER_BITS), strict=False))


@lru_cache(maxsize=4096)
def _parsed(text: str) -> IPv4Address | IPv6Address | None:
    """The address without the zone of a link; IPv4 written as IPv6 is IPv4."""
    if len(text) > _LONGEST:
        return None
    try:
        address = ip_address(text.strip().partition("%")[0])
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address
