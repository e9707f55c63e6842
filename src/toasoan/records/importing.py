"""A spreadsheet of documents: kept, looked through, entered row by row."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import replace

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _

from toasoan.accounts.models import User
from toasoan.records.actions import add_document, publish_document
from toasoan.records.import_lines import Column, ImportEntry, ImportLine, LineReader
from toasoan.records.lists import keep_body, keep_field
from toasoan.records.models import Deed, DocumentImport, Field, ImportState, IssuingBody
from toasoan.records.queries import KEEPERS
from toasoan.records.rules import DocumentFacts
from toasoan.refusals import Problem, RefusedError
from toasoan.units.models import Agency
from toasoan.units.queries import agencies_where
from toasoan.vietnamese.dates import local_day

#: Rows of one transaction: others wait no longer than for these.
_CHUNK = 50


def keep_rows(
    agency: Agency, lines: Iterable[ImportLine], *, name: str, actor: User, now: dt.datetime
) -> DocumentImport:
    """Keep what a spreadsheet says until it is confirmed; nothing is entered yet."""
    rows = [
        [line.number, {str(key): text for key, text in line.cells.items()}, list(line.formulas)]
        for line in lines
    ]
    return DocumentImport.objects.create(
        agency=agency, name=name[:150], by=actor, at=now, rows=rows
    )


def import_for(user: User, import_id: int, day: dt.date) -> DocumentImport:
    """A spreadsheet of an agency whose register the person keeps on the day. Raises Http404."""
    rows = DocumentImport.objects.filter(agency__in=agencies_where(user, KEEPERS, day))
    found = rows.select_related("agency", "by").filter(pk=import_id).first()
    if found is None:
        raise Http404
    return found


def lines_of(kept: DocumentImport) -> list[ImportLine]:
    """The rows as they were sent."""
    return [
        ImportLine(
            number,
            {Column(name): text for name, text in cells.items()},
            tuple(map(Column, formulas)),
        )
        for number, cells, formulas in kept.rows
    ]


def entries_of(kept: DocumentImport, today: dt.date) -> list[ImportEntry]:
    """What each row says, judged by the register and the lists as they are now."""
    reader = LineReader(kept.agency_id, today)
    return [reader.read(line) for line in lines_of(kept)]


@transaction.atomic
def begin_import(import_id: int, *, publishes: bool) -> DocumentImport:
    """Confirm a spreadsheet: its good rows are to be entered. Raises RefusedError the second time.

    `publishes`: what must be published is shown to readers at once.
    """
    kept = DocumentImport.objects.select_for_update(of=("self",)).get(pk=import_id)
    if kept.state != ImportState.SHOWN:
        raise RefusedError(Problem("begun", _("These rows have been confirmed already.")))
    kept.state, kept.publishes = ImportState.RUNNING, publishes
    kept.save(update_fields=["state", "publishes"])
    return kept


def run_import(import_id: int, now: dt.datetime) -> int:
    """Enter the good rows that are still to be entered; returns how many became documents.

    Safe to run again: rows that are in the register already are passed over.
    """
    kept = DocumentImport.objects.select_related("agency", "by").get(pk=import_id)
    if kept.state != ImportState.RUNNING:
        return 0
    entries = entries_of(kept, local_day(now))[kept.done :]
    added = 0
    for chunk in _chunks(entries):
        with transaction.atomic():
            good, refused = _entered_rows(kept, chunk, now)
            kept.done += len(chunk)
            kept.added += good
            kept.refused = [*kept.refused, *refused]
            kept.save(update_fields=["done", "added", "refused"])
        added += good
    kept.state = ImportState.DONE
    kept.save(update_fields=["state"])
    return added


def _chunks(entries: list[ImportEntry]) -> Iterator[list[ImportEntry]]:
    for begin in range(0, len(entries), _CHUNK):
        yield entries[begin : begin + _CHUNK]


def _entered_rows(
    kept: DocumentImport, chunk: list[ImportEntry], now: dt.datetime
) -> tuple[int, list[list[int | str]]]:
    """How many rows became documents, and [number, why] of those that could not."""
    good, refused = 0, list[list[int | str]]()
    for entry in chunk:
        if entry.known_id is not None:
            continue
        sentence = _entered(kept, entry, now)
        if sentence is None:
            good += 1
        else:
            refused.append([entry.line.number, sentence])
    return good, refused


def _entered(kept: DocumentImport, entry: ImportEntry, now: dt.datetime) -> str | None:
    """Enter a row; why it was not entered in a sentence, None when it was."""
    if entry.problems or entry.facts is None:
        return " ".join(message for _column, message in entry.problems)
    detail = _("%(file)s, row %(row)d") % {"file": kept.name, "row": entry.line.number}
    try:
        with transaction.atomic():
            document = add_document(
                kept.agency,
                _with_lists(kept.agency, entry),
                actor=kept.by,
                now=now,
                deed=Deed.IMPORTED,
                detail=detail,
            )
            if kept.publishes and document.is_to_be_published:
                publish_document(document.pk, actor=kept.by, now=now)
    except RefusedError as refusal:
        return str(refusal)
    return None


def _with_lists(agency: Agency, entry: ImportEntry) -> DocumentFacts:
    """The facts of a row; a body and a field that the lists lack are added first."""
    facts = entry.facts
    if facts is None:
        raise ValueError(entry.line.number)
    if entry.new_body:
        named = IssuingBody.objects.filter(agency=agency, name=entry.new_body).first()
        body = named or keep_body(agency, None, name=entry.new_body, is_own=False, is_open=True)
        facts = replace(facts, issuing_body_id=body.pk)
    if entry.new_field:
        row = Field.objects.filter(agency=agency, name=entry.new_field).first()
        row = row or keep_field(agency, None, name=entry.new_field, is_open=True)
        facts = replace(facts, field_id=row.pk)
    return facts
