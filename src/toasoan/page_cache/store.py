"""The page store: kept answers in memory and on the disk, judged by known invalidations."""

import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Lock

from toasoan.page_cache.disk import Disk
from toasoan.page_cache.invalidations import CommittedInvalidation, KnownInvalidations, Verdict
from toasoan.page_cache.keys import address_of
from toasoan.page_cache.memory import Memory
from toasoan.page_cache.page import CachedPage
from toasoan.page_cache.views import Views

#: The share of memory for answers anybody can make new addresses for: refusals, redirects,
#: pages with a query. They never push out a page of the site.
_PASSING_SHARE = 0.2
#: How long a refusal or redirect is kept: long enough for a burst, short enough to forget.
PASSING_SECONDS = 60.0
#: Changes are kept in the database for longer than this (`page_cache.tasks`): what is older
#: cannot be judged any more.
OLDEST_ON_DISK = 10 * 86_400.0
_MOST_NOTES = 20_000
INVALIDATIONS_FILE = "invalidations.json"


@dataclass(frozen=True, slots=True)
class CacheLimits:
    """How much may be kept, in bytes, and for how long a last good copy stands in, in seconds."""

    memory: int
    disk: int
    max_stale: float
    largest_page: int = 4 * 1024 * 1024


@dataclass(slots=True)
class Counters:
    """Counts since the process started, for the health check."""

    hits: int = 0
    renders: int = 0
    stood_in: int = 0
    failures: int = 0
    passed: int = 0


class Store:
    """Pages of one process, and the folder it shares with the others.

    Lock-free at a hit. Everything else happens under one lock, none of it for long: compressing,
    rendering and the disk are outside.
    """

    def __init__(self, folder: Path, limits: CacheLimits) -> None:
        self.folder = folder
        self.limits = limits
        self.counters = Counters()
        self.views = Views()
        self.main = Memory(round(limits.memory * (1 - _PASSING_SHARE)))
        self.passing = Memory(round(limits.memory * _PASSING_SHARE))
        self.disk = Disk(folder / "pages", limits.disk)
        #: Address → the query parameters it knows.
        self.knows: dict[str, frozenset[str]] = {}
        #: Whether the changes were read from the database since this process started. Until
        #: then pages on the disk are last good copies and nothing new is kept.
        self.informed = False
        self.invalidations = KnownInvalidations.saved(folder / INVALIDATIONS_FILE)
        self._lock = Lock()
        self._renderings: dict[str, Event] = {}

    @property
    def position(self) -> int:
        """How far the changes are known; to be asked before rendering begins."""
        return self.invalidations.position

    def in_memory(self, key: str) -> CachedPage | None:
        """The page in memory, fresh or not; None when it is not there."""
        return self.main.pages.get(key) or self.passing.pages.get(key)

    def find(self, key: str) -> CachedPage | None:
        """The page in memory or on the disk, fresh or not; never one whose object was withdrawn."""
        page = self.in_memory(key)
        if page is None and (page := self.disk.get(key)) is not None:
            page = self._taken_in(page)
        return page

    def put(self, page: CachedPage, *, passing: bool) -> bool:
        """Keep a page unless something on it has changed since its rendering began."""
        with self._lock:
            if not self.informed or self._verdict(page) is not Verdict.RIGHT:
                return False
            (self.passing if passing else self.main).put(page)
            self._note_known(page)
        if not passing:
            self.disk.put(page)
        return True

    def knows_of(self, address: str) -> frozenset[str] | None:
        """The query parameters that pages of this address know; None when nobody has said."""
        known = self.knows.get(address)
        if known is None and (page := self.find(address)) is not None:
            known = frozenset(page.knows)
        return known

    def apply(self, changes: Iterable[CommittedInvalidation], position: int) -> None:
        """Take in what was committed; drops exactly the pages that show it."""
        changes = list(changes)
        with self._lock:
            if position < self.invalidations.position:
                self._begin_anew()
            for change in changes:
                self.invalidations.note(change)
            self.invalidations.position = position
            first, self.informed = not self.informed, True
            tags = {tag for change in changes for tag in change.tags}
            for tier in (self.main, self.passing):
                for page in tier.showing(tags):
                    self._judge_again(tier, page)
        if changes or first:
            self.invalidations.save(self.folder / INVALIDATIONS_FILE)

    def begin_rendering(self, key: str) -> tuple[bool, Event]:
        """Whether the caller is to render the page, and what others wait for."""
        with self._lock:
            going_on = self._renderings.get(key)
            if going_on is not None:
                return False, going_on
            event = self._renderings[key] = Event()
            return True, event

    def is_rendering(self, key: str) -> bool:
        """Whether somebody renders the page just now."""
        return key in self._renderings

    def end_rendering(self, key: str) -> None:
        """Wake the threads that wait for the page."""
        with self._lock:
            event = self._renderings.pop(key)
        event.set()

    def _begin_anew(self) -> None:
        """The numbers went back: this is another database, or an older state of it."""
        self.main.clear()
        self.passing.clear()
        self.disk.clear()
        self.knows.clear()
        self.invalidations = KnownInvalidations()

    def _verdict(self, page: CachedPage) -> Verdict:
        return self.invalidations.verdict(page.tags, page.position)

    def _judge_again(self, tier: Memory, page: CachedPage) -> None:
        verdict = self._verdict(page)
        if verdict is Verdict.GONE:
            tier.drop(page.key)
        elif verdict is Verdict.STALE and not page.stale_at:
            page.stale_at = time.time()

    def _taken_in(self, page: CachedPage) -> CachedPage | None:
        """Judge a page from the disk and keep it at hand."""
        with self._lock:
            if self.informed and page.position > self.invalidations.position:
                # A process that is a moment ahead wrote it, or it is of another database.
                return None
            verdict = self._verdict(page)
            too_old = time.time() - page.made_at > OLDEST_ON_DISK
            if verdict is not Verdict.GONE and not too_old:
                if verdict is Verdict.STALE or not self.informed:
                    # When it went stale is not known; it was right when it was made.
                    page.stale_at = page.made_at
                if self.informed:
                    self.main.put(page)
                self._note_known(page)
                return page
        self.disk.drop(page.key)
        return None

    def _note_known(self, page: CachedPage) -> None:
        if len(self.knows) >= _MOST_NOTES:
            self.knows.clear()
        self.knows[address_of(page.key)] = frozenset(page.knows)
