"""What holds for official documents: facts in, answers and problems out. No database, no clock."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from toasoan.records.models import PublicationDeadline
from toasoan.refusals import Problem
from toasoan.vietnamese.typed_dates import is_sensible
from toasoan.vietnamese.working_time import WorkingCalendar, working_day_after

#: Longer deadlines are slips of the pen.
_MOST_WORKING_DAYS = 120


class Validity(StrEnum):
    """Whether a document has effect on a day."""

    NOT_YET = "not_yet"
    IN_FORCE = "in_force"
    PARTLY_ENDED = "partly_ended"
    ENDED = "ended"


VALIDITY_WORDS = {
    Validity.NOT_YET: gettext_lazy("not in force yet"),
    Validity.IN_FORCE: pgettext_lazy("document", "in force"),
    Validity.PARTLY_ENDED: gettext_lazy("partly no longer in force"),
    Validity.ENDED: gettext_lazy("no longer in force"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentFacts:
    """What somebody enters of a document; ids name rows of the agency.

    Days are as on paper: without `effective_on` it has effect from its issue; `expires_on` is the
    first day on which it has none.
    """

    number: str
    document_type_id: int
    issuing_body_id: int
    abstract: str
    issued_on: dt.date
    field_id: int | None = None
    signer_name: str = ""
    signer_post: str = ""
    effective_on: dt.date | None = None
    expires_on: dt.date | None = None
    partly_expires_on: dt.date | None = None
    is_draft_for_comment: bool = False
    comments_close_on: dt.date | None = None
    comments_to: str = ""
    is_to_be_published: bool = True
    publication_reason: str = ""


def problems_of(facts: DocumentFacts, today: dt.date) -> list[Problem]:
    """Everything that is wrong with what was entered, apart from what other documents say."""
    problems = []
    if not facts.abstract.strip():
        problems.append(Problem("no-abstract", _("Say what the document is about."), "abstract"))
    if not facts.number.strip() and not facts.is_draft_for_comment:
        message = _("Enter the number and symbol; only a draft for comment may be without.")
        problems.append(Problem("no-number", message, "number"))
    if not facts.is_to_be_published and not facts.publication_reason.strip():
        message = _("Say why it must not be published, for example by which article.")
        problems.append(Problem("no-reason", message, "publication_reason"))
    return [*problems, *_problems_of_days(facts, today), *_problems_of_comments(facts)]


def _problems_of_days(facts: DocumentFacts, today: dt.date) -> list[Problem]:
    problems = []
    if not is_sensible(facts.issued_on) or facts.issued_on > today:
        message = _("The day of issue cannot lie ahead.")
        problems.append(Problem("issued-later", message, "issued_on"))
    begins = facts.effective_on or facts.issued_on
    for name, day in (
        ("expires_on", facts.expires_on),
        ("partly_expires_on", facts.partly_expires_on),
    ):
        if day is not None and day < begins:
            message = _("It cannot end before it takes effect.")
            problems.append(Problem("ends-before-it-begins", message, name))
    return problems


def _problems_of_comments(facts: DocumentFacts) -> list[Problem]:
    if not facts.is_draft_for_comment:
        return []
    problems = []
    if facts.comments_close_on is None:
        message = _("Say until when comments are taken.")
        problems.append(Problem("no-closing-day", message, "comments_close_on"))
    elif facts.comments_close_on < facts.issued_on:
        message = _("Comments cannot close before the draft is there.")
        problems.append(Problem("closes-too-early", message, "comments_close_on"))
    if not facts.comments_to.strip():
        message = _("Say where comments are sent: an address, an e-mail.")
        problems.append(Problem("no-address", message, "comments_to"))
    return problems


def validity_on(
    day: dt.date,
    *,
    begins_on: dt.date,
    ended_on: dt.date | None,
    partly_ended_on: dt.date | None = None,
) -> Validity:
    """Whether a document has effect on the day; the end wins over everything."""
    if ended_on is not None and ended_on <= day:
        return Validity.ENDED
    if begins_on > day:
        return Validity.NOT_YET
    if partly_ended_on is not None and partly_ended_on <= day:
        return Validity.PARTLY_ENDED
    return Validity.IN_FORCE


def deadline_for(
    deadlines: Iterable[PublicationDeadline], *, type_id: int, origin: str, issued_on: dt.date
) -> PublicationDeadline | None:
    """The deadline that holds for a document of this day: its type's own before the general one."""
    held = [
        row
        for row in deadlines
        if row.origin == origin
        and row.document_type_id in {None, type_id}
        and row.from_on <= issued_on
        and (row.until_on is None or issued_on <= row.until_on)
    ]
    held.sort(key=lambda row: (row.document_type_id is not None, row.from_on))
    return held[-1] if held else None


def due_on(
    deadline: PublicationDeadline | None, issued_on: dt.date, calendar: WorkingCalendar
) -> dt.date | None:
    """The last day on which it is published in time; None where no deadline holds."""
    if deadline is None:
        return None
    return working_day_after(issued_on, deadline.working_days, calendar)


def problems_of_deadline(
    working_days: int, from_on: dt.date, until_on: dt.date | None, basis: str
) -> list[Problem]:
    """Everything that is wrong with a deadline."""
    problems = []
    if not 1 <= working_days <= _MOST_WORKING_DAYS:
        message = _("Between 1 and %(most)d working days.") % {"most": _MOST_WORKING_DAYS}
        problems.append(Problem("working-days", message, "working_days"))
    if until_on is not None and until_on < from_on:
        message = _("It cannot end before it begins to hold.")
        problems.append(Problem("ends-before-it-begins", message, "until_on"))
    if not basis.strip():
        message = _("Say on what it rests: a law, a rule of the agency.")
        problems.append(Problem("no-basis", message, "basis"))
    return problems
