"""How many wrong attempts are borne, by what was tried and where it came from (decision 0037).

Pure: no database, no clock. Whoever counts is `attempts`.
"""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class AttemptLimit:
    """After `tries` wrong attempts under one key none is taken for `pause`, and `again` after it.

    Without an attempt for as long as `quiet`, all are forgotten.
    """

    tries: int
    pause: dt.timedelta
    again: int
    quiet: dt.timedelta


def _limit(tries: int, *, minutes: int, again: int | None = None, hours: int = 1) -> AttemptLimit:
    pause, quiet = dt.timedelta(minutes=minutes), dt.timedelta(hours=hours)
    return AttemptLimit(tries, pause, tries if again is None else again, quiet)


class Secret(StrEnum):
    """What somebody may try to guess, or ask for in another's name."""

    PASSWORD = "password"  # noqa: S105  (what is tried, not its content)
    FACTOR = "factor"
    #: One's own password once more, in an open session.
    PROOF = "proof"
    #: A letter with a link for a forgotten password.
    LETTER = "letter"
    #: The question to a device for its passkey: it costs a row, and names nobody.
    PASSKEY = "passkey"
    #: The word of an outlet's answer link, or the signature of its system: no person's.
    OUTLET = "outlet"
    #: The word of a link to read a story that is not published: no person's.
    PREVIEW = "preview"


@dataclass(frozen=True, slots=True)
class SecretLimits:
    """The limits of one kind of secret; None where nothing is counted.

    `here` holds for one subject (a name, a person, a mailbox) from one network, and for one known
    device; `everywhere` for the subject from all networks together and `network` for all subjects
    from one network. Known devices pass the last two: what others do never keeps them out.
    """

    here: AttemptLimit | None
    everywhere: AttemptLimit | None
    network: AttemptLimit | None


#: Five wrong ones of the same person: then they had better look it up.
_FIVE = _limit(5, minutes=15)
#: A whole office may sit behind one address.
_OFFICE = _limit(30, minutes=15)

SECRET_LIMITS: dict[Secret, SecretLimits] = {
    # From many networks at once: thirty, then twelve an hour.
    Secret.PASSWORD: SecretLimits(_FIVE, _limit(30, minutes=5, again=1, hours=24), _OFFICE),
    # Three of a million numbers fit at any time: ten, then four an hour, is one in 3,400 a day.
    Secret.FACTOR: SecretLimits(_FIVE, _limit(10, minutes=15, again=1, hours=24), _OFFICE),
    # The session itself is the known device.
    Secret.PROOF: SecretLimits(_FIVE, None, None),
    # Whoever asked: the letter that was sent lies in the person's own mailbox.
    Secret.LETTER: SecretLimits(
        _limit(3, minutes=15), _limit(6, minutes=15, again=1, hours=24), _limit(20, minutes=15)
    ),
    Secret.PASSKEY: SecretLimits(None, None, _limit(60, minutes=1)),
    Secret.OUTLET: SecretLimits(None, None, _OFFICE),
    Secret.PREVIEW: SecretLimits(None, None, _OFFICE),
}

#: Lines in the account log about wrong attempts, for one person, or for all names that nobody
#: has: the log is never shortened, so a flood must not write it.
LINES_ABOUT_ATTEMPTS = _limit(100, minutes=15, again=4, hours=24)
#: Counts that are kept at most; those that are soonest forgotten go first.
MOST_COUNTS = 50_000
