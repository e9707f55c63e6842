"""Syllables: how Vietnamese text is counted, and which ones can exist.

The tables below are the written syllable: an initial, a rhyme, a tone. They tell that "nhgiên" or
"hòang" cannot be Vietnamese; they do not tell that "kiếm sát" should be "kiểm sát", nor that a
possible syllable such as "ngoay" is in no dictionary.
"""

import re
from functools import lru_cache
from typing import Literal, TypeAlias

from toasoan.vietnamese.fold import nfc
from toasoan.vietnamese.tones import ACUTE, DOT, tone_marks, without_tones

ToneStyle: TypeAlias = Literal["old", "new"]


def _table(text: str) -> frozenset[str]:
    return frozenset(text.split())


INITIALS = _table("b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x")

# Rhymes that begin with the main vowel.
_PLAIN = _table(
    "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây "
    "e ec em en eng eo ep et ê êch êm ên ênh êp êt êu "
    "i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu "
    "o oc oi om on ong op ot ooc oong ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt "
    "u ua uc ui um un ung up ut uôc uôi uôm uôn uông uôt "
    "ư ưa ưc ưi ưm ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu"
)
# Rhymes with a rounded glide before the main vowel.
_GLIDED = _table(
    "oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt "
    "oe oen oeo oet uân uâng uât uây uê uêch uênh uơ "
    "uy uya uych uyn uynh uyp uyt uyu uyên uyêt"
)
# Without an initial, i before a vowel is written y.
_BARE = _table("y yêm yên yêng yêt yêu")
# After qu, which already holds the glide.
_AFTER_QU = _table(
    "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt ân âng ât ây "
    "e ec en eo et ê êch ên ênh êt i ich in inh it ơ ơi ơn ôc y ych ynh yt yên yêt"
)
# gi swallows the i of a rhyme: giêng is gi + iêng, gì is gi + i.
_GI_SWALLOWS = _table("gi gin giê giêc giêng giêt")
_Y_INITIALS = _table("d h k l m n s t th v")
_LABIALS = _table("b m p ph v")
# Loans: a glide after a labial is foreign to the language.
_LOANS = _table("buyt phuy voan")
_FRONT = frozenset("ieêy")
_BEFORE_FRONT = frozenset({"k", "gh", "ngh"})
_NOT_BEFORE_FRONT = frozenset({"c", "g", "ng"})

_VOWELS = frozenset("aăâeêioôơuưy")
_MARKED = frozenset("ăâêôơư")
_OPEN_GLIDES = frozenset({"oa", "oe", "uy"})
_STOPS = ("c", "ch", "p", "t")

_TOKEN = re.compile(r"\d+(?:[.,/:]\d+)*|[^\W\d_]+")


def split_syllables(text: str) -> list[str]:
    """Return syllables, abbreviations and numbers in order, without punctuation.

    Figures, dates and times stay whole; hyphenated loans fall apart.

    >>> split_syllables("Ngày 27/7/2023, VKSND tỉnh chi 11.000.000 đồng.")
    ['Ngày', '27/7/2023', 'VKSND', 'tỉnh', 'chi', '11.000.000', 'đồng']
    """
    return _TOKEN.findall(nfc(text))


def count_words(text: str) -> int:
    """Count words as an office program does: pieces between spaces.

    Pieces without a letter or digit, such as a lone dash, do not count.

    >>> count_words("Quyết định số 18-QĐ/TW; sơ kết 6 tháng")
    8
    """
    return sum(any(char.isalnum() for char in piece) for piece in text.split())


def is_syllable(token: str) -> bool:
    """Tell whether a token can be one Vietnamese syllable, in any case and either tone style.

    >>> is_syllable("Nghiệp"), is_syllable("nhgiệp"), is_syllable("hòang"), is_syllable("VKSND")
    (True, False, False, False)
    """
    lowered = nfc(token).lower()
    return lowered in (_placed(lowered, "old"), _placed(lowered, "new"))


def place_tone(syllable: str, style: ToneStyle = "old") -> str:
    """Return the syllable with its tone mark where the style wants it; case is kept.

    What is not a syllable comes back as it was (composed).

    >>> place_tone("HOÀ"), place_tone("thủy", "new"), place_tone("quý"), place_tone("hòang")
    ('HÒA', 'thuỷ', 'quý', 'hoàng')
    """
    placed = _placed(nfc(syllable), style)
    return nfc(syllable) if placed is None else placed


def _placed(syllable: str, style: ToneStyle) -> str | None:
    """Return the syllable with its one tone set right, None if no such syllable exists."""
    bare, tone = without_tones(syllable), tone_marks(syllable)
    parts = _parts(bare.lower())
    if parts is None or len(bare) != len(bare.lower()) or not _takes(parts[1], tone):
        return None
    at = len(parts[0]) + _tone_position(parts[1], style)
    return nfc(bare[: at + 1] + tone + bare[at + 1 :])


def _takes(rhyme: str, tone: str) -> bool:
    """A stop at the end leaves two tones, sắc and nặng; other syllables have six."""
    if rhyme.endswith(_STOPS):
        return tone in {ACUTE, DOT}
    return len(tone) <= 1


@lru_cache(maxsize=8192)
def _parts(bare: str) -> tuple[str, str] | None:
    """Split a toneless syllable in lower case into initial and rhyme."""
    if bare in _GI_SWALLOWS:
        # The tone of gì sits on the i, so here the initial is only g.
        return "g", bare[1:]
    for length in (3, 2, 1, 0):
        initial, rhyme = bare[:length], bare[length:]
        if len(initial) == length and _fits(initial, rhyme):
            return initial, rhyme
    return None


def _fits(initial: str, rhyme: str) -> bool:  # noqa: PLR0911  # one line of the table each
    if not initial:
        return _fits_alone(rhyme)
    if initial not in INITIALS or not rhyme:
        return False
    if initial == "qu":
        return rhyme in _AFTER_QU
    if rhyme == "y":
        return initial in _Y_INITIALS
    if rhyme in _GLIDED:
        return _fits_glide(initial, rhyme)
    return rhyme in _PLAIN and _spelled_for(initial, rhyme)


def _fits_alone(rhyme: str) -> bool:
    return rhyme in _BARE or rhyme in _GLIDED or (rhyme in _PLAIN and not rhyme.startswith("iê"))


def _fits_glide(initial: str, rhyme: str) -> bool:
    if initial in _LABIALS:
        return initial + rhyme in _LOANS
    return _spelled_for(initial, rhyme)


def _spelled_for(initial: str, rhyme: str) -> bool:
    """K, gh and ngh stand before i, e, ê; c, g and ng before the rest; gi not before i."""
    if rhyme[0] in _FRONT:
        return initial not in _NOT_BEFORE_FRONT and not (initial == "gi" and rhyme[0] == "i")
    return initial not in _BEFORE_FRONT


def _tone_position(rhyme: str, style: ToneStyle) -> int:
    """Return the index of the vowel that carries the mark.

    A vowel with a mark of its own (the last one in ươ), else the vowel before a final consonant,
    else the middle of three, else the first; the new style moves it in oa, oe, uy.
    """
    vowels = [char for char in rhyme if char in _VOWELS]
    marked = [index for index, vowel in enumerate(vowels) if vowel in _MARKED]
    if marked:
        return marked[-1]
    if len(vowels) < len(rhyme):
        return len(vowels) - 1
    if style == "new" and rhyme in _OPEN_GLIDES:
        return 1
    return (len(vowels) - 1) // 2
