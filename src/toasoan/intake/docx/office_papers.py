"""Lines that belong to an office paper and not to a story: letterhead, recipients, signature.

The parts and their places are those of Nghị định 30/2020/NĐ-CP, Phụ lục I, and of the Party's
papers (Hướng dẫn 05-HD/VPTW).
"""

import re

from toasoan.intake.docx.people_words import is_name, is_post, is_unit

_MOTTO = re.compile(
    r"cộng h(?:òa|oà) xã hội chủ nghĩa việt nam"
    r"|độc lập\s*[-–—.]?\s*tự do\s*[-–—.]?\s*hạnh phúc|^đảng cộng sản việt nam$",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"^số\s*:?\s*[\d….\s_]*\s*[-/–]\s*[A-ZĐ]", re.IGNORECASE)
_PLACE_AND_DAY = re.compile(
    r"^[^\d]{0,40}\bngày\s*[\d….\s]*tháng\s*[\d….\s]*năm\s*[\d….]*\.?$", re.IGNORECASE
)
_ADDRESSED = re.compile(r"^kính gửi\s*:?", re.IGNORECASE)
_SUBJECT = re.compile(r"^(?:v/v|về việc)\b", re.IGNORECASE)
_RECIPIENTS = re.compile(r"^nơi (?:nhận|gửi)\s*:?\s*$|^nơi nhận\s*:", re.IGNORECASE)
_ON_BEHALF = re.compile(r"^(?:KT|K/T|TM|T/M|TL|T/L|TUQ|Q)\s*[./]")
_SIGNED = re.compile(
    r"^[(\[]?\s*(?:đã ký|ký tên|ký,|ký và|ký\b.{0,30}(?:họ tên|đóng dấu)|chữ ký)", re.IGNORECASE
)
_CHECKED = re.compile(
    r"^(?:(?:ý kiến|xác nhận|phê duyệt|duyệt|kiểm duyệt|người duyệt)\b.{0,60}"
    r"(?:lãnh đạo|đơn vị|thủ trưởng|phê duyệt|duyệt|viện)|lãnh đạo\b.{0,30}duyệt"
    r"|người (?:duyệt|kiểm duyệt|phê duyệt)|duyệt đăng)\b",
    re.IGNORECASE,
)
_WRITER = re.compile(
    r"^(?:người (?:viết|lập|thực hiện|đưa tin|soạn)|tác giả|cán bộ (?:viết|thực hiện))\b",
    re.IGNORECASE,
)
_MOST_WORDS_OF_HEAD = 90
_MOST_WORDS_OF_SIGNATURE = 120
_LONGEST_LINE = 14

Cells = tuple[tuple[str, ...], ...]


def is_head_line(text: str) -> bool:
    """Whether a line is surely one of a letterhead."""
    long = 40
    if len(text.split()) > long:
        return False
    return bool(_MOTTO.search(text) or _NUMBER.match(text) or _ADDRESSED.match(text))


def is_place_and_day(text: str) -> bool:
    """Whether a line is "Hậu Giang, ngày 20 tháng 11 năm 2026" and no more."""
    return _PLACE_AND_DAY.match(text) is not None


def may_be_head_line(text: str) -> bool:
    """Whether a line may stand in a letterhead beside sure ones: an agency's name in capitals."""
    short = len(text.split()) <= _LONGEST_LINE
    return short and ((text.isupper() and is_unit(text)) or bool(_SUBJECT.match(text)))


def begins_signature(text: str) -> bool:
    """Whether a line opens what stands beneath an office paper."""
    return bool(_RECIPIENTS.match(text) or _CHECKED.match(text)) or _is_signing_post(text)


def may_be_signature_line(text: str) -> bool:
    """Whether a line may stand beneath an office paper once it is opened."""
    if begins_signature(text) or _SIGNED.match(text) or is_place_and_day(text):
        return True
    if len(text.split()) > _LONGEST_LINE:
        return False
    is_entry = text.startswith(("-", "–", "+")) or text.lower().startswith("lưu")
    return is_entry or text.isupper() or is_name(text) or is_post(text) or bool(_WRITER.match(text))


def is_writer_line(text: str) -> bool:
    """Whether a line says that whoever signs beneath it wrote the story."""
    return _WRITER.match(text) is not None


def is_letterhead_table(cells: Cells) -> bool:
    """Whether the cells of a table are a letterhead."""
    lines = [line for cell in cells for line in cell]
    if not lines or _word_count(lines) > _MOST_WORDS_OF_HEAD:
        return False
    return any(_MOTTO.search(line) for line in lines) or (
        any(_NUMBER.match(line) for line in lines) and any(map(is_place_and_day, lines))
    )


def is_signature_table(cells: Cells) -> bool:
    """Whether the cells of a table are recipients and signature, or two signatures."""
    lines = [line for cell in cells for line in cell]
    if not lines or _word_count(lines) > _MOST_WORDS_OF_SIGNATURE:
        return False
    openings = [cell[0] for cell in cells if cell]
    is_opened = any(begins_signature(line) or _WRITER.match(line) for line in openings)
    return is_opened and all(may_be_signature_line(line) for line in lines)


def writers_in(cells: Cells) -> list[str]:
    """Names under "Người viết" in the cells of a signature."""
    return [
        line
        for cell in cells
        if cell and is_writer_line(cell[0])
        for line in cell[:0:-1]
        if (is_name(line) and not line.isupper()) or (len(line.split()) > 1 and is_name(line))
    ][:1]


def _is_signing_post(text: str) -> bool:
    if not text.isupper() or len(text.split()) > _LONGEST_LINE:
        return False
    return bool(_ON_BEHALF.match(text)) or is_post(text)


def _word_count(lines: list[str]) -> int:
    return sum(len(line.split()) for line in lines)
