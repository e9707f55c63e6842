"""Headlines typed in capitals, written as sentences are.

What is a name is learned from the text itself and from names that the caller knows; abbreviations
are told by their letters, because no Vietnamese syllable is built as "VKSND" is.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from toasoan.vietnamese.fold import nfc
from toasoan.vietnamese.syllables import is_syllable

_TOKEN = re.compile(r"[^\W_]+|[\W_]+")
_WORD = re.compile(r"[^\W_]+")
_ROMAN = re.compile(r"(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3})")
_SENTENCE_END = re.compile(r"[.!?:…\n\r“\"(–—•-]\s*$")
#: Words that a name of an office begins with; alone they are common words.
_BEGIN_OFFICES = re.compile(
    "viện|phòng|ban|đoàn|hội|sở|tòa|toà|tổ|báo|đài|chi|ủy|uỷ|phó|trưởng|bộ|cục|vụ|chủ|bí|trung|cổng"
    "|trang|tạp|mặt|công|văn|đội|đảng|tỉnh|thành|huyện|quận|xã|phường|luật|nghị|chỉ|quyết"
)
#: As long as "Hội đồng nhân dân và Ủy ban nhân dân xã" and a little longer.
_LONGEST_NAME = 12
#: Abbreviations whose letters could be a syllable.
_ABBREVIATIONS = frozenset({"TW", "CA", "TU", "HU", "AI", "ASEAN", "COVID", "UNESCO", "APEC"})
#: Names that any public agency writes, in the form in which the law writes them.
_KNOWN = (
    "Việt Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam", "Hồ Chí Minh", "Bác Hồ", "Trung ương",
    "Bộ Chính trị", "Ban Bí thư", "Đảng bộ", "Đảng ủy", "Đảng viên", "Đảng Cộng sản Việt Nam",
    "Đảng", "Nhà nước", "Quốc hội", "Chính phủ", "Chủ tịch nước", "Thủ tướng Chính phủ",
    "Viện kiểm sát nhân dân tối cao", "Viện kiểm sát nhân dân", "Tòa án nhân dân tối cao",
    "Tòa án nhân dân", "Hội đồng nhân dân", "Ủy ban nhân dân", "Ủy ban Mặt trận Tổ quốc Việt Nam",
    "Mặt trận Tổ quốc", "Công an nhân dân", "Quân đội nhân dân", "Bộ đội Biên phòng",
    "Đoàn Thanh niên", "Đoàn TNCS Hồ Chí Minh", "Hội Liên hiệp Phụ nữ", "Hội Nông dân",
    "Hội Cựu chiến binh", "Liên đoàn Lao động", "Công đoàn", "Bộ luật Hình sự",
    "Bộ luật Tố tụng hình sự", "Bộ luật Dân sự", "Hiến pháp", "Quốc khánh", "Tết", "Tết Nguyên đán",
    "Ngày Pháp luật", "Kiểm sát viên", "Viện trưởng", "Phó Viện trưởng", "Bí thư", "Chủ tịch",
    "Tây Nguyên", "Nam Bộ", "Bắc Bộ", "Trung Bộ", "Hà Nội", "Đà Nẵng", "Hải Phòng", "Cần Thơ",
    "Hậu Giang", "Sóc Trăng", "An Giang", "Kiên Giang", "Bạc Liêu", "Cà Mau", "Đồng Tháp",
    "Tiền Giang", "Vĩnh Long", "Bến Tre", "Trà Vinh", "Long An", "Tây Ninh", "Bình Dương",
    "Bình Phước", "Đồng Nai", "Bà Rịa", "Vũng Tàu", "Lâm Đồng", "Đắk Lắk", "Đắk Nông", "Gia Lai",
    "Kon Tum", "Khánh Hòa", "Ninh Thuận", "Bình Thuận", "Phú Yên", "Bình Định", "Quảng Ngãi",
    "Quảng Nam", "Quảng Trị", "Quảng Bình", "Huế", "Thừa Thiên Huế", "Hà Tĩnh", "Nghệ An",
    "Thanh Hóa", "Ninh Bình", "Nam Định", "Hà Nam", "Thái Bình", "Hưng Yên", "Hải Dương",
    "Bắc Ninh", "Bắc Giang", "Vĩnh Phúc", "Phú Thọ", "Hòa Bình", "Thái Nguyên", "Bắc Kạn",
    "Tuyên Quang", "Hà Giang", "Cao Bằng", "Lạng Sơn", "Quảng Ninh", "Lào Cai", "Yên Bái",
    "Lai Châu", "Điện Biên", "Sơn La",
)  # fmt: skip


def in_sentence_case(headline: str, text: str, known: Iterable[str] = ()) -> str:
    """A headline in capitals as a sentence: no sign is lost, only capitals change.

    `text` is the story, from which names are learned; `known` are further names.

    >>> in_sentence_case("VKSND XÃ SUỐI MƠ SƠ KẾT", "Sáng nay, xã Suối Mơ họp.")
    'VKSND xã Suối Mơ sơ kết'
    """
    forms = _learned_forms(text)
    for name in (*_KNOWN, *known):
        words = _WORD.findall(nfc(name))
        forms.setdefault(_key(words), words)
    tokens = _TOKEN.findall(nfc(headline))
    places = [at for at, token in enumerate(tokens) if _WORD.fullmatch(token)]
    words = [tokens[at] for at in places]
    for at, word in zip(places, _cased(words, forms), strict=True):
        tokens[at] = word
    return _begun("".join(tokens))


def _cased(words: list[str], forms: dict[str, list[str]]) -> list[str]:
    """The words with the capitals that names have, the longest name first."""
    cased: list[str] = []
    while len(cased) < len(words):
        at = len(cased)
        form = _longest_form(words[at : at + _LONGEST_NAME], forms)
        cased.extend(form or [_alone(words[at])])
    return cased


def _longest_form(words: list[str], forms: dict[str, list[str]]) -> list[str] | None:
    for length in range(len(words), 0, -1):
        if (form := forms.get(_key(words[:length]))) is not None:
            return form
    return None


def _alone(word: str) -> str:
    """A word no name holds: an abbreviation or a number of a congress stays in capitals."""
    if word in _ABBREVIATIONS or _ROMAN.fullmatch(word) or any(sign.isdigit() for sign in word):
        return word
    if len(word) > 1 and word.isupper() and not is_syllable(word):
        return word
    return word.lower()


def _learned_forms(text: str) -> dict[str, list[str]]:
    """How the story writes its names; what stands there in capitals teaches nothing."""
    seen: defaultdict[str, Counter[tuple[str, ...]]] = defaultdict(Counter)
    words = set(_WORD.findall(nfc(text)))
    for run in _capitalised_runs(text):
        lone = run[0].lower()
        if len(run) == 1 and lone not in words and not _BEGIN_OFFICES.fullmatch(lone):
            seen[_key(run)][tuple(run)] += 1
        # "VKSND Hậu Giang" teaches "Hậu Giang" too; a lone given name is often a common word.
        for at in range(len(run) - 1):
            seen[_key(run[at:])][tuple(run[at:])] += 1
    return {key: list(forms.most_common(1)[0][0]) for key, forms in seen.items()}


def _capitalised_runs(text: str) -> Iterator[list[str]]:
    """Neighbouring words with a capital, those that only begin a sentence left out."""
    run: list[str] = []
    end = 0
    for match in _WORD.finditer(nfc(text)):
        gap, word = match.string[end : match.start()], match[0]
        begins = end == 0 or _SENTENCE_END.search(gap) is not None
        end = match.end()
        if run and gap != " ":
            yield run
            run = []
        shouted = word.isupper() and len(word) > 1 and is_syllable(word)
        if word[:1].isupper() and not shouted and not begins:
            run.append(word)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _key(words: Iterable[str]) -> str:
    return " ".join(words).lower()


def _begun(text: str) -> str:
    """The text with a capital at its beginning."""
    first = next((at for at, sign in enumerate(text) if sign.isalpha()), None)
    return text if first is None else text[:first] + text[first].upper() + text[first + 1 :]
