"""Words and colours for what the register says."""

import datetime as dt
from dataclasses import dataclass

from toasoan.records.models import DocumentState, OfficialDocument
from toasoan.records.queries import DueDays, validity_of
from toasoan.records.rules import VALIDITY_WORDS, Validity

STATE_COLOURS = {
    DocumentState.DRAFT: "waiting",
    DocumentState.PUBLISHED: "good",
    DocumentState.WITHDRAWN: "bad",
}
_VALIDITY_COLOURS = {
    Validity.NOT_YET: "waiting",
    Validity.IN_FORCE: "good",
    Validity.PARTLY_ENDED: "waiting",
    Validity.ENDED: "quiet",
}


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """A document as lists show it. `due_on` is empty once it is published, or need not be."""

    document: OfficialDocument
    validity: str
    validity_colour: str
    state_colour: str
    due_on: dt.date | None
    is_late: bool


def row_of(document: OfficialDocument, today: dt.date, days: DueDays) -> RegisterRow:
    """The document in words; `days` is asked once for a whole list."""
    validity = validity_of(document, today)
    waits = document.state == DocumentState.DRAFT
    due_on = days.due_on(document) if waits else None
    return RegisterRow(
        document=document,
        validity=str(VALIDITY_WORDS[validity]) if validity else "",
        validity_colour=_VALIDITY_COLOURS[validity] if validity else "",
        state_colour=STATE_COLOURS[DocumentState(document.state)],
        due_on=due_on,
        is_late=due_on is not None and due_on < today,
    )
