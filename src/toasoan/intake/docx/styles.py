"""Looks: what a run or paragraph says itself, and what it inherits from styles.xml.

Inheritance matters: in files converted from the 1990s the legacy font stands only in "Normal".
"""

from dataclasses import dataclass
from typing import TypeVar

from lxml import etree

from toasoan.intake.docx.model import Alignment
from toasoan.intake.docx.names import W, whole_number

_ALIGNMENTS = {
    "left": Alignment.LEFT,
    "start": Alignment.LEFT,
    "center": Alignment.CENTRE,
    "right": Alignment.RIGHT,
    "end": Alignment.RIGHT,
    "both": Alignment.JUSTIFIED,
    "distribute": Alignment.JUSTIFIED,
}
_OFF = {"0", "false", "off", "none"}
_THEME_FONTS = (f"{W}hAnsiTheme", f"{W}asciiTheme")
_FONTS = (f"{W}hAnsi", f"{W}ascii")
# No real style stands on more than a handful of others.
_MAX_CHAIN = 20


@dataclass(frozen=True)
class RunLook:
    """How characters look; None means "not said here"."""

    bold: bool | None = None
    italic: bool | None = None
    hidden: bool | None = None
    #: Word's word: superscript, subscript or baseline.
    shift: str | None = None
    font: str | None = None


@dataclass(frozen=True)
class ParagraphLook:
    """How a paragraph is set; ``outline`` 0 is the highest heading; None means "not said here"."""

    alignment: Alignment | None = None
    outline: int | None = None
    list_id: str | None = None
    list_level: int | None = None


@dataclass(frozen=True)
class Style:
    """A style with everything it inherits already in it."""

    name: str = ""
    run: RunLook = RunLook()
    paragraph: ParagraphLook = ParagraphLook()


_Look = TypeVar("_Look", RunLook, ParagraphLook)


def over(upper: _Look, lower: _Look) -> _Look:
    """The upper look where it says something, the lower look elsewhere."""
    set_values = {name: value for name, value in vars(upper).items() if value is not None}
    return type(upper)(**{**vars(lower), **set_values})


def run_look(properties: etree._Element | None) -> RunLook:
    """What a ``w:rPr`` says."""
    if properties is None:
        return RunLook()
    return RunLook(
        bold=_switch(properties, "b"),
        italic=_switch(properties, "i"),
        hidden=_switch(properties, "vanish"),
        shift=_value(properties, f"{W}vertAlign"),
        font=_font(properties.find(f"{W}rFonts")),
    )


def paragraph_look(properties: etree._Element | None) -> ParagraphLook:
    """What a ``w:pPr`` says."""
    if properties is None:
        return ParagraphLook()
    level = _value(properties, f"{W}numPr/{W}ilvl")
    outline = _value(properties, f"{W}outlineLvl")
    return ParagraphLook(
        alignment=_ALIGNMENTS.get(_value(properties, f"{W}jc") or ""),
        outline=None if outline is None else whole_number(outline, 9),
        list_id=_value(properties, f"{W}numPr/{W}numId"),
        list_level=None if level is None else whole_number(level, 0),
    )


class Styles:
    """The styles of a file, looked up by id."""

    def __init__(self, root: etree._Element | None) -> None:
        self._elements: dict[str, etree._Element] = {}
        self._resolved: dict[str, Style] = {}
        self._default_id = ""
        self._base = Style()
        if root is not None:
            self._read(root)

    def paragraph_style(self, style_id: str | None) -> Style:
        """The style of a paragraph; without an id the file's usual one."""
        return self._resolve(style_id or self._default_id) or self._base

    def character_style(self, style_id: str | None) -> Style:
        """A character style, of which only the name and the look of runs say something."""
        return self._resolve(style_id or "", inherit_base=False) or Style()

    def _read(self, root: etree._Element) -> None:
        defaults = f"{W}docDefaults/{W}"
        self._base = Style(
            run=run_look(root.find(f"{defaults}rPrDefault/{W}rPr")),
            paragraph=paragraph_look(root.find(f"{defaults}pPrDefault/{W}pPr")),
        )
        for element in root.iterchildren(f"{W}style"):
            style_id = element.get(f"{W}styleId", "")
            self._elements[style_id] = element
            is_default = element.get(f"{W}default", "0") not in _OFF
            if is_default and element.get(f"{W}type") == "paragraph":
                self._default_id = style_id

    def _resolve(self, style_id: str, *, inherit_base: bool = True) -> Style | None:
        # A style Word knows by heart need not be written down; its id then is its name.
        if style_id not in self._elements:
            return Style(style_id, self._base.run, self._base.paragraph) if style_id else None
        key = f"{style_id}|{inherit_base}"
        if key not in self._resolved:
            base = self._base if inherit_base else Style()
            self._resolved[key] = self._built(style_id, base)
        return self._resolved[key]

    def _built(self, style_id: str, base: Style) -> Style:
        run, paragraph = base.run, base.paragraph
        for element in reversed(self._chain(style_id)):
            run = over(run_look(element.find(f"{W}rPr")), run)
            paragraph = over(paragraph_look(element.find(f"{W}pPr")), paragraph)
        name = _value(self._elements[style_id], f"{W}name") or style_id
        return Style(name, run, paragraph)

    def _chain(self, style_id: str) -> list[etree._Element]:
        chain: list[etree._Element] = []
        while style_id in self._elements and len(chain) < _MAX_CHAIN:
            element = self._elements[style_id]
            chain.append(element)
            style_id = _value(element, f"{W}basedOn") or ""
        return chain


def is_on(element: etree._Element | None) -> bool:
    """Whether a yes/no element stands there and does not say no."""
    return element is not None and element.get(f"{W}val", "1") not in _OFF


def _switch(properties: etree._Element, name: str) -> bool | None:
    element = properties.find(f"{W}{name}")
    return None if element is None else is_on(element)


def _value(parent: etree._Element, path: str) -> str | None:
    element = parent.find(path)
    return None if element is None else element.get(f"{W}val")


def _font(fonts: etree._Element | None) -> str | None:
    """The font of letters with marks; the empty name for a theme's, which is never a legacy one."""
    if fonts is None:
        return None
    if any(name in fonts.attrib for name in _THEME_FONTS):
        return ""
    return next((font for name in _FONTS if (font := fonts.get(name))), None)
