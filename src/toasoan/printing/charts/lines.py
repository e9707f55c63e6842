"""Lines over categories that follow one another."""

from decimal import Decimal
from itertools import groupby

from toasoan.printing.charts import measures
from toasoan.printing.charts.described import LineChart, Series
from toasoan.printing.charts.legend import legend
from toasoan.printing.charts.marks import WIDTH, Mark, form, line, number, text

_LEFT, _RIGHT, _HEIGHT = 52, 20, 220
_RADIUS = 4


def lines(chart: LineChart) -> tuple[list[Mark], float]:
    """The marks and the height they need."""
    marks, top = legend(chart.series)
    ticks = measures.axis(value for one in chart.series for value in one.values)
    marks += _rules(ticks, top, (_LEFT, WIDTH - _RIGHT))
    columns, height = _category_names(chart.categories, top + _HEIGHT)
    for place, one in enumerate(chart.series):
        marks += _line(one, place, ticks[-1], top)
    return marks + columns, height


def _rules(ticks: list[Decimal], top: float, sides: tuple[float, float]) -> list[Mark]:
    """The grid: a line and a number for each tick, the lowest as the axis."""
    marks = []
    for tick in ticks:
        y = top + _HEIGHT * (1 - float(tick / ticks[-1]))
        marks.append(line("grid" if tick else "axis", (sides[0], y), (sides[1], y)))
        marks.append(text(sides[0] - 6, y + 5, measures.shown(tick), end="end"))
    return marks


def _x(place: int, count: int) -> float:
    """The middle of the column that the category at that place has."""
    return _LEFT + (WIDTH - _LEFT - _RIGHT) * (place + 0.5) / count


def _category_names(categories: tuple[str, ...], base: float) -> tuple[list[Mark], float]:
    room = (WIDTH - _LEFT - _RIGHT) / max(1, len(categories))
    marks, most = [], 1
    for place, category in enumerate(categories):
        names = measures.wrapped(category, room - 4, 3)
        most = max(most, len(names))
        marks += [
            text(
                _x(place, len(categories)), base + (row + 1) * measures.LINE + 2, name, end="middle"
            )
            for row, name in enumerate(names)
        ]
    return marks, base + most * measures.LINE + 10


def _line(one: Series, place: int, most: Decimal, top: float) -> list[Mark]:
    """The line, broken where a value is missing, then its points with their numbers."""
    at = [
        None
        if value is None
        else (_x(column, len(one.values)), top + _HEIGHT * (1 - float(value / most)))
        for column, value in enumerate(one.values)
    ]
    marks = []
    for known, run in groupby(at, key=lambda spot: spot is not None):
        if known:
            path = " ".join(f"{number(spot[0])},{number(spot[1])}" for spot in run if spot)
            marks.append(Mark("polyline", f"chart__line--{form(place)}", {"points": path}))
    for spot, value in zip(at, one.values, strict=True):
        if spot is not None and value is not None:
            dot: dict[str, float | str] = {"cx": spot[0], "cy": spot[1], "r": _RADIUS}
            marks.append(Mark("circle", f"chart__point--{form(place)}", dot))
            marks.append(_number(spot, measures.shown(value), place, top + _HEIGHT))
    return marks


def _number(spot: tuple[float, float], shown: str, place: int, base: float) -> Mark:
    """The number of a point: of every second series below it, so that near lines stay readable.

    Where the names of the categories begin there is no room below: it stands at the right.
    """
    x, y = spot
    if place % 2 == 0:
        return text(x, y - 9, shown, end="middle")
    return text(x, y + 19, shown, end="middle") if y + 20 < base else text(x + 8, y + 4, shown)
