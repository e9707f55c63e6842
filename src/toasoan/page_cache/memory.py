"""Pages in memory, within a bound; the caller holds a lock for every change."""

from collections.abc import Iterable, Iterator

from toasoan.page_cache.invalidations import EVERYTHING
from toasoan.page_cache.page import CachedPage


class Memory:
    """Pages by key. Reading needs no lock: one look into a dictionary.

    When it is full, pages that nobody asked for since the last time go first ("second chance"):
    close to least recently used, without moving anything at a request.
    """

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.size = 0
        self.pages: dict[str, CachedPage] = {}
        self._by_tag: dict[str, set[str]] = {}

    def put(self, page: CachedPage) -> None:
        """Keep a page and make room for it; one larger than the limit is not kept."""
        self.drop(page.key)
        if page.size > self.limit:
            return
        self.pages[page.key] = page
        self.size += page.size
        for tag in page.tags:
            self._by_tag.setdefault(tag, set()).add(page.key)
        self._make_room(page.key)

    def drop(self, key: str) -> None:
        """Remove the page with this key, if there is one."""
        page = self.pages.pop(key, None)
        if page is None:
            return
        self.size -= page.size
        for tag in page.tags:
            keys = self._by_tag[tag]
            keys.discard(key)
            if not keys:
                del self._by_tag[tag]

    def showing(self, tags: Iterable[str]) -> Iterator[CachedPage]:
        """The pages that carry one of these cache tags."""
        keys: set[str] = set()
        for tag in tags:
            keys |= self.pages.keys() if tag == EVERYTHING else self._by_tag.get(tag, set())
        return iter([self.pages[key] for key in keys])

    def clear(self) -> None:
        """Remove all pages."""
        self.pages.clear()
        self._by_tag.clear()
        self.size = 0

    def _make_room(self, newest: str) -> None:
        while self.size > self.limit:
            key = next(iter(self.pages))
            page = self.pages[key]
            if page.used or key == newest:
                # To the end of the line; the dictionary keeps the order of insertion.
                page.used = False
                self.pages[key] = self.pages.pop(key)
            else:
                self.drop(key)
