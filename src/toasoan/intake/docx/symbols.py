"""Characters put in with Insert > Symbol from fonts that are not Unicode."""

from toasoan.intake.docx.legacy_fonts import decode, legacy_font

_PRIVATE = 0xF000
_LAST_BYTE = 0xFF
# What office files use; anything else of these fonts is ornament and left out.
_WINGDINGS = {
    0x6C: "●",
    0x6E: "■",
    0x71: "❑",
    0x76: "❖",
    0xA7: "▪",
    0xA8: "◻",
    0xB7: "•",
    0xD8: "➢",
    0xE0: "→",
    0xE8: "➔",
    0xF0: "⇨",
    0xFB: "✗",
    0xFC: "✓",
    0xFE: "☑",
}
_SYMBOL = {
    0x2D: "–",
    0xA3: "≤",
    0xAE: "→",
    0xB0: "°",
    0xB1: "±",
    0xB3: "≥",
    0xB4: "×",
    0xB7: "•",
    0xDE: "⇒",
}


def symbol(font: str, code: str) -> str:
    """The Unicode character of a ``w:sym``; nothing when we do not know it."""
    try:
        number = int(code[:6], 16)
    except ValueError:
        return ""
    byte = number - _PRIVATE if _PRIVATE <= number <= _PRIVATE + _LAST_BYTE else number
    name = font.lower()
    if name.startswith("wingdings"):
        return _WINGDINGS.get(byte, "")
    if name == "symbol":
        return _SYMBOL.get(byte, "")
    if legacy := legacy_font(font):
        return decode(chr(byte), legacy) if byte <= _LAST_BYTE else ""
    return chr(byte) if _is_character(byte) else ""


def _is_character(number: int) -> bool:
    surrogate = range(0xD800, 0xE000)
    return 0x20 <= number <= 0xFFFD and number not in surrogate  # noqa: PLR2004
