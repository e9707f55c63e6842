"""Fields: the code Word computes text from stays unseen, its last result is read."""

import re
from dataclasses import dataclass

# Real files nest three or four; without a bound every letter would be looked up in all of them.
_MAX_OPEN = 20
_LONGEST_CODE = 10_000
_LINK = re.compile(r'^\s*HYPERLINK\s+"([^"]+)"', re.IGNORECASE)


@dataclass
class _Field:
    code: str = ""
    in_result: bool = False
    address: str | None = None


class Fields:
    """The fields open at one place of the text, innermost last."""

    def __init__(self) -> None:
        self._open: list[_Field] = []

    @property
    def hides_text(self) -> bool:
        return any(not field.in_result for field in self._open)

    @property
    def address(self) -> str | None:
        """The address of the innermost link field whose result this is."""
        return next((field.address for field in reversed(self._open) if field.address), None)

    def mark(self, kind: str | None) -> None:
        """Take in a ``w:fldChar``: begin, separate or end."""
        if kind == "begin" and len(self._open) < _MAX_OPEN:
            self._open.append(_Field())
        elif kind == "separate" and self._open:
            self._begin_result(self._open[-1])
        elif kind == "end" and self._open:
            self._open.pop()

    def _begin_result(self, field: _Field) -> None:
        field.in_result = True
        link = _LINK.match(field.code)
        field.address = link[1] if link else None

    def add_code(self, code: str) -> None:
        if self._open and len(self._open[-1].code) < _LONGEST_CODE:
            self._open[-1].code += code

    def end_paragraph(self) -> bool:
        """Forget codes that never ended, and say whether there were any.

        A damaged field must not swallow the rest of a story.
        """
        whole = [field for field in self._open if field.in_result]
        is_damaged = len(whole) < len(self._open)
        self._open = whole
        return is_damaged
