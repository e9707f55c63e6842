"""One writing for syllables that may rightly be written in two ways."""

import re
import unicodedata

from toasoan.vietnamese.fold import nfc
from toasoan.vietnamese.syllables import place_tone
from toasoan.vietnamese.tones import without_tones

#: I and y are one at the end of an open syllable after these letters, and after qu also before t,
#: ch and nh: kĩ and kỹ, quí and quý, quít and quýt. Elsewhere they are two sounds: tai and tay.
_EITHER = re.compile(r"[hklmst][iy]|qu[iy](?:t|ch|nh)?")
_SHORTEST, _LONGEST = 2, 5


def one_spelling(syllable: str) -> str:
    """Return a syllable in lower case (NFC) in its one writing, anything else as it was.

    The tone stands where the old style wants it, and i is y where both are right.

    >>> [one_spelling(word) for word in ("mĩ", "mỹ", "quí", "hoà", "tai", "thúi", "vksnd")]
    ['mỹ', 'mỹ', 'quý', 'hòa', 'tai', 'thúi', 'vksnd']
    """
    if _SHORTEST <= len(syllable) <= _LONGEST and _EITHER.fullmatch(without_tones(syllable)):
        letters = unicodedata.normalize("NFD", syllable)
        syllable = nfc(letters.replace("i", "y"))
    return place_tone(syllable)
