"""Figures of made-up histories: what must hold whatever happened."""

import datetime as dt
from collections import Counter

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from toasoan.editorial.transitions import Status
from toasoan.figures.counting import measure
from toasoan.figures.dimensions import Filters
from toasoan.figures.measures import MEASURES, Dimension
from toasoan.figures.rows import behind
from toasoan.figures.tests.histories import (
    COUNTS,
    HISTORIES,
    OUTLETS,
    counted,
    hours,
    keys_of,
    late,
    rows_of,
    stays,
)
from toasoan.ledger.models import PUBLISHED, LedgerEntry
from toasoan.outlets.models import Outlet
from toasoan.testing.factories import make_section, make_unit
from toasoan.units.actions import record_succession
from toasoan.units.models import SuccessionKind
from toasoan.vietnamese.periods import half_year, month, sector_half_year, sector_year, year

pytestmark = pytest.mark.django_db
PERIODS = st.sampled_from(
    [half_year(2023, 1), sector_half_year(2023, 1), sector_year(2023), year(2023), month(2023, 2)]
)
bounded = settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
AUGUST = dt.date(2024, 8, 1)


@pytest.fixture
def house(room):
    """An agency with three units, two sections and two outlets, and nothing that happened."""
    for code in OUTLETS:
        Outlet.objects.create(agency=room.agency, code=code, name=code, kind="other")
    units = [room.unit, room.other_unit, make_unit(room.agency)]
    return room.agency, units, [room.section, make_section(room.agency, "phap-luat", "Pháp luật")]


class kept_for_a_moment:  # noqa: N801  # reads as words where it is used
    """The rows in the ledger, and out of it again: nothing else may take them away."""

    def __init__(self, rows):
        self.rows = rows

    def __enter__(self):
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        LedgerEntry.objects.bulk_create(self.rows)
        return self.rows

    def __exit__(self, *raised):
        transaction.set_rollback(True)
        self.atomic.__exit__(*raised)


@bounded
@given(HISTORIES, PERIODS)
def test_measures_agree_with_a_naive_count_and_their_parts_add_up(house, history, period):
    agency, units, sections = house
    with kept_for_a_moment(rows_of(history, agency, units, sections)) as rows:
        for code in COUNTS:
            expected = counted(rows, code, period)
            for dimension in MEASURES[code].dimensions:
                told = measure(agency, code, period, by=(dimension,))
                naive = Counter(
                    key for row in expected for key in keys_of(row, dimension, sections)
                )
                found = {row.members[0].key: row.value for row in told.rows if row.value}
                assert (told.total, found) == (len(expected), dict(naive)), (code, dimension)
                if dimension.adds_up:
                    assert sum(row.value for row in told.rows) == told.total


@settings(parent=bounded, max_examples=6)
@given(HISTORIES, PERIODS)
def test_every_number_is_the_length_of_its_list(house, history, period):
    agency, units, sections = house
    with kept_for_a_moment(rows_of(history, agency, units, sections)):
        for code in ("returned", "placed", "late"):
            for dimension in MEASURES[code].dimensions:
                for row in measure(agency, code, period, by=(dimension,)).rows:
                    filters = Filters(**{dimension.value: row.members[0].key})
                    assert len(list(behind(agency, code, period, filters=filters))) == row.value
                    assert measure(agency, code, period, filters=filters).total == row.value


@bounded
@given(HISTORIES, PERIODS)
def test_turnaround_and_timeliness_agree_with_a_naive_count(house, history, period):
    agency, units, sections = house
    at = {
        "unit_hours": {Status.SUBMITTED},
        "desk_hours": {Status.RECEIVED, Status.EDITING},
        "approval_hours": {Status.PROPOSED},
    }
    with kept_for_a_moment(rows_of(history, agency, units, sections)) as rows:
        for code, statuses in at.items():
            found = stays(rows, statuses, period)
            assert measure(agency, code, period).total == hours(found, 0.5), code
            assert measure(agency, f"{code}_90", period).total == hours(found, 0.9), code
            assert len(list(behind(agency, code, period))) == len(found)
        assert measure(agency, "late", period).total == late(rows, period)
        parts = [measure(agency, code, period).total for code in ("late", "in_time")]
        assert sum(parts) == measure(agency, "handled", period).total


@bounded
@given(HISTORIES, PERIODS, st.sampled_from(list(SuccessionKind)))
def test_merging_splitting_and_renaming_units_keeps_totals(house, history, period, kind):
    agency, units, sections = house
    with kept_for_a_moment(rows_of(history, agency, units, sections)):
        ending, heirs = _succeed(agency, units, kind)
        for code in ("received", "published", "placed", "clippings"):
            then = measure(agency, code, period, by=(Dimension.UNIT,))
            now = measure(agency, code, period, by=(Dimension.UNIT,), successors_on=AUGUST)
            assert now.total == then.total == sum(row.value for row in now.rows)
            moved = sum(then.value(unit.code) for unit in ending) if heirs else 0
            if heirs:
                first = heirs[0].code
                assert now.value(first) == then.value(first) + moved
                filters = Filters(unit=first)
                rows = behind(agency, code, period, filters=filters, successors_on=AUGUST)
                assert len(rows) == now.value(first)


def _succeed(agency, units, kind):
    ending = units[:2] if kind == SuccessionKind.MERGED else units[:1]
    new = {"closed": [], "split": [make_unit(agency), units[2]]}.get(kind, [make_unit(agency)])
    record_succession(
        kind, happened_on=dt.date(2024, 7, 1), predecessors=ending, successors=new,
        heir=new[0] if new else units[2],
    )  # fmt: skip
    return ending, new


@bounded
@given(HISTORIES, st.integers(0, 13), st.integers(1, 13), st.integers(0, 20))
def test_moving_an_event_moves_exactly_one_period(house, history, place, months, choice):
    agency, units, sections = house
    periods = [month(2022, 11), month(2022, 12), *(month(2023, n) for n in range(1, 13))]
    rows = rows_of(history, agency, units, sections)
    published = [row for row in rows if row.kind == PUBLISHED]
    if not published:
        return
    moved = published[choice % len(published)]
    moved.happened_at = periods[place].bounds()[0]
    target = (place + months) % len(periods)

    before = _by_month(agency, rows, periods)
    moved.happened_at = periods[target].bounds()[1] - dt.timedelta(microseconds=1)
    after = _by_month(agency, rows, periods)

    change = [now - then for then, now in zip(before, after, strict=True)]
    expected = [0] * len(periods)
    expected[place] -= 1
    expected[target] += 1
    assert change == expected


def _by_month(agency, rows, periods):
    for row in rows:
        row.pk = None
    with kept_for_a_moment(rows):
        return [measure(agency, "published", period).total for period in periods]
