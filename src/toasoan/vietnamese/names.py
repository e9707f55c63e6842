"""Names of persons: family name first, given name last."""

from toasoan.vietnamese.fold import nfc
from toasoan.vietnamese.tones import without_tones


def split_name(full_name: str) -> tuple[str, str]:
    """Return (family and middle names, given name), with single spaces.

    The given name is the last syllable. A lone name is a given name.

    >>> split_name("Nguyễn  Thị Minh Anh"), split_name("Anh")
    (('Nguyễn Thị Minh', 'Anh'), ('', 'Anh'))
    """
    *family_and_middle, given = nfc(full_name).split() or [""]
    return " ".join(family_and_middle), given


def initials(full_name: str) -> str:
    """Return the first letters in capitals; letters keep their form, tones go.

    >>> initials("Đoàn Thị Ẩn")
    'ĐTÂ'
    """
    letters = (next(filter(str.isalpha, part), "") for part in without_tones(full_name).split())
    return "".join(letters).upper()
