"""How much of the web process strangers, networks and slow senders may hold."""

from dataclasses import dataclass

KILOBYTE = 1024
MEGABYTE = 1024 * KILOBYTE

#: The largest body of a request to the portal, and of any form that strangers fill in.
SMALL_BODY = 64 * KILOBYTE
#: The largest body from a stranger to any address but a form of readers with files: whose session
#: has ended while they were typing gets the text back (docs/decisions/0016).
STRANGERS_BODY = MEGABYTE


@dataclass(frozen=True, slots=True)
class Share:
    """How many may be held at once: in all, by strangers, by the strangers of one network."""

    everybody: int
    strangers: int
    network: int


@dataclass(frozen=True, slots=True)
class Pace:
    """How slowly a body may arrive: `head_start` seconds, then `rate` bytes a second on average.

    No body is read for longer than `longest` seconds.
    """

    head_start: float
    rate: int
    longest: float

    def seconds_for(self, received: int) -> float:
        """Within how many seconds of its beginning more than so many bytes must have come."""
        return min(self.longest, self.head_start + received / self.rate)


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestLimits:
    """The limits of one web process."""

    #: Requests inside the site at once. Each of these threads keeps a database connection.
    inside: Share = Share(everybody=8, strangers=6, network=4)
    #: Requests that wait until there is room inside, and for how many seconds.
    waiting: Share = Share(everybody=2000, strangers=1600, network=800)
    wait: float = 5.0
    #: Bodies that have just begun: within a `moment` (seconds) a small one needs no place.
    new_bodies: int = 1024
    moment: float = 0.5
    #: Bodies that take longer or are larger. They hold memory and disk, no thread.
    bodies: Share = Share(everybody=256, strangers=192, network=32)
    #: Bodies of strangers beyond `STRANGERS_BODY`, at forms with files: tens of megabytes each.
    large_bodies: Share = Share(everybody=16, strangers=16, network=3)
    #: A stranger's body that has been arriving for so many seconds makes room for a new one.
    undisturbed: float = 1.0
    pace: Pace = Pace(head_start=15.0, rate=4 * KILOBYTE, longest=900.0)
    #: A body lies in memory up to so many bytes, beyond them in a file without a name.
    in_memory: int = 256 * KILOBYTE
    #: So much of a body that is too large is read and thrown away, so that the sender hears why.
    discarded: int = 256 * MEGABYTE
    discarded_of_strangers: int = MEGABYTE
    #: A page with a last good copy is rendered for so many seconds before the copy stands in.
    patience: float = 2.0
    #: Answers from disk that are larger are sent by the server, without a thread.
    small_file: int = 256 * KILOBYTE
    #: The largest answer that is made while it is sent (tables to save).
    largest_made: int = 256 * MEGABYTE
