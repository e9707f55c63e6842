"""Figures small enough to add up in the head, and a plain recount."""

import datetime as dt
import json
import random
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from toasoan.editorial.actions import take_step
from toasoan.editorial.rules import Answers
from toasoan.editorial.transitions import Step
from toasoan.ledger.models import LedgerEntry
from toasoan.outlets.actions import record_clipping, record_placement
from toasoan.outlets.models import Outlet
from toasoan.reports.queries import ENTRY_KIND, FigureKind, behind, figures, lines
from toasoan.testing.factories import ROUTES, make_newsroom, make_story
from toasoan.vietnamese.dates import TZ, local_day
from toasoan.vietnamese.periods import Period, half_year, sector_half_year, sector_year

pytestmark = pytest.mark.django_db
HALF = half_year(2023, 1)


def at(*when):
    return dt.datetime(*when, tzinfo=TZ)


@pytest.fixture
def room():
    return make_newsroom()


@pytest.fixture
def outlet(room):
    return Outlet.objects.create(
        agency=room.agency, code="trang-nganh", name="Trang ngành", kind="national_site"
    )


def counts(room, period=HALF):
    total = figures(room.agency, period).total
    return total.received, total.published, total.clippings


def test_received_and_published_are_counted_once_each(room, outlet):
    make_story(room, "published", now=at(2023, 2, 1, 9))
    make_story(room, "rejected", now=at(2023, 2, 1, 9))
    make_story(room, "submitted", now=at(2023, 2, 1, 9))
    again = make_story(room, "received", now=at(2023, 3, 1, 9))
    for step, actor, codes in (
        (Step.RETURN_TO_UNIT, room.editor, ("chua-dat",)),
        (Step.VET, room.vetter, ()),
    ):
        take_step(
            again.pk, step, actor=actor, answers=Answers(reason_codes=codes), now=at(2023, 8, 1, 9)
        )

    assert counts(room) == (3, 1, 0)
    assert counts(room, half_year(2023, 2)) == (0, 0, 0)
    assert str(figures(room.agency, HALF).total.approval_rate) == "33.33"


@pytest.mark.parametrize(
    ("moment", "period", "inside"),
    [
        (at(2023, 6, 30, 23, 59), HALF, True),
        (at(2023, 7, 1, 0, 0), HALF, False),
        (at(2022, 12, 31, 23, 59), HALF, False),
        (at(2023, 1, 1, 0, 0), HALF, True),
        (at(2023, 11, 30, 23, 59), sector_year(2023), True),
        (at(2023, 12, 1, 0, 0), sector_year(2023), False),
        (at(2023, 12, 1, 0, 0), sector_half_year(2024, 1), True),
    ],
)
def test_a_period_begins_and_ends_at_midnight_in_viet_nam(room, moment, period, inside):
    make_story(room, "received", now=moment)

    assert counts(room, period)[0] == int(inside)


def random_history(room, outlet, seed):
    """Thirty stories of two units at random days around the half-year, some placed."""
    dice = random.Random(seed)
    clipped = 0
    for _ in range(30):
        day = at(2022, 12, 1, 8) + dt.timedelta(hours=dice.randrange(24 * 260))
        story = make_story(room, dice.choice(list(ROUTES)), now=day)
        if story.live and dice.random() < 0.5:
            record_placement(
                story.pk,
                outlet,
                placed_on=local_day(day),
                headline="a",
                address="",
                actor=room.editor,
                now=day,
            )
        if dice.random() < 0.3:
            clipped += 1
            record_clipping(
                dice.choice([room.unit, room.other_unit]),
                outlet,
                headline="b",
                published_on=local_day(day),
                address="",
                actor=room.editor,
                now=day,
            )


@pytest.mark.parametrize("seed", range(3))
def test_units_add_up_to_the_whole_and_every_number_opens_to_its_lines(room, outlet, seed):
    random_history(room, outlet, seed)
    counted = figures(room.agency, HALF)

    for kind in FigureKind:
        total = _number(counted.total, kind)
        assert total == sum(_number(row.counts, kind) for row in counted.units)
        assert total == _recount(room, kind)
        assert total == len(list(lines(list(behind(room.agency, HALF, kind)))))
        for row in counted.units:
            rows = behind(room.agency, HALF, kind, unit=row.unit)
            assert rows.count() == _number(row.counts, kind)


def _number(counts, kind):
    if kind is FigureKind.PLACEMENTS:
        return sum(counts.placements.values())
    return getattr(counts, kind.value)


def _recount(room, kind):
    return sum(
        1
        for entry in LedgerEntry.objects.all()
        if entry.agency_id == room.agency.pk
        and entry.kind == ENTRY_KIND[kind]
        and HALF.first <= local_day(entry.happened_at) <= HALF.last
    )


def test_counting_takes_a_fixed_number_of_queries(room, outlet, django_assert_num_queries):
    random_history(room, outlet, 1)

    with django_assert_num_queries(3):
        figures(room.agency, HALF)


def test_the_command_prints_what_other_programs_read(room, outlet):
    make_story(room, "published", now=at(2023, 2, 1, 9))
    out = StringIO()

    call_command("figures", "--from", "2023-01-01", "--to", "2023-06-30", "--json", stdout=out)

    said = json.loads(out.getvalue())
    assert set(said) == {
        "received",
        "published",
        "approval_rate",
        "placements",
        "clippings",
        "units",
    }
    assert (said["received"], said["published"], said["approval_rate"]) == (1, 1, 100.0)
    assert said["placements"] == {"trang-nganh": 0}
    assert said["units"][room.unit.code]["received"] == 1
    assert "units" not in said["units"][room.unit.code]


def test_the_command_prints_a_table_for_a_person(room):
    out = StringIO()

    call_command("figures", "--from", "2023-01-01", "--to", "2023-06-30", stdout=out)

    assert "6 tháng đầu năm 2023" in out.getvalue()
    assert "Tổng số" in out.getvalue()


@pytest.mark.parametrize("days", [("2023-13-01", "2023-06-30"), ("2023-07-01", "2023-06-30")])
def test_a_wrong_period_is_refused_with_a_sentence(room, days):
    with pytest.raises(CommandError, match="Kỳ báo cáo"):
        call_command("figures", "--from", days[0], "--to", days[1])


def test_an_empty_period_has_no_rate(room):
    counted = figures(room.agency, Period(dt.date(1999, 1, 1), dt.date(1999, 1, 2)))

    assert counted.total.approval_rate is None
