"""Equations as one line of text: (a + b)/2, x², √(x + 1), ∑ᵢ … as far as characters go."""

from collections.abc import Callable

from lxml import etree

from toasoan.intake.docx.names import M, W
from toasoan.intake.docx.raised import lowered, raised

EQUATIONS = frozenset({f"{M}oMath", f"{M}oMathPara"})
_LEFT_OUT = frozenset({f"{W}del", f"{W}moveFrom"})


def equation_text(element: etree._Element) -> str:
    """What an equation says, in the order in which it is read aloud."""
    tag = str(element.tag)
    if tag == f"{M}t":
        return element.text or ""
    if tag in _LEFT_OUT or (tag.startswith(M) and tag.endswith("Pr")):
        return ""
    write = _WRITERS.get(tag.removeprefix(M))
    return write(element) if write else _all_of(element)


def _all_of(element: etree._Element) -> str:
    return "".join(equation_text(child) for child in element.iterchildren(tag=etree.Element))


def _part(element: etree._Element, name: str) -> str:
    found = element.find(f"{M}{name}")
    return "" if found is None else _all_of(found)


def _property(element: etree._Element, name: str, default: str) -> str:
    found = element.find(f"{M}{element.tag.removeprefix(M)}Pr/{M}{name}")
    return default if found is None else found.get(f"{M}val", "")


def _held(text: str) -> str:
    """The text in brackets unless it is one number, letter or word."""
    is_one = text.replace(",", "").replace(".", "").isalnum() or _is_bracketed(text)
    return text if is_one or len(text) < 2 else f"({text})"  # noqa: PLR2004


def _is_bracketed(text: str) -> bool:
    return text.startswith("(") and text.endswith(")") and text.count("(") == 1


def _above(text: str) -> str:
    return raised(text) if text else ""


def _below(text: str) -> str:
    formed = lowered(text)
    return formed if formed != text or not text else f"_{_held(text)}"


def _fraction(element: etree._Element) -> str:
    return f"{_held(_part(element, 'num'))}/{_held(_part(element, 'den'))}"


def _scripts(element: etree._Element) -> str:
    base = _part(element, "e")
    return f"{base}{_below(_part(element, 'sub'))}{_above(_part(element, 'sup'))}"


def _root(element: etree._Element) -> str:
    return f"{_above(_part(element, 'deg'))}√{_held(_part(element, 'e'))}"


def _large_sign(element: etree._Element) -> str:
    sign = _property(element, "chr", "∫")
    limits = f"{_below(_part(element, 'sub'))}{_above(_part(element, 'sup'))}"
    return f"{sign}{limits} {_part(element, 'e')}"


def _brackets(element: etree._Element) -> str:
    between = _property(element, "sepChr", "|")
    inner = between.join(_all_of(part) for part in element.iterchildren(f"{M}e"))
    return f"{_property(element, 'begChr', '(')}{inner}{_property(element, 'endChr', ')')}"


def _function(element: etree._Element) -> str:
    return f"{_part(element, 'fName')} {_part(element, 'e')}"


def _limit(element: etree._Element) -> str:
    return f"{_part(element, 'e')}_{_held(_part(element, 'lim'))}"


def _matrix(element: etree._Element) -> str:
    rows = (
        ", ".join(_all_of(cell) for cell in row.iterchildren(f"{M}e"))
        for row in element.iterchildren(f"{M}mr")
    )
    return "; ".join(rows)


def _lines(element: etree._Element) -> str:
    return "; ".join(_all_of(line) for line in element.iterchildren(f"{M}e"))


_WRITERS: dict[str, Callable[[etree._Element], str]] = {
    "f": _fraction,
    "sSup": _scripts,
    "sSub": _scripts,
    "sSubSup": _scripts,
    "rad": _root,
    "nary": _large_sign,
    "d": _brackets,
    "func": _function,
    "limLow": _limit,
    "limUpp": _limit,
    "m": _matrix,
    "eqArr": _lines,
}
