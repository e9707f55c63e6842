"""Ties between documents: chosen by searching for a number, taken away again."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from toasoan.accounts.requests import user_of
from toasoan.newsroom.kit.confirmation import Confirmation, confirmation_page
from toasoan.newsroom.kit.duty_sets import KEEPING_RECORDS
from toasoan.newsroom.kit.screens import screen
from toasoan.newsroom.records.documents import asked_document, to_document
from toasoan.newsroom.records.forms import RelationForm
from toasoan.records.models import DocumentRelation, OfficialDocument, RelationKind
from toasoan.records.queries import documents_of
from toasoan.records.register import found_by
from toasoan.records.relations import relate, unrelate

_FORM_METHODS = ["GET", "HEAD", "POST"]
_MOST_FOUND = 20
_LONGEST_SEARCH = 150


class _SearchForm(forms.Form):
    """The number or words of the other document."""

    q = forms.CharField(max_length=_LONGEST_SEARCH, required=False)


@screen("van-ban/<int:document_id>/quan-he/", name="document_relate", duties=KEEPING_RECORDS)
@require_http_methods(_FORM_METHODS)
def add(request: HttpRequest, document_id: int) -> HttpResponse:
    """Search for the other document, then say what this one does to it."""
    document = asked_document(request, document_id)
    search = _SearchForm(request.GET)
    words = search.cleaned_data["q"] if search.is_valid() else ""
    found = _found(document, words)
    form = RelationForm(request.POST or None, found=found)

    def save() -> None:
        given = form.cleaned_data
        relate(
            document.pk,
            given["other"],
            RelationKind(given["kind"]),
            from_on=given["from_on"],
            actor=user_of(request),
            now=timezone.now(),
        )

    if request.method == "POST" and form.carry_out(save):
        messages.success(request, _("The tie has been saved; both documents show it."))
        return redirect("newsroom:document", document.pk)
    context = {
        "document": document,
        "words": words,
        "found": found,
        "form": form,
        "is_cut": len(found) == _MOST_FOUND,
        **to_document(document),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "newsroom/records/relate.html", context, status=status)


def _found(document: OfficialDocument, words: str) -> list[OfficialDocument]:
    if not words.strip():
        return []
    rows = documents_of(document.agency_id).exclude(pk=document.pk)
    return list(found_by(rows, words)[:_MOST_FOUND])


@screen(
    "van-ban/<int:document_id>/quan-he/<int:relation_id>/bo/",
    name="document_unrelate",
    duties=KEEPING_RECORDS,
)
@require_http_methods(_FORM_METHODS)
def remove(request: HttpRequest, document_id: int, relation_id: int) -> HttpResponse:
    """Ask, then take a tie away."""
    document = asked_document(request, document_id)
    relation = (
        DocumentRelation.objects.filter(pk=relation_id, document=document)
        .select_related("other__document_type")
        .first()
    )
    if relation is None:
        raise Http404
    words = {"kind": relation.get_kind_display(), "other": relation.other.title}
    confirmation = Confirmation(
        question=_("Remove the tie “%(kind)s %(other)s”?") % words,
        consequence=_("If the other document ended by it, it has effect again."),
        button=_("Remove the tie"),
        done=_("The tie has been removed."),
        **to_document(document),
    )

    def action() -> None:
        unrelate(relation, actor=user_of(request), now=timezone.now())

    return confirmation_page(request, confirmation, action)
