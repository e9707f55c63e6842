"""The agency's official documents for readers: the register, drafts, one document, its files."""

import datetime as dt
from typing import Any

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponsePermanentRedirect,
)
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from toasoan.audience.counting import note
from toasoan.audience.names import document_name, download_name
from toasoan.media.downloads import stored_file
from toasoan.page_cache.cache_tags import counts_for, remembered, shows
from toasoan.pagination.pages import Page
from toasoan.portal.frame.cache_tags import frame_tag, keep
from toasoan.portal.frame.page_parts import PageSubject
from toasoan.portal.frame.redirects import with_query
from toasoan.portal.frame.site import agency_for, frame_context
from toasoan.portal.listings import keyset
from toasoan.portal.records.request import (
    PARAMETERS,
    VALIDITIES,
    RegisterRequest,
    register_request,
)
from toasoan.portal.records.rows import document_rows
from toasoan.portal.records.structured_data import structured_document
from toasoan.portal.records.ties import ties_of
from toasoan.records.cache_tags import document_tag, documents_tag
from toasoan.records.models import DocumentFile, DocumentState, OfficialDocument
from toasoan.records.public_register import RegisterOrder, choices_of, drafts, has_drafts, listed
from toasoan.records.queries import live_document
from toasoan.records.rules import VALIDITY_WORDS
from toasoan.search.cache_tags import search_tag
from toasoan.stories.numbers import number_at_end
from toasoan.units.models import Agency
from toasoan.vietnamese.dates import local_day

PER_PAGE = 20
_MOST_DRAFTS = 200


@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """The register, a page of it; every filter and order is a part of the address."""
    agency, now = agency_for(request), timezone.now()
    tag = documents_tag(agency.pk)
    choices = remembered(
        request, f"document choices {agency.pk}", lambda: (choices_of(agency.pk), [tag])
    )
    keep(request, tag, knows=PARAMETERS)
    asked = register_request(request, choices)
    if asked.filters.typed:
        # Abbreviations of the agency decide what words find.
        shows(request, search_tag(agency.pk))
    page, is_cut = _page(agency, asked, local_day(now))
    around = frame_context(request, agency)
    context = {
        "title": _("Official documents"),
        "description": _("Official documents of %(name)s: number, content, files, validity.")
        % {"name": agency.name},
        "asked": asked,
        "choices": choices,
        "validities": [(name, VALIDITY_WORDS[value]) for name, value in VALIDITIES.items()],
        "orders": _orders(asked),
        "rows": document_rows(request, page.rows, now),
        "page": page,
        "newer_address": asked.address(truoc=page.before),
        "older_address": asked.address(sau=page.after),
        "is_cut": is_cut,
        "has_drafts": has_drafts(agency.pk),
    }
    return render(request, "portal/records/register.html", around | context)


@require_safe
def drafts_for_comment(request: HttpRequest) -> HttpResponse:
    """Drafts on which readers may comment, the open ones before those that are closed."""
    agency, now = agency_for(request), timezone.now()
    around = frame_context(request, agency)
    keep(request, documents_tag(agency.pk))
    rows = document_rows(request, drafts(agency.pk)[:_MOST_DRAFTS], now)
    day = local_day(now)
    context = {
        "title": _("Drafts for comment"),
        "description": _("Drafts on which %(name)s asks for comments, and until when.")
        % {"name": agency.name},
        "open_rows": [row for row in rows if _is_open(row.document, day)][::-1],
        "closed_rows": [row for row in rows if not _is_open(row.document, day)],
    }
    return render(request, "portal/records/drafts.html", around | context)


@require_safe
def document(request: HttpRequest, words: str) -> HttpResponse:
    """One document; its id decides. A withdrawn one leaves its number and the reason (410)."""
    found = _document_at(request, words)
    address = found.get_absolute_url()
    if request.path != address:
        return HttpResponsePermanentRedirect(with_query(request, address))
    agency, now = agency_for(request), timezone.now()
    around = frame_context(request, agency)
    if found.state == DocumentState.WITHDRAWN:
        context: dict[str, Any] = {"title": _("This document was withdrawn"), "document": found}
        ties = ties_of(request, found)
        return render(
            request, "portal/records/withdrawn.html", around | context | {"ties": ties}, status=410
        )
    counts_for(request, document_name(found.pk))
    (row,) = document_rows(request, [found], now)
    context = {
        "title": found.title,
        "description": f"{found.title} – {found.abstract}",
        "row": row,
        "document": found,
        "ties": ties_of(request, found),
        "is_open": found.is_draft_for_comment and _is_open(found, local_day(now)),
        "structured": structured_document(row, agency, request.build_absolute_uri),
        "subject": PageSubject(f"document:{found.pk}", found.title, found.changed_at),
    }
    return render(request, "portal/records/document.html", around | context)


@require_safe
def file(request: HttpRequest, file_id: int, name: str) -> HttpResponseBase:
    """A file of a published document, byte for byte as it was signed; the id decides.

    Never kept in the page store: each answer is counted, and a withdrawn document's files are gone
    at once.
    """
    agency = agency_for(request)
    rows = DocumentFile.objects.filter(
        document__agency=agency, document__state=DocumentState.PUBLISHED, replaced_at=None
    )
    found = rows.defer("text").filter(pk=file_id).first()
    if found is None:
        raise Http404
    kept = str(found.file.name)
    answer = stored_file(request, kept, public=False, content_type=found.mime, saved_as=found.name)
    if _is_whole_or_first(answer):
        note(request, agency.pk, download_name(found.pk))
    return answer


def _is_whole_or_first(answer: HttpResponseBase) -> bool:
    """Whether a download begins: programs that fetch in parts ask for the first one once."""
    begins = answer.headers.get("Content-Range", "bytes 0-").startswith("bytes 0-")
    return answer.status_code in {200, 206} and begins


def _page(
    agency: Agency, asked: RegisterRequest, today: dt.date
) -> tuple[Page[OfficialDocument], bool]:
    source, is_cut = listed(agency.pk, asked.filters, asked.order, today)
    before, after = asked.parts["truoc"], asked.parts["sau"]
    if before:
        return keyset.before(source, before, PER_PAGE), is_cut
    return keyset.after(source, after, PER_PAGE), is_cut


def _orders(asked: RegisterRequest) -> list[tuple[str, str, bool]]:
    """Address, words and whether it is in use, of each order."""
    words = {
        RegisterOrder.ISSUED: _("Day of issue"),
        RegisterOrder.PUBLISHED: _("Day of publication"),
        RegisterOrder.NUMBER: _("Number"),
    }
    return [
        (asked.address(xep="" if order is RegisterOrder.ISSUED else order), words[order],
         order is asked.order)
        for order in RegisterOrder
    ]  # fmt: skip


def _is_open(found: OfficialDocument, day: dt.date) -> bool:
    return found.comments_close_on is not None and found.comments_close_on >= day


def _document_at(request: HttpRequest, words: str) -> OfficialDocument:
    """The document that the end of an address names. Raises Http404."""
    document_id = number_at_end(words)
    if document_id is None:
        raise Http404
    agency = agency_for(request)
    keep(request, document_tag(document_id), frame_tag(agency.pk))
    return live_document(agency.pk, document_id)
