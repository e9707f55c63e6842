"""Who asks: the network of a request, and whether a person of the newsroom is known to send it."""

import hashlib
import time
from collections import OrderedDict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from toasoan.network import device_address, network_of

Environ = dict[str, Any]  # Any: what a WSGI environment holds

#: The site writes this into the environment of a request that a signed-in person has sent.
SIGNED_IN = "toasoan.signed_in"
#: For so many seconds a session counts as known after the site has seen it signed in.
_KNOWN_FOR = 3600.0
_MOST_KNOWN = 20_000


@dataclass(frozen=True, slots=True)
class Asker:
    """Whose room a request takes: a known person's, or that of strangers of this network."""

    network: str
    known: bool = False


class KnownSessions:
    """Sessions that the site has seen signed in lately, in this process; kept as digests."""

    def __init__(self) -> None:
        self._seen: OrderedDict[bytes, float] = OrderedDict()

    def note(self, session: str) -> None:
        """Remember a session that is signed in."""
        name = _digest(session)
        self._seen[name] = time.monotonic()
        self._seen.move_to_end(name)
        if len(self._seen) > _MOST_KNOWN:
            self._seen.popitem(last=False)

    def __contains__(self, session: str) -> bool:
        seen = self._seen.get(_digest(session)) if session else None
        return seen is not None and time.monotonic() - seen < _KNOWN_FOR


def session_of(environ: Environ, cookie: str) -> str:
    """The session that a request names in this cookie, or ""; it may be made up."""
    for part in str(environ.get("HTTP_COOKIE", "")).split(";"):
        name, _, value = part.strip().partition("=")
        if name == cookie:
            return value
    return ""


def network_of_request(environ: Environ, trusted: Collection[str]) -> str:
    """The network from which a request comes, through the proxies that are trusted."""
    remote, forwarded = environ.get("REMOTE_ADDR", ""), environ.get("HTTP_X_FORWARDED_FOR", "")
    return network_of(device_address(remote, forwarded, trusted))


def _digest(session: str) -> bytes:
    return hashlib.blake2b(session.encode(), digest_size=16).digest()
