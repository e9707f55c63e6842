"""The colours of a site, derived from the agency's one; contrast as WCAG 2.2 computes it."""

import hashlib
import re
from dataclasses import dataclass

#: The red of the pictures in LOOK.md, for which the site's own style sheet is written.
FIRST_COLOUR = "#8b1318"
#: Text of normal size against its ground, WCAG 2.2, 1.4.3 (AA).
LEAST_CONTRAST = 4.5
WHITE = "#ffffff"
_INK, _BLACK = "#1d1b19", "#000000"
_HEX = re.compile(r"#[0-9a-f]{6}")
# The linear part of the sRGB curve, and the weights of the eye (WCAG 2.2, relative luminance).
_LINEAR_TO, _LINEAR_BY = 0.04045, 12.92
_WEIGHTS = (0.2126, 0.7152, 0.0722)


@dataclass(frozen=True, slots=True)
class Palette:
    """What is derived from the agency's colour; names as in the style sheet."""

    primary: str
    strong: str
    line: str
    wash: str
    footer: str


def is_colour(value: str) -> bool:
    """Whether it is `#` with six small hexadecimal digits."""
    return _HEX.fullmatch(value) is not None


def mixed(colour: str, other: str, part: float) -> str:
    """`part` (0 to 1) of the colour in the other one.

    >>> mixed("#ff0000", "#ffffff", 0.5)
    '#ff8080'
    """
    pairs = zip(_channels(colour), _channels(other), strict=True)
    return "#" + "".join(f"{round(a * part + b * (1 - part)):02x}" for a, b in pairs)


def palette(primary: str) -> Palette:
    """The shades of the agency's colour: darker for high contrast, nearly white, nearly black."""
    return Palette(
        primary=primary,
        strong=mixed(primary, _BLACK, 0.7),
        line=mixed(primary, WHITE, 0.12),
        wash=mixed(primary, WHITE, 0.035),
        footer=mixed(primary, _INK, 0.3),
    )


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, 1 to 21.

    >>> round(contrast("#000000", "#ffffff"), 1)
    21.0
    """
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def weakest_contrast(primary: str) -> float:
    """The lowest contrast that text in the colour or on it has anywhere on the site."""
    shades = palette(primary)
    grounds = (WHITE, shades.wash)
    return min(
        *(contrast(primary, ground) for ground in grounds),
        *(contrast(shades.strong, ground) for ground in grounds),
        contrast(WHITE, shades.footer),
    )


def style_sheet(primary: str) -> str:
    """The custom properties that take the place of those in the site's style sheet."""
    shades = palette(primary)
    high = f"--red: {shades.strong};"
    return (
        "@layer base {\n"
        f"    :root {{ --red: {shades.primary}; --line: {shades.line}; --wash: {shades.wash};"
        f" --footer: {shades.footer}; }}\n"
        f'    html[data-contrast="high"] {{ {high} --line: #5c554b; --wash: #fff;'
        " --footer: #000; }\n"
        f"    @media (prefers-contrast: more) {{ :root {{ {high} --line: #5c554b; --wash: #fff;"
        " --footer: #000; } }\n"
        "}\n"
    )


def sheet_name(primary: str) -> str:
    """The name under which a colour's style sheet never changes: the colour and a digest."""
    digest = hashlib.sha256(style_sheet(primary).encode()).hexdigest()[:8]
    return f"{primary[1:]}-{digest}"


def colour_in(name: str) -> str:
    """The colour of a style sheet by its name; empty when no sheet has this name."""
    colour = "#" + name.partition("-")[0]
    return colour if is_colour(colour) and sheet_name(colour) == name else ""


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    linear = (_linear(channel / 255) for channel in _channels(colour))
    return sum(part * weight for part, weight in zip(linear, _WEIGHTS, strict=True))


def _linear(value: float) -> float:
    return value / _LINEAR_BY if value <= _LINEAR_TO else ((value + 0.055) / 1.055) ** 2.4
