"""Lists: which numbering a paragraph has, and whether it counts or only shows a dot."""

from lxml import etree

from toasoan.intake.docx.names import W, whole_number
from toasoan.intake.docx.seen import ListMark
from toasoan.intake.docx.styles import ParagraphLook

_NO_LIST = "0"
_DEEPEST = 8


class Numbering:
    """The lists of a file."""

    def __init__(self, root: etree._Element | None) -> None:
        self._formats: dict[str, dict[int, str]] = {}
        if root is None:
            return
        kinds = {
            element.get(f"{W}abstractNumId", ""): _formats(element)
            for element in root.iterchildren(f"{W}abstractNum")
        }
        for element in root.iterchildren(f"{W}num"):
            kind = element.find(f"{W}abstractNumId")
            kind_id = "" if kind is None else kind.get(f"{W}val", "")
            self._formats[element.get(f"{W}numId", "")] = kinds.get(kind_id, {})

    def mark(self, look: ParagraphLook) -> ListMark | None:
        """The list mark of a paragraph with this look; None when it is not in a list."""
        if look.list_id is None or look.list_id == _NO_LIST:
            return None
        level = min(max(look.list_level or 0, 0), _DEEPEST)
        # A list the file does not describe is shown with dots.
        kind = self._formats.get(look.list_id, {}).get(level, "bullet")
        if kind == "none":
            return None
        return ListMark(look.list_id, level, ordered=kind != "bullet")


def _formats(kind: etree._Element) -> dict[int, str]:
    formats: dict[int, str] = {}
    for level in kind.iterchildren(f"{W}lvl"):
        number_format = level.find(f"{W}numFmt")
        name = "decimal" if number_format is None else number_format.get(f"{W}val", "decimal")
        formats[whole_number(level.get(f"{W}ilvl"), 0)] = name
    return formats
