"""Asking a server of somebody else's: one request with an end. Standard library, no Django.

What bounds it: the time as a whole (name, connection, encryption, every byte of the answer), the
size of the answer after unpacking, the number of redirects, which never lead to another host, and
the address behind the name, which must be a public one unless its network is allowed by name.
"""

import http.client
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

#: Times that one answer may point to another address of the same host.
_MOST_REDIRECTS = 3
#: Addresses of one name that are tried.
_MOST_ADDRESSES = 3
_PIECE = 65_536
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
#: IPv4 behind a translator (RFC 6052): the last 32 bits are the address that is meant.
_TRANSLATED = ip_network("64:ff9b::/96")
_PORTS = {"http": 80, "https": 443}


class Reason(StrEnum):
    """Why an answer could not be had."""

    BAD_ADDRESS = "bad-address"
    UNKNOWN_NAME = "unknown-name"
    PRIVATE_ADDRESS = "private-address"
    UNREACHABLE = "unreachable"
    ENCRYPTION = "encryption"
    TOO_SLOW = "too-slow"
    TOO_LARGE = "too-large"
    REDIRECTED = "redirected"
    BROKEN = "broken"


class FetchFailedError(Exception):
    """There is no answer.

    `detail` is the address to which a redirect leads, for people to read. `may_have_arrived` says
    that the request had been sent at least in part: the other side may have acted on it.
    """

    def __init__(self, reason: Reason, detail: str = "", *, may_have_arrived: bool = False) -> None:
        super().__init__(f"{reason}: {detail}" if detail else str(reason))
        self.reason = reason
        self.detail = detail
        self.may_have_arrived = may_have_arrived


@dataclass(frozen=True, slots=True)
class Limits:
    """What a request may cost, in seconds and bytes.

    `private_networks` are those that may be asked although they are not public, as "10.2.0.0/16".
    """

    connect_seconds: float = 5
    whole_seconds: float = 20
    most_bytes: int = 2_000_000
    private_networks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer, whatever its status. Names of headers are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    #: Where it came from, after redirects.
    address: str


def fetch(
    url: str,
    *,
    data: bytes | None = None,
    headers: Mapping[str, str] | None = None,
    limits: Limits | None = None,
) -> Fetched:
    """Ask for an http(s) address, with POST when there is `data`.

    Redirects within the host are followed for GET, none for POST. Raises FetchFailedError.
    """
    limits = limits or Limits()
    deadline = _Deadline(limits.whole_seconds)
    target = _Target.parse(url)
    for _turn in range(_MOST_REDIRECTS + 1):
        answer = _ask(target, data, headers or {}, limits, deadline)
        place = answer.headers.get("location", "")
        if answer.status not in _REDIRECTS or not place:
            return answer
        target = _followed(target, place, posted=data is not None)
    raise FetchFailedError(Reason.REDIRECTED, target.url)


class _Deadline:
    """The end of a request; `left()` raises TimeoutError behind it."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        seconds = self._end - time.monotonic()
        if seconds <= 0:
            raise TimeoutError
        return seconds


@dataclass(frozen=True, slots=True)
class _Target:
    """An address, taken apart; `path` goes on the request's line, with the query."""

    url: str
    scheme: str
    host: str
    port: int
    path: str

    @classmethod
    def parse(cls, url: str) -> "_Target":
        """Raises FetchFailedError for anything but http(s)://name[:port]/… without a password."""
        try:
            parts = urlsplit(url)
            host = (parts.hostname or "").encode("idna").decode("ascii")
            port = parts.port or _PORTS[parts.scheme]
        except (ValueError, KeyError) as error:
            raise FetchFailedError(Reason.BAD_ADDRESS) from error
        if not host or "@" in parts.netloc or any(char.isspace() for char in url):
            raise FetchFailedError(Reason.BAD_ADDRESS)
        path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
        query = quote(parts.query, safe="/%:@!$&'()*+,;=~-._?[]")
        return cls(url, parts.scheme, host, port, f"{path}?{query}" if query else path)


def _followed(target: _Target, place: str, *, posted: bool) -> _Target:
    """Where a redirect leads, on the same host and never from https to http."""
    url = urljoin(target.url, place)
    following = _Target.parse(url)
    downwards = (target.scheme, following.scheme) == ("https", "http")
    if posted or following.host != target.host or downwards:
        raise FetchFailedError(Reason.REDIRECTED, url, may_have_arrived=posted)
    return following


@dataclass(slots=True)
class _Progress:
    """Whether the request has begun to leave."""

    sending: bool = field(default=False)


def _ask(
    target: _Target,
    data: bytes | None,
    headers: Mapping[str, str],
    limits: Limits,
    deadline: _Deadline,
) -> Fetched:
    progress = _Progress()
    try:
        addresses = _addresses(target, limits, deadline)
        connection = _connection(target, addresses, limits, deadline)
        try:
            progress.sending = True
            return _exchange(connection, target, data, headers, limits)
        finally:
            connection.close()
    except FetchFailedError as failure:
        failure.may_have_arrived = progress.sending
        raise
    except (OSError, http.client.HTTPException, ValueError) as error:
        reason = _reason_of(error, sending=progress.sending)
        raise FetchFailedError(reason, may_have_arrived=progress.sending) from error


def _reason_of(error: Exception, *, sending: bool) -> Reason:
    if isinstance(error, TimeoutError):
        return Reason.TOO_SLOW
    if isinstance(error, ssl.SSLError):
        return Reason.ENCRYPTION
    return Reason.BROKEN if sending else Reason.UNREACHABLE


def _addresses(target: _Target, limits: Limits, deadline: _Deadline) -> list[Any]:
    """What the name stands for, as `getaddrinfo` writes it, only what may be asked."""
    found = _resolved(target, min(limits.connect_seconds, deadline.left()))
    allowed = [row for row in found if _may_be_asked(row[4][0], limits.private_networks)]
    if not allowed:
        reason = Reason.PRIVATE_ADDRESS if found else Reason.UNKNOWN_NAME
        raise FetchFailedError(reason)
    return allowed[:_MOST_ADDRESSES]


def _resolved(target: _Target, seconds: float) -> list[Any]:
    """The addresses of a name. The system's own look-up knows no time limit: it is left behind."""
    found: list[Any] = []

    def look_up() -> None:
        try:
            found.extend(socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM))
        except (OSError, UnicodeError):
            return

    thread = threading.Thread(target=look_up, name="name-look-up", daemon=True)
    thread.start()
    thread.join(seconds)
    if thread.is_alive():
        raise TimeoutError
    return found


def _may_be_asked(address: str, private_networks: tuple[str, ...]) -> bool:
    """Whether an address is public, or lies in a network that is allowed by name."""
    meant = _meant(address)
    if any(meant in ip_network(network) for network in private_networks):
        return True
    return meant.is_global and not meant.is_multicast


def _meant(address: str) -> IPv4Address | IPv6Address:
    """The address at which a packet arrives: IPv4 however it is wrapped."""
    parsed = ip_address(address.partition("%")[0])
    if isinstance(parsed, IPv4Address):
        return parsed
    if parsed in _TRANSLATED:
        return IPv4Address(int(parsed) & 0xFFFFFFFF)
    teredo = parsed.teredo[1] if parsed.teredo else None
    return parsed.ipv4_mapped or parsed.sixtofour or teredo or parsed


class _Timed:
    """A socket that gives every piece no more time than the whole request has left."""

    deadline: _Deadline

    def recv_into(self, *args: Any, **kwargs: Any) -> int:
        self.settimeout(self.deadline.left())  # type: ignore[attr-defined]
        return int(super().recv_into(*args, **kwargs))  # type: ignore[misc]

    def sendall(self, *args: Any, **kwargs: Any) -> None:
        self.settimeout(self.deadline.left())  # type: ignore[attr-defined]
        super().sendall(*args, **kwargs)  # type: ignore[misc]


class _PlainSocket(_Timed, socket.socket):
    pass


class _EncryptedSocket(_Timed, ssl.SSLSocket):
    pass


def _connection(
    target: _Target, addresses: list[Any], limits: Limits, deadline: _Deadline
) -> http.client.HTTPConnection:
    """A connection to the first address that answers; the name is not looked up again."""
    plain = _connected(addresses, limits, deadline)
    if target.scheme == "http":
        connection = http.client.HTTPConnection(target.host, target.port)
        connection.sock = plain
        return connection
    try:
        context = ssl.create_default_context()
        context.sslsocket_class = _EncryptedSocket
        plain.settimeout(deadline.left())
        encrypted = context.wrap_socket(plain, server_hostname=target.host)
    except BaseException:
        plain.close()
        raise
    encrypted.deadline = deadline  # type: ignore[attr-defined]
    secure = http.client.HTTPSConnection(target.host, target.port)
    secure.sock = encrypted
    return secure


def _connected(addresses: list[Any], limits: Limits, deadline: _Deadline) -> _PlainSocket:
    problem: OSError = OSError()
    for family, kind, protocol, _name, address in addresses:
        tried = _PlainSocket(family, kind, protocol)
        tried.deadline = deadline
        try:
            tried.settimeout(min(limits.connect_seconds, deadline.left()))
            tried.connect(address)
        except OSError as error:
            tried.close()
            problem = error
        else:
            return tried
    raise problem


def _exchange(
    connection: http.client.HTTPConnection,
    target: _Target,
    data: bytes | None,
    headers: Mapping[str, str],
    limits: Limits,
) -> Fetched:
    usual = {"User-Agent": "Toasoan", "Accept-Encoding": "identity", "Connection": "close"}
    method = "GET" if data is None else "POST"
    connection.request(method, target.path, body=data, headers={**usual, **headers})
    response = connection.getresponse()
    received = {name.lower(): value for name, value in response.getheaders()}
    body = _body(response, limits.most_bytes)
    if received.get("content-encoding", "").strip().lower() in {"gzip", "x-gzip", "deflate"}:
        body = _unpacked(body, limits.most_bytes)
    return Fetched(response.status, received, body, target.url)


def _body(response: http.client.HTTPResponse, most: int) -> bytes:
    pieces: list[bytes] = []
    size = 0
    while piece := response.read(min(_PIECE, most + 1 - size)):
        pieces.append(piece)
        size += len(piece)
        if size > most:
            raise FetchFailedError(Reason.TOO_LARGE)
    if response.length:  # what was announced and never came
        raise FetchFailedError(Reason.BROKEN)
    return b"".join(pieces)


def _unpacked(body: bytes, most: int) -> bytes:
    """A body that a server packed although nobody asked for it; never more than `most` bytes."""
    unpacking = zlib.decompressobj(wbits=zlib.MAX_WBITS | 32)
    try:
        whole = unpacking.decompress(body, most + 1)
    except zlib.error as error:
        raise FetchFailedError(Reason.BROKEN) from error
    if len(whole) > most:
        raise FetchFailedError(Reason.TOO_LARGE)
    return whole
