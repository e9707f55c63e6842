"""Answers that an outlet's own system sends, signed with the outlet's key (decision 0040)."""

import datetime as dt
import hashlib
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from toasoan.outlets.answers import SAYABLE, AnswerGiven, AnswerSource, give_answer
from toasoan.outlets.models import (
    TEXT_LENGTH,
    Answer,
    Dispatch,
    DispatchPurpose,
    Outlet,
    OutletReport,
    PlacementSource,
)
from toasoan.outlets.placements import known_placement, record_placement
from toasoan.outlets.signing import new_signing_key
from toasoan.refusals import Problem, RefusedError, refuse
from toasoan.vietnamese.cleaning import cleaned, one_line
from toasoan.vietnamese.typed_dates import is_sensible, read_day

_ID_LENGTH = 100
_NOTE_LENGTH = 2000
#: Member → the most characters of its text.
_TEXTS = {
    "id": _ID_LENGTH,
    "answer": 20,
    "note": _NOTE_LENGTH,
    "placed_on": 10,
    "headline": TEXT_LENGTH,
    "address": TEXT_LENGTH,
}
_MEMBERS = frozenset(_TEXTS) | {"dispatch"}


class Received(StrEnum):
    """What came of a report."""

    RECORDED = "recorded"
    #: The same report was received before: nothing changed.
    KNOWN = "known"


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What an outlet's system says: under its own id, about which dispatch."""

    event_id: str
    dispatch_id: int
    answer: Answer
    note: str = ""
    placed_on: dt.date | None = None
    headline: str = ""
    address: str = ""
    digest: str = ""


def report_of(sent: Any, body: bytes) -> Report:
    """The report that a JSON value holds. Raises RefusedError that says all that is wrong."""
    if not isinstance(sent, dict):
        raise RefusedError(Problem("not-an-object", _("Send one JSON object.")))
    found = [*_shape_problems(sent)]
    placed_on = read_day(str(sent.get("placed_on", "")))
    if not found and sent["answer"] == Answer.USED and not (placed_on and is_sensible(placed_on)):
        message = _("Say in “placed_on” on which day it appeared, as 2026-11-30.")
        found.append(Problem("no-day", message, "placed_on"))
    refuse(found)
    return Report(
        event_id=sent["id"],
        dispatch_id=sent["dispatch"],
        answer=Answer(sent["answer"]),
        note=cleaned(sent.get("note", "")),
        placed_on=placed_on,
        headline=one_line(sent.get("headline", "")),
        address=one_line(sent.get("address", "")),
        digest=hashlib.sha256(body).hexdigest(),
    )


def _shape_problems(sent: dict[str, Any]) -> list[Problem]:
    found = [
        Problem("unknown-member", _("“%(name)s” is not known here.") % {"name": name[:40]}, name)
        for name in sorted(sent.keys() - _MEMBERS)
    ]
    for name, most in _TEXTS.items():
        given = sent.get(name, "")
        if not isinstance(given, str) or len(given) > most:
            message = _("“%(name)s” is a text of at most %(most)d characters.")
            found.append(Problem("wrong-text", message % {"name": name, "most": most}, name))
    if not sent.get("id"):
        message = _("Give the report an “id” of your own; send it again under the same one.")
        found.append(Problem("no-id", message, "id"))
    if type(sent.get("dispatch")) is not int:
        message = _("“dispatch” is the number that came with the story.")
        found.append(Problem("no-dispatch", message, "dispatch"))
    if sent.get("answer") not in list(SAYABLE):
        message = _("“answer” is one of: %(answers)s.") % {"answers": ", ".join(SAYABLE)}
        found.append(Problem("wrong-answer", message, "answer"))
    return found


@transaction.atomic
def receive_report(outlet: Outlet, report: Report, *, now: dt.datetime) -> Received:
    """Write down what the outlet's system reports, once for each of its ids.

    The outlet's row is locked, so of two equal reports at once the second is known. Raises
    RefusedError with all problems: "other-content" for an id that came with other words before,
    "no-such-dispatch" for a dispatch that is not this outlet's.
    """
    Outlet.objects.select_for_update().get(pk=outlet.pk)
    before = OutletReport.objects.filter(outlet=outlet, event_id=report.event_id).first()
    if before is not None:
        if before.digest != report.digest:
            message = _("Something else was received under this id. Choose a new id.")
            raise RefusedError(Problem("other-content", message, "id"))
        return Received.KNOWN
    dispatch = Dispatch.objects.filter(
        pk=report.dispatch_id, outlet=outlet, purpose=DispatchPurpose.STORY
    ).first()
    if dispatch is None:
        message = _("No story was sent to you under this number.")
        raise RefusedError(Problem("no-such-dispatch", message, "dispatch"))
    _write(outlet, dispatch, report, now)
    OutletReport.objects.create(
        outlet=outlet,
        dispatch=dispatch,
        event_id=report.event_id,
        digest=report.digest,
        received_at=now,
    )
    return Received.RECORDED


def _write(outlet: Outlet, dispatch: Dispatch, report: Report, now: dt.datetime) -> None:
    if report.answer is not Answer.USED or report.placed_on is None:
        source = AnswerSource.BY_WEBHOOK
        given = AnswerGiven(answer=report.answer, source=source, note=report.note)
        give_answer(dispatch.pk, given, now=now)
        return
    if known_placement(dispatch.story_id, outlet, report.placed_on) is not None:
        # Entered by the desk or found already: there is nothing to add.
        return
    record_placement(
        dispatch.story_id,
        outlet,
        placed_on=report.placed_on,
        headline=report.headline or str(dispatch.payload.get("headline", "")),
        address=report.address,
        note=report.note,
        actor=None,
        now=now,
        dispatch=dispatch,
        source=PlacementSource.BY_WEBHOOK,
    )


@transaction.atomic
def make_key(outlet_id: int) -> str:
    """Give the outlet a new key and return it; the one before ends at once."""
    outlet = Outlet.objects.select_for_update().get(pk=outlet_id)
    outlet.signing_key = new_signing_key()
    outlet.save(update_fields=["signing_key"])
    return outlet.signing_key


@transaction.atomic
def end_key(outlet_id: int) -> None:
    """Take the outlet's key away: its system is not heard any more."""
    outlet = Outlet.objects.select_for_update().get(pk=outlet_id)
    outlet.signing_key = ""
    outlet.save(update_fields=["signing_key"])
