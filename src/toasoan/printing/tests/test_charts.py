import io
import re
from decimal import Decimal
from pathlib import Path

import pytest
from lxml import etree
from PIL import Image

import toasoan
from toasoan.printing.charts import (
    BarChart,
    LineChart,
    Point,
    ScatterChart,
    Series,
    rows,
    svg,
    svg_for_paper,
)
from toasoan.printing.charts.marks import FORMS, PRINTED
from toasoan.printing.charts.measures import axis
from toasoan.printing.pictures import png
from toasoan.printing.tests.samples import BARS, MAP, MONTHS

CHARTS = [BARS, MONTHS, MAP]
SVG = "{http://www.w3.org/2000/svg}"


def drawn(chart):
    return etree.fromstring(svg(chart).encode())


def texts(root):
    return [node.text for node in root.iter(f"{SVG}text")]


@pytest.mark.parametrize("chart", CHARTS)
def test_a_chart_says_what_it_is_to_whoever_cannot_see_it(chart):
    root = drawn(chart)
    title, description = root.find(f"{SVG}title"), root.find(f"{SVG}desc")

    assert root.get("role") == "img"
    assert (title.text, description.text) == (chart.title, chart.description)
    assert root.get("aria-labelledby") == title.get("id")
    assert root.get("aria-describedby") == description.get("id")


@pytest.mark.parametrize("chart", CHARTS)
def test_a_chart_for_a_page_carries_classes_and_no_style(chart):
    attributes = {name for node in drawn(chart).iter() for name in node.attrib}

    assert not attributes & {"style", "fill", "stroke", "font-family", "onclick"}


@pytest.mark.parametrize("chart", CHARTS)
def test_every_class_has_its_form_on_screens_and_on_paper(chart):
    sheet = Path(toasoan.__file__).parent / "newsroom/kit/static/newsroom/kit/charts.css"
    styled = set(re.findall(r"\.(chart[\w-]*)", sheet.read_text("utf-8")))
    classes = {name for node in drawn(chart).iter() for name in node.get("class", "").split()}

    assert classes <= styled
    assert {name for name in PRINTED if "--" in name} <= styled


def test_numbers_and_names_are_text():
    words = texts(drawn(BARS))

    assert {"Đã nhận", "Đã đăng", "40", "30", "36", "20", "18"} <= set(words)
    assert "Phòng Thực hành quyền" in words


def test_a_bar_is_as_long_as_its_number():
    chart = BarChart("", "", ("A", "B"), (Series("Đã nhận", (50, 100)),), "Đơn vị")
    widths = [float(node.get("width")) for node in drawn(chart).iter(f"{SVG}rect")]

    assert widths[0] * 2 == pytest.approx(widths[1], abs=0.2)


def test_a_missing_value_breaks_the_line():
    chart = LineChart("", "", ("1", "2", "3"), (Series("Đã đăng", (4, None, 6)),), "Tháng")
    paths = [node.get("points").split() for node in drawn(chart).iter(f"{SVG}polyline")]

    assert [len(path) for path in paths] == [1, 1]


def test_names_of_points_never_lie_on_one_another():
    points = tuple(Point(f"Đơn vị số {number}", 10, 50) for number in range(12))
    named = texts(drawn(ScatterChart("", "", points, "Đơn vị", "Số tin, bài", "Tỷ lệ")))

    assert 1 <= sum(word.startswith("Đơn vị") for word in named) < len(points)


@pytest.mark.parametrize(
    ("values", "ticks"),
    [
        ([], [0, 1]),
        ([0], [0, 1]),
        ([3], [0, 1, 2, 3]),
        ([96, 78], [0, 20, 40, 60, 80, 100]),
        ([1000], [0, 200, 400, 600, 800, 1000]),
        ([Decimal("81.25")], [0, 20, 40, 60, 80, 100]),
    ],
)
def test_the_axis_has_round_steps_up_to_the_largest_value(values, ticks):
    assert axis(values) == ticks


def test_the_table_behind_has_every_number():
    assert rows(BARS).rows[1] == ("Văn phòng", 36, 30)
    assert rows(MONTHS).rows[2] == ("Tháng 3", 14, None)
    assert [column.heading for column in rows(MAP).columns] == ["Đơn vị", MAP.x_label, MAP.y_label]
    assert rows(MAP).rows[0] == ("Phòng 1", 40, Decimal(75))


def test_typed_words_stay_words():
    chart = BarChart("<script>", "", ('"><b>', "A"), (Series("Đã nhận", (1, 2)),), "Đơn vị")

    assert '"><b>' in texts(drawn(chart))
    assert "<script>" not in svg(chart)


@pytest.mark.parametrize(
    "empty", [BarChart("", "", (), (Series("", ()),), ""), ScatterChart("", "", (), "", "", "")]
)
def test_a_chart_of_nothing_is_drawn(empty):
    assert drawn(empty).tag == f"{SVG}svg"
    assert png(svg_for_paper(empty), 320)


def test_values_below_zero_and_rows_that_do_not_fit_are_refused():
    with pytest.raises(ValueError, match="fit"):
        BarChart("", "", ("A",), (Series("Đã nhận", (1, 2)),), "")
    with pytest.raises(ValueError, match="below zero"):
        BarChart("", "", ("A",), (Series("Đã nhận", (-1,)),), "")
    with pytest.raises(ValueError, match="below zero"):
        ScatterChart("", "", (Point("A", -1, 1),), "", "", "")


def test_more_series_than_forms_begin_again():
    series = tuple(Series(f"Loạt {number}", (number,)) for number in range(FORMS + 1))

    assert svg(BarChart("", "", ("A",), series, "")).count("chart__bar--1") == 4


@pytest.mark.parametrize("chart", CHARTS)
def test_a_picture_has_the_width_asked_for_and_the_same_bytes_each_time(chart):
    first = png(svg_for_paper(chart), 1280)
    picture = Image.open(io.BytesIO(first))

    assert picture.width == 1280
    assert len(picture.convert("RGB").getcolors(1_000_000)) > 4
    assert png(svg_for_paper(chart), 1280) == first


def test_a_picture_draws_its_words_with_the_shipped_font():
    with_words = png(svg_for_paper(BARS), 640)
    without = png(re.sub(r">[^<]+</text>", "></text>", svg_for_paper(BARS)), 640)

    assert with_words != without


def test_what_is_no_drawing_is_refused():
    with pytest.raises(ValueError, match="cannot be read"):
        png("<svg", 100)
