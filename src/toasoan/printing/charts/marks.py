"""Marks of a drawing, and how they become SVG for screens and for paper."""

import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from html import escape

from toasoan.printing.fonts import FAMILY, printable
from toasoan.vietnamese.cleaning import one_line

#: Width of every drawing, in its own units.
WIDTH = 640
#: How many series have a form of their own; further ones begin again.
FORMS = 4

_COLOURS = ("#14507a", "#b3541e", "#3f7d3a", "#6b6b6b")
#: White around the letters keeps them readable where a line runs below them.
_TEXT = {
    "font-family": FAMILY, "font-size": "14", "fill": "#000000",
    "stroke": "#ffffff", "stroke-width": "3", "stroke-linejoin": "round", "paint-order": "stroke",
}  # fmt: skip
#: The form of each class on paper. On screens `chart.css` of the newsroom says the same.
PRINTED: dict[str, dict[str, str]] = {
    "chart__text": _TEXT,
    "chart__text--end": {**_TEXT, "text-anchor": "end"},
    "chart__text--middle": {**_TEXT, "text-anchor": "middle"},
    "chart__axis": {"stroke": "#333333", "stroke-width": "1"},
    "chart__grid": {"stroke": "#cccccc", "stroke-width": "1"},
    **{
        f"chart__bar--{place}": {"fill": colour, "stroke": "#ffffff", "stroke-width": "1"}
        for place, colour in enumerate(_COLOURS, start=1)
    },
    **{
        f"chart__line--{place}": {
            "fill": "none", "stroke": colour, "stroke-width": "2.5", "stroke-dasharray": dashes,
        }
        for place, (colour, dashes) in enumerate(
            zip(_COLOURS, ("none", "8 3", "2 3", "8 3 2 3"), strict=True), start=1
        )
    },
    **{
        f"chart__point--{place}": {"fill": colour, "stroke": "#ffffff", "stroke-width": "1.5"}
        for place, colour in enumerate(_COLOURS, start=1)
    },
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mark:
    """One element: its tag, its class, where it is, and the text in it."""

    tag: str
    look: str
    place: Mapping[str, float | str] = field(default_factory=dict)
    text: str = ""


def number(value: float) -> str:
    """A length with at most one decimal, written one way only."""
    return f"{value:.1f}".rstrip("0").rstrip(".")


def form(place: int) -> int:
    """The number of the form for the series at that place, from 0."""
    return place % FORMS + 1


def text(x: float, y: float, words: str, *, end: str = "") -> Mark:
    """Words beginning at x on the line y; `end` is "", "end" or "middle": what stands at x."""
    look = f"chart__text--{end}" if end else "chart__text"
    return Mark("text", look, {"x": x, "y": y}, words)


def line(look: str, start: tuple[float, float], end: tuple[float, float]) -> Mark:
    """A straight line of an axis or of the grid."""
    ends = {"x1": start[0], "y1": start[1], "x2": end[0], "y2": end[1]}
    return Mark("line", f"chart__{look}", ends)


def screen_svg(title: str, description: str, marks: Iterable[Mark], height: float) -> str:
    """SVG to stand inside a page: classes, a title and a description, no style of its own."""
    name = f"chart-{zlib.crc32(f'{title}/{description}'.encode()):08x}"
    spoken = (
        f'<title id="{name}-title">{_words(title)}</title>'
        f'<desc id="{name}-description">{_words(description)}</desc>'
    )
    drawn = "".join(_element(mark, {"class": _classes(mark.look)}) for mark in marks)
    return (
        f'<svg class="chart" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} '
        f'{number(height)}" role="img" aria-labelledby="{name}-title" '
        f'aria-describedby="{name}-description">{spoken}{drawn}</svg>'
    )


def printed_svg(marks: Iterable[Mark], height: float) -> str:
    """SVG for a document or a picture: each mark carries its form, text names the shipped font."""
    drawn = printable("".join(_element(mark, PRINTED[mark.look]) for mark in marks))
    size = f'width="{WIDTH}" height="{number(height)}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {number(height)}" {size}>'
        f'<rect width="{WIDTH}" height="{number(height)}" fill="#ffffff"/>{drawn}</svg>'
    )


def _classes(look: str) -> str:
    block = look.partition("--")[0]
    return look if look == block else f"{block} {look}"


def _element(mark: Mark, look: Mapping[str, str]) -> str:
    """One element with the attributes of its look and of its place."""
    places = {
        name: value if isinstance(value, str) else number(value)
        for name, value in mark.place.items()
    }
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in {**look, **places}.items())
    return f"<{mark.tag}{attributes}>{_words(mark.text)}</{mark.tag}>"


def _words(words: str) -> str:
    return escape(one_line(words), quote=False)
