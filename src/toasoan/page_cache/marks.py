"""What an answer says about itself: which objects it shows, whether and how long it may be kept.

The marks travel in the request's own dictionary, so nothing of them can reach a reader or come
from one. Closed by default: an answer that says nothing is never kept.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

#: Where the marks lie in the WSGI environment; a header of a request cannot have this name.
KEY = "toasoan.marks"


#: A value and the names of the objects that it depends on.
Made = tuple[Any, Iterable[str]]
#: Makes one, and makes one for each of several keys.
Make = Callable[[], Made]
MakeAll = Callable[[list[str]], Mapping[str, Made]]


@dataclass(slots=True)
class Marks:
    """What was said about one answer."""

    tags: set[str] = field(default_factory=set)
    kept: bool = False
    until: float | None = None
    knows: set[str] = field(default_factory=set)
    #: What the process remembers between renderings; none where no page store asks.
    recall: Callable[[Iterable[str], MakeAll], dict[str, Any]] | None = None


class Asked(Protocol):
    """Django's request, as far as it concerns us."""

    META: dict[str, Any]  # Any: what a WSGI environment holds


def marks_of(request: Asked) -> Marks:
    """The marks of the answer to this request."""
    marks: Marks | None = request.META.get(KEY)
    if marks is None:
        marks = request.META[KEY] = Marks()
    return marks


def shows(request: Asked, *tags: str) -> None:
    """Say that the answer shows these objects: it is dropped when one of them changes."""
    marks_of(request).tags.update(tags)


def right_until(request: Asked, moment: dt.datetime) -> None:
    """Say that the answer is wrong from this moment on: it shows a day, or a notice that ends."""
    marks, end = marks_of(request), moment.timestamp()
    marks.until = end if marks.until is None else min(marks.until, end)


def may_be_kept(request: Asked, *, knows: Iterable[str] = ()) -> None:
    """Say that every reader may get this answer.

    `knows` names the query parameters that change it; all others are cut off.
    """
    marks = marks_of(request)
    marks.kept = True
    marks.knows.update(knows)


def remembered(request: Asked, key: str, make: Make) -> Any:
    """What `make` answers, or answered before, as long as nothing that it named has changed.

    For what stands around every page. Whoever gets it must not change it.
    """
    return remembered_all(request, [key], lambda _missing: {key: make()})[key]


def remembered_all(request: Asked, keys: Iterable[str], make: MakeAll) -> dict[str, Any]:
    """The same for several keys at once: `make` is asked for those that are not remembered."""
    recall = marks_of(request).recall
    if recall is not None:
        return recall(keys, make)
    wanted = list(keys)
    return {key: value for key, (value, _words) in make(wanted).items()} if wanted else {}
