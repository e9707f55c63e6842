"""Official documents as the search knows them (`toasoan.search`)."""

from collections.abc import Collection, Iterable, Sequence

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from toasoan.records.cache_tags import document_tag
from toasoan.records.models import DocumentState, OfficialDocument
from toasoan.search.actions import forget, put
from toasoan.search.kinds import ResultCard, SearchEntry, SearchKind, register

DOCUMENT = "document"


def register_kind() -> None:
    """Let documents on the site be found."""
    register(SearchKind(DOCUMENT, 9, lambda: _("Official documents"), _entries, _cards))


def index_document(document: OfficialDocument) -> None:
    """Let the document be found as it is now; one that readers do not see is not found."""
    if document.state == DocumentState.PUBLISHED:
        put(DOCUMENT, _of([document]))
    else:
        forget(DOCUMENT, [document.pk])


def forget_document(document_id: int) -> None:
    """Take a document out of the search table."""
    forget(DOCUMENT, [document_id])


def _of(documents: Iterable[OfficialDocument]) -> list[SearchEntry]:
    return [
        SearchEntry(
            object_id=document.pk,
            agency_id=document.agency_id,
            title=document.title,
            text=document.abstract,
            published_at=document.published_at or document.added_at,
        )
        for document in documents
    ]


def _shown() -> QuerySet[OfficialDocument]:
    rows = OfficialDocument.objects.filter(state=DocumentState.PUBLISHED)
    return rows.select_related("document_type", "issuing_body")


def _entries(after_id: int, limit: int) -> Sequence[SearchEntry]:
    """The next documents on any site, locked so that a change waits for this step."""
    rows = _shown().filter(pk__gt=after_id).select_for_update(of=("self",)).order_by("pk")
    return _of(rows[:limit])


def _cards(document_ids: Collection[int]) -> dict[int, ResultCard]:
    """What results show of these documents, by id. One query."""
    return {
        document.pk: ResultCard(
            address=document.get_absolute_url(),
            label=document.document_type.name,
            unit=document.issuing_body.name,
            shows=(document_tag(document.pk),),
        )
        for document in _shown().filter(pk__in=document_ids)
    }
