"""Searches at 2,000 and 100,000 documents: common and rare words, filters, a slip.

With DATABASE_URL in that (empty) database, otherwise on SQLite.
"""

import datetime as dt
import os
import random
import statistics
import tempfile
import time

SIZES = (2_000, 100_000)
ROUNDS = 40
_CHUNK = 1_000
_WORDS_OF_A_TEXT = 250
#: “và” stands in every text, a name in one of 10,000; the syllables follow Zipf's law.
INITIALS = "b c ch d đ g gh h k kh l m n ng nh ph qu r s t th tr v x"
FINALS = "a ai an ang anh ao ât e en ep ê ên i iêm iên in inh o on ong ô ông ơ ơi u uân ung ư ương"
TONES = ("", "\u0300", "\u0301", "\u0309", "\u0323")
COMMON, RARE = "và của", "Khuê"


def main() -> None:
    """Seed a database twice by bulk insert and time the same searches in it."""
    with tempfile.TemporaryDirectory(prefix="toasoan-bench-") as folder:
        os.environ["TOASOAN_DATA"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "toasoan.conf.settings.bench"
        _measure()


def _measure() -> None:
    import django

    django.setup()
    from django.core.management import call_command

    from toasoan.testing.factories import make_newsroom

    call_command("migrate", verbosity=0)
    room = make_newsroom()
    seconds: dict[str, list[float]] = {}
    have = 0
    for size in SIZES:
        began = time.perf_counter()
        _seed(room, have, size)
        have = size
        print(f"{size:>7} documents, seeded in {time.perf_counter() - began:.0f} s")
        for name, taken in _searches(room):
            seconds.setdefault(name, []).append(taken)
            print(f"{size:>7}  {name:<24} {taken * 1000:7.2f} ms")
    for name, (small, large) in seconds.items():
        print(f"{name:<24} ratio {large / small:.2f}")


def _seed(room: object, first: int, last: int) -> None:
    from toasoan.search.actions import put
    from toasoan.search.engines.database import tidy
    from toasoan.search.kinds import Entry
    from toasoan.search.rebuilding import count_syllables

    chance = random.Random(first)  # noqa: S311
    syllables = _syllables()
    weights = [1 / (rank + 2) for rank in range(len(syllables))]
    now = dt.datetime(2026, 11, 22, tzinfo=dt.UTC)
    for begin in range(first, last, _CHUNK):
        entries = []
        for pk in range(begin + 1, begin + _CHUNK + 1):
            words = chance.choices(syllables, weights, k=_WORDS_OF_A_TEXT)
            words[5:5] = COMMON.split()
            if pk % 10_000 == 1_000 or (pk % 100 == 7 and pk < 700):
                words[9:9] = [RARE]
            entries.append(
                Entry(
                    pk, room.agency.pk, " ".join(words[20:32]).capitalize(), " ".join(words),
                    now - dt.timedelta(minutes=pk), form="brief",
                    section_id=1 if pk % 5 else 2, unit_id=pk % 20,
                )
            )  # fmt: skip
        put("story", entries)
    count_syllables()
    tidy()


def _syllables() -> list[str]:
    made = [a + b + tone for tone in TONES for b in FINALS.split() for a in INITIALS.split()]
    random.Random(1).shuffle(made)  # noqa: S311
    return made


def _searches(room: object) -> list[tuple[str, float]]:
    from toasoan.search.marks import Filters
    from toasoan.search.queries import by_rank, by_time

    everything = Filters(room.agency.pk)
    section = Filters(room.agency.pk, section_id=2)
    asked = [
        ("common words", lambda: by_rank("va cua", everything)),
        ("common words with marks", lambda: by_rank(COMMON, everything)),
        ("rare word", lambda: by_rank("khue", everything)),
        ("common and rare", lambda: by_rank("va cua khue", everything)),
        ("common in a section", lambda: by_rank("va cua", section)),
        ("common phrase", lambda: by_rank('"va cua"', everything)),
        ("common by time", lambda: by_time("va cua", everything)),
        ("nothing but a slip", lambda: by_rank("khuee", everything)),
    ]
    return [(name, _median(search)) for name, search in asked]


def _median(search: object) -> float:
    search()
    taken = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        search()
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)
