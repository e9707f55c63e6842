"""One kept answer, and its form on the disk."""

import hashlib
import json
from dataclasses import dataclass, field

_MAGIC = b"TSPAGE01"
_DIGEST = hashlib.sha256().digest_size
_LENGTH = 4
#: What a page weighs in memory beside its bytes: objects, key, headers (measured, rounded up).
_FRAME = 3_000
FOREVER = 4e9  # seconds since 1970


class BrokenPageError(Exception):
    """A file that does not hold a whole page."""


@dataclass(slots=True, eq=False)
class CachedPage:
    """One kept answer with all codings of its body, ready to send.

    `position` is how far this process knew the changes when rendering began: a later change of
    one of the tags makes the page stale. `changed_at` is when its words last became different.
    """

    key: str
    status: str
    headers: tuple[tuple[str, str], ...]
    bodies: dict[str, bytes]
    etag: str
    tags: frozenset[str]
    position: int
    made_at: float
    changed_at: float
    until: float = FOREVER
    knows: tuple[str, ...] = ()
    #: For what a view of the page counts; "" for nothing.
    counts_for: str = ""
    #: When it was found to show something that has changed since; 0 while it is right.
    stale_at: float = 0.0
    #: Asked for since memory was last short.
    used: bool = False
    #: Finished answers by coding, made at the first request.
    ready: dict[str, tuple[list[tuple[str, str]], list[bytes]]] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """Estimated bytes in memory: the bodies and a fixed overhead."""
        return _FRAME + sum(map(len, self.bodies.values()))

    def is_fresh(self, now: float) -> bool:
        """Whether it may be sent as it is: nothing on it changed and its time is not over."""
        return not self.stale_at and now < self.until

    def is_usable(self, now: float, max_stale: float) -> bool:
        """Whether it may stand in: at most `max_stale` seconds since it stopped being right."""
        since = min(self.until, self.stale_at or FOREVER)
        return now - since <= max_stale


def etag_of(status: str, headers: tuple[tuple[str, str], ...], body: bytes) -> str:
    """The entity tag: a digest of status, headers and body (RFC 9110 §8.8.3)."""
    digest = hashlib.blake2b(repr((status, headers)).encode(), digest_size=12)
    digest.update(body)
    return digest.hexdigest()


def pack(page: CachedPage) -> bytes:
    """The page as a file; its own checksum finds a torn or changed one."""
    facts = {
        "key": page.key,
        "status": page.status,
        "headers": page.headers,
        "bodies": [[name, len(body)] for name, body in page.bodies.items()],
        "etag": page.etag,
        "tags": sorted(page.tags),
        "position": page.position,
        "made_at": page.made_at,
        "changed_at": page.changed_at,
        "until": page.until,
        "knows": page.knows,
        "counts_for": page.counts_for,
    }
    head = json.dumps(facts).encode()
    rest = len(head).to_bytes(_LENGTH, "big") + head + b"".join(page.bodies.values())
    return _MAGIC + hashlib.sha256(rest).digest() + rest


def unpack(content: bytes) -> CachedPage:
    """The page that `pack` wrote. Raises BrokenPageError for any other content."""
    start = len(_MAGIC) + _DIGEST
    rest = content[start:]
    if (
        content[: len(_MAGIC)] != _MAGIC
        or hashlib.sha256(rest).digest() != content[len(_MAGIC) : start]
    ):
        raise BrokenPageError
    length = int.from_bytes(rest[:_LENGTH], "big")
    facts = json.loads(rest[_LENGTH : _LENGTH + length])
    bodies, place = {}, _LENGTH + length
    for name, size in facts["bodies"]:
        bodies[name] = rest[place : place + size]
        place += size
    return CachedPage(
        key=facts["key"],
        status=facts["status"],
        headers=tuple((name, value) for name, value in facts["headers"]),
        bodies=bodies,
        etag=facts["etag"],
        tags=frozenset(facts["tags"]),
        position=facts["position"],
        made_at=facts["made_at"],
        changed_at=facts["changed_at"],
        until=facts["until"],
        knows=tuple(facts["knows"]),
        counts_for=facts["counts_for"],
    )
