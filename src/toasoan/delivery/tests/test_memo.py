"""What a process remembers between renderings is never older than what it knows of changes."""

import pytest

from toasoan.delivery.marks import Marks, remembered
from toasoan.delivery.memo import Memo
from toasoan.delivery.store import Limits, Store
from toasoan.delivery.touches import Change


@pytest.fixture
def store(tmp_path):
    store = Store(tmp_path, Limits(memory=1_000_000, disk=1_000_000, max_stale=60))
    store.apply([], 1)
    return store


class Maker:
    """Counts how often it was asked."""

    def __init__(self, *tags):
        self.tags, self.asked = tags, 0

    def __call__(self):
        self.asked += 1
        return self.asked, self.tags


def test_a_value_is_made_once_until_one_of_its_tags_changes(store):
    memo, make = Memo(store), Maker("frame:1")

    assert [memo.recall("menus", store.position, make) for _ in range(3)] == [1, 1, 1]
    store.apply([Change(1, ("story:7",))], 2)
    assert memo.recall("menus", store.position, make) == 1
    store.apply([Change(2, ("frame:1",))], 3)
    assert memo.recall("menus", store.position, make) == 2


def test_a_change_while_it_was_made_makes_it_wrong(store):
    memo, position = Memo(store), store.position
    store.apply([Change(1, ("frame:1",))], 2)

    memo.recall("menus", position, make := Maker("frame:1"))

    assert memo.recall("menus", store.position, make) == 2


def test_everything_changes_it_too(store):
    memo, make = Memo(store), Maker("frame:1")
    memo.recall("menus", store.position, make)

    store.apply([Change(1, ("*",))], 2)

    assert memo.recall("menus", store.position, make) == 2


def test_nothing_of_another_database_is_remembered(store):
    memo, make = Memo(store), Maker("frame:1")
    store.apply([], 50)
    memo.recall("menus", store.position, make)

    store.apply([], 3)

    assert memo.recall("menus", store.position, make) == 2


def test_nothing_is_remembered_before_the_changes_are_known(tmp_path):
    memo = Memo(Store(tmp_path, Limits(memory=1_000_000, disk=1_000_000, max_stale=60)))
    make = Maker("frame:1")

    assert [memo.recall("menus", 0, make) for _ in range(2)] == [1, 2]


def test_it_stays_small(store):
    memo = Memo(store)
    for number in range(1_001):
        memo.recall(str(number), store.position, Maker())

    assert len(memo._known) < 1_001


def test_without_a_page_store_everything_is_made_anew(rf):
    request, make = rf.get("/"), Maker()

    assert [remembered(request, "menus", make) for _ in range(2)] == [1, 2]
    assert Marks().recall is None
