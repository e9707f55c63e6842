"""What narrows the clerk's list: a view, kind, field, unit, words. Read from the address."""

import datetime as dt
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import F, QuerySet
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from toasoan.questions.kinds import OPEN_STATES, QuestionKind, QuestionState
from toasoan.questions.models import Question
from toasoan.questions.queries import searched

#: The states in which the clerk is the next one to do something.
CLERKS_TURN = (QuestionState.RECEIVED, QuestionState.CLASSIFIED, QuestionState.APPROVED)
TO_DO, OPEN, OVERDUE, CLOSED, ALL = "can-xu-ly", "dang-xu-ly", "qua-han", "da-xong", "tat-ca"
#: Name in the address → what the person reads.
VIEWS: dict[str, str | Promise] = {
    TO_DO: _("To do now"),
    OPEN: _("On their way"),
    OVERDUE: _("Overdue"),
    CLOSED: _("Finished"),
    ALL: _("All questions"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What was asked for; a value that does not exist counts as not asked."""

    view: str
    kind: str
    field: int | None
    unit: int | None
    words: str

    @property
    def is_by_deadline(self) -> bool:
        """Whether the list stands in the order of last days."""
        return self.view in {TO_DO, OPEN, OVERDUE}

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but the view was chosen."""
        return bool(self.kind or self.field or self.unit or self.words)

    def query(self, **changed: str) -> str:
        """The part of an address that asks for the same, with some of it changed."""
        asked = {
            "xem": self.view,
            "loai": self.kind,
            "linh-vuc": str(self.field or ""),
            "don-vi": str(self.unit or ""),
            "tu": self.words,
        } | changed
        return urlencode({name: value for name, value in asked.items() if value})


def read_filters(asked: QueryDict) -> Filters:
    """The filters that an address asks for."""
    view, kind = asked.get("xem", TO_DO), asked.get("loai", "")
    return Filters(
        view=view if view in VIEWS else TO_DO,
        kind=kind if kind in QuestionKind.values else "",
        field=_number(asked.get("linh-vuc", "")),
        unit=_number(asked.get("don-vi", "")),
        words=asked.get("tu", "").strip()[:200],
    )


def _number(text: str) -> int | None:
    return (
        int(text) if text.isascii() and text.isdecimal() and len(text) <= len("999999999") else None
    )


def filtered(rows: QuerySet[Question], filters: Filters, today: dt.date) -> QuerySet[Question]:
    """The rows that the filters leave, by last day or newest first."""
    rows = _of_view(rows, filters.view, today)
    chosen = {"kind": filters.kind, "field": filters.field, "unit": filters.unit}
    rows = rows.filter(**{name: value for name, value in chosen.items() if value})
    if filters.words:
        rows = searched(rows, filters.words)
    if filters.is_by_deadline:
        return rows.order_by(F("due_on").asc(nulls_last=True), "pk")
    return rows.order_by("-received_at", "-pk")


def _of_view(rows: QuerySet[Question], view: str, today: dt.date) -> QuerySet[Question]:
    if view == TO_DO:
        return rows.filter(state__in=CLERKS_TURN)
    if view == OPEN:
        return rows.filter(state__in=OPEN_STATES)
    if view == OVERDUE:
        return rows.filter(state__in=OPEN_STATES, due_on__lt=today)
    return rows.exclude(state__in=OPEN_STATES) if view == CLOSED else rows
