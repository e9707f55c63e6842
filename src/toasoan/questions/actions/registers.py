"""Keeping the registers of an agency: fields, places, reasons, clocks with dates."""

import datetime as dt
from dataclasses import dataclass
from typing import TypeVar

from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from toasoan.page_cache.actions import invalidate
from toasoan.questions.cache_tags import answers_tag
from toasoan.questions.clocks import follow_calendar
from toasoan.questions.kinds import QuestionKind, ReasonUse
from toasoan.questions.models import Clock, Field, Place, QuestionReason
from toasoan.questions.rules import ClockRow
from toasoan.refusals import Problem, RefusedError
from toasoan.units.models import Agency, Unit
from toasoan.vietnamese.cleaning import one_line

_Row = TypeVar("_Row", bound=Model)


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldFacts:
    """What a row of the register of fields says."""

    name: str
    unit: Unit | None
    order: int
    is_open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceFacts:
    """What a row of the register of places says."""

    name: str
    about: str
    contact: str
    takes: str
    order: int
    is_open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonFacts:
    """What a row of the register of reasons says."""

    use: ReasonUse
    label: str
    order: int
    is_open: bool


@transaction.atomic
def save_field(agency: Agency, facts: FieldFacts, *, field_id: int | None = None) -> Field:
    """Add a field or change one; past questions keep the row. Raises RefusedError."""
    row = _row(Field.objects.filter(agency=agency), field_id) or Field(agency=agency)
    name = one_line(facts.name)
    _named_once(Field.objects.filter(agency=agency, name__iexact=name), row.pk, "name")
    row.name, row.unit, row.order, row.is_open = name, facts.unit, facts.order, facts.is_open
    row.save()
    invalidate([answers_tag(agency.pk)])
    return row


@transaction.atomic
def save_place(agency: Agency, facts: PlaceFacts, *, place_id: int | None = None) -> Place:
    """Add a place or change one. Raises RefusedError."""
    row = _row(Place.objects.filter(agency=agency), place_id) or Place(agency=agency)
    name = one_line(facts.name)
    _named_once(Place.objects.filter(agency=agency, name__iexact=name), row.pk, "name")
    row.name, row.about, row.contact = name, one_line(facts.about), one_line(facts.contact)
    row.takes, row.order, row.is_open = facts.takes, facts.order, facts.is_open
    row.save()
    invalidate([answers_tag(agency.pk)])
    return row


@transaction.atomic
def save_reason(
    agency: Agency, facts: ReasonFacts, *, reason_id: int | None = None
) -> QuestionReason:
    """Add a reason or change one; the history keeps the words that were chosen. RefusedError."""
    rows = QuestionReason.objects.filter(agency=agency)
    row = _row(rows, reason_id) or QuestionReason(agency=agency)
    label = one_line(facts.label)
    _named_once(rows.filter(use=facts.use, label__iexact=label), row.pk, "label")
    row.use, row.label, row.order, row.is_open = facts.use, label, facts.order, facts.is_open
    row.save()
    return row


@transaction.atomic
def set_clock(
    agency: Agency, kind: QuestionKind, clock: ClockRow, *, from_on: dt.date, today: dt.date
) -> Clock:
    """Set the days of a kind from a day of reception on; open questions are counted anew.

    A row of the past is not changed any more: another one is added from today on at the earliest.
    Raises RefusedError.
    """
    if from_on < today:
        message = _("New days hold from today at the earliest.")
        raise RefusedError(Problem("past", message, "from_on"))
    if clock.days is None and (clock.more_days or clock.extension_days):
        message = _("Without days for the answer there is nothing to add to.")
        raise RefusedError(Problem("no-days", message, "days"))
    row, _is_new = Clock.objects.update_or_create(
        agency=agency,
        kind=kind,
        from_on=from_on,
        defaults={
            "days": clock.days,
            "day_count": clock.day_count,
            "more_days": clock.more_days,
            "more_day_count": clock.more_day_count,
            "extension_days": clock.extension_days,
            "basis": one_line(clock.basis),
        },
    )
    follow_calendar(agency.pk)
    return row


@transaction.atomic
def drop_clock(agency: Agency, clock_id: int, *, today: dt.date) -> None:
    """Remove days that do not hold yet. Raises RefusedError when they do."""
    row = _row(Clock.objects.filter(agency=agency), clock_id)
    if row is None or row.from_on <= today:
        raise RefusedError(Problem("holds", _("These days hold already; set others.")))
    row.delete()


def _row(rows: QuerySet[_Row], key: int | None) -> _Row | None:
    return rows.select_for_update().filter(pk=key).first() if key else None


def _named_once(rows: QuerySet[_Row], own_key: int | None, field: str) -> None:
    if rows.exclude(pk=own_key).exists():
        message = _("This stands in the register already.")
        raise RefusedError(Problem("taken", message, field))
