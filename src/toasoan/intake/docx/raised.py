"""Raised and lowered characters in plain text: 10⁻³ must not become 10-3."""

import re

_PLAIN = "0123456789+-=()"
_RAISED = str.maketrans(_PLAIN + "\N{MINUS SIGN}–niN", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾⁻⁻ⁿⁱᴺ")
_LOWERED = str.maketrans(_PLAIN + "\N{MINUS SIGN}–", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎₋₋")
#: Forms of their own, whatever stands before them.
_OWN_FORM = {"o": "°", "O": "°", "tm": "™", "TM": "™", "(r)": "®", "R": "®"}
_ORDINAL = frozenset({"st", "nd", "rd", "th"})
#: More was set high by a slip; nobody means it as an exponent.
_LONGEST = 15
_CELSIUS = re.compile(r"(?<=\d)(\s?)⁰(?=\s?[CF]\b)")


def raised(text: str) -> str:
    """Superscript as characters; what has no raised form keeps a "^" before it."""
    core = text.strip()
    if not core or len(core) > _LONGEST:
        return text
    if core in _OWN_FORM:
        return text.replace(core, _OWN_FORM[core])
    formed = core.translate(_RAISED)
    unformed = [sign for sign in formed if (sign.isalpha() and sign.isascii()) or sign in "*/"]
    if core in _ORDINAL or not any(sign.isalnum() or sign in _PLAIN for sign in core):
        return text
    if not any(sign.isalpha() for sign in unformed) and formed != core:
        return text.replace(core, formed)
    return text.replace(core, f"^{core}" if len(core) == 1 else f"^({core})")


def lowered(text: str) -> str:
    """Subscript as characters where all have such a form; other text as it is."""
    core = text.strip()
    formed = core.translate(_LOWERED)
    has_form = bool(core) and all(sign not in core for sign in formed)
    return text.replace(core, formed) if has_form else text


def with_degrees(text: str) -> str:
    """A raised nought before C or F is a degree sign."""
    return _CELSIUS.sub(r"\1°", text)
