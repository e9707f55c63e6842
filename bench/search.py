"""Search pages at 2,000 and 100,000 stories: common and rare words, filters, a slip.

With DATABASE_URL on that PostgreSQL, each size in a new database; otherwise on SQLite.
"""

import datetime as dt
import random
from typing import Any
from urllib.parse import urlencode

from bench._turns import Visits, measure, visit

SIZES = (2_000, 100_000)
ROUNDS = 25
MOST_QUERIES, MOST_RATIO = 16, 1.5
_CHUNK = 1_000
_WORDS_OF_A_TEXT = 250
INITIALS = "b c ch d đ g gh h k kh l m n ng nh ph qu r s t th tr v x"
FINALS = "a ai an ang anh ao ât e en ep ê ên i iêm iên in inh o on ong ô ông ơ ơi u uân ung ư ương"
TONES = ("", "\u0300", "\u0301", "\u0309", "\u0323")
#: These stand in every text, a name in ten stories; the other syllables follow Zipf's law.
COMMON, RARE = "và của", "Khuê"
SEARCHES = {
    "common words": {"q": "va cua"},
    "common words with marks": {"q": COMMON},
    "common words, latest": {"q": "va cua", "thu-tu": "moi-nhat"},
    "common words in a section": {"q": "va cua", "muc": "khac"},
    "common phrase": {"q": '"va cua"'},
    "common words never together": {"q": "cua va"},
    "a rare word and words nobody has": {"q": "khue xyzxyz"},
    "common words, some days": {"q": "va cua", "tu": "20/11/2026", "den": "21/11/2026"},
    "rare word": {"q": "khue"},
    "rare word, latest": {"q": "khue", "thu-tu": "moi-nhat"},
    "common words and a rare one": {"q": "va cua khue"},
    "a slip": {"q": "khuee"},
}


def main() -> None:
    """Visit the same searches at both sizes by turns."""
    measure(prepare, SIZES, ROUNDS, most_queries=MOST_QUERIES, most_ratio=MOST_RATIO)


def prepare(size: int) -> Visits:
    """A newsroom with so many live stories, all indexed."""
    from django.test import Client

    from toasoan.search.engines.database import tidy
    from toasoan.search.rebuilding import count_syllables
    from toasoan.testing.factories import make_newsroom, make_section

    room = make_newsroom(hostname="testserver")
    other = make_section(room.agency, "khac", "Mục khác")
    chance = random.Random(1)  # noqa: S311
    syllables = [a + b + tone for tone in TONES for b in FINALS.split() for a in INITIALS.split()]
    chance.shuffle(syllables)
    weights = [1 / (rank + 2) for rank in range(len(syllables))]
    for first in range(0, size, _CHUNK):
        texts = []
        for number in range(first, first + _CHUNK):
            words = chance.choices(syllables, weights, k=_WORDS_OF_A_TEXT)
            words[5:5] = COMMON.split()
            # The same ten at every size, not only the newest.
            if number % (size // 10) == size // 20:
                words[9:9] = [RARE]
            texts.append(words)
        _add(room, other, first, texts)
    count_syllables()
    tidy()
    browser = Client()
    return {
        name: visit(browser, f"/tim-kiem/?{urlencode(asked)}") for name, asked in SEARCHES.items()
    }


def _add(room: Any, other: Any, first: int, texts: list[list[str]]) -> None:
    from toasoan.search.actions import put
    from toasoan.search.kinds import SearchEntry
    from toasoan.stories.models import Story

    now = dt.datetime(2026, 11, 22, tzinfo=dt.UTC)
    rows = Story.objects.bulk_create(
        Story(
            agency=room.agency,
            unit=room.unit,
            author=room.contributor,
            section=room.section if number % 5 else other,
            live=True,
            headline=" ".join(words[20:32]).capitalize(),
            standfirst=" ".join(words[40:70]),
            first_published_at=now - dt.timedelta(minutes=number),
        )
        for number, words in enumerate(texts, first)
    )
    put(
        "story",
        [
            SearchEntry(
                row.pk,
                row.agency_id,
                row.headline,
                " ".join(words),
                row.first_published_at,
                form=row.genre,
                section_id=row.section_id,
                unit_id=row.unit_id,
            )
            for row, words in zip(rows, texts, strict=True)
        ],
    )
