"""Whose name stands in a line, and which place: as far as two lines can be compared. No Django."""

import re

from toasoan.vietnamese.fold import fold, nfc

_BETWEEN = re.compile(r"[;,\n+/&]|\s[-–]\s|\s+và\s+")
_COMRADE = re.compile(r"\bđ\s*/\s*c\b")
_IN_BRACKETS = re.compile(r"\([^)]*\)")
_ADDRESS = re.compile(r"^(?:các\s+)?(?:đồng chí|đ\.\s?c\.?|đc|ông|bà|anh|chị)\b[.:]?\s*")
#: Posts as they stand before a name; the longer first. With marks: "Trương" is a surname.
_POST = re.compile(
    r"^(?:phó\s+)?(?:viện trưởng|viện phó|chánh văn phòng|chánh án|chánh thanh tra|trưởng phòng"
    r"|trưởng ban|giám đốc|chủ tịch|bí thư(?:\s+đảng ủy)?|chủ nhiệm|cục trưởng|vụ trưởng"
    r"|thủ trưởng)\b[.:]?\s*|^(?:p\.?vt|vt|cvp|p\.?cvp|ktv)\b[.:]?\s+"
)
#: What follows a post when no name follows it: "Viện trưởng VKSND tỉnh".
_BODY = re.compile(
    r"^(?:vksnd|vks|tand|ubnd|hđnd|viện|tòa án|ủy ban|cơ quan|phòng|ban|tỉnh|khu vực|huyện"
    r"|thành phố|văn phòng|sở|cục|vụ|phụ trách|thường trực)\b"
)
_NOT_WORD = re.compile(r"[^a-z0-9]+")


def chair_keys(text: str) -> frozenset[str]:
    """What tells the people in "chủ trì" apart: names without posts, marks and capitals.

    Posts alone are compared only where no name is given: two deputies have the same post.

    >>> sorted(chair_keys("Đ/c Hồ Ánh Tuyết, Phó Viện trưởng; ông LÊ VĂN MEO"))
    ['ho anh tuyet', 'le van meo']
    >>> sorted(chair_keys("Phó Viện trưởng Hồ Ánh Tuyết"))
    ['ho anh tuyet']
    >>> sorted(chair_keys("Viện trưởng"))
    ['vien truong']
    """
    names: set[str] = set()
    posts: set[str] = set()
    plain = _COMRADE.sub("đc", _IN_BRACKETS.sub(" ", nfc(text).lower()))
    for piece in _BETWEEN.split(plain):
        words = _ADDRESS.sub("", piece.strip())
        rest = words
        while (found := _POST.match(rest)) and found.end():
            rest = rest[found.end() :]
            rest = _ADDRESS.sub("", rest)
        is_post = rest != words and (not rest or _BODY.match(rest) is not None)
        key = place_key(words if is_post else rest)
        if key:
            (posts if is_post or _BODY.match(rest) else names).add(key)
    return frozenset(names or posts)


def place_key(text: str) -> str:
    """A place without marks, capitals and signs.

    >>> place_key("Phòng họp A - tầng 3") == place_key("phong hop A, Tầng 3")
    True
    """
    return _NOT_WORD.sub(" ", fold(text)).strip()
