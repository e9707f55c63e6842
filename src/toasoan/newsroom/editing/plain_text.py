"""A text block as plain text with a few signs, and back. Pure.

A blank line ends a paragraph. `## ` begins a sub-heading, `> ` a line of a quotation, `- ` or `1. `
an item of a list, with two spaces before it for each list that it is inside of. Paragraphs that
were not changed keep their formatting and their names (decision 0048).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from html import escape

from toasoan.stories.paragraphs import Part, PartKind, grouped, numbered
from toasoan.stories.text_html import stored_text
from toasoan.vietnamese.fold import nfc

_BLANK_LINE = re.compile(r"\n(?:[ \t]*\n)+")
_ITEM = re.compile(
    r"(?P<indent>[ \t]*)(?:(?P<dot>[-*•])|(?P<number>\d{1,3})[.)])[ \t]+(?P<words>.*)"
)


@dataclass(frozen=True, slots=True)
class _Typed:
    """A paragraph as it was typed: the part it reads as, and its very words with their signs."""

    part: Part
    source: str


def as_typed(parts: Sequence[Part]) -> str:
    """The paragraphs as plain text."""
    return "\n\n".join("\n".join(map(_source, numbered(group))) for _kind, group in grouped(parts))


def from_typed(text: str, before: Sequence[Part]) -> str:
    """Stored markup of a typed text; what stands in `before` word by word stays as it is there."""
    typed = list(_read(text))
    old = [_old_sign(part) for part in before]
    known = set(old)
    new = [one.source if one.source in known else _sign(one.part) for one in typed]
    found: list[Part] = []
    for kind, a0, a1, b0, b1 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            found += [
                _placed(part, one.part)
                for part, one in zip(before[a0:a1], typed[b0:b1], strict=True)
            ]
            continue
        pairs = zip(before[a0:a1], typed[b0:b1], strict=False)
        changed = [_changed(part, one) for part, one in pairs]
        found += changed + [one.part for one in typed[b0 + len(changed) : b1]]
    return stored_text(found)


def _source(counted: tuple[Part, int]) -> str:
    part, number = counted
    match part.kind:
        case PartKind.HEADING:
            return f"## {' '.join(part.words.split())}"
        case PartKind.QUOTE:
            return "\n".join(f"> {line}" for line in part.words.split("\n"))
        case PartKind.ITEM:
            sign = f"{number}." if part.ordered else "-"
            return f"{'  ' * part.depth}{sign} {part.words}"
    return part.words


def _old_sign(part: Part) -> str:
    """What an unchanged paragraph is known by: its words, and its sign unless that is a number."""
    return part.words if part.kind is PartKind.PARAGRAPH else _sign(part)


def _sign(part: Part) -> str:
    return _source((part, 1)).lstrip() if part.kind is not PartKind.PARAGRAPH else part.words


def _placed(part: Part, typed: Part) -> Part:
    """A paragraph with unchanged words; an item may have moved into another list."""
    if part.kind is PartKind.ITEM:
        return replace(part, depth=typed.depth, ordered=typed.ordered)
    return part


def _changed(part: Part, typed: _Typed) -> Part:
    """A paragraph with other words and the old name; one that began like an item stays one."""
    begins_alike = _ITEM.match(part.words) and _ITEM.match(typed.source)
    if part.kind is PartKind.PARAGRAPH and begins_alike:
        return replace(_part(PartKind.PARAGRAPH, typed.source.split("\n")), key=part.key)
    return replace(typed.part, key=part.key)


def _read(text: str) -> Iterator[_Typed]:
    lines_ended = nfc(text).replace("\r\n", "\n").replace("\r", "\n")
    for piece in _BLANK_LINE.split(lines_ended):
        lines = [line.rstrip() for line in piece.split("\n") if line.strip()]
        if lines:
            yield from _read_piece(lines)


def _read_piece(lines: list[str]) -> Iterator[_Typed]:
    """Lines without a blank one between them: a new sign begins a new paragraph."""
    begun: list[str] = []
    for line in lines:
        begins = _kind(line) is not (_kind(begun[0]) if begun else None)
        goes_on = begun and (_kind(begun[0]) is PartKind.ITEM and _kind(line) is PartKind.PARAGRAPH)
        if begun and not goes_on and (begins or _kind(line) in _ONE_BY_ONE):
            yield _typed(begun)
            begun = []
        begun.append(line)
    yield _typed(begun)


#: Kinds of which every sign begins another one.
_ONE_BY_ONE = frozenset({PartKind.HEADING, PartKind.ITEM})


def _kind(line: str) -> PartKind:
    if line.startswith("## "):
        return PartKind.HEADING
    if line.startswith(">"):
        return PartKind.QUOTE
    return PartKind.ITEM if _ITEM.match(line) else PartKind.PARAGRAPH


def _typed(lines: list[str]) -> _Typed:
    kind = _kind(lines[0])
    source = "\n".join(" ".join(line.split()) for line in lines)
    if kind is PartKind.ITEM:
        return _Typed(_item(lines), source)
    bare = [line.lstrip("#> ") if kind is not PartKind.PARAGRAPH else line for line in lines]
    return _Typed(_part(kind, bare), source)


def _item(lines: list[str]) -> Part:
    sign = _ITEM.match(lines[0])
    assert sign is not None  # noqa: S101  # its kind was read from it
    depth = len(sign["indent"].expandtabs(2)) // 2
    part = _part(PartKind.ITEM, [sign["words"], *lines[1:]])
    return replace(part, ordered=sign["number"] is not None, depth=depth)


def _part(kind: PartKind, lines: Sequence[str]) -> Part:
    clean = [" ".join(line.split()) for line in lines]
    markup = "<br/>".join(escape(line, quote=False) for line in clean if line)
    return Part(kind, "", "\n".join(filter(None, clean)), markup)
