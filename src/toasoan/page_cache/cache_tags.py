"""What an answer says about itself: which objects it shows, whether and how long it may be kept.

The policy travels in the request's WSGI environment, so it can neither reach a reader nor come
from one. Closed by default: an answer for which nothing was said is never kept.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

#: Where the policy lies in the WSGI environment; a header of a request cannot have this name.
KEY = "toasoan.cache_policy"


#: A value and the cache tags of what it depends on.
Made = tuple[Any, Iterable[str]]
#: Makes one, and makes one for each of several keys.
Make = Callable[[], Made]
MakeAll = Callable[[list[str]], Mapping[str, Made]]


@dataclass(slots=True)
class CachePolicy:
    """How one answer may be kept: by which tags it is dropped, until when, for which parameters."""

    tags: set[str] = field(default_factory=set)
    kept: bool = False
    until: float | None = None
    knows: set[str] = field(default_factory=set)
    #: For what a view of the answer counts; "" for nothing.
    counts_for: str = ""
    #: For whose numbers it counts, and as what when no view said more; "" for nobody's.
    counts_at: str = ""
    counts_else: str = ""
    #: What the process remembers between renderings; none where no page store asks.
    recall: Callable[[Iterable[str], MakeAll], dict[str, Any]] | None = None

    def counted_name(self) -> str:
        """The name under which views are counted: "3/story:12"; "" when they are not."""
        name = self.counts_for or self.counts_else
        return f"{self.counts_at}/{name}" if name and self.counts_at else name


class HasMeta(Protocol):
    """The part of Django's request that is used here."""

    META: dict[str, Any]  # Any: what a WSGI environment holds


def policy_of(request: HasMeta) -> CachePolicy:
    """The cache policy of the answer to this request."""
    policy: CachePolicy | None = request.META.get(KEY)
    if policy is None:
        policy = request.META[KEY] = CachePolicy()
    return policy


def shows(request: HasMeta, *tags: str) -> None:
    """Say that the answer shows these objects: it is dropped when one of them changes."""
    policy_of(request).tags.update(tags)


def right_until(request: HasMeta, moment: dt.datetime) -> None:
    """Say that the answer is wrong from this moment on: it shows a day, or a notice that ends."""
    policy, end = policy_of(request), moment.timestamp()
    policy.until = end if policy.until is None else min(policy.until, end)


def may_be_kept(request: HasMeta, *, knows: Iterable[str] = ()) -> None:
    """Say that every reader may get this answer.

    `knows` names the query parameters that change it; all others are cut off.
    """
    policy = policy_of(request)
    policy.kept = True
    policy.knows.update(knows)


def counts_for(request: HasMeta, name: str) -> None:
    """Say for what a view of this page counts (`page_cache.views`)."""
    policy_of(request).counts_for = name


def counts_at(request: HasMeta, site: int, otherwise: str) -> None:
    """Say for whose numbers this page counts; `otherwise` is its name when nobody gives one."""
    policy = policy_of(request)
    policy.counts_at, policy.counts_else = str(site), otherwise


def remembered(request: HasMeta, key: str, make: Make) -> Any:
    """What `make` answers, or answered before, as long as nothing that it named has changed.

    For what stands around every page. Whoever gets it must not change it.
    """
    return remembered_all(request, [key], lambda _missing: {key: make()})[key]


def remembered_all(request: HasMeta, keys: Iterable[str], make: MakeAll) -> dict[str, Any]:
    """The same for several keys at once: `make` is asked for those that are not remembered."""
    recall = policy_of(request).recall
    if recall is not None:
        return recall(keys, make)
    all_keys = list(keys)
    return {key: value for key, (value, _tags) in make(all_keys).items()} if all_keys else {}
