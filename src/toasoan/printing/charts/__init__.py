"""Charts as SVG by our own lines: bars, lines over months, a map of points.

A chart is drawn once, as marks with classes. On screens the stylesheet gives the classes their
form, for the policy of the site forbids styles inside a page (docs/decisions/0009); for paper the
same marks carry their form with them.
"""

from toasoan.printing.charts.bars import bars
from toasoan.printing.charts.described import (
    BarChart,
    Chart,
    LineChart,
    Point,
    ScatterChart,
    Series,
)
from toasoan.printing.charts.lines import lines
from toasoan.printing.charts.marks import WIDTH, Mark, printed_svg, screen_svg
from toasoan.printing.charts.scatter import scatter
from toasoan.printing.tables import Column, ColumnKind, Row, Table

__all__ = (
    "BarChart",
    "Chart",
    "LineChart",
    "Point",
    "ScatterChart",
    "Series",
    "rows",
    "shape",
    "svg",
    "svg_for_paper",
)


def svg(chart: Chart) -> str:
    """The chart for a page: text stays text, a title and a description are read out."""
    marks, height = _drawn(chart)
    return screen_svg(chart.title, chart.description, marks, height)


def svg_for_paper(chart: Chart) -> str:
    """The chart for a document or a picture, with its form inside and the shipped font named."""
    return printed_svg(*_drawn(chart))


def shape(chart: Chart) -> float:
    """The height of the drawing divided by its width."""
    return _drawn(chart)[1] / WIDTH


def rows(chart: Chart) -> Table:
    """The table behind the chart: every number that is drawn, in the same order."""
    if isinstance(chart, ScatterChart):
        axes = (chart.x_label, chart.y_label)
        points: list[Row] = [(point.label, point.x, point.y) for point in chart.points]
        return _table(chart, chart.point_label, axes, points)
    values: list[Row] = [
        (category, *(one.values[place] for one in chart.series))
        for place, category in enumerate(chart.categories)
    ]
    headings = tuple(one.name for one in chart.series)
    return _table(chart, chart.category_label, headings, values)


def _table(chart: Chart, first: str, headings: tuple[str, ...], values: list[Row]) -> Table:
    columns = (Column(first), *(Column(heading, ColumnKind.MEASURE) for heading in headings))
    return Table(chart.title, columns, tuple(values))


def _drawn(chart: Chart) -> tuple[list[Mark], float]:
    match chart:
        case BarChart():
            return bars(chart)
        case LineChart():
            return lines(chart)
    return scatter(chart)
