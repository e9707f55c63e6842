"""The register as the newsroom reads it: narrowed, sorted, what is late, gaps and doubles."""

import datetime as dt
import itertools
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import F, Q, QuerySet

from toasoan.records.models import DocumentState, OfficialDocument, Origin, PublicationDeadline
from toasoan.records.queries import DueDays, documents_of
from toasoan.records.rules import Validity, deadline_for
from toasoan.vietnamese.document_numbers import search_form
from toasoan.vietnamese.fold import fold
from toasoan.vietnamese.working_time import WorkingCalendar, working_day_after

#: A deadline is near from this many working days before its last day.
NEAR = 2
#: No deadline is so long that its documents are older, in days.
_FURTHEST_BACK = 400
_ONE_DAY = dt.timedelta(days=1)
#: Longer searches are no searches.
_MOST_WORDS = 12


class Sort(StrEnum):
    """In which order the register is read."""

    NEWEST = "moi-nhat"
    OLDEST = "cu-nhat"
    NUMBER = "so"
    CHANGED = "vua-sua"


class Due(StrEnum):
    """Which documents the clock asks for."""

    OVERDUE = "qua-han"
    NEAR = "sap-den-han"


_ORDERS = {
    Sort.NEWEST: ("-issued_on", "-pk"),
    Sort.OLDEST: ("issued_on", "pk"),
    Sort.NUMBER: (F("ordinal").asc(nulls_last=True), "ordinal_suffix", "-issued_on", "pk"),
    Sort.CHANGED: ("-changed_at", "-pk"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterFilters:
    """What narrows the register; what is empty narrows nothing. Ids are the agency's rows."""

    words: str = ""
    document_type_id: int | None = None
    issuing_body_id: int | None = None
    field_id: int | None = None
    year: int | None = None
    state: str = ""
    validity: Validity | None = None
    due: Due | None = None
    drafts_for_comment: bool = False
    sort: Sort = Sort.NEWEST


def register(
    agency_id: int, filters: RegisterFilters, today: dt.date
) -> QuerySet[OfficialDocument]:
    """The documents that pass the filters, in their order."""
    rows = documents_of(agency_id)
    exact = {
        "document_type": filters.document_type_id,
        "issuing_body": filters.issuing_body_id,
        "field": filters.field_id,
        "state": filters.state or None,
        "is_draft_for_comment": filters.drafts_for_comment or None,
    }
    rows = rows.filter(**{name: value for name, value in exact.items() if value is not None})
    if filters.year is not None:
        rows = rows.filter(issued_on__year=filters.year)
    if filters.validity is not None:
        rows = rows.filter(has_validity(filters.validity, today))
    if filters.due is not None:
        rows = rows.filter(asked_by_the_clock(DueDays(agency_id), filters.due, today))
    return found_by(rows, filters.words).order_by(*_ORDERS[filters.sort])


def found_by(rows: QuerySet[OfficialDocument], words: str) -> QuerySet[OfficialDocument]:
    """The rows with this number, with or without marks and spaces, or with all these words."""
    folded = fold(words).split()[:_MOST_WORDS]
    if not folded:
        return rows
    in_words = Q()
    for word in folded:
        in_words &= Q(search_text__contains=word)
    number = search_form(words)
    starts_so = Q(number_search__startswith=number) if number[:1].isdigit() else Q()
    return rows.filter(in_words | starts_so) if starts_so else rows.filter(in_words)


def has_validity(validity: Validity, day: dt.date) -> Q:
    """`rules.validity_on` as a condition on rows; drafts for comment have no validity."""
    ended = Q(ended_on__lte=day)
    not_yet = Q(effective_on__gt=day) | Q(effective_on=None, issued_on__gt=day)
    partly = Q(partly_ended_on__lte=day)
    # A comparison with an empty day is neither true nor false: said in so many words.
    not_ended = Q(ended_on=None) | Q(ended_on__gt=day)
    begun = Q(effective_on__lte=day) | Q(effective_on=None, issued_on__lte=day)
    whole = Q(partly_ended_on=None) | Q(partly_ended_on__gt=day)
    condition = {
        Validity.ENDED: ended,
        Validity.NOT_YET: not_ended & not_yet,
        Validity.PARTLY_ENDED: not_ended & begun & partly,
        Validity.IN_FORCE: not_ended & begun & whole,
    }[validity]
    return Q(is_draft_for_comment=False) & condition


def asked_by_the_clock(days: DueDays, due: Due, today: dt.date) -> Q:
    """The documents that must be published, are not, and whose last day is over, or is near.

    What has the same deadline is late in the order of its issue, so one day for each deadline
    says which rows are: no row is looked at.
    """
    late = _due_before(days, today)
    if due == Due.NEAR:
        ahead = working_day_after(today, NEAR, days.calendar) + _ONE_DAY
        late = _due_before(days, ahead) & ~late
    waiting = Q(state=DocumentState.DRAFT, is_to_be_published=True)
    return waiting & late


def _due_before(days: DueDays, day: dt.date) -> Q:
    """The documents whose last day for being published lies before the day."""
    condition = Q(pk__in=())
    for deadline in days.deadlines:
        latest = _latest_issue_due_before(deadline.working_days, day, days.calendar)
        held = Q(issuing_body__is_own=deadline.origin == Origin.OWN, issued_on__lte=latest)
        held &= Q(issued_on__gte=deadline.from_on)
        if deadline.until_on is not None:
            held &= Q(issued_on__lte=deadline.until_on)
        for stronger in _stronger(deadline, days.deadlines):
            held &= ~_holds_for(stronger)
        if deadline.document_type_id is not None:
            held &= Q(document_type=deadline.document_type_id)
        condition |= held
    return condition


def _stronger(
    deadline: PublicationDeadline, others: Iterable[PublicationDeadline]
) -> list[PublicationDeadline]:
    """The deadlines that go before this one where both hold (`rules.deadline_for`)."""
    own = (deadline.document_type_id is not None, deadline.from_on)
    return [
        other
        for other in others
        if other.origin == deadline.origin
        and (other.document_type_id is not None, other.from_on) > own
        and deadline.document_type_id in {None, other.document_type_id}
    ]


def _holds_for(deadline: PublicationDeadline) -> Q:
    condition = Q(issued_on__gte=deadline.from_on)
    if deadline.until_on is not None:
        condition &= Q(issued_on__lte=deadline.until_on)
    if deadline.document_type_id is not None:
        condition &= Q(document_type=deadline.document_type_id)
    return condition


def _latest_issue_due_before(working_days: int, day: dt.date, calendar: WorkingCalendar) -> dt.date:
    """The latest day of issue whose documents are due before the day."""
    for back in range(1, _FURTHEST_BACK):
        issued_on = day - back * _ONE_DAY
        if working_day_after(issued_on, working_days, calendar) < day:
            return issued_on
    return dt.date.min


@dataclass(frozen=True, slots=True)
class Waiting:
    """A document that the clock asks for: its last day, and the deadline that says so."""

    document: OfficialDocument
    due_on: dt.date
    deadline: PublicationDeadline
    is_late: bool


def waiting_documents(agency_id: int, today: dt.date) -> list[Waiting]:
    """What is late or nearly so, the longest due first."""
    days = DueDays(agency_id)
    condition = asked_by_the_clock(days, Due.OVERDUE, today)
    condition |= asked_by_the_clock(days, Due.NEAR, today)
    found = []
    for document in documents_of(agency_id).filter(condition):
        due_on = days.due_on(document)
        deadline = deadline_for(
            days.deadlines,
            type_id=document.document_type_id,
            origin=document.issuing_body.origin,
            issued_on=document.issued_on,
        )
        if due_on is not None and deadline is not None:
            found.append(Waiting(document, due_on, deadline, due_on < today))
    return sorted(found, key=lambda row: (row.due_on, row.document.pk))


@dataclass(frozen=True, slots=True)
class NumberLine:
    """The numbers of one type, symbol and year: which are missing, which stand twice.

    `missing` are spans (first, last). Numbers are the office's; the register only shows them.
    """

    type_name: str
    symbol: str
    year: int
    lowest: int
    highest: int
    count: int
    missing: tuple[tuple[int, int], ...]
    doubles: tuple[int, ...]

    @property
    def missing_count(self) -> int:
        """How many numbers are missing."""
        return sum(last - first + 1 for first, last in self.missing)


def gaps_and_doubles(agency_id: int, year: int | None = None) -> list[NumberLine]:
    """Gaps and doubles in the numbers of the agency's own documents, per type, symbol and year.

    A gap lies between the lowest and the highest number that the register has: what comes before
    or after them may be elsewhere.
    """
    rows = documents_of(agency_id).filter(issuing_body__is_own=True, ordinal__isnull=False)
    if year is not None:
        rows = rows.filter(issued_on__year=year)
    groups: dict[tuple[str, str, int], list[tuple[int, str]]] = defaultdict(list)
    for name, symbol, issued_on, ordinal, suffix in rows.order_by().values_list(
        "document_type__name", "symbol", "issued_on", "ordinal", "ordinal_suffix"
    ):
        groups[name, symbol, issued_on.year].append((ordinal or 0, suffix))
    lines = [_line(key, numbers) for key, numbers in groups.items()]
    return sorted(lines, key=lambda line: (-line.year, line.type_name, line.symbol))


def _line(key: tuple[str, str, int], numbers: Sequence[tuple[int, str]]) -> NumberLine:
    ordinals = sorted({ordinal for ordinal, _suffix in numbers})
    missing = tuple(
        (before + 1, after - 1)
        for before, after in itertools.pairwise(ordinals)
        if after - before > 1
    )
    seen: set[tuple[int, str]] = set()
    doubles: set[int] = set()
    for number in numbers:
        doubles |= {number[0]} if number in seen else set()
        seen.add(number)
    return NumberLine(
        *key,
        lowest=ordinals[0],
        highest=ordinals[-1],
        count=len(numbers),
        missing=missing,
        doubles=tuple(sorted(doubles)),
    )


def years_of(agency_id: int) -> list[int]:
    """The years in which documents of the register were issued, the latest first."""
    days = OfficialDocument.objects.filter(agency=agency_id).dates("issued_on", "year", "DESC")
    return [day.year for day in days]
