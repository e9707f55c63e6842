"""A Word story made to fit the columns of a draft: what is too long moves on, nothing is cut."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from toasoan.intake.docx.model import (
    Block,
    Inline,
    IntakeNote,
    Noted,
    Paragraph,
    WordPicture,
    WordStory,
    WordTable,
)
from toasoan.stories.models import Byline, Story
from toasoan.vietnamese.sentence_case import in_sentence_case

_SENTENCE_END = re.compile(r"[.!?…][”\")]?\s+(?=\S)")
#: Where a headline that is too long is best parted, the best place first.
_PAUSES = (re.compile(r"[,;:–—.-]\s+"), re.compile(r"\s+(?=(?:và|VÀ|nhằm|NHẰM|để|ĐỂ)\s)"))
#: A part that is shorter than this share of the limit would be no headline.
_LEAST_SHARE = 0.4


@dataclass
class _Fitting:
    """The parts still to be placed, and the notes that came up."""

    notes: list[Noted]
    before: list[Paragraph]
    after: list[Paragraph]

    def note(self, code: IntakeNote, *words: str) -> None:
        self.notes.append(Noted(code, words))


def fitted(word: WordStory, names: Iterable[str] = ()) -> WordStory:
    """The story with every part within its column, its headline in small letters.

    `names` are names that a headline in capitals may hold. What does not fit stands in the body,
    and a note says so.
    """
    fitting = _Fitting([], [], [])
    headline = _headline(word, names, fitting)
    standfirst = _standfirst(word.standfirst, fitting)
    bylines, source_line = word.bylines, word.source_line
    if _signature_is_too_long(word):
        fitting.note(IntakeNote.BYLINE_TOO_LONG)
        fitting.after += [_paragraph(line) for line in word.signature]
        bylines, source_line = (), ""
    return replace(
        word,
        headline_lines=(headline,) if headline else (),
        standfirst=standfirst,
        blocks=(*fitting.before, *word.blocks, *fitting.after),
        bylines=bylines,
        source_line=source_line,
        notes=(*fitting.notes, *word.notes),
    )


def _headline(word: WordStory, names: Iterable[str], fitting: _Fitting) -> str:
    lines = word.headline_lines
    if len(word.headline) > 1 and word.headline.isupper():
        text = in_sentence_case(word.headline, _words_of(word), names)
        if text != word.headline:
            fitting.note(IntakeNote.HEADLINE_IN_CAPITALS, word.headline)
        lines = _parted_alike(text, lines)
    headline, rest = _fitting_lines(list(lines), _limit(Story, "headline"))
    if rest:
        fitting.note(IntakeNote.HEADLINE_TOO_LONG, *rest)
        fitting.before += [_paragraph(line) for line in rest]
    return headline


def _parted_alike(text: str, lines: tuple[str, ...]) -> tuple[str, ...]:
    """The text parted where these lines are, which are as long together."""
    parted: list[str] = []
    at = 0
    for line in lines:
        parted.append(text[at : at + len(line)])
        at += len(line) + 1
    return tuple(parted)


def _fitting_lines(lines: list[str], limit: int) -> tuple[str, list[str]]:
    """As many lines as fit, joined, and the others; a first line too long is parted at a pause."""
    fits = 0
    while fits < len(lines) and len(" ".join(lines[: fits + 1])) <= limit:
        fits += 1
    if fits or not lines:
        return " ".join(lines[:fits]), lines[fits:]
    at = _pause_before(lines[0], limit)
    return lines[0][:at].rstrip(" ,;:–—-"), [lines[0][at:].strip(), *lines[1:]]


def _pause_before(text: str, limit: int) -> int:
    """The last pause within the limit; words are parted only where there is no space at all."""
    for pause in _PAUSES:
        places = [found.end() for found in pause.finditer(text) if found.end() <= limit]
        if places and places[-1] >= limit * _LEAST_SHARE:
            return places[-1]
    space = text.rfind(" ", 0, limit + 1)
    return space if space > 0 else limit


def _standfirst(text: str, fitting: _Fitting) -> str:
    """The standfirst, or its first sentences; the others begin the body."""
    limit = _limit(Story, "standfirst")
    if len(text) <= limit:
        return text
    # "v.v. và" is no end of a sentence.
    ends = [at for end in _SENTENCE_END.finditer(text) if not text[at := end.end()].islower()]
    at = max((end for end in ends if end <= limit), default=0)
    rest = text[at:].strip()
    fitting.note(IntakeNote.STANDFIRST_TOO_LONG, rest)
    fitting.before.append(_paragraph(rest))
    return text[:at].strip()


def _signature_is_too_long(word: WordStory) -> bool:
    longest_name, longest_unit = _limit(Byline, "name"), _limit(Byline, "affiliation")
    return len(word.source_line) > _limit(Story, "source_line") or any(
        len(one.name) > longest_name or len(one.affiliation) > longest_unit for one in word.bylines
    )


def _words_of(word: WordStory) -> str:
    """The words of the story but for its headline, a line for each part."""
    authors = (f"– {one.name} {one.affiliation}" for one in word.bylines)
    return "\n".join([word.standfirst, *map(_block_words, word.blocks), *authors])


def _block_words(block: Block) -> str:
    if isinstance(block, WordTable):
        return "\n".join(cell for row in block.rows for cell in row)
    if isinstance(block, WordPicture):
        return block.caption
    return block.text


def _paragraph(text: str) -> Paragraph:
    return Paragraph((Inline(text),))


def _limit(model: type[Story | Byline], name: str) -> int:
    longest: int = model._meta.get_field(name).max_length  # type: ignore[union-attr]
    return longest
