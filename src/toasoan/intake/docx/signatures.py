"""The author's line: who made what, from where, and whom the text was taken from.

Labels are read in any spelling that was seen ("Tin, ảnh:", "TIN VÀ ẢNH -", "(Ảnh: …)"); the rest is
cut at commas, dashes, "và" and the like, and each piece is a person, or belongs to one.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from toasoan.intake.docx.model import AuthorRole, WordByline
from toasoan.intake.docx.people_words import (
    is_affiliation,
    is_full_name,
    is_name,
    is_post,
    is_unit,
    name_in_small_letters,
    split_post,
    without_honorific,
)

_CONTENT = (
    r"(?:phóng sự ảnh|phóng sự|chùm ảnh|hình ảnh|bài viết|tin tức|tin bài|nội dung|video clip"
    r"|quay phim|chụp ảnh|tin|bài|viết|ảnh|hình|video|clip|chụp)"
)
_AGENT = (
    r"(?:nhóm tác giả|nhóm thực hiện|nhóm phóng viên|nhóm pv|đồng tác giả|tác giả|người thực hiện"
    r"|người viết|người đưa tin|người chụp|người gửi|thực hiện|tổng hợp|sưu tầm|biên soạn|đưa tin"
    r"|phóng viên|cộng tác viên|họ và tên|họ tên|bút danh|pv|ctv)"
)
_SOURCE = (
    r"(?:nguồn tham khảo|nguồn trích dẫn|nguồn trích|trích nguồn|dẫn nguồn|nguồn tin bài"
    r"|nguồn tin|nguồn bài|nguồn ảnh|nguồn|trích|theo)"
)
_WORD = rf"(?:{_CONTENT}|{_AGENT}|{_SOURCE})"
_LABEL_WORDS = rf"{_WORD}(?:(?:\s*[,/&+;–—-]\s*|\s+và\s+|\s+của\s+|\s+){_WORD})*"
_LABEL = re.compile(
    rf"(?<![\w’'])[“\"(\[*•+–—-]*\s*(?P<label>{_LABEL_WORDS})\s*(?:\([^)]{{1,30}}\)\s*)?[:\uff1a]",
    re.IGNORECASE,
)
_FIRST_LABEL = re.compile(
    rf"[\s“\"(\[*•+–—-]*(?P<label>{_LABEL_WORDS})\s*(?:của\s+)?(?:[:\uff1a]|\s[-–—]\s|[-–—]\s|\s+(?=\w))",
    re.IGNORECASE,
)
_SAYS_WORDS = re.compile(r"\b(?:tin|bài|viết|nội dung|phóng sự)\b", re.IGNORECASE)
_SAYS_PHOTOS = re.compile(r"\b(?:ảnh|hình|chụp|video|clip|quay)\b", re.IGNORECASE)
_SAYS_VIDEO = re.compile(r"\b(?:video|clip|quay)\b", re.IGNORECASE)
_SAYS_SOURCE = re.compile(rf"\b{_SOURCE}\b", re.IGNORECASE)
_SAYS_ALL = re.compile(r"\bthực hiện\b", re.IGNORECASE)
_CUTS = re.compile(
    r"(?P<bracket>\()|(?P<unbracket>\))|(?P<dash>\s*[–—]\s*|\s+-\s*|\s*-\s+)"
    r"|(?P<comma>\s*[,;/]\s*|\s*\n\s*)|(?P<and>\s+(?:và|cùng)\s+|\s*[&+]\s*)",
    re.IGNORECASE,
)
_SHORT_COMRADE = re.compile(r"\bđ/c\.?:?\s*", re.IGNORECASE)
_GLUED_DASH = re.compile(r"(?<=[^\W\d_])-(?=[^\W\d_])")
_CONTACT = re.compile(
    r"[(*–-]*\s*(?:đt|đtdđ|sđt|đ/t|điện thoại|số điện thoại|di động|email|e-mail|thư điện tử|zalo"
    r"|stk|số tài khoản|tài khoản|mst|mã số thuế|cccd|cmnd|số cccd)\b[^:]{0,20}[:.]?\s*[\w+(]",
    re.IGNORECASE,
)
_ENDS = " \t\n.,;:/-–—*•"


@dataclass(frozen=True)
class Signature:
    """What the lines say; ``doubtful`` when a person should compare it with the lines."""

    bylines: tuple[WordByline, ...] = ()
    source_line: str = ""
    doubtful: bool = False
    #: Some of the words are neither people nor units: the lines are no author's line as a whole.
    is_partial: bool = False

    @property
    def says_something(self) -> bool:
        return bool(self.bylines or self.source_line)


@dataclass
class _Part:
    """What stands after one label."""

    label: str
    text: str


@dataclass
class _Person:
    name: str
    affiliations: list[str] = field(default_factory=list)


def begins_with_label(text: str) -> bool:
    """Whether a line begins as authors' lines do, with a label and a colon or dash."""
    match = _LABEL.match(text.strip())
    return match is not None


def is_lone_label(text: str) -> bool:
    """Whether a line is a label and nothing else: the name stands on the next."""
    match = _LABEL.match(text.strip())
    return match is not None and match.end() == len(text.strip())


def is_contact(text: str) -> bool:
    """Whether a line tells how to reach or pay somebody."""
    return _CONTACT.match(text.strip()) is not None


def labelled_tail(text: str) -> int | None:
    """Where an author's line begins that stands behind the last sentence, in the same paragraph."""
    for match in _LABEL.finditer(text):
        before = text[: match.start()].rstrip(" ([“")
        if before.endswith((".", "!", "?", "…", "./", ")", "”")) and _is_tail(
            text[match.start() :]
        ):
            return match.start()
    return None


def read_signature(
    lines: Sequence[str], *, has_pictures: bool = False, is_set_off: bool = False
) -> Signature:
    """Names with roles and affiliations, and the source line, of these lines.

    Where they stand apart (`is_set_off`) or after a label, one word may be a pen name.
    """
    parts = list(_parts(lines))
    bylines: list[WordByline] = []
    sources: list[str] = []
    doubtful = is_partial = False
    for part in parts:
        if _SAYS_SOURCE.search(part.label):
            sources.append(_source_text(part))
            continue
        people, others, is_sure = _people(part.text, labelled=is_set_off or bool(part.label))
        doubtful |= not is_sure or bool(_SAYS_VIDEO.search(part.label))
        role = _role(part.label, has_pictures=has_pictures)
        bylines.extend(WordByline(one.name, role, ", ".join(one.affiliations)) for one in people)
        if not people and any(map(is_affiliation, others)):
            sources.append(_unit_as_source(part.text, role))
            doubtful = True
        is_partial |= not all(map(is_affiliation, others[:1])) or not (people or others)
    source_line = "; ".join(dict.fromkeys(filter(None, sources)))
    merged = tuple(_one_each(bylines))
    return Signature(merged, source_line, doubtful=doubtful, is_partial=is_partial)


def _parts(lines: Sequence[str]) -> Iterator[_Part]:
    """The lines cut at their labels; what stands before the first has none."""
    text = _GLUED_DASH.sub(_spaced_before_unit, "\n".join(map(_with_colon, lines)))
    found = list(_LABEL.finditer(text))
    before = text[: found[0].start()] if found else text
    if before.strip(_ENDS):
        yield _Part("", before.strip(_ENDS))
    ends = [following.start() for following in found[1:]] + [len(text)]
    for match, end in zip(found, ends[: len(found)], strict=True):
        value = text[match.end() : end]
        if value.strip(_ENDS):
            yield _Part(match["label"], _balanced(value.strip(_ENDS)))


def _with_colon(line: str) -> str:
    """A line without brackets around it, and with a colon after a label that lacks it."""
    line = _without_brackets(line)
    first = None if _LABEL.search(line) else _FIRST_LABEL.match(line)
    if first is None or not _is_label_without_colon(first, line):
        return line
    return f"{first['label']}: {line[first.end() :]}"


def _spaced_before_unit(dash: re.Match[str]) -> str:
    """The dash of "Mẫu-VKSND khu vực 8" with spaces; that of a double name as it is."""
    return " - " if is_affiliation(dash.string[dash.end() :]) else dash[0]


def _is_label_without_colon(match: re.Match[str], text: str) -> bool:
    """Whether a label is meant: it is in "Tin, ảnh Phương Kiều", not in "Bài học"."""
    rest = text[match.end() :].strip(_ENDS)
    name = _CUTS.split(rest)[0] if rest else ""
    several = _SAYS_WORDS.search(match["label"]) and _SAYS_PHOTOS.search(match["label"])
    agent = re.fullmatch(_AGENT, match["label"], re.IGNORECASE)
    source = re.fullmatch(_SOURCE, match["label"], re.IGNORECASE)
    if source:
        return is_unit(rest)
    return is_full_name(name) or bool((several or agent) and is_name(name))


def _without_brackets(text: str) -> str:
    """A line that stands in brackets as a whole, without them."""
    stripped = text.strip()
    pairs = {"(": ")", "[": "]", "{": "}"}
    bare = stripped.rstrip("./ ")
    if bare[:1] in pairs and bare.endswith(pairs[bare[0]]) and bare.count(bare[0]) == 1:
        return bare[1:-1]
    return stripped


def _balanced(text: str) -> str:
    """The text without a closing bracket that nothing opened."""
    if text.count("(") < text.count(")") or text.endswith(("]", "}")):
        text = text.rstrip("])}")
    return text.strip(_ENDS)


def _is_tail(text: str) -> bool:
    longest = 25
    return len(text.split()) <= longest and bool(read_signature([text]).bylines)


def _role(label: str, *, has_pictures: bool) -> AuthorRole:
    words, photos = _SAYS_WORDS.search(label), _SAYS_PHOTOS.search(label)
    if words and photos:
        return AuthorRole.WORDS_AND_PHOTOS
    if photos:
        return AuthorRole.PHOTOS
    if _SAYS_ALL.search(label) and has_pictures and not words:
        return AuthorRole.WORDS_AND_PHOTOS
    return AuthorRole.WORDS


def _source_text(part: _Part) -> str:
    text = " ".join(part.text.split())
    text = re.sub(r"^theo\s*:?\s+", "", text, flags=re.IGNORECASE)
    return f"Ảnh: {text}" if _SAYS_PHOTOS.search(part.label) else text


def _unit_as_source(text: str, role: AuthorRole) -> str:
    """A unit that is named where a person should be: readers still learn where it is from."""
    text = " ".join(text.split())
    return f"Ảnh: {text}" if role is AuthorRole.PHOTOS else text


def _people(text: str, *, labelled: bool) -> tuple[list[_Person], list[str], bool]:
    """The people of a part, what belongs to nobody, and whether each piece was plain."""
    people: list[_Person] = []
    leading: list[str] = []
    is_sure = True
    waiting = 0
    before = ""
    for cut, piece in _pieces(_SHORT_COMRADE.sub("Đồng chí ", text)):
        bare = without_honorific(piece)
        is_sure &= bare == piece
        post, name = split_post(bare)
        if _is_person(name, cut, before, labelled=labelled):
            person = _Person(
                name_in_small_letters(name), [*leading, *filter(None, [post.rstrip(".")])]
            )
            people.append(person)
            before = "person"
            continue
        if not people:
            leading.append(piece)
            is_sure &= is_affiliation(piece)
            continue
        waiting = _first_waiting(people, cut, piece, before)
        _attach(people[waiting:], piece, cut, joins=before == "affiliation")
        is_sure &= is_affiliation(piece) or before == "affiliation"
        before = "affiliation"
    return people, leading, is_sure


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    """The pieces of a part, each with the kind of cut before it."""
    cut, end = "", 0
    for match in _CUTS.finditer(text):
        piece = text[end : match.start()].strip(_ENDS)
        if piece:
            yield cut, piece
            cut = ""
        # A bracket is a stronger sign than the comma or dash beside it.
        kind = match.lastgroup or ""
        cut = cut if cut == "bracket" and kind != "unbracket" else kind
        end = match.end()
    if last := text[end:].strip(_ENDS):
        yield cut, last


def _is_person(name: str, cut: str, before: str, *, labelled: bool) -> bool:
    """A pen name is believed at the start and after people; after a unit only a full name is."""
    if not is_name(name):
        return False
    if before == "affiliation" or cut == "bracket":
        return is_full_name(name)
    return labelled or len(name.split()) > 1


def _first_waiting(people: list[_Person], cut: str, piece: str, before: str) -> int:
    """From which person on a piece holds: "A, B – VKSND khu vực 8" is the unit of both."""
    last = len(people) - 1
    if before == "affiliation":
        same = people[last].affiliations
        return next(at for at, one in enumerate(people) if one.affiliations == same)
    if cut == "bracket" or is_post(piece):
        return last
    first = last
    while first > 0 and not people[first - 1].affiliations:
        first -= 1
    return first


def _attach(people: Iterable[_Person], piece: str, cut: str, *, joins: bool) -> None:
    """Add a piece to what belongs to these people; "và cán bộ" goes on with the piece before."""
    marks = {"and": " và ", "dash": " – "}
    for person in people:
        if joins and cut in marks and person.affiliations:
            person.affiliations[-1] += f"{marks[cut]}{piece}"
        else:
            person.affiliations.append(piece)


def _one_each(bylines: list[WordByline]) -> Iterator[WordByline]:
    """Each name once: who wrote and photographed in two labels did both."""
    merged: dict[str, WordByline] = {}
    for byline in bylines:
        key = byline.name.casefold()
        if (same := merged.get(key)) is None:
            merged[key] = byline
            continue
        role = same.role if same.role is byline.role else AuthorRole.WORDS_AND_PHOTOS
        merged[key] = replace(same, role=role, affiliation=same.affiliation or byline.affiliation)
    yield from merged.values()
