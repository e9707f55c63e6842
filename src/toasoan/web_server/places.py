"""Places that requests hold: counted, waited for in a line, known people first.

Everything here belongs to one event loop and is asked by its thread only.
"""

import asyncio
from collections import Counter
from dataclasses import dataclass, field

from toasoan.web_server.askers import Asker
from toasoan.web_server.limits import Share


class NoPlaceError(Exception):
    """There is no place; `own` when the asker's own network holds its share."""

    def __init__(self, *, own: bool = False) -> None:
        super().__init__(own)
        self.own = own


@dataclass(slots=True)
class Places:
    """Places of one kind, and who holds them."""

    share: Share
    held: int = 0
    held_by_strangers: int = 0
    held_by_network: Counter[str] = field(default_factory=Counter)

    @property
    def is_full(self) -> bool:
        """Whether nobody at all may have one more."""
        return self.held >= self.share.everybody

    def has_room(self, asker: Asker) -> bool:
        """Whether the asker may have one more."""
        if self.is_full:
            return False
        if asker.known:
            return True
        return self.held_by_strangers < self.share.strangers and not self.is_at_its_share(asker)

    def is_at_its_share(self, asker: Asker) -> bool:
        """Whether the strangers of the asker's network hold all that one network may hold."""
        return not asker.known and self.held_by_network[asker.network] >= self.share.network

    def take(self, asker: Asker) -> None:
        """Count a place as held. Raises NoPlaceError."""
        if not self.has_room(asker):
            raise NoPlaceError(own=self.is_at_its_share(asker))
        self.held += 1
        if not asker.known:
            self.held_by_strangers += 1
            self.held_by_network[asker.network] += 1

    def leave(self, asker: Asker) -> None:
        """Give a place back."""
        self.held -= 1
        if not asker.known:
            self.held_by_strangers -= 1
            self.held_by_network[asker.network] -= 1
            if not self.held_by_network[asker.network]:
                del self.held_by_network[asker.network]


class PlacesWithLine:
    """Places for which some may wait; the line has limits of its own."""

    def __init__(self, share: Share, waiting: Share) -> None:
        self.places = Places(share)
        self.line = Places(waiting)
        #: Who waits, those who have waited longest first: known people, strangers.
        self._known: dict[asyncio.Future[None], Asker] = {}
        self._strangers: dict[asyncio.Future[None], Asker] = {}

    async def enter(self, asker: Asker, within: float) -> None:
        """Take a place, or wait for one for so many seconds at most. Raises NoPlaceError."""
        self.line.take(asker)
        ticket: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        waiting = self._known if asker.known else self._strangers
        waiting[ticket] = asker
        self._let_in()
        try:
            if not ticket.done():
                await asyncio.wait({ticket}, timeout=within)
        except asyncio.CancelledError:
            if ticket.done():
                self.leave(asker)
            raise
        finally:
            self.line.leave(asker)
            waiting.pop(ticket, None)
        if not ticket.done():
            raise NoPlaceError(own=self.places.is_at_its_share(asker))

    def leave(self, asker: Asker) -> None:
        """Give the place back; whoever has waited longest and may have it gets it."""
        self.places.leave(asker)
        self._let_in()

    def _let_in(self) -> None:
        for waiting in (self._known, self._strangers):
            for ticket, asker in list(waiting.items()):
                if self.places.is_full:
                    return
                if self.places.has_room(asker):
                    self.places.take(asker)
                    del waiting[ticket]
                    ticket.set_result(None)
