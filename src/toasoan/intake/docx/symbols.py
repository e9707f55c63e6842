"""Characters of fonts that are not Unicode: what Insert > Symbol puts in, and text typed in them.

The tables are those by which Unicode took over the signs of Wingdings (version 7.0) and of Adobe's
Symbol; where Unicode has only a rare sign, the common one that looks alike stands here.
"""

import re

from toasoan.vietnamese.legacy_fonts import decode, legacy_font

_PRIVATE = 0xF000
_LAST_BYTE = 0xFF
_BLANK = "\0"


def _rows(*rows: tuple[int, str]) -> dict[int, str]:
    return {
        first + step: sign
        for first, signs in rows
        for step, sign in enumerate(signs)
        if sign != _BLANK
    }


_WINGDINGS = _rows(
    (0x20, " ✏✂✁👓🔔📖🕯☎✆✉✉📪📫📬📭📁📂📄📄📑🗄⌛⌨🖱🖲💻🖴💾🖬✇✍"),
    (0x40, "✎✌👌👍👎☜☞☝☟✋☺😐☹💣☠⚐🏱✈☼💧❄✝✞✠✠✡☪☯ॐ☸♈♉"),
    (0x60, "♊♋♌♍♎♏♐♑♒♓&&●❍■□◻❑❒⬧⧫◆❖⬥☒⮹⌘❀✿“”▯"),
    (0x80, "⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿❦❧❦❧❦❧❦❧·•"),
    (0xA0, "▪○⭕◉◉◎○▪◻▲✦★✶✴✹✵⯐⌖⟡⌑◇✪✰🕐🕑🕒🕓🕔🕕🕖🕗🕘"),
    (0xC0, "🕙🕚🕛↵↵↵↵↵↵↵↵❧❧❧❧❦❦❦❦❦❦⌫⌦◄➢▲▼←➲↑↓←"),
    (0xE0, "→↑↓↖↗↙↘←➔↑↓↖↗↙↘⇦⇨⇧⇩⬄⇳⇖⇗⇙⇘▭▫✗✓☒☑⊞"),
)
_WINGDINGS_2 = _rows(
    (0x4F, "✗✓☒☑☒☒⊗⊗⊘⊘&&&&‽"),
    (0x69, "⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿"),
    (0x95, "⋅••●○○◉◉⊙◉▪▪◾■□□□□□▣▣▣▣▣◆◆◇"),
)
_WINGDINGS_3 = _rows(
    (0x21, "←→↑↓↖↗↙↘"),
    (0x70, "▲▼△▽◀▶◁▷◣◢◤◥"),
    (0x7D, "▶"),
    (0x84, "▶"),
)
_WEBDINGS = _rows(
    (0x33, "◀▶▲▼"), (0x61, "✓\0□"), (0x67, "■"), (0x6E, "●"), (0x72, "✗"), (0x3D, "▪")
)
_SYMBOL = _rows(
    (0x20, " !∀#∃%&∋()∗+,−./0123456789:;<=>?"),
    (0x40, "≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_"),
    (0x60, "‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"),
    (0xA0, "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…|―↵"),
    (0xC0, "ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓"),
    (0xE0, "◊〈®©™∑"),
    (0xF1, "〉∫"),
)
_FONTS = {
    "wingdings": _WINGDINGS,
    "wingdings 2": _WINGDINGS_2,
    "wingdings 3": _WINGDINGS_3,
    "webdings": _WEBDINGS,
    "symbol": _SYMBOL,
}
#: Letters that no font of signs can hold: the text only carries its name.
_SURELY_TEXT = re.compile("[\u0100-\uefff]")
_PRIVATE_SIGNS = re.compile("[\uf020-\uf0ff]")


def symbol(font: str, code: str) -> str | None:
    """The Unicode character of a ``w:sym``; None when we do not know it."""
    try:
        number = int(code[:6], 16)
    except ValueError:
        return None
    is_private = _PRIVATE <= number <= _PRIVATE + _LAST_BYTE
    byte = number - _PRIVATE if is_private else number
    if (table := _FONTS.get(font.strip().lower())) is not None:
        return table.get(byte)
    if legacy := legacy_font(font):
        return decode(chr(byte), legacy) if byte <= _LAST_BYTE else None
    return chr(byte) if _is_character(byte) and not is_private else None


def decode_signs(text: str, font: str) -> str:
    """Text typed in a font of signs as those signs.

    Letters stay when some are of no font of signs: the text only carries its name. A private sign
    that the font's table does not know stays: cleaning takes it out.
    """
    table = _FONTS.get(font.strip().lower())
    if table is None:
        return text
    only_private = _SURELY_TEXT.search(_PRIVATE_SIGNS.sub("", text)) is not None
    return "".join(
        sign if only_private and not _PRIVATE_SIGNS.match(sign) else _sign(table, sign)
        for sign in text
    )


def _sign(table: dict[int, str], sign: str) -> str:
    return table.get(ord(sign) & _LAST_BYTE, sign) if ord(sign) <= 0xF0FF else sign  # noqa: PLR2004


def is_sign_font(font: str) -> bool:
    """Whether the characters of a font are signs whatever Unicode calls them."""
    return font.strip().lower() in _FONTS


def has_unknown_signs(text: str) -> bool:
    """Whether private signs are left, which mean nothing without their font."""
    return _PRIVATE_SIGNS.search(text) is not None


def _is_character(number: int) -> bool:
    surrogate = range(0xD800, 0xE000)
    private = range(0xE000, 0xF900)
    return 0x20 <= number <= 0xFFFD and number not in surrogate and number not in private  # noqa: PLR2004
