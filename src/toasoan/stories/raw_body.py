"""A body that a program writes: from a Word file, a partner, a report, the demo."""

from collections.abc import Sequence
from html import escape
from typing import Any

#: Most fields of the editor's form for all tables of a body: a cell is one, a row needs two more,
#: a column four, a table with the text behind it thirty. The form takes 12,000 fields
#: (`DATA_UPLOAD_MAX_NUMBER_FIELDS`); the rest is for photos and everything that is not a table.
MOST_TABLE_FIELDS = 8_000
#: Most words of a story that comes as a file: some two hundred printed pages.
MOST_WORDS = 60_000


class RawBody:
    """Raw blocks for `NewStory.body`, in reading order; text that follows text is one block.

    Nothing is put into it that the editor's form could not save: a table for which there is no
    room left becomes lines of text, a line a row.
    """

    def __init__(self) -> None:
        self.tables_as_text = 0
        self._blocks: list[tuple[str, Any]] = []
        self._fields_left = MOST_TABLE_FIELDS

    def blocks(self) -> tuple[tuple[str, Any], ...]:
        """What was put in."""
        return tuple(self._blocks)

    def text(self, markup: str) -> None:
        """Add paragraphs as stored markup."""
        if self._blocks and self._blocks[-1][0] == "text":
            markup = self._blocks.pop()[1] + markup
        self._blocks.append(("text", markup))

    def block(self, kind: str, value: Any) -> None:
        """Add a photo, a gallery, a video or a file."""
        self._blocks.append((kind, value))

    def table(self, rows: Sequence[Sequence[str]], caption: str = "") -> None:
        """Add a table whose first row has the headings; short rows are filled up."""
        width = max(map(len, rows), default=0)
        fields = 30 + 4 * width + (2 + width) * len(rows)
        if fields > self._fields_left:
            self.tables_as_text += 1
            lines = filter(None, (caption, *_lines(rows)))
            self.text("".join(f"<p>{escape(line)}</p>" for line in lines))
            return
        self._fields_left -= fields
        headings, *others = [[*row, *[""] * (width - len(row))] for row in rows] or [[]]
        columns = [{"type": "text", "heading": heading} for heading in headings]
        values = [{"values": row} for row in others]
        table = {"columns": columns, "rows": values}
        self.block("table", {"caption": caption, "table": table})


def _lines(rows: Sequence[Sequence[str]]) -> list[str]:
    return [" | ".join(row) for row in rows if any(row)]
