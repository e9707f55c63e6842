"""Whether a text reads like a complaint, a denunciation or a report of a crime. Pure.

It decides nothing: the sender is asked. So a sentence that only asks about complaints – how long
they take, where one goes – is none, and what is left open is a question.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from toasoan.questions.kinds import LetterKind
from toasoan.vietnamese.fold import fold, nfc

#: Words of somebody who wants to know. A sentence with one of them states nothing.
_ASKING = (
    r"\?|như thế nào|thế nào|ra sao|bao lâu|bao nhiêu|mấy ngày|khi nào|bao giờ|thời hạn|thời hiệu|"
    r"thủ tục|trình tự|quy trình|mẫu đơn|biểu mẫu|hồ sơ gồm|gồm những|cần những|cần giấy tờ|"
    r"có được không|được không|có phải|hay không|là gì|thì sao|thẩm quyền giải quyết|"
    r"theo quy định nào|quy định về|tìm hiểu|xin hỏi|muốn hỏi|cho hỏi|cho biết|"
    r"cho tôi biết|hướng dẫn|tư vấn|"
    r"số liệu|thống kê|báo cáo về|kết quả công tác|luật khiếu nại|luật tố cáo"
)
_WE = r"tôi|chúng tôi|em|cháu|gia đình|bà con|tập thể|người dân|các hộ dân|nhân dân|mình|công dân"
_WANT = (
    r"xin|muốn|làm đơn|viết đơn|gửi đơn|có đơn|nộp đơn|viết thư|kính đơn|nay|quyết định|mạnh dạn|"
    r"buộc phải|cương quyết|tiếp tục|kính đề nghị|đề nghị|đứng đơn|cùng ký"
)
_OFFICIALS = (
    r"cán bộ|công an|kiểm sát viên|điều tra viên|thẩm phán|thư ký|chấp hành viên|chủ tịch|"
    r"phó chủ tịch|bí thư|giám đốc|trưởng phòng|viện trưởng|chánh án|lãnh đạo|công chức|"
    r"cảnh sát|trưởng ấp|trưởng thôn|hiệu trưởng|địa chính|thanh tra"
)
_PEOPLE = r"ông|bà|anh|chị|đối tượng|hàng xóm|bọn|nhóm|băng nhóm|công ty|tên|thằng|người này"
_CORRUPT = (
    r"nhận hối lộ|ăn hối lộ|đòi hối lộ|nhận tiền|nhận phong bì|đòi tiền|vòi tiền|vòi vĩnh|"
    r"tham nhũng|tham ô|bao che|làm sai lệch|ép cung|bức cung|nhục hình|lạm quyền|lộng quyền|"
    r"lợi dụng chức vụ|sách nhiễu|nhũng nhiễu|ăn chặn|đánh đập"
)
_CRIME = (
    r"lừa đảo|lừa tiền|chiếm đoạt|cưỡng đoạt|cướp|trộm|mua bán ma túy|bán ma túy|tàng trữ ma túy|"
    r"sử dụng ma túy|đánh bạc|cờ bạc|cá độ|cho vay nặng lãi|đòi nợ thuê|hiếp dâm|dâm ô|giết người|"
    r"đâm chém|chém|hành hung|đe dọa giết|buôn lậu|làm giả|bạo hành"
)
_SUFFERED = (
    r"lừa|lừa đảo|chiếm đoạt|cướp|trộm|mất trộm|đánh|hành hung|đe dọa|cưỡng đoạt|hiếp|xâm hại|"
    r"bạo hành|chém"
)
_WRONGED = r"bắt oan|xử oan|oan sai|kết án oan|khởi tố oan|bị oan|thu hồi đất trái|cưỡng chế trái"
_WORDS = (
    (r"khiếu nại|kêu oan|kêu cứu", LetterKind.COMPLAINT),
    (r"tố cáo", LetterKind.DENUNCIATION),
    (r"tố giác|trình báo|tin báo(?: về)? tội phạm", LetterKind.CRIME_REPORT),
)
_SAYING = "|".join(words for words, _kind in _WORDS)
_UNTIL = r"[^.!?\n;]{0,80}?"

#: In this order; the first that fits says the kind. The last one names the kind by its own word.
_SAID: tuple[tuple[str, LetterKind | None], ...] = (
    (rf"\b(?:{_WE})\b{_UNTIL}\b(?:{_WANT})\b{_UNTIL}\b(?:{_SAYING})\b", None),
    (rf"^\W*(?:đơn|thư|bản|nội dung|v/v|về việc)\s+(?:xin\s+)?(?:{_SAYING})\b", None),
    (rf"\b(?:{_WE})\s+(?:{_SAYING})\b", None),
    (
        rf"\b(?:{_SAYING})\s+(?:về\s+|đối với\s+|việc\s+|hành vi\s+|quyết định\s+|bản án\s+)*"
        rf"(?:hành vi|việc|quyết định|bản án|{_OFFICIALS}|{_PEOPLE})\b",
        None,
    ),
    (rf"\b(?:{_OFFICIALS})\b{_UNTIL}\b(?:{_CORRUPT})\b", LetterKind.DENUNCIATION),
    (rf"\b(?:{_PEOPLE})\b{_UNTIL}\b(?:{_CORRUPT})\b", LetterKind.DENUNCIATION),
    (rf"\b(?:{_PEOPLE}|có người|có một)\b{_UNTIL}\b(?:{_CRIME})\b", LetterKind.CRIME_REPORT),
    (rf"\b(?:{_WE})\b{_UNTIL}\bbị\b{_UNTIL}\b(?:{_SUFFERED})\b", LetterKind.CRIME_REPORT),
    (rf"\b(?:{_WRONGED})\b", LetterKind.COMPLAINT),
    (
        rf"\b(?:không đồng ý|không nhất trí|phản đối)\b{_UNTIL}\b(?:quyết định|bản án|kết luận)\b",
        LetterKind.COMPLAINT,
    ),
    (
        rf"\b(?:đề nghị|yêu cầu|mong|kính mong|xin)\b{_UNTIL}\b(?:hủy bỏ|hủy|xem xét lại)\s+"
        r"(?:quyết định|bản án|kết luận)\b",
        LetterKind.COMPLAINT,
    ),
    (
        rf"\b(?:đề nghị|yêu cầu|mong|kính mong)\b{_UNTIL}\b(?:khởi tố|xử lý nghiêm|"
        r"xử lý hình sự|truy cứu trách nhiệm)\b",
        LetterKind.DENUNCIATION,
    ),
)
_SENTENCE = re.compile(r"[^.!?\n;]*[^.!?\n;\s][^.!?\n;]*[.!?;]?")


@dataclass(frozen=True, slots=True)
class _Patterns:
    """All patterns in one way of writing: with marks, or without."""

    asking: re.Pattern[str]
    said: tuple[tuple[re.Pattern[str], LetterKind | None], ...]
    words: tuple[tuple[re.Pattern[str], LetterKind], ...]

    def kind_of(self, sentence: str) -> LetterKind | None:
        """What the sentence states; None for one that asks."""
        if self.asking.search(sentence):
            return None
        for pattern, kind in self.said:
            if found := pattern.search(sentence):
                return kind or self._named(found[0])
        return None

    def _named(self, words: str) -> LetterKind | None:
        return next((kind for pattern, kind in self.words if pattern.search(words)), None)


def _written(form: Callable[[str], str]) -> _Patterns:
    return _Patterns(
        re.compile(form(_ASKING)),
        tuple((re.compile(form(pattern)), kind) for pattern, kind in _SAID),
        tuple((re.compile(form(pattern)), kind) for pattern, kind in _WORDS),
    )


def _unmarked(pattern: str) -> str:
    """The pattern without marks; its signs stay as they are."""
    return "".join(sign if sign.isascii() else fold(sign) for sign in pattern)


_MARKED, _UNMARKED = _written(str), _written(_unmarked)


def letter_kind(text: str) -> LetterKind | None:
    """What the text reads like; None for what reads like a question.

    A text that was typed without marks is compared without marks.

    >>> letter_kind("Thời hạn giải quyết khiếu nại là bao lâu?")
    >>> letter_kind("Tôi làm đơn này tố cáo ông A.").value
    'denunciation'
    """
    lowered = nfc(text).lower()
    patterns = _UNMARKED if fold(lowered) == lowered else _MARKED
    sentences = (found[0].strip() for found in _SENTENCE.finditer(lowered))
    return next((kind for each in sentences if (kind := patterns.kind_of(each))), None)
