"""Memory and disk keep to their bounds; a broken file is a page that is not there."""

import os

import pytest

from toasoan.page_cache.disk import Disk
from toasoan.page_cache.invalidations import KnownInvalidations
from toasoan.page_cache.memory import Memory
from toasoan.page_cache.page import CachedPage, pack, unpack


def page(key, size=1000, tags=("a",)):
    return CachedPage(
        key=key, status="200 OK", headers=(("Content-Type", "text/html"),),
        bodies={"identity": b"x" * size}, etag=key, tags=frozenset(tags), position=1,
        made_at=1.0, changed_at=1.0, knows=("truoc",),
    )  # fmt: skip


def test_memory_keeps_what_is_asked_for_and_stays_within_its_bound():
    memory = Memory(page("x").size * 5)
    for number in range(5):
        memory.put(page(str(number)))
    memory.pages["0"].used = True

    memory.put(page("neu"))

    assert "0" in memory.pages
    assert "1" not in memory.pages
    assert memory.size <= memory.limit
    assert memory.size == sum(one.size for one in memory.pages.values())


def test_memory_refuses_what_is_larger_than_itself_and_forgets_tags():
    memory = Memory(10_000)
    memory.put(page("groß", 50_000))
    memory.put(page("a", tags=("t",)))
    memory.drop("a")

    assert (memory.size, list(memory.showing(["t"])), memory.pages) == (0, [], {})


def test_a_page_on_the_disk_is_the_page_that_was_put_there(tmp_path):
    disk = Disk(tmp_path / "d", 10**6)
    one = page("http://vidu.vn/tin/é?truoc=1")
    disk.put(one)

    found = disk.get(one.key)

    assert pack(found) == pack(one)
    assert disk.get("khác") is None


@pytest.mark.parametrize(
    "harm", [lambda c: c[:-1], lambda c: b"", lambda c: c[:60] + b"?" + c[61:]]
)
def test_a_broken_file_is_no_page_and_goes_away(tmp_path, harm):
    disk = Disk(tmp_path / "d", 10**6)
    disk.put(page("a"))
    path = next(tmp_path.glob("d/*/*.page"))
    path.write_bytes(harm(path.read_bytes()))

    assert disk.get("a") is None
    assert not path.exists()


def test_the_disk_removes_what_nobody_asked_for_longest(tmp_path):
    disk = Disk(tmp_path / "d", 20_000)
    for number in range(12):
        disk.put(page(str(number)))
        os.utime(disk._path(str(number)), (number, number))
    disk.get("0")

    disk.clear_up()
    for number in range(12, 20):
        disk.put(page(str(number)))

    assert disk.size <= 20_000
    assert disk.get("0") is not None
    assert disk.get("1") is None


def test_drafts_of_killed_processes_go_away(tmp_path):
    folder = tmp_path / "d" / "ab"
    folder.mkdir(parents=True)
    draft = folder / "x.page.1.tmp"
    draft.write_bytes(b"half")
    os.utime(draft, (1, 1))

    Disk(tmp_path / "d", 10**6)

    assert not draft.exists()


def test_a_disk_that_cannot_be_used_is_an_empty_one(tmp_path):
    (tmp_path / "file").touch()
    disk = Disk(tmp_path / "file" / "d", 10**6)

    disk.put(page("a"))

    assert disk.get("a") is None
    disk.drop("a")
    disk.clear()


def test_what_is_known_survives_on_the_disk_or_not_at_all(tmp_path):
    invalidations = KnownInvalidations()
    invalidations.position, invalidations.known = 7, {"story:1": (5, -1)}
    invalidations.save(tmp_path / "t.json")
    whole = KnownInvalidations.saved(tmp_path / "t.json")
    (tmp_path / "t.json").write_text('{"position": 7')
    broken = KnownInvalidations.saved(tmp_path / "t.json")

    assert (whole.position, whole.known) == (7, {"story:1": (5, -1)})
    assert (broken.position, broken.known) == (0, {})
    assert unpack(pack(page("a"))).knows == ("truoc",)
