"""``toasoan figures`` with periods by name, one measure, comparison, successors."""

import datetime as dt
import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from toasoan.testing.factories import make_story, make_unit
from toasoan.units.actions import record_succession
from toasoan.units.models import SuccessionKind
from toasoan.vietnamese.dates import TZ

pytestmark = pytest.mark.django_db


def said(*arguments):
    out = StringIO()
    call_command("figures", *arguments, stdout=out)
    return out.getvalue()


def at(*when):
    return dt.datetime(*when, tzinfo=TZ)


def test_a_period_by_its_name_is_the_same_as_by_its_days(room):
    make_story(room, "published", now=at(2022, 12, 15, 9))

    by_days = said("--from", "2022-12-01", "--to", "2023-05-31", "--json")

    assert said("--period", "2023H1-nganh", "--json") == by_days
    assert json.loads(by_days)["received"] == 1
    assert json.loads(said("--period", "2023H1", "--json"))["received"] == 0


def test_one_measure_is_told_apart_and_compared(room):
    make_story(room, "published", now=at(2023, 2, 1, 9))
    make_story(room, "received", now=at(2022, 9, 1, 9))

    told = json.loads(
        said(
            "--period",
            "2023H1",
            "--measure",
            "received",
            "--by",
            "unit,section",
            "--compare",
            "--json",
        )
    )
    text = said("--period", "2023H1", "--measure", "rate", "--by", "unit", "--compare")

    assert told["total"] == {"value": 1, "previous": 1, "last_year": 0}
    row, *others = told["rows"]
    assert not others
    assert row["keys"] == [room.unit.code, "tin-tuc"]
    assert (row["value"], row["previous"], row["last_year"]) == (1, 1, 0)
    assert "100%" in text
    assert "Cùng kỳ năm trước" in text


def test_figures_of_a_merged_unit_go_to_the_one_that_carries_on(room):
    make_story(room, "published", now=at(2023, 2, 1, 9))
    record_succession(
        SuccessionKind.MERGED,
        happened_on=dt.date(2023, 7, 1),
        predecessors=[room.unit, make_unit(room.agency)],
        successors=[room.other_unit],
    )

    as_then = json.loads(said("--period", "2023H1", "--json"))["units"]
    summed = json.loads(said("--period", "2023H1", "--successors", "--json"))["units"]

    assert as_then[room.unit.code]["published"] == 1
    assert room.unit.code not in summed
    assert summed[room.other_unit.code]["published"] == 1


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (
            (
                "--period",
                "2023H3",
            ),
            "Kỳ báo cáo chưa đúng",
        ),
        ((), "Kỳ báo cáo chưa đúng"),
        (("--period", "2023H1", "--measure", "la"), "Ghi một chỉ số"),
        (("--period", "2023H1", "--by", "unit"), "Ghi một chỉ số"),
        (("--period", "2023H1", "--measure", "received", "--by", "reason"), "chia được theo"),
        (("--period", "2023H1", "--measure", "received", "--by", "la"), "chia được theo"),
        (
            ("--period", "2023H1", "--measure", "received", "--unit", "la"),
            "không có đơn vị mang mã này",
        ),
    ],
)
def test_what_is_not_understood_is_refused_with_a_sentence(room, arguments, sentence):
    with pytest.raises(CommandError, match=sentence):
        said(*arguments)
