"""From what a web process saw to the tables: readers told apart, batches written once."""

import datetime as dt
from uuid import uuid4

import pytest
from django.db import DatabaseError

from toasoan.audience import counting, readers
from toasoan.audience.actions import write_batch
from toasoan.audience.batches import Batch, packed, unpacked
from toasoan.audience.counting import Counting, Tally
from toasoan.audience.models import DayCount, DayWords, HourCount
from toasoan.audience.names import (
    DOCUMENT,
    CountedName,
    document_name,
    page_name,
    read_name,
    story_name,
)
from toasoan.audience.queries import totals, words_of
from toasoan.audience.readers import shared_readers
from toasoan.audience.sifting import Sifter
from toasoan.page_cache.views import Sight, Views
from toasoan.vietnamese.periods import Period

#: 10:00 in Việt Nam on 30/6/2026.
NOON = dt.datetime(2026, 6, 30, 3, 0, tzinfo=dt.UTC).timestamp()
HOUR = int(NOON) // 3600
DAY = dt.date(2026, 6, 30)
BROWSER = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/130.0 Safari/537.36"


def seen(name="1/story:7", remote="203.0.113.9", agent=BROWSER, **more):
    words = {"host": "vidu.vn", "forwarded": "", "purpose": "", "referer": "", "query": ""}
    return Sight(name=name, remote=remote, agent=agent, **words | more)


@pytest.fixture
def sifter(tmp_path):
    return Sifter(shared_readers(tmp_path, "secret", memory=tmp_path), {"10.0.0.1"})


def views_of(batch):
    return {(kind, pk): number for (_agency, kind, pk, _hour), number in batch.counts.items()}


def words_in(batch):
    return {(kind, words): number for (_agency, kind, words, _hour), number in batch.words.items()}


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("3/story:12", CountedName(3, "story", 12)),
        ("story:12", CountedName(0, "story", 12)),
        (page_name("home"), CountedName(0, "page.home", 0)),
        (document_name(5), CountedName(0, DOCUMENT, 5)),
        ("story:", None),
        ("story:x", None),
        ("story:1 ", None),
    ],
)
def test_a_name_leads_to_what_it_counts(name, meant):
    assert read_name(name) == meant


def test_a_reader_who_looks_again_counts_once(sifter):
    first = sifter.sift([seen(), seen(), seen("1/story:8")], NOON)
    soon = sifter.sift([seen()], NOON + readers.SAME_VIEW_WITHIN - 1)
    later = sifter.sift([seen()], NOON + 2 * readers.SAME_VIEW_WITHIN)

    assert views_of(first) == {("visit", 0): 1, ("story", 7): 1, ("story", 8): 1}
    assert views_of(soon) == {}
    assert views_of(later) == {("story", 7): 1}


def test_a_visit_ends_after_half_an_hour_without_a_page(sifter):
    moments = [0, 1000, 2700, 2700 + readers.VISIT_ENDS_AFTER]
    begun = [
        views_of(sifter.sift([seen(f"1/story:{number}")], NOON + at)).get(("visit", 0), 0)
        for number, at in enumerate(moments)
    ]

    assert begun == [1, 0, 0, 1]


def test_readers_are_told_apart_by_network_browser_and_site(sifter):
    batch = sifter.sift(
        [
            seen(),
            seen(remote="203.0.113.10"),
            seen(agent=f"{BROWSER} Edg/130"),
            seen(remote="10.0.0.1", forwarded="198.51.100.1"),
            seen(remote="10.0.0.1", forwarded="198.51.100.2"),
            seen(name="2/story:7"),
        ],
        NOON,
    )

    assert batch.counts[1, "visit", 0, HOUR] == batch.counts[1, "story", 7, HOUR] == 5
    assert batch.counts[2, "visit", 0, HOUR] == 1


@pytest.mark.parametrize(
    ("agent", "purpose"),
    [
        ("", ""),
        ("Mozilla/5.0 (compatible; Googlebot/2.1)", ""),
        ("python-requests/2.32", ""),
        (BROWSER, "prefetch;prerender"),
    ],
)
def test_programs_and_pages_fetched_ahead_do_not_count(sifter, agent, purpose):
    assert not sifter.sift([seen(agent=agent, purpose=purpose)], NOON)


def test_a_flood_stops_counting(sifter, monkeypatch):
    monkeypatch.setattr(readers, "MOST_OF_A_VISIT", 20)
    monkeypatch.setattr(readers, "MOST_OF_A_NETWORK", 3)

    one = sifter.sift([seen(f"1/story:{number}") for number in range(50)], NOON)
    many = sifter.sift(
        [seen(remote="192.0.2.1", agent=f"{BROWSER} {number}") for number in range(9)], NOON
    )

    assert sum(views_of(one).values()) == 20 + 1
    assert views_of(many) == {("visit", 0): 3, ("story", 7): 3}


def test_who_was_seen_within_five_minutes_is_online(sifter, tmp_path):
    sifter.sift([seen(), seen(remote="203.0.113.10"), seen("2/story:1")], NOON)
    sifter.sift([seen("1/story:9")], NOON + 400)
    other_process = shared_readers(tmp_path, "secret", memory=tmp_path)

    assert [other_process.online(1, NOON + at) for at in (10, 400, 2000)] == [2, 1, 0]
    assert other_process.online(2, NOON + 10) == 1


def test_processes_tell_readers_apart_together(sifter, tmp_path):
    sifter.sift([seen()], NOON)
    other = Sifter(shared_readers(tmp_path, "secret", memory=tmp_path), set())

    assert not other.sift([seen()], NOON + 1)


def test_nothing_in_the_memory_names_a_reader_and_the_key_changes(sifter, tmp_path):
    sifter.sift([seen()], NOON)
    content = next(tmp_path.glob("toasoan-readers-*")).read_bytes()
    sifter.sift([], NOON + 86_400)

    assert b"203.0.113.9" not in content
    assert b"Mozilla" not in content
    after = next(tmp_path.glob("toasoan-readers-*")).read_bytes()
    assert after[:64] != content[:64]
    assert not any(after[64:])


@pytest.mark.parametrize("memory", ["away", "foreign"])
def test_without_shared_memory_each_process_counts_alone(tmp_path, memory):
    if memory == "foreign":
        (tmp_path / "foreign").mkdir()
        shared_readers(tmp_path, "secret", memory=tmp_path / "foreign")
        for path in (tmp_path / "foreign").iterdir():
            path.chmod(0o644)
    alone = Sifter(shared_readers(tmp_path, "secret", memory=tmp_path / memory), set())

    assert alone.sift([seen()], NOON)
    assert not alone.sift([seen()], NOON)


@pytest.mark.parametrize(
    ("referer", "noted"),
    [
        ("https://www.baocantho.vidu.vn/tin/1?x=secret", {("referrer", "baocantho.vidu.vn"): 1}),
        (
            "https://tim.vidu.vn/?q=Vi%E1%BB%87n+ki%E1%BB%83m",
            {("referrer", "tim.vidu.vn"): 1, ("led", "viện kiểm"): 1},
        ),
        ("https://vidu.vn/tin-tuc/", {}),
        ("https://192.168.1.7/a", {}),
        ("https://[::1/", {}),
        ("chrome://newtab", {}),
        ("", {}),
    ],
)
def test_only_the_host_of_another_site_is_noted(sifter, referer, noted):
    assert words_in(sifter.sift([seen(referer=referer)], NOON)) == noted


def test_only_the_first_page_of_a_visit_has_a_referrer(sifter):
    sifter.sift([seen()], NOON)

    batch = sifter.sift([seen("1/story:8", referer="https://khac.vidu.vn/")], NOON + 60)

    assert words_in(batch) == {}


@pytest.mark.parametrize(
    ("typed", "noted"),
    [
        ("T%E1%BA%A1m+Giam", "tạm giam"),
        ("49%2FLLV", "49/llv"),
        ("0912345678", ""),
        ("0912.345.678", ""),
        ("0912+345+678", ""),
        ("079 203 004 115", ""),
        ("an%40vidu.vn", ""),
        ("a" * 61, ""),
        ("", ""),
    ],
)
def test_words_that_may_be_personal_are_not_noted(sifter, typed, noted):
    sights = [seen("1/page.search:0", query=f"q={typed}&trang=2")] * 2

    batch = sifter.sift(sights, NOON)

    assert words_in(batch) == ({("searched", noted): 1} if noted else {})


def test_a_batch_survives_its_file():
    batch = Batch()
    batch.counts[1, "story", 7, HOUR] = 3
    batch.words[1, "searched", "tạm giam", HOUR] = 2

    assert unpacked(packed(batch)) == batch
    assert not unpacked(packed(batch)[:-4])


def batch_of(room, name, number, hour=HOUR):
    meant = read_name(name)
    batch = Batch()
    batch.counts[room.agency.pk, meant.kind, meant.object_id, hour] = number
    return batch


@pytest.mark.django_db
def test_numbers_add_up_by_day_and_by_hour(room):
    source = uuid4()
    write_batch(source, 1, batch_of(room, document_name(5), 3))
    write_batch(source, 2, batch_of(room, document_name(5), 4, HOUR + 1))
    write_batch(uuid4(), 1, batch_of(room, document_name(5), 1, HOUR + 14))

    next_day = DAY + dt.timedelta(days=1)
    days = DayCount.objects.values_list("kind", "object_id", "day", "number")
    assert set(days) == {
        (DOCUMENT, 5, DAY, 7), (DOCUMENT, 5, next_day, 1),
        ("all.views", 0, DAY, 7), ("all.views", 0, next_day, 1),
    }  # fmt: skip
    hours = HourCount.objects.filter(kind=DOCUMENT)
    assert sorted(hours.values_list("number", flat=True)) == [1, 3, 4]
    assert totals(DOCUMENT, [5, 6]) == {5: 8, 6: 0}


@pytest.mark.django_db
def test_a_batch_is_written_once_and_unknown_agencies_are_left_out(room):
    source, batch = uuid4(), batch_of(room, story_name(1), 3)
    batch.counts[999_999, "story", 1, HOUR] = 8

    assert write_batch(source, 1, batch)
    assert not write_batch(source, 1, batch)

    assert dict(DayCount.objects.values_list("kind", "number")) == {"story": 3, "all.views": 3}


@pytest.mark.django_db
def test_spellings_of_the_same_words_are_counted_together_and_rare_ones_not_shown(room):
    batch = Batch()
    batch.words[room.agency.pk, "searched", "tạm giam", HOUR] = 2
    batch.words[room.agency.pk, "searched", "tam giam", HOUR] = 1
    batch.words[room.agency.pk, "searched", "hiếm", HOUR] = 1
    write_batch(uuid4(), 1, batch)

    period = Period(DAY, DAY)
    assert DayWords.objects.count() == 2
    assert words_of(room.agency, "searched", period, least=3) == [("tạm giam", 3)]


@pytest.fixture
def tally(room, sifter, tmp_path):
    return Tally(Views(), sifter, tmp_path / "counts")


def look_at(tally, room, number=1, name="story:7"):
    for reader in range(number):
        tally.views.note(
            f"{room.agency.pk}/{name}",
            {
                "REQUEST_METHOD": "GET",
                "HTTP_USER_AGENT": f"{BROWSER} {reader}",
                "REMOTE_ADDR": "203.0.113.9",
            },
        )


def counted():
    return sum(DayCount.objects.filter(kind="story").values_list("number", flat=True))


@pytest.mark.django_db
def test_what_was_seen_is_written_once_and_its_file_goes(tally, room):
    look_at(tally, room, 3)
    tally.gather(NOON)
    files = list(tally.folder.iterdir())

    tally.write()
    tally.write()

    assert len(files) == 1
    assert counted() == 3
    assert not list(tally.folder.iterdir())


@pytest.mark.django_db
def test_while_the_database_is_away_numbers_wait(tally, room, monkeypatch):
    look_at(tally, room, 2)
    tally.gather(NOON)

    def fails(*_given):
        raise DatabaseError

    with monkeypatch.context() as away:
        away.setattr(counting, "write_batch", fails)
        away.setattr(counting.connection, "close", lambda: None)
        away.setattr(counting, "close_old_connections", lambda: None)
        Counting(tally).write()
    look_at(tally, room, 1, "story:8")
    tally.gather(NOON)
    tally.write()
    tally.write()

    assert counted() == 3


@pytest.mark.django_db
def test_a_killed_process_is_recovered_and_never_counted_twice(tally, room, sifter, tmp_path):
    look_at(tally, room, 3)
    tally.gather(NOON)
    survivor = Tally(Views(), sifter, tmp_path / "counts")
    alive = survivor.recover()
    written_but_not_removed = next(tally.folder.iterdir()).read_bytes()
    tally.write()
    left = tally.folder / f"{tally.source.hex}-1.counts"
    left.write_bytes(written_but_not_removed)
    torn = tally.folder / f"{uuid4().hex}-1.counts"
    torn.write_bytes(written_but_not_removed + b"\n00000000 [[1,")

    recovered = [survivor.recover(), age(left, torn), survivor.recover()]

    assert alive == 0
    assert recovered == [0, None, 1]
    assert counted() == 6
    assert not list(tally.folder.iterdir())


def age(*paths):
    import os

    for path in paths:
        os.utime(path, (0, 0))


@pytest.mark.django_db
def test_a_full_disk_loses_nothing_of_a_living_process(tally, room, monkeypatch):
    def full(*_given):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(counting, "Journal", full)
    look_at(tally, room, 2)
    tally.gather(NOON)
    tally.write()

    assert counted() == 2


def test_a_file_that_has_grown_is_written_anew_as_one_line(tmp_path, monkeypatch):
    from toasoan.audience import journal

    monkeypatch.setattr(journal, "_LARGEST", 200)
    file, whole = journal.Journal(tmp_path, uuid4(), 1), Batch()
    for _ in range(20):
        batch = Batch()
        batch.counts[1, "story", 7, HOUR] = 1
        whole.add(batch)
        file.append(batch, whole)

    assert next(tmp_path.glob("*.counts")).stat().st_size < 300
    assert not list(journal.left_behind(tmp_path, youngest=0))
    import os

    os.close(file._file)
    left = list(journal.left_behind(tmp_path, youngest=0))
    assert [one.batch for one in left] == [whole]
