"""Which line under a picture is its caption.

The order of the signs was measured on real files (see the language notes): a style of its own
first, a short line directly beneath second. The result is only a proposal to the sender.
"""

import re
from dataclasses import replace

from toasoan.intake.docx.flow import FlowPicture, FlowText, Item
from toasoan.intake.docx.model import Alignment, IntakeNote
from toasoan.intake.docx.people_words import is_affiliation, is_full_name, is_name
from toasoan.intake.docx.seen import Notes
from toasoan.intake.docx.signatures import begins_with_label

_LONGEST = 45
_LONGEST_PLAIN = 30
_LONGEST_CREDIT = 10
_LONGEST_NAME_LINE = 12
_BEGINS_CAPTION = re.compile(
    r"\(?(ảnh(?! hưởng)|hình \d|hình ảnh|một số hình ảnh|chú thích|quang cảnh|toàn cảnh"
    r"|khung cảnh|(các )?đại biểu|(các )?đồng chí|(các )?đ/c|từ trái)\b",
    re.IGNORECASE,
)
_ADDRESSES_PERSON = re.compile(r"(ông|bà|đồng chí|đ/c|thẩm phán|kiểm sát viên)\b", re.IGNORECASE)
_NAMES_CREDIT = re.compile(r"\bảnh\s*:|\bảnh [^.]{0,40}cung cấp", re.IGNORECASE)
_IS_CREDIT = re.compile(r"\(?(ảnh|nguồn)\s*(:|ảnh)", re.IGNORECASE)
_CREDIT = re.compile(
    r"[(\[]?\s*\b(?:nguồn ảnh|ảnh chụp|ảnh|nguồn|photo)\s*:\s*"
    r"(?P<credit>[^()\[\]:]{2,120})[)\]]?[\s.]*$",
    re.IGNORECASE,
)
_ENDS_SENTENCE = (".", "…", "!", "?")
_LEADS_ON = (":", ",", ";")


def begins_with_name(text: str) -> bool:
    """Whether a short line is a name, or a name and where the person works."""
    if len(text.split()) > _LONGEST_NAME_LINE or _ADDRESSES_PERSON.match(text):
        return False
    name = re.split(r"\s+[-–—]\s*|[,(]", text)[0].strip()
    return is_full_name(name) or (len(name.split()) > 1 and is_name(name))


def with_captions(items: list[Item], notes: Notes) -> list[Item]:
    """The same items, captions moved from the lines beneath into the pictures."""
    captioned: list[Item] = []
    last_text = max((at for at, item in enumerate(items) if isinstance(item, FlowText)), default=-1)
    at = 0
    while at < len(items):
        pictures = _pictures_from(items, at)
        if not pictures:
            captioned.append(items[at])
            at += 1
            continue
        at += len(pictures)
        lines = _caption_lines(items, at, pictures, last_text)
        captioned.extend(_captioned(pictures, lines, notes))
        at += len(lines)
        at += _join_credit(items, at, captioned, last_text) if lines else 0
    return captioned


def _pictures_from(items: list[Item], at: int) -> list[FlowPicture]:
    """The pictures that stand together and still wait for a caption."""
    pictures: list[FlowPicture] = []
    while at + len(pictures) < len(items):
        item = items[at + len(pictures)]
        if not isinstance(item, FlowPicture) or item.caption:
            break
        pictures.append(item)
    return pictures


def _caption_lines(
    items: list[Item], at: int, pictures: list[FlowPicture], last_text: int
) -> list[FlowText]:
    """The captions right after a group of pictures: at most one for each."""
    lines: list[FlowText] = []
    for place, item in enumerate(items[at : at + len(pictures)], start=at):
        if not isinstance(item, FlowText) or (place == last_text and _could_be_byline(item)):
            break
        # Beside running text, and for a second line, only a look of its own is proof.
        needs_look = bool(lines) or pictures[-1].beside_text
        if not (_looks_like_caption(item) or (not needs_look and _reads_like_caption(item))):
            break
        lines.append(item)
    return lines


def _captioned(
    pictures: list[FlowPicture], lines: list[FlowText], notes: Notes
) -> list[FlowPicture]:
    texts = [line.line for line in lines]
    if len(texts) == 1 and len(pictures) > 1:
        notes.add(IntakeNote.CAPTION_SHARED)
        texts *= len(pictures)
    texts += [""] * (len(pictures) - len(texts))
    return [_with_text(picture, text) for picture, text in zip(pictures, texts, strict=True)]


def _with_text(picture: FlowPicture, text: str) -> FlowPicture:
    caption, credit = split_credit(text)
    return replace(picture, caption=caption, credit=credit)


def split_credit(text: str) -> tuple[str, str]:
    """A caption and the photographer or source named at its end, "(Ảnh: …)", without the label.

    What follows "Ảnh:" is a credit only when it is a name or an office: "Ảnh: Quang cảnh hội nghị"
    is a caption.
    """
    found = _CREDIT.search(text)
    if found is None:
        return text, ""
    credit = found["credit"].strip(" .")
    first = re.split(r"\s[-–—]\s|,|\s(?:và|&)\s", credit)[0].strip()
    if not (is_name(first) or is_affiliation(first)):
        return text, ""
    return text[: found.start()].rstrip(" -–—|"), credit


def _join_credit(items: list[Item], at: int, captioned: list[Item], last_text: int) -> int:
    """A photographer's line under a caption belongs to it; returns how many lines were taken."""
    line = items[at] if at < len(items) else None
    picture = captioned[-1]
    if not isinstance(line, FlowText) or not isinstance(picture, FlowPicture) or at == last_text:
        return 0
    if not _IS_CREDIT.match(line.text) or line.word_count > _LONGEST_CREDIT:
        return 0
    caption, credit = split_credit(f"{picture.caption} {line.line}")
    captioned[-1] = replace(picture, caption=caption, credit=credit or picture.credit)
    return 1


def _looks_like_caption(line: FlowText) -> bool:
    if line.heading is not None or line.list_mark or line.word_count > _LONGEST:
        return False
    if line.in_box or line.style.lower() == "caption" or line.is_italic:
        return True
    # Centred capitals in bold are a heading inside the story.
    is_shout = line.is_bold and line.is_upper
    return line.alignment is Alignment.CENTRE and not is_shout


def _reads_like_caption(line: FlowText) -> bool:
    if not line.is_plain_paragraph or line.word_count > _LONGEST_PLAIN or line.is_bold:
        return False
    text = line.line
    if text.endswith(_LEADS_ON) or _is_tin_byline(text):
        return False
    begins = _BEGINS_CAPTION.match(text) or _NAMES_CREDIT.search(text)
    return bool(begins) or not text.endswith(_ENDS_SENTENCE)


def _is_tin_byline(text: str) -> bool:
    """A photographer under a picture is part of the caption; an author is not."""
    return begins_with_label(text) and not text.lower().startswith(("ảnh", "nguồn"))


def _could_be_byline(line: FlowText) -> bool:
    """Whether the line may be the byline: it is the story's last and looks like one."""
    if line.alignment is Alignment.RIGHT or begins_with_label(line.line):
        return True
    return (line.is_bold or begins_with_name(line.line)) and not line.is_italic
