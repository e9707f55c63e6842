"""Until when documents have effect: what the clerk says, and what other documents do to them."""

import datetime as dt
from collections.abc import Iterable

from toasoan.records.history import show_anew
from toasoan.records.models import DocumentRelation, OfficialDocument, RelationKind

#: A document that is replaced or repealed ends, one that is amended ends in part.
_ENDING = (RelationKind.REPLACES, RelationKind.REPEALS)


def settle_validity(document: OfficialDocument) -> None:
    """Work out when the document ends, and save it when that is new."""
    relations = list(document.relations_of_others.select_related("document"))
    ended = _earliest(document.expires_on, _begins(relations, _ENDING))
    partly = _earliest(document.partly_expires_on, _begins(relations, (RelationKind.AMENDS,)))
    if (ended, partly) != (document.ended_on, document.partly_ended_on):
        document.ended_on, document.partly_ended_on = ended, partly
        document.save(update_fields=["ended_on", "partly_ended_on"])
        show_anew(document)


def settle_all_touched(document: OfficialDocument) -> None:
    """Settle the document and those it acts on: the days on which it takes effect moved."""
    settle_validity(document)
    others = OfficialDocument.objects.filter(relations_of_others__document=document).distinct()
    for other in others.select_related("document_type", "issuing_body"):
        settle_validity(other)


def _begins(relations: Iterable[DocumentRelation], kinds: Iterable[RelationKind]) -> list[dt.date]:
    wanted = set(kinds)
    return [relation.begins_on() for relation in relations if relation.kind in wanted]


def _earliest(day: dt.date | None, others: list[dt.date]) -> dt.date | None:
    return min([*([] if day is None else [day]), *others], default=None)
