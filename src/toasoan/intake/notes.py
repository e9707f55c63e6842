"""The notes of a Word file as they are kept with it, and as people read them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from toasoan.intake.docx.model import IntakeNote, Noted
from toasoan.intake.words import NOTES

#: What one note may name; the file that was sent is kept whole.
_MOST_LINES = 60
_LONGEST_LINE = 1_000


@dataclass(frozen=True, slots=True)
class NoteLine:
    """A sentence about the file, and the words of the file that it speaks of."""

    sentence: str
    words: tuple[str, ...]


def kept_notes(notes: Iterable[Noted]) -> list[dict[str, Any]]:
    """Notes as the database keeps them: each code once, with all the words that it names."""
    words: dict[IntakeNote, list[str]] = {}
    for note in notes:
        words.setdefault(note.code, []).extend(note.words)
    return [
        {"code": str(code), "words": [line[:_LONGEST_LINE] for line in lines[:_MOST_LINES]]}
        for code, lines in words.items()
    ]


def note_lines(kept: list[dict[str, Any]]) -> list[NoteLine]:
    """Kept notes in the reader's language."""
    return [NoteLine(str(NOTES[IntakeNote(note["code"])]), tuple(note["words"])) for note in kept]
