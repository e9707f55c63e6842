"""Bars from left to right, grouped by category."""

from toasoan.printing.charts import measures
from toasoan.printing.charts.described import BarChart, Number, Series
from toasoan.printing.charts.legend import legend
from toasoan.printing.charts.marks import WIDTH, Mark, form, line, text

_NAMES = 210
_BAR, _BETWEEN, _BETWEEN_GROUPS = 15, 2, 10
_LINES_OF_A_NAME = 3
#: Room at the right for the number behind the longest bar.
_NUMBERS = 56


def bars(chart: BarChart) -> tuple[list[Mark], float]:
    """The marks and the height they need."""
    marks, top = legend(chart.series)
    start = top
    longest = max(measures.axis(value for one in chart.series for value in one.values))
    for place, category in enumerate(chart.categories):
        group, height = _group(chart.series, place, category, float(longest))
        marks += [_lowered(mark, top) for mark in group]
        top += height + _BETWEEN_GROUPS
    marks.append(line("axis", (_NAMES, start - 4), (_NAMES, top)))
    return marks, top + 4


def _group(
    series: tuple[Series, ...], place: int, category: str, longest: float
) -> tuple[list[Mark], float]:
    """The name and the bars of one category, from y = 0 on; and their height."""
    names = measures.wrapped(category, _NAMES - 12, _LINES_OF_A_NAME)
    tall = len(series) * (_BAR + _BETWEEN)
    height = max(tall, len(names) * measures.LINE)
    first = (height - len(names) * measures.LINE) / 2 + measures.LETTERS - 1
    marks = [
        text(_NAMES - 8, first + number * measures.LINE, name, end="end")
        for number, name in enumerate(names)
    ]
    top = (height - tall) / 2
    for number, one in enumerate(series):
        marks += _bar(one.values[place], number, top + number * (_BAR + _BETWEEN), longest)
    return marks, height


def _bar(value: Number | None, number: int, top: float, longest: float) -> list[Mark]:
    if value is None:
        return []
    length = float(value) / longest * (WIDTH - _NAMES - _NUMBERS)
    place = {"x": _NAMES, "y": top, "width": length, "height": _BAR}
    shown = text(_NAMES + length + 5, top + _BAR - 3, measures.shown(value))
    return [Mark("rect", f"chart__bar--{form(number)}", place), shown]


def _lowered(mark: Mark, by: float) -> Mark:
    return Mark(mark.tag, mark.look, {**mark.place, "y": float(mark.place["y"]) + by}, mark.text)
