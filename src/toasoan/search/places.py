"""A document's number says when it was published, what kind it is and which object.

So both databases keep the newest documents at one end of their indexes, and a search for a word
that stands everywhere stops after a few hundred instead of sorting them all (decision 0022).
"""

import datetime as dt

#: Nothing of an agency was on its site before; older moments count as this one.
_BEGINNING = dt.datetime(1990, 1, 1, tzinfo=dt.UTC)
_SECOND_BITS, _KIND_BITS, _OBJECT_BITS = 31, 4, 28
_LAST_SECOND = 2**_SECOND_BITS - 1
#: Kinds are numbered from 1.
MOST_KINDS = 2**_KIND_BITS - 1
MOST_OBJECTS = 2**_OBJECT_BITS - 1
#: The largest number there can be.
LAST = 2 ** (_SECOND_BITS + _KIND_BITS + _OBJECT_BITS) - 1


def place_of(published_at: dt.datetime, kind: int, object_id: int) -> int:
    """The number of a document; later ones have larger numbers, no two have the same.

    Raises ValueError when kind or object are out of bounds.
    """
    if not 1 <= kind <= MOST_KINDS or not 0 <= object_id <= MOST_OBJECTS:
        raise ValueError(f"No place for object {object_id} of kind {kind}.")
    return begin_of(published_at) | kind << _OBJECT_BITS | object_id


def object_at(place: int) -> int:
    """The object whose document has this number."""
    return place & MOST_OBJECTS


def begin_of(moment: dt.datetime) -> int:
    """The smallest number of what was published in this second."""
    seconds = int((moment - _BEGINNING).total_seconds())
    return min(max(seconds, 0), _LAST_SECOND) << (_KIND_BITS + _OBJECT_BITS)
