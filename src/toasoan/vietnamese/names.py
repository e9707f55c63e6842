"""Names of persons: family name first, given name last."""

from toasoan.vietnamese.fold import nfc


def split_name(full_name: str) -> tuple[str, str]:
    """Return (family and middle names, given name), with single spaces.

    The given name is the last syllable. A lone name is a given name.

    >>> split_name("Nguyễn  Thị Minh Anh"), split_name("Anh")
    (('Nguyễn Thị Minh', 'Anh'), ('', 'Anh'))
    """
    *family_and_middle, given = nfc(full_name).split() or [""]
    return " ".join(family_and_middle), given
