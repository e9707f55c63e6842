"""Words that tell names of people from posts, units and places in an author's line."""

import re
from functools import cache

from toasoan.vietnamese.syllables import is_syllable


def _table(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: Beginnings of what a unit, an office, a newspaper or a board is called.
_UNIT = re.compile(
    r"(?:(?:vksnd|vks|tand|ubnd|hđnd|ubmttq|mttq|ttxvn|tw|bch|bbt|btc|btv|llvt|thads|công an|ca)\b"
    r"|viện\b|phòng\b|văn phòng\b|vp\b|ban\b|tiểu ban\b|tổ\b|nhóm\b|báo\b|đài\b|cổng\b|trang\b"
    r"|tạp chí\b|bản tin\b|sở\b|bộ\b|tòa án\b|toà án\b|tòa\b|toà\b|chi cục\b|cục\b|tổng cục\b|vụ\b"
    r"|trung tâm\b|trường\b|học viện\b|hội\b|liên đoàn\b|đảng\b|chi bộ\b|đảng bộ\b|đảng ủy\b"
    r"|chi đoàn\b|công đoàn\b|thanh tra\b|ủy ban\b|uỷ ban\b|hội đồng\b|mặt trận\b|khu vực\b|kv\b"
    r"|đoàn (?:thanh niên|tncs|cơ sở|viện|khối|xã|phường|công tác|thanh)|thông tấn xã\b"
    r"|(?:tỉnh|thành|huyện|quận|thị|xã|phường) (?:ủy|uỷ|đoàn)\b|đội\b|đơn vị\b|cơ quan\b|công ty\b"
    r"|bệnh viện\b|trạm\b|kho bạc\b|ngân hàng\b|quân khu\b|sư đoàn\b|trung đoàn\b|tập thể\b"
    r"|(?:tỉnh|thành phố|tp\.?|huyện|quận|thị xã|thị trấn|xã|phường|ấp|thôn|bản|khối)\s+(?=[\w.]))",
    re.IGNORECASE,
)
_POST = re.compile(
    r"(?:(?:phó|trợ lý|nguyên|quyền)\s+)*"
    r"(?:viện trưởng|viện phó|kiểm sát viên(?: (?:sơ|trung|cao) cấp)?|ksv(?:sc|tc|cc)?\b"
    r"|kiểm tra viên|ktv\b|chánh (?:văn phòng|án|thanh tra)|trưởng (?:phòng|ban|khoa|đoàn|đơn vị)"
    r"|tổ (?:trưởng|phó)|đội (?:trưởng|phó)|chuyên viên(?: chính)?|công chức|viên chức|cán bộ"
    r"|thẩm phán|thư ký|bí thư|chủ (?:tịch|nhiệm)|giám đốc|hiệu (?:trưởng|phó)|cục trưởng"
    r"|chi cục trưởng|vụ trưởng|điều tra viên|thành viên|ủy viên|uỷ viên|trưởng|phóng viên|nhà báo"
    r"|cộng tác viên|biên tập viên|luật sư|giảng viên|giáo viên|kế toán|văn thư|pv\b|ctv\b|btv\b"
    r"|(?:đại|thượng|trung|thiếu) (?:tướng|tá|úy|uý)|thạc sĩ|thạc sỹ|tiến sĩ|tiến sỹ|cử nhân"
    r"|(?:ths|ts|pgs|gs|cn|ls|bs)\.)",
    re.IGNORECASE,
)
_HONORIFIC = re.compile(
    r"(?:đồng chí|đ/c|đc\.|ông|bà|anh|chị|cô|thầy|em)\s*:?\s+(?=[^\W\d_])", re.IGNORECASE
)
_COLLECTIVE = re.compile(
    r"(?:nhóm )?(?:pv|phóng viên|ctv|cộng tác viên|btv|bbt|ban biên tập|tòa soạn|toà soạn)"
    r"|nhóm (?:tác giả|thực hiện)|nhiều tác giả",
    re.IGNORECASE,
)
#: Provinces and cities before and after 01/7/2025, and parts of the country.
_PLACES = re.compile(
    r"an giang|bà rịa – vũng tàu|bà rịa - vũng tàu|bạc liêu|bắc giang|bắc kạn|bắc ninh|"
    r"bến tre|bình dương|bình định|bình phước|bình thuận|cà mau|cao bằng|cần thơ|"
    r"đà nẵng|đắk lắk|đắk nông|điện biên|đồng nai|đồng tháp|gia lai|hà giang|hà nam|"
    r"hà nội|hà tĩnh|hải dương|hải phòng|hậu giang|hòa bình|hưng yên|khánh hòa|"
    r"kiên giang|kon tum|lai châu|lạng sơn|lào cai|lâm đồng|long an|nam định|nghệ an|"
    r"ninh bình|ninh thuận|phú thọ|phú yên|quảng bình|quảng nam|quảng ngãi|quảng ninh|"
    r"quảng trị|sóc trăng|sơn la|tây ninh|thái bình|thái nguyên|thanh hóa|"
    r"thừa thiên huế|thừa thiên – huế|tiền giang|hồ chí minh|trà vinh|tuyên quang|"
    r"vĩnh long|vĩnh phúc|yên bái|huế|sài gòn|việt nam|tây nguyên|nam bộ|trung bộ|"
    r"bắc bộ"
)
_SURNAMES = _table(
    """nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đào đoàn vương trịnh
    trương đinh lâm mai tô tạ hà thái cao châu quách lương lưu la phùng từ tăng triệu thạch sơn kim
    danh kiên chu doãn đàm đồng giang hứa khuất khổng kiều lại lục mạc nghiêm ninh ông quan thân
    thẩm tống trà văn viên vi âu bạch bế cù cung diệp hầu nông lò quàng lường cầm giàng sùng thào
    vàng hạng ma bàn phàn chảo lữ thi tiêu ung uông y h"""
)
_NAME_WORD = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*\.?")
_INITIALS = re.compile(r"(?:[^\W\d_]{1,2}\.)+[^\W\d_]{0,2}")
_LONGEST_NAME = 6


def is_affiliation(text: str) -> bool:
    """Whether a piece is a unit, a post, a place or a name for many; never a person."""
    plain = text.strip(" .")
    if _COLLECTIVE.fullmatch(plain) or _PLACES.fullmatch(plain.casefold()):
        return True
    return bool(_UNIT.match(plain) or _POST.match(plain))


def is_post(text: str) -> bool:
    """Whether a piece is a post that one person holds."""
    return _POST.match(text.strip()) is not None


def is_unit(text: str) -> bool:
    """Whether a piece is a unit, and no post."""
    return is_affiliation(text) and not is_post(text)


def without_honorific(text: str) -> str:
    """The piece without "Đồng chí", "Ông" or the like before a name."""
    match = _HONORIFIC.match(text)
    return text[match.end() :] if match and is_name(text[match.end() :]) else text


def split_post(text: str) -> tuple[str, str]:
    """The post that stands before a name, and the name; no post leaves the text as it is."""
    match = _POST.match(text)
    if match is None:
        return "", text
    words = text.split()
    # The longest post first: "Phó Trưởng phòng 8 Vũ Thị Mẫu" ends where a surname begins.
    for at in range(1, len(words)):
        name = " ".join(words[at:])
        if len(" ".join(words[:at])) >= match.end() and is_full_name(name):
            return " ".join(words[:at]), name
    return "", text


@cache
def is_name(text: str) -> bool:
    """Whether a piece may be a person's name, pen names and initials included."""
    words = text.split()
    if not 0 < len(words) <= _LONGEST_NAME or is_affiliation(text):
        return False
    return all(_is_name_word(word) for word in words)


def is_full_name(text: str) -> bool:
    """Whether a piece is a name that begins with a surname."""
    surname, _space, rest = text.partition(" ")
    return bool(rest) and surname.casefold() in _SURNAMES and is_name(text)


def name_in_small_letters(name: str) -> str:
    """A name typed in capitals as it is written elsewhere; initials stay."""
    words = name.split()
    return " ".join(
        word.title() if word.isupper() and is_syllable(word.strip(".")) else word for word in words
    )


def _is_name_word(word: str) -> bool:
    if _INITIALS.fullmatch(word):
        return True
    if not _NAME_WORD.fullmatch(word):
        return False
    return all(part[:1].isupper() for part in re.split(r"[-.]", word) if part)
