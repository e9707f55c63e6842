"""The pages of one document: entering, reading, changing, publishing, withdrawing, removing."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from toasoan.accounts.requests import user_of
from toasoan.media.file_fields import SentFile
from toasoan.newsroom.kit.agency import agency_where, today_here
from toasoan.newsroom.kit.confirmation import Confirmation, confirmation_page
from toasoan.newsroom.kit.duty_sets import KEEPING_RECORDS
from toasoan.newsroom.kit.form_page import BackLink
from toasoan.newsroom.kit.screens import screen, with_file
from toasoan.newsroom.records.forms import (
    DocumentForm,
    NewDocumentForm,
    WithdrawForm,
    initial_of,
)
from toasoan.newsroom.records.words import row_of
from toasoan.records.actions import (
    add_document,
    change_document,
    publish_document,
    remove_document,
    withdraw_document,
)
from toasoan.records.files import add_file
from toasoan.records.models import OfficialDocument
from toasoan.records.queries import (
    DueDays,
    current_files,
    document_for,
    own_body_id,
    relations_of,
    relations_to,
)
from toasoan.refusals import RefusedError
from toasoan.sent_files.limits import MOST_BYTES
from toasoan.units.models import Agency

_FORM_METHODS = ["GET", "HEAD", "POST"]
#: Several files at once, together not larger than two of the largest.
LARGEST_FILES = with_file(2 * MOST_BYTES)


def asked_document(request: HttpRequest, document_id: int) -> OfficialDocument:
    """The document, if it exists for the person today. Raises Http404."""
    return document_for(user_of(request), document_id, today_here())


def to_document(document: OfficialDocument) -> BackLink:
    """The way back to a document's page."""
    return {
        "back": reverse("newsroom:document", args=[document.pk]),
        "back_label": document.title,
    }


def add_files(request: HttpRequest, document: OfficialDocument, files: list[SentFile]) -> list[str]:
    """Add the files one after another; returns what was refused, in sentences."""
    refused = []
    for file in files:
        try:
            add_file(document, file.facts, file.content, actor=user_of(request), now=timezone.now())
        except RefusedError as refusal:
            refused.append(str(refusal))
    return refused


@screen("van-ban/them/", name="document_add", duties=KEEPING_RECORDS, largest_body=LARGEST_FILES)
@require_http_methods(_FORM_METHODS)
def add(request: HttpRequest) -> HttpResponse:
    """A new document with its files."""
    agency = agency_where(request, KEEPING_RECORDS)
    form = NewDocumentForm(
        request.POST or None, request.FILES or None, agency=agency, initial=_usual(agency)
    )
    made: list[OfficialDocument] = []

    def save() -> None:
        made.append(add_document(agency, form.facts(), actor=user_of(request), now=timezone.now()))

    if request.method == "POST" and form.carry_out(save):
        for sentence in add_files(request, made[0], form.cleaned_data["sent_files"]):
            messages.error(request, sentence)
        messages.success(request, _("Entered. Readers see it once you publish it."))
        return redirect("newsroom:document", made[0].pk)
    context = {"form": form, "is_new": True, "back": reverse("newsroom:documents")}
    status = 422 if request.method == "POST" else 200
    return render(request, "newsroom/records/document_form.html", context, status=status)


def _usual(agency: Agency) -> dict[str, Any]:
    """The agency itself issues most of what is entered."""
    return {"issuing_body": own_body_id(agency.pk), "is_to_be_published": "1"}


@screen("van-ban/<int:document_id>/", name="document", duties=KEEPING_RECORDS)
@require_safe
def document(request: HttpRequest, document_id: int) -> HttpResponse:
    """What the register says of a document, its files, ties and history."""
    found = asked_document(request, document_id)
    days = DueDays(found.agency_id)
    context = {
        "document": found,
        "row": row_of(found, today_here(), days),
        "due_on": days.due_on(found),
        "files": current_files(found),
        "old_files": list(found.files.exclude(replaced_at=None).defer("text")),
        "relations": relations_of(found),
        "relations_to": relations_to(found),
        "entries": found.entries.select_related("by"),
    }
    return render(request, "newsroom/records/document.html", context)


@screen("van-ban/<int:document_id>/sua/", name="document_edit", duties=KEEPING_RECORDS)
@require_http_methods(_FORM_METHODS)
def edit(request: HttpRequest, document_id: int) -> HttpResponse:
    """Change what the register says of a document."""
    found = asked_document(request, document_id)
    form = DocumentForm(
        request.POST or None, agency=found.agency, document=found, initial=initial_of(found)
    )

    def save() -> None:
        change_document(
            found.pk,
            form.facts(),
            seen_version=form.cleaned_data["version"],
            actor=user_of(request),
            now=timezone.now(),
        )

    if request.method == "POST" and form.carry_out(save):
        messages.success(request, _("The changes have been saved."))
        return redirect("newsroom:document", found.pk)
    context = {"form": form, "document": found, **to_document(found)}
    status = 422 if request.method == "POST" else 200
    return render(request, "newsroom/records/document_form.html", context, status=status)


@screen("van-ban/<int:document_id>/dang/", name="document_publish", duties=KEEPING_RECORDS)
@require_http_methods(_FORM_METHODS)
def publish(request: HttpRequest, document_id: int) -> HttpResponse:
    """Ask, then let readers see a document."""
    found = asked_document(request, document_id)
    has_files = bool(current_files(found))
    confirmation = Confirmation(
        question=_("Publish “%(document)s”?") % {"document": found.title},
        consequence=_("Everybody reads it at once, and finds it by searching.")
        if has_files
        else _("It has no file: readers see only what the register says. Publish it so?"),
        lead=found.abstract,
        button=_("Publish the document"),
        done=_("Readers see “%(document)s” now.") % {"document": found.title},
        **to_document(found),
    )

    def action() -> None:
        publish_document(found.pk, actor=user_of(request), now=timezone.now())

    return confirmation_page(request, confirmation, action)


@screen("van-ban/<int:document_id>/rut/", name="document_withdraw", duties=KEEPING_RECORDS)
@require_http_methods(_FORM_METHODS)
def withdraw(request: HttpRequest, document_id: int) -> HttpResponse:
    """Ask for the reason, then take a document from readers."""
    found = asked_document(request, document_id)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    confirmation = Confirmation(
        question=_("Withdraw “%(document)s”?") % {"document": found.title},
        consequence=_(
            "Readers no longer get its files. Its number and your reason stay at its address."
        ),
        button=_("Withdraw the document"),
        done=_("“%(document)s” has been withdrawn.") % {"document": found.title},
        **to_document(found),
    )

    def action() -> None:
        reason = form.cleaned_data["reason"]
        withdraw_document(found.pk, reason, actor=user_of(request), now=timezone.now())

    return confirmation_page(request, confirmation, action, form)


@screen("van-ban/<int:document_id>/xoa/", name="document_remove", duties=KEEPING_RECORDS)
@require_http_methods(_FORM_METHODS)
def remove(request: HttpRequest, document_id: int) -> HttpResponse:
    """Ask, then take out what was entered by mistake."""
    found = asked_document(request, document_id)
    confirmation = Confirmation(
        question=_("Remove “%(document)s” from the register?") % {"document": found.title},
        consequence=_("It goes with its files and does not come back."),
        lead=_("For what was entered by mistake and never published."),
        button=_("Remove the document"),
        done=_("The document has been removed from the register."),
        onward=reverse("newsroom:documents"),
        **to_document(found),
    )

    def action() -> None:
        remove_document(found.pk, actor=user_of(request), now=timezone.now())

    return confirmation_page(request, confirmation, action)
