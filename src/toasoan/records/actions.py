"""Every write of a document's facts and of its way to readers; files are in `records.files`."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from toasoan.accounts.models import User
from toasoan.page_cache.actions import withdraw as withdraw_pages
from toasoan.records.cache_tags import document_tag
from toasoan.records.changes import changes_since, facts_in_words, set_facts
from toasoan.records.history import note, show_anew
from toasoan.records.models import (
    Deed,
    DocumentEntry,
    DocumentState,
    DocumentType,
    Field,
    IssuingBody,
    OfficialDocument,
)
from toasoan.records.queries import same_document
from toasoan.records.rules import DocumentFacts, problems_of
from toasoan.records.search import forget_document
from toasoan.records.validity import settle_all_touched
from toasoan.refusals import Problem, RefusedError, refuse
from toasoan.units.models import Agency
from toasoan.vietnamese.cleaning import one_line
from toasoan.vietnamese.dates import local_day


@transaction.atomic
def add_document(
    agency: Agency,
    facts: DocumentFacts,
    *,
    actor: User,
    now: dt.datetime,
    deed: Deed = Deed.ADDED,
    detail: str = "",
) -> OfficialDocument:
    """Enter a document; readers do not see it yet. Raises RefusedError with all problems."""
    document = OfficialDocument(agency=agency, added_at=now)
    _set(document, facts, actor, now)
    note(document, deed, actor=actor, now=now, detail=detail)
    return document


@transaction.atomic
def change_document(
    document_id: int, facts: DocumentFacts, *, seen_version: int, actor: User, now: dt.datetime
) -> OfficialDocument:
    """Change what the register says of a document. Raises RefusedError with all problems."""
    document = locked(document_id)
    if document.version != seen_version:
        message = _("Somebody else changed this document after you opened it. Look at it again.")
        raise RefusedError(Problem("changed-meanwhile", message))
    if document.state == DocumentState.PUBLISHED and not facts.is_to_be_published:
        message = _("Readers see this document: withdraw it first.")
        raise RefusedError(Problem("is-published", message, "is_to_be_published"))
    before = facts_in_words(document)
    _set(document, facts, actor, now)
    changes = changes_since(before, document)
    if changes:
        note(document, Deed.CHANGED, actor=actor, now=now, detail="; ".join(changes))
    settle_all_touched(document)
    show_anew(document)
    return document


@transaction.atomic
def publish_document(document_id: int, *, actor: User, now: dt.datetime) -> OfficialDocument:
    """Let readers see a document, for the first time or again. Raises RefusedError."""
    document = locked(document_id)
    if document.state == DocumentState.PUBLISHED:
        return document
    if not document.is_to_be_published:
        message = _("The register says that this document must not be published: %(reason)s")
        raise RefusedError(
            Problem("not-for-readers", message % {"reason": document.publication_reason})
        )
    document.state = DocumentState.PUBLISHED
    document.published_at = document.published_at or now
    document.withdrawn_at, document.withdrawal_reason = None, ""
    _save(document, actor, now)
    note(document, Deed.PUBLISHED, actor=actor, now=now)
    show_anew(document)
    return document


@transaction.atomic
def withdraw_document(
    document_id: int, reason: str, *, actor: User, now: dt.datetime
) -> OfficialDocument:
    """Take a document from readers; its number and the reason stay. Raises RefusedError."""
    document = locked(document_id)
    if document.state != DocumentState.PUBLISHED:
        raise RefusedError(Problem("not-published", _("Readers do not see this document.")))
    reason = one_line(reason)
    if not reason:
        message = _("Say why: readers find the reason in place of the document.")
        raise RefusedError(Problem("no-reason", message, "reason"))
    document.state = DocumentState.WITHDRAWN
    document.withdrawn_at, document.withdrawal_reason = now, reason[:300]
    _save(document, actor, now)
    note(document, Deed.WITHDRAWN, actor=actor, now=now, detail=reason)
    withdraw_pages([document_tag(document.pk)])
    show_anew(document)
    return document


@transaction.atomic
def remove_document(document_id: int, *, actor: User, now: dt.datetime) -> None:
    """Take out what was entered by mistake and never published. Raises RefusedError.

    Its files leave the disk when the transaction has ended; the history keeps that it was there.
    """
    document = locked(document_id)
    problems = []
    if document.was_published:
        message = _("Readers have seen this document: it can be withdrawn, not removed.")
        problems.append(Problem("was-published", message))
    if document.relations.exists() or document.relations_of_others.exists():
        message = _("Other documents are tied to this one: remove the ties first.")
        problems.append(Problem("is-related", message))
    refuse(problems)
    note(document, Deed.REMOVED, actor=actor, now=now, detail=document.abstract)
    DocumentEntry.objects.filter(document=document).update(document=None)
    for file in document.files.all():
        _delete_after(file.file.storage, str(file.file.name))
    document.files.all().delete()
    forget_document(document.pk)
    document.delete()


def _delete_after(storage: object, name: str) -> None:
    transaction.on_commit(lambda: storage.delete(name))  # type: ignore[attr-defined]


def locked(document_id: int) -> OfficialDocument:
    """The document, locked until the end of the transaction."""
    rows = OfficialDocument.objects.select_for_update(of=("self",))
    return rows.select_related("agency", "document_type", "issuing_body", "field").get(
        pk=document_id
    )


def _set(document: OfficialDocument, facts: DocumentFacts, actor: User, now: dt.datetime) -> None:
    """Check the facts and save them. Raises RefusedError with all problems."""
    agency_id = document.agency_id
    # Two clerks with the same paper: the second waits, and is told of the first.
    Agency.objects.select_for_update().get(pk=agency_id)
    problems = problems_of(facts, local_day(now))
    problems += _foreign(agency_id, facts)
    other = same_document(
        agency_id,
        number=facts.number,
        issued_on=facts.issued_on,
        issuing_body_id=facts.issuing_body_id,
        but=document.pk,
    )
    if other is not None:
        message = _("The register has this number of this day and issuing body already.")
        problems.append(Problem("same-number", message, "number", item=other.pk))
    refuse(problems)
    set_facts(document, facts)
    _save(document, actor, now)


def _foreign(agency_id: int, facts: DocumentFacts) -> list[Problem]:
    """Problems of ids that name nothing of this agency."""
    asked = (
        ("document_type", DocumentType, facts.document_type_id),
        ("issuing_body", IssuingBody, facts.issuing_body_id),
        ("field", Field, facts.field_id),
    )
    message = _("Choose from the agency's list.")
    return [
        Problem("foreign-choice", message, name)
        for name, model, chosen in asked
        if chosen is not None and not model.objects.filter(agency=agency_id, pk=chosen).exists()
    ]


def _save(document: OfficialDocument, actor: User, now: dt.datetime) -> None:
    document.version += 1
    document.changed_at, document.changed_by = now, actor
    document.save()
