"""Official documents as the search knows them (`toasoan.search`)."""

from collections.abc import Collection, Iterable, Sequence

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from toasoan.records.cache_tags import document_tag
from toasoan.records.models import DocumentFile, DocumentState, OfficialDocument
from toasoan.search.actions import forget, put
from toasoan.search.kinds import ResultCard, SearchEntry, SearchKind, register
from toasoan.vietnamese.document_numbers import search_form

DOCUMENT = "document"
#: As much as the index takes of a text (`search.actions`), with room for the rest.
_MOST_LETTERS_OF_FILES = 70_000


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
    rows = list(documents)
    texts = _texts_of(document.pk for document in rows)
    return [
        SearchEntry(
            object_id=document.pk,
            agency_id=document.agency_id,
            title=document.title,
            text=_words_of(document, texts.get(document.pk, [])),
            published_at=document.published_at or document.added_at,
            marks=marks_of(
                document.document_type_id,
                document.field_id,
                document.issuing_body_id,
                document.issued_on.year,
            ),
        )
        for document in rows
    ]


def marks_of(
    type_id: int | None, field_id: int | None, body_id: int | None, year: int | None
) -> tuple[str, ...]:
    """The words by which the search table filters documents; None for what does not matter."""
    pairs = (("vt", type_id), ("vf", field_id), ("vb", body_id), ("vy", year))
    return tuple(f"{letters}{value}" for letters, value in pairs if value is not None)


def _words_of(document: OfficialDocument, texts: Iterable[str]) -> str:
    """What a document is found by beside its title: facts, then what its files say."""
    signer = " ".join(filter(None, (document.signer_name, document.signer_post)))
    said = "\n".join(texts)[:_MOST_LETTERS_OF_FILES]
    # The number without its signs stands last: it is to be found, and in no extract.
    words = (document.abstract, document.issuing_body.name, signer, said)
    return "\n".join(filter(None, (*words, search_form(document.number))))


def _texts_of(document_ids: Iterable[int]) -> dict[int, list[str]]:
    """The words of the current files of these documents. One query."""
    texts: dict[int, list[str]] = {}
    files = DocumentFile.objects.filter(document__in=list(document_ids), replaced_at=None)
    for document_id, text in files.exclude(text="").values_list("document_id", "text"):
        texts.setdefault(document_id, []).append(text)
    return texts


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
