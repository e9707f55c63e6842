"""What a process remembers between renderings is never older than what it knows of changes."""

import pytest

from toasoan.page_cache.cache_tags import CachePolicy, remembered
from toasoan.page_cache.invalidations import CommittedInvalidation
from toasoan.page_cache.memo import GENERATION, Memo
from toasoan.page_cache.store import CacheLimits, Store


@pytest.fixture
def store(tmp_path):
    store = Store(tmp_path, CacheLimits(memory=1_000_000, disk=1_000_000, max_stale=60))
    store.apply([], 1)
    return store


def recalled(memo, position, make, key="menus"):
    return memo.recall(position, [key], lambda missing: {one: make() for one in missing})[key]


class Maker:
    """Makes a number that counts its calls."""

    def __init__(self, *tags):
        self.tags, self.made_count = tags, 0

    def __call__(self):
        self.made_count += 1
        return self.made_count, self.tags


def test_a_value_is_made_once_until_one_of_its_tags_changes(store):
    memo, make = Memo(store), Maker("frame:1")

    assert [recalled(memo, store.position, make) for _ in range(3)] == [1, 1, 1]
    store.apply([CommittedInvalidation(1, ("story:7",))], 2)
    assert recalled(memo, store.position, make) == 1
    store.apply([CommittedInvalidation(2, ("frame:1",))], 3)
    assert recalled(memo, store.position, make) == 2


def test_a_change_while_it_was_made_makes_it_wrong(store):
    memo, position = Memo(store), store.position
    store.apply([CommittedInvalidation(1, ("frame:1",))], 2)

    recalled(memo, position, make := Maker("frame:1"))

    assert recalled(memo, store.position, make) == 2


def test_everything_changes_it_too(store):
    memo, make = Memo(store), Maker("frame:1")
    recalled(memo, store.position, make)

    store.apply([CommittedInvalidation(1, ("*",))], 2)

    assert recalled(memo, store.position, make) == 2


def test_nothing_of_another_database_is_remembered(store):
    memo, make = Memo(store), Maker("frame:1")
    store.apply([], 50)
    recalled(memo, store.position, make)

    store.apply([], 3)

    assert recalled(memo, store.position, make) == 2


def test_nothing_is_remembered_before_the_changes_are_known(tmp_path):
    memo = Memo(Store(tmp_path, CacheLimits(memory=1_000_000, disk=1_000_000, max_stale=60)))
    make = Maker("frame:1")

    assert [recalled(memo, 0, make) for _ in range(2)] == [1, 2]


def test_it_stays_small_and_what_is_asked_for_stays(store):
    memo, menus, once = Memo(store), Maker(), Maker()
    recalled(memo, store.position, once, "once")
    for number in range(GENERATION * 5):
        recalled(memo, store.position, Maker(), f"card {number}")
        recalled(memo, store.position, menus)
    recalled(memo, store.position, once, "once")

    assert (menus.made_count, once.made_count) == (1, 2)
    assert len(memo._young) + len(memo._old) <= 2 * GENERATION


def test_only_what_is_missing_is_made(store):
    memo, makings = Memo(store), []

    def make(missing):
        makings.append(missing)
        return {key: (key.upper(), [f"story:{key}"]) for key in missing}

    assert memo.recall(store.position, ["a", "b"], make) == {"a": "A", "b": "B"}
    store.apply([CommittedInvalidation(1, ("story:b",))], 2)
    assert memo.recall(store.position, ["a", "b", "c"], make) == {"a": "A", "b": "B", "c": "C"}
    assert memo.recall(store.position, ["c"], make) == {"c": "C"}
    assert makings == [["a", "b"], ["b", "c"]]


def test_without_a_page_store_everything_is_made_anew(rf):
    request, make = rf.get("/"), Maker()

    assert [remembered(request, "menus", make) for _ in range(2)] == [1, 2]
    assert CachePolicy().recall is None
