"""What readers and the newsroom see of the agency's official documents."""

import datetime as dt

from django.db.models import QuerySet
from django.http import Http404

from toasoan.accounts.models import User
from toasoan.notifications.calendars import calendar_of
from toasoan.records.models import (
    DocumentFile,
    DocumentRelation,
    DocumentState,
    IssuingBody,
    OfficialDocument,
    PublicationDeadline,
)
from toasoan.records.rules import Validity, deadline_for, due_on, validity_on
from toasoan.units.duties import Duty
from toasoan.units.models import Agency
from toasoan.units.queries import agencies_where
from toasoan.vietnamese.document_numbers import key_of
from toasoan.vietnamese.working_time import WorkingCalendar

#: Through these a person keeps the register.
KEEPERS = frozenset({Duty.KEEP_RECORDS, Duty.KEEP_SITE})
_SHOWN_BESIDE = ("document_type", "issuing_body", "field")


def documents_of(agency_id: int) -> QuerySet[OfficialDocument]:
    """Every document of the agency's register, for the newsroom."""
    rows = OfficialDocument.objects.filter(agency_id=agency_id)
    return rows.select_related(*_SHOWN_BESIDE).order_by("-issued_on", "-pk")


def published_documents(agency: Agency | int) -> QuerySet[OfficialDocument]:
    """The documents that readers see, the latest issued first."""
    agency_id = agency if isinstance(agency, int) else agency.pk
    return documents_of(agency_id).filter(state=DocumentState.PUBLISHED)


def live_document(agency_id: int, document_id: int) -> OfficialDocument:
    """A document that readers see or have seen, its stone included.

    Look at `state`: a withdrawn one leaves its number and the reason only. Raises Http404.
    """
    rows = documents_of(agency_id).exclude(state=DocumentState.DRAFT)
    found = rows.filter(pk=document_id).first()
    if found is None:
        raise Http404
    return found


def document_for(user: User, document_id: int, day: dt.date) -> OfficialDocument:
    """A document of an agency whose register the person keeps on the day. Raises Http404."""
    found = (
        OfficialDocument.objects.select_related("agency", *_SHOWN_BESIDE)
        .filter(pk=document_id, agency__in=agencies_where(user, KEEPERS, day))
        .first()
    )
    if found is None:
        raise Http404
    return found


def current_files(document: OfficialDocument) -> list[DocumentFile]:
    """The files that the document is offered with, in order; not those that were replaced."""
    return list(document.files.filter(replaced_at=None).defer("text"))


def file_of(document: OfficialDocument, file_id: int) -> DocumentFile:
    """A current file of the document. Raises Http404."""
    found = document.files.filter(replaced_at=None, pk=file_id).first()
    if found is None:
        raise Http404
    return found


def relations_of(document: OfficialDocument) -> QuerySet[DocumentRelation]:
    """What the document does to others."""
    return document.relations.select_related("document", "other", "other__document_type")


def relations_to(document: OfficialDocument) -> QuerySet[DocumentRelation]:
    """What others do to the document: the same rows, read the other way."""
    return document.relations_of_others.select_related(
        "other", "document", "document__document_type"
    )


def validity_of(document: OfficialDocument, day: dt.date) -> Validity | None:
    """Whether the document has effect on the day; None for a draft for comment."""
    if document.is_draft_for_comment:
        return None
    return validity_on(
        day,
        begins_on=document.effective_on or document.issued_on,
        ended_on=document.ended_on,
        partly_ended_on=document.partly_ended_on,
    )


def own_body_id(agency_id: int) -> int | None:
    """The agency itself as an issuing body, for new documents."""
    own = IssuingBody.objects.filter(agency=agency_id, is_own=True, is_open=True)
    return own.values_list("pk", flat=True).first()


def same_document(
    agency_id: int, *, number: str, issued_on: dt.date, issuing_body_id: int, but: int | None = None
) -> OfficialDocument | None:
    """The document of this number, day and issuing body, if the register has it."""
    key = key_of(number)
    if not key:
        return None
    rows = documents_of(agency_id).exclude(pk=but or 0)
    return rows.filter(number_key=key, issued_on=issued_on, issuing_body_id=issuing_body_id).first()


class DueDays:
    """By when documents of an agency must be published; asks the database three times."""

    def __init__(self, agency_id: int) -> None:
        self.calendar: WorkingCalendar = calendar_of(agency_id)
        self.deadlines = list(PublicationDeadline.objects.filter(agency=agency_id))

    def due_on(self, document: OfficialDocument) -> dt.date | None:
        """The last day in time; None where it need not be published or no deadline holds."""
        if not document.is_to_be_published:
            return None
        deadline = deadline_for(
            self.deadlines,
            type_id=document.document_type_id,
            origin=document.issuing_body.origin,
            issued_on=document.issued_on,
        )
        return due_on(deadline, document.issued_on, self.calendar)
