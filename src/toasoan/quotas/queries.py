"""What is owed, done and missing in a period; the lists of quotas and exemptions."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from django.db.models import Count, F, Q, QuerySet
from django.shortcuts import get_object_or_404

from toasoan.accounts.models import User
from toasoan.figures.dimensions import Scope
from toasoan.figures.entries import Entries, counted
from toasoan.figures.measures import MEASURES
from toasoan.figures.successors import heirs_on
from toasoan.quotas.models import Counted, Exemption, Quota, ReminderDays
from toasoan.quotas.rules import (
    Demand,
    counting_months,
    days_left,
    expected_by,
    months_in,
    owed,
    span_of,
    whole,
)
from toasoan.stories.models import Genre, Story
from toasoan.units.models import Agency, BoardKind, Membership, Unit
from toasoan.units.rules import DaySpan
from toasoan.vietnamese.collation import sort_key
from toasoan.vietnamese.numbers import rate
from toasoan.vietnamese.periods import Period

#: Days before the end of a period on which agencies remind that have chosen none.
FIRST_REMINDER, SECOND_REMINDER = 10, 3


@dataclass(frozen=True, slots=True)
class Thing:
    """What is owed: what counts, and of which genres (none: of all)."""

    counts: str
    genres: tuple[str, ...] = ()

    def genre_names(self) -> str:
        """The genres in words, empty for all."""
        return ", ".join(str(Genre(code).label) for code in self.genres)

    def label(self) -> str:
        """What counts and of which genres, in words."""
        counted = str(Counted(self.counts).label)
        return f"{self.genre_names()}, {counted}" if self.genres else counted

    @staticmethod
    def of(quota: Quota) -> "Thing":
        """What a quota asks for."""
        return Thing(quota.counts, tuple(sorted(quota.genres)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortfall:
    """A unit or a person, a thing, and how far they are with it in a period.

    `unit` is the person's unit of the day in rows of people, and may be None there.
    `carried` are units that ended within the period and are summed into this one.
    `months` of the period's whole months count; `exempt` are those exemptions that take some out.
    """

    unit: Unit | None
    person: User | None
    thing: Thing
    quota: Quota
    period: Period
    months: int
    required: int
    done: int
    expected: int
    days_left: int
    exempt: tuple[Exemption, ...] = ()
    carried: tuple[Unit, ...] = ()

    @property
    def missing(self) -> int:
        """How many are still to come."""
        return max(0, self.required - self.done)

    @property
    def share(self) -> Decimal | None:
        """Done ÷ required in per cent; None when nothing is owed."""
        return rate(self.done, self.required)

    @property
    def is_met(self) -> bool:
        """Whether nothing is missing."""
        return self.missing == 0

    @property
    def is_behind(self) -> bool:
        """Whether, while the period lasts, less is done than an even pace asks for by today."""
        return self.days_left > 0 and self.done < self.expected

    @property
    def name(self) -> str:
        """Who owes it."""
        if self.person is not None:
            return str(self.person)
        return self.unit.short_name if self.unit else ""


@dataclass(slots=True)
class _Account:
    """The account of a unit, with those that it carries on for, or of a person."""

    unit: Unit | None
    person: User | None = None
    units: list[Unit] = field(default_factory=list)
    owes: Fraction = Fraction(0)
    months: set[Period] = field(default_factory=set)
    exempt: list[Exemption] = field(default_factory=list)
    quota: Quota | None = None

    def add(self, months: Sequence[Period], own: Sequence[Quota], general: Sequence[Quota]) -> None:
        """Add what the months owe."""
        self.owes += owed(months, _demands(own), _demands(general))
        self.months.update(months)
        self.quota = next(iter([*own, *general, self.quota]))


def _demands(quotas: Iterable[Quota]) -> list[Demand]:
    return [Demand(quota.number, quota.cycle, span_of(quota)) for quota in quotas]


def shortfalls(
    agency: Agency, period: Period, today: dt.date, *, quotas: Collection[Quota] | None = None
) -> list[Shortfall]:
    """Who owes what in a period, and what is missing today; those with most missing first.

    Required is the sum over the period's whole months in which the subject existed on all days
    and was not exempt, rounded once (decision 0044). A unit that has ended by the earlier of
    today and the period's end is summed into the one that carries on. `quotas` narrows it to some
    of the agency's. A fixed number of queries for each thing that is owed.
    """
    rows = list(quotas) if quotas is not None else list(quotas_touching(agency, period))
    exemptions = list(Exemption.objects.touching(period.first, period.last).filter(agency=agency))
    found = [
        *_of_units(agency, period, today, rows, exemptions),
        *_of_people(agency, period, today, rows, exemptions),
    ]
    return sorted(found, key=lambda row: (-row.missing, row.done, sort_key(row.name)))


def quotas_touching(agency: Agency, period: Period) -> QuerySet[Quota]:
    """The quotas that hold on a day of the period."""
    rows: QuerySet[Quota] = (
        Quota.objects.touching(period.first, period.last)
        .filter(agency=agency)
        .select_related("agency", "unit", "person", "created_by")
        .order_by("-from_on", "pk")
    )
    return rows


def _by_thing(quotas: Iterable[Quota]) -> dict[Thing, list[Quota]]:
    found: dict[Thing, list[Quota]] = defaultdict(list)
    for quota in quotas:
        found[Thing.of(quota)].append(quota)
    return found


def _of_units(
    agency: Agency,
    period: Period,
    today: dt.date,
    quotas: Sequence[Quota],
    exemptions: Sequence[Exemption],
) -> Iterator[Shortfall]:
    existed = Q(opened_on__lte=period.last) & (
        Q(closed_on__isnull=True) | Q(closed_on__gte=period.first)
    )
    units = list(Unit.objects.filter(existed, agency=agency))
    heirs = heirs_on(agency, min(max(today, period.first), period.last))
    carrying = Unit.objects.in_bulk({heirs.get(unit.pk, unit.pk) for unit in units})
    months = months_in(period)
    for thing, rows in _by_thing(quota for quota in quotas if quota.person_id is None).items():
        accounts: dict[int, _Account] = {}
        for unit in units:
            carrier = carrying[heirs.get(unit.pk, unit.pk)]
            account = accounts.setdefault(carrier.pk, _Account(carrier))
            account.units.append(unit)
            exempt = [row for row in exemptions if row.unit_id == unit.pk]
            account.exempt += exempt
            life = DaySpan(unit.opened_on, unit.closed_on)
            account.add(
                counting_months(months, life, [span_of(row) for row in exempt]),
                [row for row in rows if row.unit_id == unit.pk],
                [row for row in rows if row.unit_id is None],
            )
        counted = _number_by_unit(agency, period, thing)
        for account in accounts.values():
            if account.quota is not None:
                done = sum(counted[unit.pk] for unit in account.units)
                yield _row(account, thing, done, period, today)


def _of_people(
    agency: Agency,
    period: Period,
    today: dt.date,
    quotas: Sequence[Quota],
    exemptions: Sequence[Exemption],
) -> Iterator[Shortfall]:
    of_people = [quota for quota in quotas if quota.person is not None]
    people = {quota.person.pk: quota.person for quota in of_people if quota.person is not None}
    units = units_of_people(people, min(max(today, period.first), period.last))
    months = months_in(period)
    for thing, rows in _by_thing(of_people).items():
        counted = _number_by_author(agency, period, thing)
        for pk in dict.fromkeys(row.person_id for row in rows if row.person_id is not None):
            exempt = [row for row in exemptions if row.person_id == pk]
            account = _Account(units.get(pk), people[pk], exempt=exempt)
            account.add(
                counting_months(months, DaySpan(dt.date.min), [span_of(row) for row in exempt]),
                [row for row in rows if row.person_id == pk],
                [],
            )
            yield _row(account, thing, counted[pk], period, today)


def _row(account: _Account, thing: Thing, done: int, period: Period, today: dt.date) -> Shortfall:
    if account.quota is None:
        raise ValueError("An account without a quota owes nothing.")
    required = whole(account.owes)
    unit = account.unit
    return Shortfall(
        unit=unit,
        person=account.person,
        thing=thing,
        quota=account.quota,
        period=period,
        months=len(account.months),
        required=required,
        done=done,
        expected=expected_by(required, period, today),
        days_left=days_left(period, today),
        exempt=tuple(account.exempt),
        carried=tuple(one for one in account.units if unit is None or one.pk != unit.pk),
    )


def entries_of(agency: Agency, period: Period, thing: Thing) -> Entries:
    """The ledger entries that count towards a thing in a period."""
    rows = counted(Scope(agency, period), MEASURES[thing.counts])
    return rows.filter(genre__in=thing.genres) if thing.genres else rows


def entries_of_row(row: Shortfall) -> Entries:
    """Exactly the entries that a row counts as done, the latest first."""
    rows = entries_of(row.quota.agency, row.period, row.thing)
    rows = rows.select_related("unit").order_by("-happened_at", "-pk")
    if row.person is not None:
        stories = Story.objects.filter(author=row.person).values("pk")
        return rows.filter(story_id__in=stories)
    units = [*row.carried, row.unit] if row.unit else row.carried
    return rows.filter(unit__in=units)


def _number_by_unit(agency: Agency, period: Period, thing: Thing) -> Counter[int]:
    rows = entries_of(agency, period, thing).order_by()
    return Counter(dict(rows.values_list("unit_id").annotate(number=Count("pk"))))


def _number_by_author(agency: Agency, period: Period, thing: Thing) -> Counter[int]:
    rows = entries_of(agency, period, thing).order_by()
    by_story = Counter(dict(rows.values_list("story_id").annotate(number=Count("pk"))))
    found: Counter[int] = Counter()
    authors = Story.objects.filter(pk__in=rows.values("story_id")).values_list("pk", "author_id")
    for story_id, author_id in authors:
        found[author_id] += by_story[story_id]
    return found


def units_of_people(people: Collection[int], day: dt.date) -> dict[int, Unit]:
    """Id of each person → the unit in whose team they sit on the day; the first of several."""
    seats = (
        Membership.objects.in_force_on(day)
        .filter(user_id__in=people, board__kind=BoardKind.UNIT_TEAM, board__unit__isnull=False)
        .select_related("board__unit")
        .order_by("-pk")
    )
    return {seat.user_id: seat.board.unit for seat in seats}


def quota_for(agency: Agency, quota_id: int) -> Quota:
    """A standing quota of the agency. Raises Http404."""
    return get_object_or_404(Quota.objects.standing(), agency=agency, pk=quota_id)


def exemption_for(agency: Agency, exemption_id: int) -> Exemption:
    """A standing exemption of the agency. Raises Http404."""
    return get_object_or_404(Exemption.objects.standing(), agency=agency, pk=exemption_id)


def all_quotas(agency: Agency) -> list[Quota]:
    """The agency's quotas, those in force first, the latest first."""
    rows = Quota.objects.standing().filter(agency=agency)
    rows = rows.select_related("unit", "person", "created_by")
    return list(rows.order_by(F("to_on").desc(nulls_first=True), "-from_on", "pk"))


def all_exemptions(agency: Agency) -> list[Exemption]:
    """The agency's exemptions, the latest first."""
    rows = Exemption.objects.standing().filter(agency=agency)
    return list(rows.select_related("unit", "person", "entered_by").order_by("-from_on", "pk"))


def writers_of(agency: Agency, day: dt.date) -> QuerySet[User]:
    """People in the agency's unit teams on the day: who may have a quota of their own."""
    seats = Membership.objects.in_force_on(day).filter(
        board__agency=agency, board__kind=BoardKind.UNIT_TEAM
    )
    people: QuerySet[User] = User.objects.filter(pk__in=seats.values("user_id"), is_active=True)
    return people


def reminder_days(agency: Agency) -> tuple[int, int]:
    """Days before the end of a period on which the agency reminds, first and second."""
    row = ReminderDays.objects.filter(agency=agency).first()
    return (row.first_days, row.second_days) if row else (FIRST_REMINDER, SECOND_REMINDER)
