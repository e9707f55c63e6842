"""The agency's lists: types, fields, issuing bodies, deadlines. Nothing is ever removed."""

import datetime as dt
from dataclasses import dataclass
from typing import TypeVar

from django.db import transaction
from django.utils.translation import gettext as _

from toasoan.page_cache.actions import invalidate
from toasoan.records.cache_tags import documents_tag
from toasoan.records.models import (
    DocumentType,
    Field,
    IssuingBody,
    OfficialDocument,
    PublicationDeadline,
)
from toasoan.records.rules import problems_of_deadline
from toasoan.refusals import Problem, RefusedError, refuse
from toasoan.units.models import Agency
from toasoan.vietnamese.cleaning import one_line

#: A list that is offered as a choice stays one that a person reads.
MOST = 200

ListRow = TypeVar("ListRow", DocumentType, Field, IssuingBody)


@transaction.atomic
def keep_type(
    agency: Agency, row: DocumentType | None, *, abbreviation: str, name: str, is_open: bool
) -> DocumentType:
    """Add a type, or change one. Raises RefusedError."""
    row = row or DocumentType(agency=agency, order=MOST)
    abbreviation, name = one_line(abbreviation), one_line(name)
    others = _others(agency, row, DocumentType)
    _refuse_double(name, {other.name for other in others}, "name")
    _refuse_double(abbreviation, {other.abbreviation for other in others}, "abbreviation")
    row.abbreviation, row.name, row.is_open = abbreviation, name, is_open
    row.save()
    invalidate([documents_tag(agency.pk)])
    return row


@transaction.atomic
def keep_field(agency: Agency, row: Field | None, *, name: str, is_open: bool) -> Field:
    """Add a field, or change one. Raises RefusedError."""
    row = row or Field(agency=agency, order=MOST)
    name = one_line(name)
    _refuse_double(name, {other.name for other in _others(agency, row, Field)}, "name")
    row.name, row.is_open = name, is_open
    row.save()
    invalidate([documents_tag(agency.pk)])
    return row


@transaction.atomic
def keep_body(
    agency: Agency, row: IssuingBody | None, *, name: str, is_own: bool, is_open: bool
) -> IssuingBody:
    """Add an issuing body, or change one. Raises RefusedError.

    Whose it is decides which deadlines hold for its documents: with documents it stays as it is.
    """
    row = row or IssuingBody(agency=agency, order=MOST)
    name = one_line(name)
    _refuse_double(name, {other.name for other in _others(agency, row, IssuingBody)}, "name")
    used = row.pk is not None and OfficialDocument.objects.filter(issuing_body=row).exists()
    if used and row.is_own != is_own:
        message = _("It has documents already, whose deadlines would change: add another one.")
        raise RefusedError(Problem("is-used", message, "is_own"))
    row.name, row.is_own, row.is_open = name, is_own, is_open
    row.save()
    invalidate([documents_tag(agency.pk)])
    return row


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineFacts:
    """What somebody enters of a deadline; without a type it holds for all types."""

    document_type_id: int | None
    origin: str
    working_days: int
    from_on: dt.date
    basis: str
    until_on: dt.date | None = None


@transaction.atomic
def keep_deadline(
    agency: Agency, row: PublicationDeadline | None, facts: DeadlineFacts
) -> PublicationDeadline:
    """Add a deadline, or change one. Raises RefusedError with all problems."""
    row = row or PublicationDeadline(agency=agency)
    Agency.objects.select_for_update().get(pk=agency.pk)
    problems = problems_of_deadline(facts.working_days, facts.from_on, facts.until_on, facts.basis)
    types = DocumentType.objects.filter(agency=agency, pk=facts.document_type_id or 0)
    if facts.document_type_id and not types.exists():
        message = _("Choose from the agency's list.")
        problems.append(Problem("foreign-choice", message, "document_type"))
    others = PublicationDeadline.objects.filter(agency=agency).exclude(pk=row.pk or 0)
    if others.filter(
        document_type=facts.document_type_id, origin=facts.origin, from_on=facts.from_on
    ).exists():
        message = _("A deadline for the same documents begins on this day already.")
        problems.append(Problem("same-day", message, "from_on"))
    refuse(problems)
    row.document_type_id, row.origin = facts.document_type_id, facts.origin
    row.working_days, row.basis = facts.working_days, one_line(facts.basis)[:300]
    row.from_on, row.until_on = facts.from_on, facts.until_on
    row.save()
    return row


def _others(agency: Agency, row: ListRow, model: type[ListRow]) -> list[ListRow]:
    """The other rows of the list. Two people at once: the second waits. Raises RefusedError."""
    Agency.objects.select_for_update().get(pk=agency.pk)
    rows = [other for other in model.objects.filter(agency=agency) if other.pk != row.pk]
    if row.pk is None and len(rows) >= MOST:
        message = _("The list has %(most)d entries already.") % {"most": MOST}
        raise RefusedError(Problem("too-many", message))
    return rows


def _refuse_double(text: str, known: set[str], field: str) -> None:
    if not text:
        raise RefusedError(Problem("empty", _("Enter a name."), field))
    if text.casefold() in {other.casefold() for other in known}:
        message = _("“%(name)s” is in the list already.") % {"name": text}
        raise RefusedError(Problem("double", message, field))
