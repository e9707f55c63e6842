"""Form fields and check boxes: a tick is text, whichever way Word keeps it."""

from lxml import etree

from toasoan.intake.docx.names import W14, W, whole_number
from toasoan.intake.docx.styles import is_on

_TICKED, _UNTICKED = "☒", "☐"


def form_field_text(begin: etree._Element) -> str:
    """What a form field of Word 97 shows that has no text of its own: a box or a choice."""
    data = begin.find(f"{W}ffData")
    if data is None:
        return ""
    box = data.find(f"{W}checkBox")
    if box is not None:
        said = box.find(f"{W}checked")
        return (
            _TICKED if is_on(said if said is not None else box.find(f"{W}default")) else _UNTICKED
        )
    choices = data.find(f"{W}ddList")
    return "" if choices is None else _choice(choices)


def _choice(choices: etree._Element) -> str:
    entries = [entry.get(f"{W}val", "") for entry in choices.iterchildren(f"{W}listEntry")]
    result = choices.find(f"{W}result")
    at = 0 if result is None else whole_number(result.get(f"{W}val"), 0)
    return entries[at] if 0 <= at < len(entries) else ""


def empty_box_text(control: etree._Element) -> str:
    """The sign of a check box whose content control lost it; empty for all other controls."""
    box = control.find(f"{W}sdtPr/{W14}checkbox")
    if box is None or next(control.iter(f"{W}t", f"{W}sym"), None) is not None:
        return ""
    checked = box.find(f"{W14}checked")
    is_ticked = checked is not None and checked.get(f"{W14}val", "1") not in {"0", "false"}
    return _TICKED if is_ticked else _UNTICKED


def is_placeholder(run: etree._Element) -> bool:
    """Whether a run stands in a content control that says it shows its placeholder."""
    controls = run.iterancestors(f"{W}sdt")
    return any(is_on(control.find(f"{W}sdtPr/{W}showingPlcHdr")) for control in controls)
