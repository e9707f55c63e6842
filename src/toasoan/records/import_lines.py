"""What each row of a spreadsheet of documents says, and everything that is wrong with it.

Reading the file is not done here; a row arrives as text by column. A type, field or issuing body is
known by its name or abbreviation; fields and bodies that the agency's lists lack are added to them.
"""

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum

from django.utils.translation import gettext as _

from toasoan.records.lists import MOST
from toasoan.records.models import DocumentType, Field, IssuingBody, OfficialDocument
from toasoan.records.rules import DocumentFacts, problems_of
from toasoan.vietnamese.cleaning import one_line
from toasoan.vietnamese.document_numbers import find_number, key_of, read_number
from toasoan.vietnamese.fold import fold
from toasoan.vietnamese.typed_dates import is_sensible, read_day

MOST_LINES = 10_000
#: Stands for a body or field that is still to be added; ids of rows are larger.
_NEW = 0
_NO = {"khong", "no", "0"}
_LONGEST_NAMES = {"issuing_body": 200, "field": 100, "signer_name": 100, "signer_post": 150}


class Column(StrEnum):
    """The columns of a spreadsheet of documents."""

    NUMBER = "number"
    ISSUED_ON = "issued_on"
    TYPE = "document_type"
    BODY = "issuing_body"
    ABSTRACT = "abstract"
    FIELD = "field"
    SIGNER = "signer_name"
    POST = "signer_post"
    EFFECTIVE_ON = "effective_on"
    EXPIRES_ON = "expires_on"
    TO_BE_PUBLISHED = "is_to_be_published"
    REASON = "publication_reason"


@dataclass(frozen=True, slots=True)
class ImportLine:
    """One row as it stands in the file; `formulas` are columns that hold a formula."""

    number: int
    cells: dict[Column, str]
    formulas: tuple[Column, ...] = ()

    def text(self, column: Column) -> str:
        """The cell in one form: composed letters, single spaces."""
        return one_line(self.cells.get(column, ""))


@dataclass(slots=True)
class ImportEntry:
    """A row with what was understood: facts, or problems (column, sentence), or a known document.

    `new_body` and `new_field` are names that the agency's lists lack.
    """

    line: ImportLine
    problems: list[tuple[str, str]] = field(default_factory=list)
    facts: DocumentFacts | None = None
    known_id: int | None = None
    new_body: str = ""
    new_field: str = ""

    @property
    def is_good(self) -> bool:
        """Whether it becomes a document."""
        return not self.problems and self.known_id is None


class LineReader:
    """Reads rows for an agency. The lists are asked once, the register once for all numbers."""

    def __init__(self, agency_id: int, today: dt.date) -> None:
        self._today = today
        self._types: dict[str, int] = {}
        for kind in DocumentType.objects.filter(agency=agency_id):
            self._types |= {kind.abbreviation.casefold(): kind.pk, fold(kind.name): kind.pk}
        bodies = list(IssuingBody.objects.filter(agency=agency_id))
        self._bodies = {fold(body.name): body.pk for body in bodies}
        self._own = next((body.pk for body in bodies if body.is_own and body.is_open), None)
        fields = Field.objects.filter(agency=agency_id)
        self._fields = {fold(row.name): row.pk for row in fields}
        self._known = {
            (key, day, body): pk
            for pk, key, day, body in OfficialDocument.objects.filter(agency=agency_id)
            .exclude(number_key="")
            .values_list("pk", "number_key", "issued_on", "issuing_body")
        }
        self._seen: dict[tuple[str, dt.date, str], int] = {}

    def read(self, line: ImportLine) -> ImportEntry:
        """What the row says."""
        entry = ImportEntry(line)
        entry.problems += [
            (column, _("It is a formula: put its value there.")) for column in line.formulas
        ]
        number, issued_on = self._number_and_day(entry)
        kind, body = self._type(entry, number), self._body(entry)
        days = [self._day(entry, column) for column in (Column.EFFECTIVE_ON, Column.EXPIRES_ON)]
        if issued_on is not None and kind is not None and body is not None:
            entry.facts = self._facts(entry, number, issued_on, (kind, body), days)
            entry.problems += [
                (problem.field, problem.message)
                for problem in problems_of(entry.facts, self._today)
            ]
            self._tell_apart(entry, number, issued_on, body)
        return entry

    def _number_and_day(self, entry: ImportEntry) -> tuple[str, dt.date | None]:
        text = entry.line.text(Column.NUMBER)
        day = self._day(entry, Column.ISSUED_ON)
        found = find_number(text) if read_number(text) is None else None
        if found is not None and found.issued_on is not None:
            text, day = found.number.written, day or found.issued_on
        if not text:
            entry.problems.append((Column.NUMBER, _("The number and symbol are missing.")))
        if day is None and not entry.line.text(Column.ISSUED_ON):
            entry.problems.append((Column.ISSUED_ON, _("The day of issue is missing.")))
        return text[:100], day

    def _day(self, entry: ImportEntry, column: Column) -> dt.date | None:
        text = entry.line.text(column)
        day = read_day(text) if text else None
        if text and (day is None or not is_sensible(day)):
            message = _("“%(text)s” is no day: write it as 08/6/2021.") % {"text": text[:40]}
            entry.problems.append((column, message))
            return None
        return day

    def _type(self, entry: ImportEntry, number: str) -> int | None:
        text = entry.line.text(Column.TYPE)
        read = read_number(number)
        abbreviation = text or (read.type_abbreviation if read else "")
        found = self._types.get(abbreviation.casefold()) or self._types.get(fold(abbreviation))
        if found is None:
            message = _("The type “%(text)s” is not in the agency's list.") % {"text": text[:60]}
            missing = _("The number does not say the type: write it down.")
            entry.problems.append((Column.TYPE, message if text else missing))
        return found

    def _body(self, entry: ImportEntry) -> int | None:
        text = entry.line.text(Column.BODY)
        if not text and self._own is None:
            entry.problems.append((Column.BODY, _("The issuing body is missing.")))
            return None
        found = self._bodies.get(fold(text)) if text else self._own
        if found is None:
            entry.new_body = text[: _LONGEST_NAMES["issuing_body"]]
            if len(self._bodies) >= MOST:
                entry.problems.append((Column.BODY, _("The list of issuing bodies is full.")))
            return _NEW
        return found

    def _facts(
        self,
        entry: ImportEntry,
        number: str,
        issued_on: dt.date,
        kind_and_body: tuple[int, int],
        days: list[dt.date | None],
    ) -> DocumentFacts:
        line, (kind, body) = entry.line, kind_and_body
        name = line.text(Column.FIELD)
        field_id = self._fields.get(fold(name)) if name else None
        if name and field_id is None:
            entry.new_field = name[: _LONGEST_NAMES["field"]]
        return DocumentFacts(
            number=number,
            document_type_id=kind,
            issuing_body_id=body,
            field_id=field_id,
            abstract=line.text(Column.ABSTRACT),
            issued_on=issued_on,
            signer_name=line.text(Column.SIGNER)[: _LONGEST_NAMES["signer_name"]],
            signer_post=line.text(Column.POST)[: _LONGEST_NAMES["signer_post"]],
            effective_on=days[0],
            expires_on=days[1],
            is_to_be_published=fold(line.text(Column.TO_BE_PUBLISHED)) not in _NO,
            publication_reason=line.text(Column.REASON)[:300],
        )

    def _tell_apart(self, entry: ImportEntry, number: str, issued_on: dt.date, body: int) -> None:
        """Whether the register, or a row above, has the same number, day and body."""
        key = key_of(number)
        if not key:
            return
        entry.known_id = self._known.get((key, issued_on, body))
        same = (key, issued_on, fold(entry.new_body) or str(body))
        above = self._seen.setdefault(same, entry.line.number)
        if above != entry.line.number:
            message = _("The same number, day and issuing body as in row %(row)d.") % {"row": above}
            entry.problems.append((Column.NUMBER, message))
