"""Footnotes and endnotes: numbered where they are called, kept at the end of the story."""

from collections.abc import Callable

from lxml import etree

from toasoan.intake.docx.names import W
from toasoan.intake.docx.raised import raised

REFERENCES = {f"{W}footnoteReference": "footnotes", f"{W}endnoteReference": "endnotes"}
_NOTES = {"footnotes": f"{W}footnote", "endnotes": f"{W}endnote"}


class CalledNotes:
    """The notes that the text calls, in the order in which it calls them."""

    def __init__(self) -> None:
        self._called: dict[tuple[str, str], int] = {}

    def mark(self, reference: etree._Element) -> str:
        """The raised number that stands for a note."""
        key = (REFERENCES[str(reference.tag)], reference.get(f"{W}id", ""))
        number = self._called.setdefault(key, len(self._called) + 1)
        return raised(str(number))

    def elements(
        self, part_of: Callable[[str], etree._Element | None]
    ) -> list[tuple[str, str, etree._Element]]:
        """Kind of part, raised number and element of each note that is in the file."""
        found: list[tuple[str, str, etree._Element]] = []
        parts = {kind: _by_id(part_of(kind), kind) for kind, _id in self._called}
        for (kind, note_id), number in self._called.items():
            if (element := parts[kind].get(note_id)) is not None:
                found.append((kind, raised(str(number)), element))
        return found


def _by_id(root: etree._Element | None, kind: str) -> dict[str, etree._Element]:
    if root is None:
        return {}
    return {note.get(f"{W}id", ""): note for note in root.iterchildren(_NOTES[kind])}
