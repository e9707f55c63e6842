"""A map of points with their names."""

from dataclasses import dataclass

from toasoan.printing.charts import measures
from toasoan.printing.charts.described import ScatterChart
from toasoan.printing.charts.marks import WIDTH, Mark, line, text

_LEFT, _RIGHT, _TOP, _HEIGHT = 52, 20, 30, 300
_RADIUS = 6


@dataclass(frozen=True, slots=True)
class _Box:
    """A rectangle that a name or a point takes."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "_Box") -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    @property
    def is_inside(self) -> bool:
        return self.left >= 0 and self.right <= WIDTH and self.top >= _TOP - 10


def scatter(chart: ScatterChart) -> tuple[list[Mark], float]:
    """The marks and the height they need."""
    across = measures.axis(point.x for point in chart.points)
    upward = measures.axis(point.y for point in chart.points)
    base = _TOP + _HEIGHT
    marks = [text(4, 14, chart.y_label), text(WIDTH - 4, base + 38, chart.x_label, end="end")]
    for tick in across:
        x = _LEFT + (WIDTH - _LEFT - _RIGHT) * float(tick / across[-1])
        marks.append(line("grid" if tick else "axis", (x, _TOP), (x, base)))
        marks.append(text(x, base + 18, measures.shown(tick), end="middle"))
    for tick in upward:
        y = _TOP + _HEIGHT * (1 - float(tick / upward[-1]))
        marks.append(line("grid" if tick else "axis", (_LEFT, y), (WIDTH - _RIGHT, y)))
        marks.append(text(_LEFT - 6, y + 5, measures.shown(tick), end="end"))
    spots = [
        (
            _LEFT + (WIDTH - _LEFT - _RIGHT) * float(point.x / across[-1]),
            _TOP + _HEIGHT * (1 - float(point.y / upward[-1])),
        )
        for point in chart.points
    ]
    marks += [Mark("circle", "chart__point--1", {"cx": x, "cy": y, "r": _RADIUS}) for x, y in spots]
    return marks + _names([point.label for point in chart.points], spots), base + 46


def _names(labels: list[str], spots: list[tuple[float, float]]) -> list[Mark]:
    """Each name beside its point, at the first of the places around it that is still free.

    A name without a free place stays away from the drawing: the table behind has every point.
    """
    taken = [_Box(x - _RADIUS, y - _RADIUS, x + _RADIUS, y + _RADIUS) for x, y in spots]
    marks = []
    for label, spot in zip(labels, spots, strict=True):
        for mark, box in _places(label, *spot):
            if box.is_inside and not any(box.meets(other) for other in taken):
                taken.append(box)
                marks.append(mark)
                break
    return marks


def _places(label: str, x: float, y: float) -> list[tuple[Mark, _Box]]:
    wide, away = measures.width(label), _RADIUS + 3
    places = []
    for end, at, line_at in (
        ("", x + away, y + 5),
        ("end", x - away, y + 5),
        ("middle", x, y - away - 2),
        ("middle", x, y + away + 11),
        ("", x + away, y - 8),
        ("", x + away, y + 18),
    ):
        left = at - {"": 0.0, "end": wide, "middle": wide / 2}[end]
        box = _Box(left, line_at - measures.LETTERS + 2, left + wide, line_at + 3)
        places.append((text(at, line_at, label, end=end), box))
    return places
