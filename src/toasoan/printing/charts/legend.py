"""The line above a chart that says which form is which series."""

from toasoan.printing.charts import measures
from toasoan.printing.charts.described import Series
from toasoan.printing.charts.marks import WIDTH, Mark, form, text

_SQUARE, _GAP, _MARGIN, _LEFT = 12, 24, 8, 4.0


def legend(series: tuple[Series, ...]) -> tuple[list[Mark], float]:
    """The marks of the legend and the height at which the chart may begin.

    One series needs none: the chart's title names it.
    """
    if len(series) == 1:
        return [], _MARGIN
    marks: list[Mark] = []
    x, y = _LEFT, _LEFT
    for number, one in enumerate(series):
        room = _SQUARE + 6 + measures.width(one.name)
        if x > _LEFT and x + room > WIDTH:
            x, y = _LEFT, y + measures.LINE + 4
        place = {"x": x, "y": y, "width": _SQUARE, "height": _SQUARE}
        marks.append(Mark("rect", f"chart__bar--{form(number)}", place))
        marks.append(text(x + _SQUARE + 6, y + _SQUARE - 1, one.name))
        x += room + _GAP
    return marks, y + _SQUARE + _MARGIN * 2
