"""Who may write, close and re-open a remark. No database, no clock."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from toasoan.editorial.transitions import Relation
from toasoan.editorial.turn import Role
from toasoan.refusals import Problem
from toasoan.vietnamese.cleaning import one_line

TEXT_LENGTH = 2000
QUOTE_LENGTH = 500
NOTE_LENGTH = 500
#: Remarks of one person within the window; more is a stuck key or a script.
LIMIT = 30
WINDOW_MINUTES = 10


def quote_stands(quote: str, words: str) -> bool:
    """Whether the quoted passage is still in the text, however its lines are broken."""
    return one_line(quote) in one_line(words)


def writing_problems(text: str, quote: str, *, written_lately: int) -> list[Problem]:
    """What stands in the way of a new remark; for everybody for whom the story exists."""
    found: list[Problem] = []
    if not text.strip():
        found.append(Problem("no-text", _("Write the remark first."), "text"))
    if len(text) > TEXT_LENGTH:
        message = _("The remark is longer than %(most)d characters.") % {"most": TEXT_LENGTH}
        found.append(Problem("long-text", message, "text"))
    if len(one_line(quote)) > QUOTE_LENGTH:
        message = _("The quoted passage is longer than %(most)d characters.") % {
            "most": QUOTE_LENGTH
        }
        found.append(Problem("long-quote", message, "quote"))
    if written_lately >= LIMIT:
        message = _("You wrote many remarks within a few minutes. Wait a little, then go on.")
        found.append(Problem("too-many", message))
    return found


def resolving_problems(
    *, writer_id: int, roles: Sequence[Role], is_open: bool, note: str = ""
) -> list[Problem]:
    """What stands in the way of closing a remark: only the other side closes it.

    That is somebody who has a part in the story, did not write the remark and does not merely
    stand in for its writer (decision 0016).
    """
    if not is_open:
        return [Problem("already-closed", _("This remark has been dealt with already."))]
    if not roles:
        return [Problem("no-part", _("Only people who have a part in the story close remarks."))]
    if not any(role.is_free_of({writer_id}) for role in roles):
        message = _("Whoever wrote a remark does not close it; a colleague does.")
        return [Problem("own-remark", message)]
    return _long_note(note)


def waiving_problems(
    *, actor_id: int, writer_id: int, roles: Sequence[Role], is_open: bool, note: str
) -> list[Problem]:
    """What stands in the way of leaving a remark without an answer (decision 0050).

    Its writer takes it back, or an approver of the story decides to do without; both say why.
    """
    if not is_open:
        return [Problem("already-closed", _("This remark has been dealt with already."))]
    approves = any(role.relation is Relation.APPROVER for role in roles)
    if not roles or not (approves or actor_id == writer_id):
        message = _("Only the remark's writer or an approver of the story waives it.")
        return [Problem("not-yours", message)]
    if not note.strip():
        return [Problem("no-note", _("Write down why the remark is waived."), "note")]
    return _long_note(note)


def reopening_problems(*, is_open: bool, note: str = "") -> list[Problem]:
    """Everybody for whom the story exists may open a closed remark again."""
    if is_open:
        return [Problem("still-open", _("This remark is open already."))]
    return _long_note(note)


def _long_note(note: str) -> list[Problem]:
    if len(note) <= NOTE_LENGTH:
        return []
    message = _("The answer is longer than %(most)d characters.") % {"most": NOTE_LENGTH}
    return [Problem("long-note", message, "note")]
