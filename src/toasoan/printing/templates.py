"""Word templates that an agency edits: names in double braces are replaced, nothing is ever run.

`{{ky_bao_cao}}` stands for a value, `{{don_vi.ten}}` for a field of a list: the row of the table it
stands in repeats by itself. A name may be typed with marks, spaces or quotation marks around it; in
capitals throughout, the value comes in capitals, with one at its beginning, with a capital first.
"""

import copy
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree

from toasoan.printing.template_package import (
    PROPERTIES,
    Package,
    TemplateError,
    TemplateFault,
    TemplateProblem,
    W,
    opened,
    own_text,
)
from toasoan.vietnamese.cleaning import one_line
from toasoan.vietnamese.fold import fold

Values = Mapping[str, str]
Lists = Mapping[str, Sequence[Values]]
_NAME = re.compile(r"\{\{([^{}]{1,200})\}\}")
_LEFT_OVER = re.compile(r"\{\{|\}\}")
_AROUND = "\u00a0 \t\"'“”\u2018\u2019„«»"
_EXCERPT = 80
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_WORD_14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
#: What must not be there twice when a row is.
_ONCE = {f"{W}bookmarkStart", f"{W}bookmarkEnd", f"{W}commentRangeStart", f"{W}commentRangeEnd"}
_ONCE_IDS = {f"{_WORD_14}paraId", f"{_WORD_14}textId"}


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A name in the template, folded: "don_vi.ten"; the part it stands in, the words around it."""

    name: str
    part: str
    excerpt: str
    is_in_row: bool


@dataclass(frozen=True, slots=True)
class Found:
    """What a template holds; with a problem of the file itself there are no placeholders."""

    placeholders: tuple[Placeholder, ...]
    problems: tuple[TemplateProblem, ...]


@dataclass(frozen=True, slots=True)
class Filled:
    """The file, or the problems for which there is none."""

    content: bytes
    problems: tuple[TemplateProblem, ...]


def placeholders(template: bytes) -> Found:
    """Every name in the template, in reading order, and what is wrong with it whatever the values.

    Run it in a process of `sent_files`.
    """
    try:
        package = opened(template)
    except TemplateError as error:
        return Found((), (error.problem,))
    return Found(tuple(_found(package)), tuple(_faults(package)))


def problems(template: bytes, names: frozenset[str]) -> tuple[TemplateProblem, ...]:
    """Everything for which the template cannot be filled with these names, each with its place.

    Fields of lists are named with their list: "don_vi.ten".
    """
    found = placeholders(template)
    return found.problems + _unknown(found.placeholders, names)


def fill(template: bytes, values: Values, lists: Lists) -> Filled:
    """The template with its names replaced; what else is in it stays as it is.

    A line feed in a value becomes a line break. A list without rows leaves its row once, empty.
    With a problem nothing is filled. Run it in a process of `sent_files`.
    """
    try:
        package = opened(template)
    except TemplateError as error:
        return Filled(b"", (error.problem,))
    names = frozenset(values) | {
        f"{name}.{field}" for name, rows in lists.items() for row in rows for field in row
    }
    # Without rows nobody can say which fields a list has.
    empty = {name for name, rows in lists.items() if not rows}
    known = tuple(one for one in _found(package) if one.name.partition(".")[0] not in empty)
    faults = tuple(_faults(package)) + _unknown(known, names)
    if faults:
        return Filled(b"", faults)
    for tree in package.texts.values():
        # Each paragraph is filled once: what a value holds is never read as a name.
        done = _repeat_rows(tree, values, lists)
        for paragraph in tree.iter(f"{W}p"):
            if paragraph not in done:
                _replace(paragraph, values)
    _fill_properties(package.texts.get(PROPERTIES), values)
    return Filled(package.saved(), ())


def _fill_properties(tree: Any, values: Values) -> None:
    """Names in the title of the file; what is unknown there stays, nobody prints it."""
    for node in () if tree is None else tree.iter():
        text = node.text or ""
        for match in reversed(list(_NAME.finditer(text))):
            if (name := _folded(match[1])) in values:
                text = text[: match.start()] + one_line(values[name]) + text[match.end() :]
        node.text = text


def _unknown(found: tuple[Placeholder, ...], names: frozenset[str]) -> tuple[TemplateProblem, ...]:
    return tuple(
        TemplateProblem(TemplateFault.UNKNOWN_NAME, one.name, one.part, one.excerpt)
        for one in found
        if one.name not in names
    )


def _found(package: Package) -> Iterator[Placeholder]:
    seen = set()
    for part, paragraph, text in _paragraphs(package):
        for match in _NAME.finditer(text):
            is_in_row = next(paragraph.iterancestors(f"{W}tr"), None) is not None
            one = Placeholder(_folded(match[1]), part, _excerpt(text), is_in_row)
            # Word keeps a text box twice: for itself and for older readers.
            if one not in seen:
                seen.add(one)
                yield one


def _faults(package: Package) -> Iterator[TemplateProblem]:
    lists_of_rows: dict[Any, set[str]] = {}
    for part, paragraph, text in _paragraphs(package):
        if _LEFT_OVER.search(_NAME.sub("", text)):
            yield TemplateProblem(TemplateFault.BROKEN, "", part, _excerpt(text))
        row = next(paragraph.iterancestors(f"{W}tr"), None)
        for match in _NAME.finditer(text):
            name, dot, _field = _folded(match[1]).partition(".")
            if not dot:
                continue
            if row is None:
                fault = TemplateFault.LIST_OUTSIDE_ROW
                yield TemplateProblem(fault, _folded(match[1]), part, _excerpt(text))
                continue
            others = lists_of_rows.setdefault(row, set())
            if others - {name}:
                fault = TemplateFault.TWO_LISTS
                yield TemplateProblem(fault, _folded(match[1]), part, _excerpt(text))
            others.add(name)


def _paragraphs(package: Package) -> Iterator[tuple[str, Any, str]]:
    for part, tree in package.texts.items():
        for paragraph in tree.iter(f"{W}p"):
            text = "".join(node.text or "" for node in own_text(paragraph))
            if "{" in text or "}" in text:
                yield part, paragraph, text


def _excerpt(text: str) -> str:
    return one_line(text)[:_EXCERPT]


def _folded(typed: str) -> str:
    """The name as we know it: "Kỳ báo cáo" and "KY_BAO_CAO" are "ky_bao_cao".

    >>> _folded(" “Kỳ báo cáo” ")
    'ky_bao_cao'
    """
    return re.sub(r"[\s\u00a0_-]+", "_", fold(one_line(typed).strip(_AROUND)))


def _cased(value: str, typed: str) -> str:
    """The value with the capitals of the name: Word makes one at the beginning of a sentence."""
    letters = "".join(letter for letter in typed if letter.isalpha())
    if len(letters) > 1 and letters.isupper():
        return value.upper()
    return value[:1].upper() + value[1:] if letters[:1].isupper() else value


def _repeat_rows(tree: Any, values: Values, lists: Lists) -> set[Any]:
    """Put a filled copy of a list's row for each of its rows; gives the paragraphs in them."""
    done = set()
    for row in [row for row in tree.iter(f"{W}tr") if row.getparent() is not None]:
        name = _list_of(row)
        if name is None:
            continue
        rows = lists[name] or [{}]
        for one in rows:
            fields = {f"{name}.{field}": value for field, value in one.items()}
            copied = _copied(row)
            row.addprevious(copied)
            for paragraph in copied.iter(f"{W}p"):
                _replace(paragraph, {**values, **fields}, "" if lists[name] else name)
                done.add(paragraph)
        row.getparent().remove(row)
    return done


def _list_of(row: Any) -> str | None:
    """The list whose fields stand in this row itself, not in a table inside one of its cells."""
    for paragraph in row.iter(f"{W}p"):
        if next(paragraph.iterancestors(f"{W}tr")) is row:
            text = "".join(node.text or "" for node in own_text(paragraph))
            for match in _NAME.finditer(text):
                name, dot, _field = _folded(match[1]).partition(".")
                if dot:
                    return name
    return None


def _copied(row: Any) -> Any:
    copied = copy.deepcopy(row)
    for node in list(copied.iter()):
        if node.tag in _ONCE or (node.tag == f"{W}id" and node.getparent().tag == f"{W}sdtPr"):
            node.getparent().remove(node)
        for name in _ONCE_IDS & set(node.attrib):
            del node.attrib[name]
    return copied


def _replace(paragraph: Any, values: Values, emptied: str = "") -> None:
    """Put values in the place of names, wherever Word has cut the runs.

    The value goes to the piece in which the name begins, with that piece's look; tracked changes
    around it stay as they are. Names of the list `emptied` become nothing; others stay.
    """
    nodes = list(own_text(paragraph))
    pieces = [node.text or "" for node in nodes]
    changed = False
    for match in reversed(list(_NAME.finditer("".join(pieces)))):
        name = _folded(match[1])
        if name in values:
            value = _cased("\n".join(map(one_line, values[name].split("\n"))), match[1])
        elif emptied and name.partition(".")[0] == emptied:
            value = ""
        else:
            continue
        pieces = _with_value(pieces, match.span(), value)
        changed = True
    if changed:
        for node, text in zip(nodes, pieces, strict=True):
            _set(node, text)
        _free_controls(paragraph)


def _with_value(pieces: list[str], span: tuple[int, int], value: str) -> list[str]:
    """The pieces with the span of their joined text replaced; each keeps what is outside it."""
    start, end = span
    result, place = [], 0
    for text in pieces:
        before = text[: max(0, start - place)]
        after = text[max(0, end - place) :]
        begins_here = place <= start < place + len(text)
        touched = start < place + len(text) and place < end
        result.append(before + (value if begins_here else "") + after if touched else text)
        place += len(text)
    return result


def _set(node: Any, text: str) -> None:
    """The text of one piece; line feeds become breaks behind it in the same run."""
    first, *others = text.split("\n")
    node.text = first
    node.set(_SPACE, "preserve")
    for line in reversed(others):
        piece = etree.Element(f"{W}t", {_SPACE: "preserve"})
        piece.text = line
        node.addnext(piece)
        node.addnext(etree.Element(f"{W}br"))


def _free_controls(paragraph: Any) -> None:
    """Content controls around a filled name hold text now: no prompt, no data from elsewhere."""
    around = [*paragraph.iterancestors(f"{W}sdt"), *paragraph.iter(f"{W}sdt")]
    for control in around:
        for name in ("showingPlcHdr", "dataBinding"):
            for one in control.findall(f"{W}sdtPr/{W}{name}"):
                one.getparent().remove(one)
