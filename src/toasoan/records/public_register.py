"""The register as readers look through it: filters, orders, and a search for numbers and words."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from django.db.models import Exists, F, Model, OuterRef, QuerySet
from django.db.models.functions import Coalesce

from toasoan.pagination.pages import OrderedRows
from toasoan.pagination.places import Key
from toasoan.records.models import (
    DocumentState,
    DocumentType,
    Field,
    IssuingBody,
    OfficialDocument,
)
from toasoan.records.queries import published_documents
from toasoan.records.register import has_validity
from toasoan.records.rules import Validity
from toasoan.records.search import DOCUMENT, marks_of
from toasoan.search.finding import object_ids
from toasoan.search.index_tags import SearchFilters
from toasoan.vietnamese.document_numbers import search_form

Row = TypeVar("Row", bound=Model)

#: A search looks no further than so many documents that match, the latest published first.
MOST_FOUND = 500
#: Sorts behind every sign that a number may have.
_BEHIND_ALL = "\uffff"


class RegisterOrder(StrEnum):
    """In what order documents stand."""

    ISSUED = "ban-hanh"
    PUBLISHED = "dang"
    #: The highest number first; for one year, since numbers begin anew each year.
    NUMBER = "so"


_KEYS = {
    RegisterOrder.ISSUED: (
        Key("issued_on", descending=True, is_day=True),
        Key("pk", descending=True),
    ),
    RegisterOrder.PUBLISHED: (
        Key("published_at", descending=True, is_moment=True),
        Key("pk", descending=True),
    ),
    RegisterOrder.NUMBER: (Key("number_order", descending=True), Key("pk", descending=True)),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterFilters:
    """Which documents are looked for; ids of the agency's own rows, a calendar year of issue."""

    typed: str = ""
    type_id: int | None = None
    field_id: int | None = None
    body_id: int | None = None
    year: int | None = None
    validity: Validity | None = None

    @property
    def is_used(self) -> bool:
        """Whether anything is left out."""
        return self != RegisterFilters()


@dataclass(frozen=True, slots=True)
class RegisterChoices:
    """What readers may choose from: only what published documents have."""

    types: tuple[DocumentType, ...] = ()
    fields: tuple[Field, ...] = ()
    bodies: tuple[IssuingBody, ...] = ()
    years: tuple[int, ...] = ()


def choices_of(agency_id: int) -> RegisterChoices:
    """The choices, years from the latest to the first. Five queries; each asks an index."""
    rows = published_documents(agency_id).filter(is_draft_for_comment=False)
    newest = rows.values_list("issued_on", flat=True).first()
    oldest = rows.order_by("issued_on", "pk").values_list("issued_on", flat=True).first()
    years = range(newest.year, oldest.year - 1, -1) if newest and oldest else ()
    return RegisterChoices(
        types=tuple(_used(DocumentType.objects.filter(agency=agency_id), "document_type")),
        fields=tuple(_used(Field.objects.filter(agency=agency_id), "field")),
        bodies=tuple(_used(IssuingBody.objects.filter(agency=agency_id), "issuing_body")),
        years=tuple(years),
    )


def _used(rows: QuerySet[Row], name: str) -> QuerySet[Row]:
    """The rows that a published document names: a look into an index for each."""
    published = OfficialDocument.objects.filter(state=DocumentState.PUBLISHED)
    return rows.filter(Exists(published.filter(**{name: OuterRef("pk")})))


def listed(
    agency_id: int, filters: RegisterFilters, order: RegisterOrder, today: dt.date
) -> tuple[OrderedRows[OfficialDocument], bool]:
    """The published documents that fit, in the order; whether a search found more than it looks at.

    Drafts for comment stand in a list of their own.
    """
    rows = _filtered(agency_id, filters, today)
    is_cut = False
    if filters.typed:
        found, is_cut = _found(agency_id, filters)
        rows = rows.filter(pk__in=found)
    if order == RegisterOrder.NUMBER:
        rows = rows.annotate(number_order=Coalesce(F("ordinal"), 0))
    return OrderedRows(_KEYS[order], rows), is_cut


def drafts(agency_id: int) -> QuerySet[OfficialDocument]:
    """Drafts on which readers may comment or could, the latest closing day first."""
    rows = published_documents(agency_id).filter(is_draft_for_comment=True)
    return rows.order_by("-comments_close_on", "-pk")


def has_drafts(agency_id: int) -> bool:
    """Whether there is any draft. In the list's order, so that its own index is read.

    Without an order SQLite looked at every published document (16 ms at 50,000).
    """
    return bool(drafts(agency_id).values_list("pk", flat=True)[:1])


def _filtered(
    agency_id: int, filters: RegisterFilters, today: dt.date
) -> QuerySet[OfficialDocument]:
    rows = published_documents(agency_id).filter(is_draft_for_comment=False)
    for name, value in (
        ("document_type", filters.type_id),
        ("field", filters.field_id),
        ("issuing_body", filters.body_id),
    ):
        if value is not None:
            rows = rows.filter(**{name: value})
    if filters.year is not None:
        first, last = dt.date(filters.year, 1, 1), dt.date(filters.year, 12, 31)
        rows = rows.filter(issued_on__gte=first, issued_on__lte=last)
    return rows if filters.validity is None else rows.filter(has_validity(filters.validity, today))


def _found(agency_id: int, filters: RegisterFilters) -> tuple[set[int], bool]:
    """Ids of what has the number or the words; whether there may be more. Two queries."""
    words = object_ids(
        filters.typed,
        SearchFilters(agency_id, kind=DOCUMENT),
        MOST_FOUND,
        marks_of(filters.type_id, filters.field_id, filters.body_id, filters.year),
    )
    numbers = list(_of_number(agency_id, filters.typed)[:MOST_FOUND])
    return {*words, *numbers}, max(len(words), len(numbers)) >= MOST_FOUND


def _of_number(agency_id: int, typed: str) -> QuerySet[OfficialDocument, int]:
    """Ids of documents whose number begins so; digits alone are the whole ordinal."""
    begin = search_form(typed)
    rows = OfficialDocument.objects.filter(agency=agency_id).order_by("-issued_on", "-pk")
    if not begin[:1].isdecimal():
        return rows.none().values_list("pk", flat=True)
    rows = rows.filter(number_search__gte=begin, number_search__lt=begin + _BEHIND_ALL)
    if begin.isdecimal():
        rows = rows.filter(ordinal=min(int(begin), 2**31 - 1))
    return rows.values_list("pk", flat=True)
