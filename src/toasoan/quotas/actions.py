"""Setting quotas, letting somebody off, and choosing when to remind."""

import datetime as dt
from dataclasses import dataclass, replace

from django.db import transaction
from django.utils.translation import gettext as _

from toasoan.accounts.models import User
from toasoan.quotas.models import Counted, Cycle, Exemption, Quota, ReminderDays
from toasoan.quotas.rules import (
    exemption_problems,
    first_open_day,
    last_day_problems,
    quota_problems,
    span_of,
)
from toasoan.refusals import Problem, RefusedError, refuse
from toasoan.units.models import Agency, Unit
from toasoan.units.rules import DaySpan
from toasoan.vietnamese.cleaning import one_line
from toasoan.vietnamese.dates import local_day, official_date

_ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotaTerms:
    """What a quota asks for; without unit and person of each unit, without genres of all."""

    number: int
    from_on: dt.date
    document: str
    to_on: dt.date | None = None
    cycle: str = Cycle.MONTH
    is_sector_year: bool = False
    counts: str = Counted.PUBLISHED
    genres: tuple[str, ...] = ()
    unit: Unit | None = None
    person: User | None = None


@transaction.atomic
def add_quota(terms: QuotaTerms, *, agency: Agency, actor: User | None, now: dt.datetime) -> Quota:
    """Set a quota. Raises RefusedError when one for the same thing holds on its days."""
    Agency.objects.select_for_update().get(pk=agency.pk)
    alike = Quota.objects.standing().filter(
        agency=agency, unit=terms.unit, person=terms.person, counts=terms.counts
    )
    others = [span_of(row) for row in alike if sorted(row.genres) == sorted(terms.genres)]
    found = quota_problems(
        terms.number, DaySpan(terms.from_on, terms.to_on), terms.document, others
    )
    if terms.unit and terms.person:
        message = _("Choose a unit or a person, not both.")
        found.append(Problem("two-subjects", message, "person"))
    refuse(found)
    return Quota.objects.create(
        agency=agency,
        unit=terms.unit,
        person=terms.person,
        genres=sorted(terms.genres),
        number=terms.number,
        cycle=terms.cycle,
        is_sector_year=terms.is_sector_year,
        counts=terms.counts,
        document=one_line(terms.document),
        from_on=terms.from_on,
        to_on=terms.to_on,
        created_by=actor,
        created_at=now,
    )


@transaction.atomic
def change_quota(quota_id: int, terms: QuotaTerms, *, actor: User, now: dt.datetime) -> Quota:
    """Let other terms hold from `terms.from_on` on: the old row ends the day before.

    Subject, genres and what counts stay those of the old row. Raises RefusedError when a period
    that has passed would change.
    """
    old = Quota.objects.select_for_update().get(pk=quota_id)
    refuse(_change_problems(old, terms.from_on, "from_on", local_day(now)))
    if terms.from_on == old.from_on:
        _annul(old, actor=actor, now=now, because=_("Corrected in its first period."))
    else:
        old.to_on = terms.from_on - _ONE_DAY
        old.save(update_fields=["to_on"])
    kept = replace(
        terms, unit=old.unit, person=old.person, counts=old.counts, genres=tuple(old.genres)
    )
    return add_quota(kept, agency=old.agency, actor=actor, now=now)


def _change_problems(old: Quota, day: dt.date, field: str, today: dt.date) -> list[Problem]:
    """What stands against changing a quota from a day on."""
    open_from = first_open_day(old.cycle, today, is_sector_year=old.is_sector_year)
    earliest = max(open_from, old.from_on)
    if day >= earliest and (old.to_on is None or day <= old.to_on):
        return []
    message = _(
        "Choose a day from %(day)s on and within the quota's days: periods that have passed stay."
    ) % {"day": official_date(earliest)}
    return [Problem("has-passed", message, field)]


@transaction.atomic
def end_quota(quota_id: int, *, to_on: dt.date, actor: User, now: dt.datetime) -> Quota:
    """Let a quota hold for the last time on a day. Raises RefusedError."""
    quota = Quota.objects.select_for_update().get(pk=quota_id)
    found = last_day_problems(DaySpan(quota.from_on, to_on))
    refuse(found or _change_problems(quota, to_on + _ONE_DAY, "to_on", local_day(now)))
    quota.to_on, quota.ended_by = to_on, actor
    quota.save(update_fields=["to_on", "ended_by"])
    return quota


@transaction.atomic
def annul_quota(quota_id: int, *, because: str, actor: User, now: dt.datetime) -> None:
    """Take back a quota that was entered by mistake, while its first period lasts."""
    quota = Quota.objects.select_for_update().get(pk=quota_id)
    refuse(_change_problems(quota, quota.from_on, "", local_day(now)))
    _annul(quota, actor=actor, now=now, because=because)


def _annul(row: Quota | Exemption, *, actor: User, now: dt.datetime, because: str) -> None:
    if row.annulled_at is not None:
        raise RefusedError(Problem("annulled", _("This has been taken back already.")))
    row.annulled_at, row.annulled_by, row.annulled_because = now, actor, one_line(because)
    row.save(update_fields=["annulled_at", "annulled_by", "annulled_because"])


@dataclass(frozen=True, slots=True, kw_only=True)
class ExemptionTerms:
    """Who is let off, when and why; exactly one of unit and person."""

    from_on: dt.date
    to_on: dt.date
    reason: str
    words: str
    decided_by: str
    unit: Unit | None = None
    person: User | None = None


@transaction.atomic
def exempt(
    terms: ExemptionTerms, *, agency: Agency, actor: User | None, now: dt.datetime
) -> Exemption:
    """Let a unit or a person off in the months that the days touch. Raises RefusedError."""
    found = exemption_problems(DaySpan(terms.from_on, terms.to_on), terms.words, terms.decided_by)
    if (terms.unit is None) == (terms.person is None):
        found.append(Problem("one-subject", _("Choose a unit or a person."), "unit"))
    refuse(found)
    return Exemption.objects.create(
        agency=agency,
        unit=terms.unit,
        person=terms.person,
        from_on=terms.from_on,
        to_on=terms.to_on,
        reason=terms.reason,
        words=one_line(terms.words),
        decided_by=one_line(terms.decided_by),
        entered_by=actor,
        entered_at=now,
    )


@transaction.atomic
def annul_exemption(exemption_id: int, *, because: str, actor: User, now: dt.datetime) -> None:
    """Take an exemption back: what it took out is owed again. The row stays."""
    row = Exemption.objects.select_for_update().get(pk=exemption_id)
    if not because.strip():
        refuse([Problem("no-words", _("Say in words why."), "because")])
    _annul(row, actor=actor, now=now, because=because)


@transaction.atomic
def choose_reminder_days(agency: Agency, *, first_days: int, second_days: int) -> ReminderDays:
    """Choose how many days before the end of a period people are reminded; 0 is never."""
    if second_days and second_days >= first_days:
        message = _("The second reminder comes later than the first: with fewer days to go.")
        refuse([Problem("wrong-order", message, "second_days")])
    row, _is_new = ReminderDays.objects.update_or_create(
        agency=agency, defaults={"first_days": first_days, "second_days": second_days}
    )
    return row
