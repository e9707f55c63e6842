"""What a chart is, before anybody draws it."""

from dataclasses import dataclass
from decimal import Decimal

Number = int | Decimal


@dataclass(frozen=True, slots=True)
class Series:
    """A name and one value for each category; None where there is none."""

    name: str
    values: tuple[Number | None, ...]


@dataclass(frozen=True, slots=True)
class CategoryChart:
    """Values of one or more series, none below zero, for each of the categories.

    `description` is read out instead of the picture: it says what the picture shows, with the
    figures that matter. `category_label` heads the first column of the table behind it.
    Raises ValueError when a series has more or fewer values than there are categories, and for a
    value below zero.
    """

    title: str
    description: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    category_label: str

    def __post_init__(self) -> None:
        """A series that does not fit would be drawn beside other names."""
        for one in self.series:
            if len(one.values) != len(self.categories):
                raise ValueError(f"Series “{one.name}” does not fit the categories.")
            if any(value is not None and value < 0 for value in one.values):
                raise ValueError(f"Series “{one.name}” has a value below zero.")


@dataclass(frozen=True, slots=True)
class BarChart(CategoryChart):
    """Bars from left to right, those of one category in a group below its name."""


@dataclass(frozen=True, slots=True)
class LineChart(CategoryChart):
    """Lines over categories that follow one another, usually months."""


@dataclass(frozen=True, slots=True)
class Point:
    """One thing on a map of points, for example a unit: its name and its two numbers."""

    label: str
    x: Number
    y: Number


@dataclass(frozen=True, slots=True)
class ScatterChart:
    """A map of points with their names, none below zero, for example quantity against quality."""

    title: str
    description: str
    points: tuple[Point, ...]
    point_label: str
    x_label: str
    y_label: str

    def __post_init__(self) -> None:
        """The axes begin at zero."""
        if any(min(point.x, point.y) < 0 for point in self.points):
            raise ValueError("A point lies below zero.")


Chart = BarChart | LineChart | ScatterChart
