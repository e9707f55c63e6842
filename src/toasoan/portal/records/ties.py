"""What a document does to others and others to it, as readers see it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _

from toasoan.page_cache.cache_tags import shows
from toasoan.records.cache_tags import document_tag
from toasoan.records.models import DocumentState, OfficialDocument, RelationKind
from toasoan.records.queries import relations_of, relations_to


@dataclass(frozen=True, slots=True)
class Tie:
    """What it is, and the documents at its other end."""

    words: str
    documents: tuple[OfficialDocument, ...]


def ties_of(request: HttpRequest, document: OfficialDocument) -> list[Tie]:
    """The ties to documents that readers see or have seen. Two queries."""
    own = [(row.kind, row.other) for row in relations_of(document)]
    others = [(row.kind, row.document) for row in relations_to(document)]
    related = RelationKind.RELATED
    groups = [
        (_own_words(kind), [other for found, other in own if found == kind])
        for kind in RelationKind
        if kind != related
    ]
    groups += [
        (_passive_words(kind), [other for found, other in others if found == kind])
        for kind in RelationKind
        if kind != related
    ]
    # "Related" says the same whichever way it was written down.
    groups.append((_own_words(related), [one for kind, one in [*own, *others] if kind == related]))
    ties = [Tie(words, _seen(documents)) for words, documents in groups]
    found = [tie for tie in ties if tie.documents]
    shows(request, *(document_tag(one.pk) for tie in found for one in tie.documents))
    return found


def _seen(documents: Iterable[OfficialDocument]) -> tuple[OfficialDocument, ...]:
    by_id = {one.pk: one for one in documents if one.state != DocumentState.DRAFT}
    return tuple(by_id.values())


def _own_words(kind: RelationKind) -> str:
    return {
        RelationKind.REPLACES: _("Replaces"),
        RelationKind.REPEALS: _("Repeals"),
        RelationKind.AMENDS: _("Amends"),
        RelationKind.RELATED: _("Related documents"),
    }[kind]


def _passive_words(kind: RelationKind) -> str:
    return {
        RelationKind.REPLACES: _("Replaced by"),
        RelationKind.REPEALS: _("Repealed by"),
        RelationKind.AMENDS: _("Amended by"),
        RelationKind.RELATED: _("Related documents"),
    }[kind]
