"""Every change of the search table. Call it in the transaction that changes what it is about."""

from collections.abc import Collection, Iterable, Sequence

from django.conf import settings
from django.db import transaction

from toasoan.page_cache.actions import invalidate
from toasoan.search.cache_tags import search_tag
from toasoan.search.index_tags import index_tags_of
from toasoan.search.kinds import SearchEntry, SearchKind, kind_named
from toasoan.search.models import Document, Syllable, Unsent
from toasoan.search.places import place_of
from toasoan.search.sending import send_changes
from toasoan.search.words import indexed

#: More of a text is not looked at: some thirty printed pages, and what PostgreSQL counts to.
_MOST_WORDS_OF_A_TEXT = 16_000
_LONGEST_TITLE = 255
#: What may stand in “did you mean”: no numbers, no codes.
_SHORTEST_SYLLABLE, _LONGEST_SYLLABLE = 2, 12
_WRITTEN = ["agency_id", "form", "section_id", "unit_id", "published_at", "title", "text",
            "folded", "exact", "index_tags"]  # fmt: skip


@transaction.atomic
def put(kind: str, entries: Sequence[SearchEntry]) -> None:
    """Insert or replace the documents of these objects of one kind."""
    if not entries:
        return
    documents = [_document(kind_named(kind), entry) for entry in entries]
    ids = [document.object_id for document in documents]
    there = Document.objects.filter(kind=kind, object_id__in=ids)
    moved = there.exclude(place__in=[document.place for document in documents])
    _delete(moved.values_list("place", "agency_id"))
    Document.objects.bulk_create(
        documents,
        update_conflicts=True,
        unique_fields=["place"],
        update_fields=[*_WRITTEN],
    )
    _learn_syllables(documents)
    _tell({document.agency_id for document in documents}, [d.place for d in documents])


@transaction.atomic
def forget(kind: str, object_ids: Collection[int]) -> None:
    """Delete the documents of these objects of one kind."""
    there = Document.objects.filter(kind=kind, object_id__in=object_ids)
    _delete(there.values_list("place", "agency_id"))


@transaction.atomic
def forget_between(kind: str, after_id: int, last_id: int | None, *, but: Collection[int]) -> None:
    """Delete documents with ids above `after_id`, up to `last_id`, that are not in `but`."""
    there = Document.objects.filter(kind=kind, object_id__gt=after_id)
    if last_id is not None:
        there = there.filter(object_id__lte=last_id)
    _delete(there.exclude(object_id__in=but).values_list("place", "agency_id"))


def is_syllable_like(word: str) -> bool:
    """Whether a word may be suggested."""
    return _SHORTEST_SYLLABLE <= len(word) <= _LONGEST_SYLLABLE and word.isalpha()


def _document(kind: SearchKind, entry: SearchEntry) -> Document:
    words = indexed(f"{entry.title}\n{entry.text}", most=_MOST_WORDS_OF_A_TEXT)
    return Document(
        place=place_of(entry.published_at, kind.number, entry.object_id),
        agency_id=entry.agency_id,
        kind=kind.name,
        object_id=entry.object_id,
        form=entry.form,
        section_id=entry.section_id,
        unit_id=entry.unit_id,
        published_at=entry.published_at,
        title=entry.title[:_LONGEST_TITLE],
        text=entry.text,
        folded=words.folded,
        exact=words.exact,
        index_tags=index_tags_of(kind, entry),
    )


def _delete(rows: Iterable[tuple[int, int]]) -> None:
    found = list(rows)
    places = [place for place, _agency_id in found]
    if places:
        Document.objects.filter(pk__in=places).delete()
        _tell({agency_id for _place, agency_id in found}, places)


def _learn_syllables(documents: list[Document]) -> None:
    forms = {
        exact: folded
        for document in documents
        for exact, folded in zip(document.exact.split(), document.folded.split(), strict=True)
        if is_syllable_like(exact)
    }
    # In one order always, so that two publications that bring new words never lock each other.
    rows = [Syllable(exact=exact, folded=forms[exact]) for exact in sorted(forms)]
    Syllable.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)


def _tell(agency_ids: Iterable[int], places: list[int]) -> None:
    """Invalidate result pages; queue the documents for OpenSearch after the commit."""
    invalidate(map(search_tag, agency_ids))
    if settings.TOASOAN_SEARCH_URL:
        Unsent.objects.bulk_create(Unsent(place=place) for place in places)
        transaction.on_commit(send_changes.enqueue)
