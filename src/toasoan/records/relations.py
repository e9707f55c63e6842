"""Ties between documents: stored once, read both ways, never in a circle."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from toasoan.accounts.models import User
from toasoan.records.actions import locked
from toasoan.records.history import note, show_anew
from toasoan.records.models import Deed, DocumentRelation, OfficialDocument, RelationKind
from toasoan.records.validity import settle_validity
from toasoan.refusals import Problem, refuse

#: Kinds in which the newer document does something to the older one.
DIRECTED = frozenset({RelationKind.REPLACES, RelationKind.REPEALS, RelationKind.AMENDS})


@transaction.atomic
def relate(
    document_id: int,
    other_id: int,
    kind: RelationKind,
    *,
    from_on: dt.date | None = None,
    actor: User,
    now: dt.datetime,
) -> DocumentRelation:
    """Say what a document does to another one. Raises RefusedError with all problems."""
    document, other = _both(document_id, other_id)
    refuse(_problems(document, other, kind, from_on))
    relation = DocumentRelation.objects.create(
        document=document, other=other, kind=kind, from_on=from_on
    )
    _tell(relation, Deed.RELATED, actor, now)
    return relation


@transaction.atomic
def unrelate(relation: DocumentRelation, *, actor: User, now: dt.datetime) -> None:
    """Take a tie away; when the other document ends is worked out anew."""
    _both(relation.document_id, relation.other_id)
    held = DocumentRelation.objects.filter(pk=relation.pk).first()
    if held is None:
        return
    pair = DocumentRelation.objects.select_related(
        "document__document_type", "document__issuing_body",
        "other__document_type", "other__issuing_body",
    ).get(pk=held.pk)  # fmt: skip
    DocumentRelation.objects.filter(pk=held.pk).delete()
    _tell(pair, Deed.UNRELATED, actor, now)


def _both(document_id: int, other_id: int) -> tuple[OfficialDocument, OfficialDocument]:
    """Both documents, locked in the order of their ids: two clerks never wait for each other."""
    rows = {pk: locked(pk) for pk in sorted({document_id, other_id})}
    return rows[document_id], rows[other_id]


def _tell(relation: DocumentRelation, deed: Deed, actor: User, now: dt.datetime) -> None:
    """History of both, the end of the other one, pages of both."""
    document, other = relation.document, relation.other
    kind = RelationKind(relation.kind).label
    for one in (document, other):
        detail = f"{document.title} – {kind} – {other.title}"
        note(one, deed, actor=actor, now=now, detail=detail)
        show_anew(one)
    settle_validity(other)


def _problems(
    document: OfficialDocument,
    other: OfficialDocument,
    kind: RelationKind,
    from_on: dt.date | None,
) -> list[Problem]:
    if document.pk == other.pk:
        return [Problem("itself", _("A document is not tied to itself."), "other")]
    if document.agency_id != other.agency_id:
        return [Problem("foreign-document", _("Choose from the agency's register."), "other")]
    problems = []
    ties = DocumentRelation.objects.filter(kind=kind)
    if ties.filter(document=document, other=other).exists() or (
        kind == RelationKind.RELATED and ties.filter(document=other, other=document).exists()
    ):
        problems.append(Problem("known", _("This tie is there already."), "other"))
    if kind in DIRECTED:
        problems += _problems_of_order(document, other, from_on)
    return problems


def _problems_of_order(
    document: OfficialDocument, other: OfficialDocument, from_on: dt.date | None
) -> list[Problem]:
    problems = []
    if document.issued_on < other.issued_on:
        message = _("“%(other)s” is newer: the tie goes the other way round.")
        problems.append(Problem("older", message % {"other": other.title}, "other"))
    if from_on is not None and from_on < document.issued_on:
        message = _("The tie cannot begin before the document is issued.")
        problems.append(Problem("too-early", message, "from_on"))
    if _leads_to(other.pk, document.pk):
        message = _("“%(other)s” already replaces, repeals or amends this one: a circle.")
        problems.append(Problem("circle", message % {"other": other.title}, "other"))
    return problems


def _leads_to(start_id: int, goal_id: int) -> bool:
    """Whether ties from the one document lead to the other; a statement for each step away."""
    seen, edge = {start_id}, {start_id}
    while edge:
        if goal_id in edge:
            return True
        rows = DocumentRelation.objects.filter(document__in=edge, kind__in=DIRECTED)
        edge = set(rows.values_list("other_id", flat=True)) - seen
        seen |= edge
    return False
