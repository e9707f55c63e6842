"""Figures small enough to add up in the head, and a plain recount."""

import datetime as dt
import json
import random
from dataclasses import replace
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from toasoan.editorial.actions import take_step
from toasoan.editorial.transitions import Step
from toasoan.figures.counting import measure
from toasoan.figures.dimensions import Filters
from toasoan.figures.measures import Dimension
from toasoan.figures.rows import behind, lines
from toasoan.figures.tables import standard_columns, tabulate
from toasoan.outlets.models import Outlet
from toasoan.outlets.placements import record_clipping, record_placement
from toasoan.testing.factories import ROUTES, make_newsroom, make_story, on_screen
from toasoan.vietnamese.dates import TZ, local_day
from toasoan.vietnamese.periods import Period, half_year, sector_half_year, sector_year

pytestmark = pytest.mark.django_db
HALF = half_year(2023, 1)
HALF_YEAR = ("--from", "2023-01-01", "--to", "2023-06-30")


def at(*when):
    return dt.datetime(*when, tzinfo=TZ)


@pytest.fixture
def outlet(room):
    return Outlet.objects.create(
        agency=room.agency, code="trang-nganh", name="Trang ngành", kind="national_site"
    )


@pytest.fixture
def newspaper(room):
    return Outlet.objects.create(
        agency=room.agency, code="bao-nganh", name="Báo ngành", kind="sector_newspaper"
    )


def counts(room, period=HALF):
    codes = ("received", "published", "clippings")
    return tuple(measure(room.agency, code, period).total for code in codes)


def by_unit(agency, code, period=HALF):
    return measure(agency, code, period, by=(Dimension.UNIT,)).rows


def by_outlet(room, period=HALF):
    told = measure(room.agency, "placed", period, by=(Dimension.OUTLET,))
    return {row.members[0].key: row.value for row in told.rows}


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
            again.pk,
            step,
            actor=actor,
            answers=on_screen(again.pk, reason_codes=codes),
            now=at(2023, 8, 1, 9),
        )

    assert counts(room) == (3, 1, 0)
    assert counts(room, half_year(2023, 2)) == (0, 0, 0)
    assert str(measure(room.agency, "rate", HALF).total) == "33.33"


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


def of_other_unit(room):
    """The same newsroom, its stories written and cleared in the other unit."""
    return replace(
        room, unit=room.other_unit, contributor=room.other_contributor, vetter=room.other_vetter
    )


def placed(story, outlet, day, actor):
    return record_placement(
        story.pk,
        outlet,
        placed_on=local_day(day),
        headline="a",
        address="",
        actor=actor,
        now=day + dt.timedelta(days=1),
    )


def clipped(unit, outlet, day, actor):
    return record_clipping(
        unit,
        outlet,
        headline="b",
        published_on=local_day(day),
        address="",
        actor=actor,
        now=day,
    )


def random_history(room, outlets, seed):
    """Thirty stories of two units at random days around the half-year, some placed."""
    dice = random.Random(seed)
    for _ in range(30):
        day = at(2022, 12, 1, 8) + dt.timedelta(hours=dice.randrange(24 * 260))
        writers = dice.choice([room, of_other_unit(room)])
        story = make_story(writers, dice.choice(list(ROUTES)), now=day)
        for outlet in outlets:
            if story.live and dice.random() < 0.5:
                placed(story, outlet, day, room.editor)
        if dice.random() < 0.3:
            clipped(dice.choice([room.unit, room.other_unit]), outlets[0], day, room.editor)


def test_units_add_up_to_the_whole_and_every_number_opens_to_its_lines(room, outlet, newspaper):
    random_history(room, [outlet, newspaper], 0)

    table = tabulate(room.agency, standard_columns(room.agency), HALF)

    assert len(table.rows) == 2
    for place, column in enumerate(table.columns):
        if column.code != "rate":
            assert table.total[place] == sum(row.values[place] for row in table.rows)
        for key, number in [
            ("", table.total[place]),
            *((row.member.key, row.values[place]) for row in table.rows),
        ]:
            filters = Filters(unit=key, outlet=column.outlet)
            assert measure(room.agency, column.code, HALF, filters=filters).total == number
            if column.code != "rate":
                rows = list(behind(room.agency, column.code, HALF, filters=filters))
                assert len(list(lines(rows))) == number


def test_counting_and_listing_take_a_fixed_number_of_queries(
    room, outlet, newspaper, django_assert_num_queries
):
    random_history(room, [outlet, newspaper], 1)
    columns = standard_columns(room.agency)

    # The uses by outlet and unit, and the outlets alone; each measure names its units.
    with django_assert_num_queries(11):
        tabulate(room.agency, columns, HALF)
    rows = list(behind(room.agency, "placed", HALF))
    with django_assert_num_queries(4):
        assert len(list(lines(rows))) > 1


def test_a_story_taken_down_and_put_back_was_published_once(room):
    story = make_story(room, "taken_down", now=at(2023, 2, 1, 9))
    take_step(
        story.pk,
        Step.REINSTATE,
        actor=room.second_approver,
        answers=on_screen(story.pk, note="Đã kiểm tra lại"),
        now=at(2023, 3, 1, 9),
    )

    assert counts(room) == (1, 1, 0)


def test_a_placement_typed_in_later_counts_in_the_half_year_of_its_day(room, outlet):
    story = make_story(room, "published", now=at(2023, 6, 29, 9))

    placed(story, outlet, at(2023, 6, 30, 9), room.editor)

    assert by_outlet(room) == {"trang-nganh": 1}
    assert by_outlet(room, half_year(2023, 2)) == {"trang-nganh": 0}


def test_another_agency_is_neither_counted_nor_named(room, outlet):
    other = make_newsroom("song-khac", "khac.vidu.vn")
    twin = Outlet.objects.create(
        agency=other.agency, code=outlet.code, name="Tên của nơi khác", kind=outlet.kind
    )
    placed(
        make_story(room, "published", now=at(2023, 2, 1, 9)), outlet, at(2023, 2, 2), room.editor
    )
    clipped(other.unit, twin, at(2023, 2, 2), other.editor)
    make_story(other, "published", now=at(2023, 2, 1, 9))

    assert counts(room) == (1, 1, 0)
    own = {row.members[0].key for row in by_unit(room.agency, "received")}
    assert own == set(room.agency.units.values_list("code", flat=True))
    listed = lines(list(behind(room.agency, "placed", HALF)))
    assert [line.outlet for line in listed] == ["Trang ngành"]


def test_a_closed_unit_stands_in_the_periods_in_which_it_existed_or_counted(room, outlet):
    room.other_unit.closed_on = dt.date(2023, 1, 1)
    room.other_unit.save()

    def codes(period):
        return {row.members[0].key for row in by_unit(room.agency, "clippings", period)}

    assert codes(HALF) == {room.unit.code, room.other_unit.code}
    assert codes(half_year(2023, 2)) == {room.unit.code}
    clipped(room.other_unit, outlet, at(2023, 8, 1, 9), room.editor)
    assert codes(half_year(2023, 2)) == {room.unit.code, room.other_unit.code}


def test_a_line_says_the_live_headline_or_else_the_latest(room):
    live = make_story(room, "published", headline="Đã đăng", now=at(2023, 2, 1, 9))
    waiting = make_story(room, "received", headline="Như đã gửi", now=at(2023, 2, 2, 9))
    for story, words in ((live, "Đang sửa"), (waiting, "Bản mới nhất")):
        draft = story.get_latest_revision_as_object()
        draft.headline = words
        draft.save_revision(user=room.editor)

    listed = list(lines(list(behind(room.agency, "received", HALF))))

    assert [line.headline for line in listed] == ["Bản mới nhất", "Đã đăng"]
    assert [bool(line.address) for line in listed] == [False, True]


def test_the_command_prints_what_other_programs_read(room, outlet):
    make_story(room, "published", now=at(2023, 2, 1, 9))
    out = StringIO()

    call_command("figures", *HALF_YEAR, "--json", stdout=out)

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

    call_command("figures", *HALF_YEAR, stdout=out)

    assert "6 tháng đầu năm 2023" in out.getvalue()
    assert "Tổng số" in out.getvalue()


def test_the_command_narrows_to_one_unit(room):
    make_story(room, "published", now=at(2023, 2, 1, 9))
    make_story(of_other_unit(room), "received", now=at(2023, 2, 1, 9))
    out = StringIO()

    call_command("figures", *HALF_YEAR, "--unit", room.other_unit.code, "--json", stdout=out)

    said = json.loads(out.getvalue())
    assert (said["received"], said["published"], said["approval_rate"]) == (1, 0, 0.0)
    assert list(said["units"]) == [room.other_unit.code]


@pytest.mark.parametrize(
    ("option", "sentence"),
    [("--unit", "không có đơn vị mang mã này"), ("--agency", "Không có cơ quan này")],
)
def test_an_unknown_code_is_refused_with_a_sentence(room, option, sentence):
    with pytest.raises(CommandError, match=sentence):
        call_command("figures", *HALF_YEAR, option, "la")


@pytest.mark.parametrize(
    "days",
    [
        ("2023-13-01", "2023-06-30"),
        ("2023-07-01", "2023-06-30"),
        ("0001-01-01", "2023-06-30"),
        ("2023-01-01", "9999-12-31"),
    ],
)
def test_a_wrong_period_is_refused_with_a_sentence(room, days):
    with pytest.raises(CommandError, match="Kỳ báo cáo"):
        call_command("figures", "--from", days[0], "--to", days[1])


def test_an_empty_period_has_no_rate(room):
    days = Period(dt.date(1999, 1, 1), dt.date(1999, 1, 2))

    assert measure(room.agency, "rate", days).total is None
