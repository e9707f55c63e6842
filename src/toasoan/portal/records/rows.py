"""Documents as lists and pages show them: files, numbers of views, whether they have effect."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from toasoan.audience.names import DOCUMENT, DOWNLOAD
from toasoan.audience.queries import totals
from toasoan.page_cache.cache_tags import right_until, shows
from toasoan.records.cache_tags import document_tag
from toasoan.records.models import DocumentFile, OfficialDocument
from toasoan.records.queries import validity_of
from toasoan.records.rules import VALIDITY_WORDS, Validity
from toasoan.vietnamese.dates import local_day, long_datetime

#: How old the numbers on a kept page may be.
_NUMBERS_STAY = dt.timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file with how often it was fetched."""

    file: DocumentFile
    downloads: int

    @property
    def signatures(self) -> list[dict[str, Any]]:
        """What its signatures say, with the stated time as it is written here."""
        found = (self.file.signature or {}).get("signatures", [])
        return [one | {"stated_time": _written(one["stated_time"])} for one in found]


def _written(moment: str) -> str:
    return long_datetime(dt.datetime.fromisoformat(moment)) if moment else ""


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document with its files, its numbers and its validity on the day (None for a draft)."""

    document: OfficialDocument
    files: tuple[FileRow, ...]
    views: int
    validity: Validity | None

    @property
    def downloads(self) -> int:
        """How often its current files were fetched."""
        return sum(row.downloads for row in self.files)

    @property
    def validity_words(self) -> str:
        """The validity in words, empty for a draft."""
        return str(VALIDITY_WORDS[self.validity]) if self.validity else ""


def document_rows(
    request: HttpRequest, documents: Iterable[OfficialDocument], now: dt.datetime
) -> list[DocumentRow]:
    """The documents as they are shown; the page says that it shows them. Three queries."""
    found = list(documents)
    shows(request, *(document_tag(document.pk) for document in found))
    if found:
        right_until(request, now + _NUMBERS_STAY)
    files: dict[int, list[DocumentFile]] = {document.pk: [] for document in found}
    for file in DocumentFile.objects.filter(document__in=found, replaced_at=None).defer("text"):
        files[file.document_id].append(file)
    views = totals(DOCUMENT, files)
    fetched = totals(DOWNLOAD, [file.pk for some in files.values() for file in some])
    day = local_day(now)
    return [
        DocumentRow(
            document,
            tuple(FileRow(file, fetched[file.pk]) for file in files[document.pk]),
            views[document.pk],
            validity_of(document, day),
        )
        for document in found
    ]
