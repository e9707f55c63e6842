"""Files of a document: adding several, their order and names, taking away, replacing, looking."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from toasoan.accounts.requests import user_of
from toasoan.media.downloads import stored_file
from toasoan.newsroom.kit.confirmation import Confirmation, confirmation_page
from toasoan.newsroom.kit.duty_sets import KEEPING_RECORDS
from toasoan.newsroom.kit.form_page import FormPage, attempt, form_page
from toasoan.newsroom.kit.screens import screen, with_file
from toasoan.newsroom.records.documents import (
    LARGEST_FILES,
    add_files,
    asked_document,
    to_document,
)
from toasoan.newsroom.records.forms import FilesForm, ReplaceFileForm
from toasoan.records.files import arrange_files, remove_file, replace_file
from toasoan.records.queries import current_files, file_of
from toasoan.sent_files.limits import MOST_BYTES
from toasoan.stories.numbers import row_number

_FORM_METHODS = ["GET", "HEAD", "POST"]


@screen(
    "van-ban/<int:document_id>/tep/",
    name="document_files",
    duties=KEEPING_RECORDS,
    largest_body=LARGEST_FILES,
)
@require_http_methods(_FORM_METHODS)
def files(request: HttpRequest, document_id: int) -> HttpResponse:
    """The files with their order and names, and a form for more."""
    document = asked_document(request, document_id)
    form = FilesForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data["sent_files"]
        refused = add_files(request, document, sent)
        for sentence in refused:
            messages.error(request, sentence)
        if len(refused) < len(sent):
            messages.success(request, _("Added. Give the files their order and names below."))
        return redirect("newsroom:document_files", document.pk)
    context = {
        "form": form,
        "document": document,
        "files": current_files(document),
        **to_document(document),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "newsroom/records/files.html", context, status=status)


@screen("van-ban/<int:document_id>/tep/xep/", name="document_files_arrange", duties=KEEPING_RECORDS)
@require_POST
def arrange(request: HttpRequest, document_id: int) -> HttpResponse:
    """Save the order and the names of the files."""
    document = asked_document(request, document_id)
    asked = [
        (row_number(request.POST.get(f"order-{file.pk}", "")) or file.order, file.pk)
        for file in current_files(document)
    ]
    labels = [(pk, request.POST.get(f"label-{pk}", "")) for _order, pk in sorted(asked)]

    def save() -> None:
        arrange_files(document.pk, labels, actor=user_of(request), now=timezone.now())

    attempt(request, save, _("The order and the names have been saved."))
    return redirect("newsroom:document_files", document.pk)


@screen(
    "van-ban/<int:document_id>/tep/<int:file_id>/", name="document_file", duties=KEEPING_RECORDS
)
@require_safe
def file(request: HttpRequest, document_id: int, file_id: int) -> HttpResponseBase:
    """A file to save, as it was sent; also one that was replaced."""
    document = asked_document(request, document_id)
    found = document.files.filter(pk=file_id).first()
    if found is None:
        raise Http404
    return stored_file(
        request, str(found.file.name), public=False, content_type=found.mime, saved_as=found.name
    )


@screen(
    "van-ban/<int:document_id>/tep/<int:file_id>/bo/",
    name="document_file_remove",
    duties=KEEPING_RECORDS,
)
@require_http_methods(_FORM_METHODS)
def remove(request: HttpRequest, document_id: int, file_id: int) -> HttpResponse:
    """Ask, then take away a file that no reader has seen."""
    document = asked_document(request, document_id)
    found = file_of(document, file_id)
    confirmation = Confirmation(
        question=_("Remove the file “%(file)s”?") % {"file": found.label},
        consequence=_("It is deleted and does not come back."),
        button=_("Remove the file"),
        done=_("The file has been removed."),
        **to_document(document),
    )

    def action() -> None:
        remove_file(found, actor=user_of(request), now=timezone.now())

    return confirmation_page(request, confirmation, action)


@screen(
    "van-ban/<int:document_id>/tep/<int:file_id>/thay/",
    name="document_file_replace",
    duties=KEEPING_RECORDS,
    largest_body=with_file(MOST_BYTES),
)
@require_http_methods(_FORM_METHODS)
def replace(request: HttpRequest, document_id: int, file_id: int) -> HttpResponse:
    """Put another file in the place of one, for a reason."""
    document = asked_document(request, document_id)
    found = file_of(document, file_id)
    form = ReplaceFileForm(request.POST or None, request.FILES or None)
    page = FormPage(
        title=_("Replace “%(file)s”") % {"file": found.label},
        lead=_("Readers get the new file from now on. The old one is kept with your reason."),
        button=_("Replace the file"),
        done=_("The file has been replaced."),
        **to_document(document),
    )

    def save() -> None:
        sent = form.cleaned_data["file"]
        replace_file(
            found,
            sent.facts,
            sent.content,
            reason=form.cleaned_data["reason"],
            actor=user_of(request),
            now=timezone.now(),
        )

    return form_page(request, page, form, save)
