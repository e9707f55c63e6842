"""What every deed leaves behind: an entry of history, the search, pages to make anew."""

import datetime as dt

from toasoan.accounts.models import User
from toasoan.page_cache.actions import invalidate
from toasoan.records.cache_tags import document_tag, documents_tag
from toasoan.records.models import Deed, DocumentEntry, OfficialDocument
from toasoan.records.search import index_document

LONGEST_DETAIL = 1000


def note(
    document: OfficialDocument,
    deed: Deed,
    *,
    actor: User | None,
    now: dt.datetime,
    detail: str = "",
) -> None:
    """Write down who did what with a document; call it inside the transaction of the deed."""
    DocumentEntry.objects.create(
        agency_id=document.agency_id,
        document=document,
        about=document.title[:250],
        deed=deed,
        detail=detail[:LONGEST_DETAIL],
        at=now,
        by=actor,
    )


def show_anew(document: OfficialDocument) -> None:
    """Index the document as it is now and drop the pages that show it."""
    index_document(document)
    invalidate([document_tag(document.pk), documents_tag(document.agency_id)])
