"""The register of official documents at 1,000 and 50,000 rows: pages, filters, numbers, words.

With DATABASE_URL on that PostgreSQL, each size in a new database; otherwise on SQLite.
"""

import datetime as dt
import random
from typing import Any
from urllib.parse import urlencode

from bench._turns import Visits, measure, visit
from bench.search import FINALS, INITIALS, TONES

SIZES = (1_000, 50_000)
ROUNDS = 25
MOST_QUERIES, MOST_RATIO = 24, 1.5
_CHUNK = 1_000
_WORDS_OF_AN_ABSTRACT, _WORDS_OF_A_FILE = 24, 120
_YEARS = 20
#: These stand in every abstract; the rare ones in ten documents at either size.
COMMON, RARE, RARE_IN_A_FILE = "kế hoạch công tác", "Khuê", "Thoăn"


def main() -> None:
    """Visit the same lists at both sizes by turns."""
    measure(prepare, SIZES, ROUNDS, most_queries=MOST_QUERIES, most_ratio=MOST_RATIO)


def prepare(size: int) -> Visits:
    """An agency with so many published documents, every fifth with a file, all indexed."""
    from django.test import Client

    from toasoan.search.engines.database import tidy
    from toasoan.search.rebuilding import count_syllables
    from toasoan.testing.factories import make_newsroom

    room = make_newsroom(hostname="testserver")
    types, fields, bodies = _choices(room.agency)
    chance = random.Random(1)  # noqa: S311
    syllables = [a + b + tone for tone in TONES for b in FINALS.split() for a in INITIALS.split()]
    chance.shuffle(syllables)
    weights = [1 / (rank + 2) for rank in range(len(syllables))]
    for first in range(0, size, _CHUNK):
        words = chance.choices(syllables, weights, k=_CHUNK * 4 * _WORDS_OF_AN_ABSTRACT)
        _add(room, (types, fields, bodies), range(first, first + _CHUNK), size, words)
    count_syllables()
    tidy()
    _learn()
    browser = Client()
    lists = _lists(types, fields, bodies, size)
    return {name: visit(browser, f"/van-ban/?{urlencode(asked)}") for name, asked in lists.items()}


def _lists(types: Any, fields: Any, bodies: Any, size: int) -> dict[str, dict[str, Any]]:
    middle = f"{size // 2}/QĐ-VKS"
    return {
        "first page": {},
        "in order of publication": {"xep": "dang"},
        "one type": {"loai": types[0].pk},
        "a field of ten documents": {"linh-vuc": fields[-1].pk},
        "one issuer": {"co-quan": bodies[0].pk},
        "one year": {"nam": 2020},
        "no longer in force": {"hieu-luc": "het"},
        "in force": {"hieu-luc": "con"},
        "type, issuer and year": {"loai": types[1].pk, "co-quan": bodies[1].pk, "nam": 2021},
        "a number": {"q": middle},
        "a number without marks": {"q": middle.replace("/QĐ-", " qd ")},
        "rare words of ten abstracts": {"q": "khue"},
        "rare words of ten files": {"q": "thoan"},
        "rare words in one type": {"q": "khue", "loai": types[0].pk},
        "a word that nobody has": {"q": "xyzxyz"},
    }


def _choices(agency: Any) -> tuple[list[Any], list[Any], list[Any]]:
    from toasoan.records.models import DocumentType, Field, IssuingBody

    types = list(DocumentType.objects.filter(agency=agency))[:5]
    fields = [Field.objects.create(agency=agency, name=f"Lĩnh vực {n}") for n in range(10)]
    bodies = [IssuingBody.objects.create(agency=agency, name=f"Cơ quan {n}") for n in range(8)]
    return types, fields, bodies


def _add(room: Any, choices: Any, numbers: range, size: int, words: list[str]) -> None:
    from django.db import transaction

    from toasoan.records.models import DocumentFile, OfficialDocument
    from toasoan.search.actions import put
    from toasoan.search.kinds import kind_named

    pieces = iter(words)
    rows = OfficialDocument.objects.bulk_create(
        _document(room, choices, number, size, pieces) for number in numbers
    )
    now = dt.datetime(2026, 11, 30, tzinfo=dt.UTC)
    DocumentFile.objects.bulk_create(
        DocumentFile(
            document=row, label="Tệp", name="van-ban.pdf", file="documents/a.pdf", kind="pdf",
            mime="application/pdf", size=1, sha256="0" * 64, added_at=now, text_state="read",
            text=" ".join(
                [*(next(pieces, "") for _ in range(_WORDS_OF_A_FILE)),
                 RARE_IN_A_FILE if _is_rare(number, size) else ""]
            ),
        )
        for number, row in zip(numbers, rows, strict=True)
        if number % 5 == 0
    )  # fmt: skip
    with transaction.atomic():
        put("document", kind_named("document").entries(rows[0].pk - 1, len(rows)))


def _is_rare(number: int, size: int) -> bool:
    """The same ten at every size, not only the newest."""
    return number % (size // 10) == 0


def _document(room: Any, choices: Any, number: int, size: int, pieces: Any) -> Any:
    from toasoan.records.models import OfficialDocument
    from toasoan.vietnamese.document_numbers import key_of, search_form

    types, fields, bodies = choices
    issued = dt.date(2026, 11, 1) - dt.timedelta(days=number * 365 * _YEARS // size)
    said = [next(pieces) for _ in range(_WORDS_OF_AN_ABSTRACT)]
    said[3:3] = COMMON.split()
    if _is_rare(number, size):
        said[9:9] = [RARE]
    name = f"{number + 1}/QĐ-VKS"
    moment = dt.datetime.combine(issued, dt.time(3), dt.UTC) + dt.timedelta(days=2)
    return OfficialDocument(
        agency=room.agency, document_type=types[number % len(types)],
        field=fields[-1] if _is_rare(number, size) else fields[number % 9],
        issuing_body=bodies[number % len(bodies)], number=name, ordinal=number + 1,
        symbol="QĐ-VKS", number_key=key_of(name), number_search=search_form(name),
        abstract=" ".join(said).capitalize(), issued_on=issued, effective_on=issued,
        ended_on=issued + dt.timedelta(days=90) if number % 20 == 0 else None,
        state="published", published_at=moment, added_at=moment, changed_at=moment,
    )  # fmt: skip


def _learn() -> None:
    """Let the database learn how its tables lie, as it does by itself with time."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
