"""Facts of a document put into its row, and what a change changed, in words."""

import datetime as dt

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from toasoan.records.models import DocumentType, Field, IssuingBody, OfficialDocument
from toasoan.records.rules import DocumentFacts
from toasoan.vietnamese.cleaning import cleaned, one_line
from toasoan.vietnamese.dates import short_date
from toasoan.vietnamese.document_numbers import key_of, read_number, search_form
from toasoan.vietnamese.fold import fold

_DAYS = ("issued_on", "effective_on", "expires_on", "partly_expires_on", "comments_close_on")
_LINES = ("signer_name", "signer_post", "comments_to", "publication_reason")
_FLAGS = ("is_draft_for_comment", "is_to_be_published")
#: What the history calls each fact, in the order in which it tells them.
LABELS = {
    "number": gettext_lazy("Number and symbol"),
    "document_type": gettext_lazy("Type of document"),
    "issuing_body": gettext_lazy("Issuing body"),
    "field": pgettext_lazy("document", "Field"),
    "abstract": gettext_lazy("Abstract"),
    "signer_name": gettext_lazy("Signed by"),
    "signer_post": gettext_lazy("Post of the signer"),
    "issued_on": gettext_lazy("Day of issue"),
    "effective_on": gettext_lazy("Has effect from"),
    "expires_on": gettext_lazy("No effect from"),
    "partly_expires_on": gettext_lazy("Partly no effect from"),
    "is_draft_for_comment": gettext_lazy("Draft for comment"),
    "comments_close_on": gettext_lazy("Comments until"),
    "comments_to": gettext_lazy("Comments to"),
    "is_to_be_published": gettext_lazy("To be published"),
    "publication_reason": gettext_lazy("Reason for or against publishing"),
}


def set_facts(document: OfficialDocument, facts: DocumentFacts) -> None:
    """Put checked facts into the row, with what is read from the number."""
    _set_number(document, facts.number)
    document.document_type = DocumentType.objects.get(pk=facts.document_type_id)
    document.issuing_body = IssuingBody.objects.get(pk=facts.issuing_body_id)
    document.field = Field.objects.filter(pk=facts.field_id).first() if facts.field_id else None
    document.abstract = cleaned(facts.abstract).strip()
    for name in _LINES:
        setattr(document, name, one_line(getattr(facts, name)))
    for name in (*_DAYS, *_FLAGS):
        setattr(document, name, getattr(facts, name))
    if not document.is_draft_for_comment:
        document.comments_close_on, document.comments_to = None, ""
    words = (document.number, document.abstract, document.signer_name, document.issuing_body.name)
    document.search_text = fold(" ".join(words))
    if document.pk is None:
        document.ended_on = document.expires_on
        document.partly_ended_on = document.partly_expires_on


def _set_number(document: OfficialDocument, text: str) -> None:
    read = read_number(text)
    document.number = read.written if read else one_line(text)
    document.ordinal = read.ordinal if read else None
    document.ordinal_suffix = read.suffix if read else ""
    document.number_year = read.year if read else None
    document.symbol = read.symbol if read else ""
    document.number_key = key_of(document.number)
    document.number_search = search_form(document.number)


def facts_in_words(document: OfficialDocument) -> dict[str, str]:
    """What the document says now, by fact."""
    return {name: _words(getattr(document, name)) for name in LABELS}


def changes_since(before: dict[str, str], document: OfficialDocument) -> list[str]:
    """What has changed since `facts_in_words` was asked, a sentence a fact."""
    now = facts_in_words(document)
    sentence = _("%(fact)s: “%(before)s” → “%(after)s”")
    return [
        sentence % {"fact": LABELS[name], "before": before[name], "after": now[name]}
        for name in LABELS
        if before[name] != now[name]
    ]


def _words(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return pgettext("document", "yes") if value else pgettext("document", "no")
        case dt.date():
            return short_date(value)
    return str(value)
