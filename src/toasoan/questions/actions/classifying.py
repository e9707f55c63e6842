"""What the clerk does with a question: kind and field, unit, another place, another question."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from toasoan.accounts.models import User
from toasoan.notifications.kinds import NotificationKind
from toasoan.questions.actions.steps import carry_out, chosen_reason, locked, taken_up
from toasoan.questions.clocks import due_day
from toasoan.questions.desk_notices import tell_unit
from toasoan.questions.guards import JoinFacts, Standing, join_problems, table_problems
from toasoan.questions.kinds import QuestionKind, QuestionState
from toasoan.questions.models import Field, Place, Question
from toasoan.questions.telling import Occasion, tell_sender
from toasoan.questions.transitions import Deed, Role
from toasoan.refusals import Problem, RefusedError, refuse
from toasoan.units.models import Unit
from toasoan.vietnamese.dates import local_day


@dataclass(frozen=True, slots=True)
class Sorting:
    """What a clerk says a question is: its kind, and its field or None."""

    kind: QuestionKind
    field: Field | None


@transaction.atomic
def classify(question_id: int, sorting: Sorting, *, actor: User, now: dt.datetime) -> Question:
    """Sort a new question; its clock is that of the kind, from the reception on.

    Raises RefusedError, as every deed here does.
    """
    question = taken_up(question_id, Deed.CLASSIFY, actor=actor, now=now)
    detail = _sorted(question, sorting)
    return carry_out(question, Deed.CLASSIFY, actor=actor, now=now, detail=detail)


@transaction.atomic
def change_kind(question_id: int, sorting: Sorting, *, actor: User, now: dt.datetime) -> Question:
    """Sort a question anew that is on its way; it stays where it is, its last day follows."""
    question = taken_up(question_id, Deed.CHANGE_KIND, actor=actor, now=now)
    detail = _sorted(question, sorting)
    return carry_out(question, Deed.CHANGE_KIND, actor=actor, now=now, detail=detail)


def _sorted(question: Question, sorting: Sorting) -> dict[str, list[str | None]]:
    """Put kind and field on the question; what changed, for the history."""
    if sorting.field and sorting.field.agency_id != question.agency_id:
        raise RefusedError(Problem("no-field", _("Choose a field of the agency."), "field"))
    before = (question.kind, question.field.name if question.field else None)
    if question.kind != sorting.kind:
        # What was announced by another kind's clock holds no longer.
        question.is_complex = False
    question.kind, question.field = sorting.kind, sorting.field
    question.due_on = due_day(question)
    after = (question.kind, sorting.field.name if sorting.field else None)
    pairs = zip(("kind", "field"), before, after, strict=True)
    return {name: [old, new] for name, old, new in pairs if old != new}


@transaction.atomic
def assign(
    question_id: int, unit: Unit, *, actor: User, now: dt.datetime, note: str = ""
) -> Question:
    """Give a question to a unit that exists today; its people are told."""
    question = taken_up(question_id, Deed.ASSIGN, actor=actor, now=now)
    if unit.agency_id != question.agency_id or not unit.is_open_on(local_day(now)):
        raise RefusedError(Problem("no-unit", _("Choose a unit that exists today."), "unit"))
    if question.state == QuestionState.ASSIGNED and question.unit_id == unit.pk:
        raise RefusedError(Problem("same-unit", _("The unit has it already."), "unit"))
    note = chosen_reason(question, Deed.ASSIGN, "", note)
    detail = {"from_unit": question.unit.short_name if question.unit else None}
    question.unit = unit
    question = carry_out(question, Deed.ASSIGN, actor=actor, now=now, note=note, detail=detail)
    tell_unit(question, NotificationKind.QUESTION_GIVEN, now=now, actor=actor, note=note)
    return question


@transaction.atomic
def refer(
    question_id: int, place: Place, *, actor: User, now: dt.datetime, note: str = ""
) -> Question:
    """Answer at once that the matter is not the agency's, and where to go with it."""
    question = taken_up(question_id, Deed.REFER, actor=actor, now=now)
    if place.agency_id != question.agency_id or not place.is_open:
        raise RefusedError(Problem("no-place", _("Choose a place of the register."), "place"))
    note = chosen_reason(question, Deed.REFER, "", note)
    question.place = place
    detail = {"place": place.name}
    question = carry_out(question, Deed.REFER, actor=actor, now=now, note=note, detail=detail)
    tell_sender(question, Occasion.REFERRED)
    return question


@transaction.atomic
def refuse_question(
    question_id: int, *, reason: str, note: str, actor: User, now: dt.datetime
) -> Question:
    """Say that something is not dealt with, and why; the sender reads the reason."""
    question = taken_up(question_id, Deed.REFUSE, actor=actor, now=now)
    said = chosen_reason(question, Deed.REFUSE, reason, note)
    question = carry_out(question, Deed.REFUSE, actor=actor, now=now, note=said)
    tell_sender(question, Occasion.REFUSED)
    return question


@transaction.atomic
def reopen(question_id: int, *, note: str, actor: User, now: dt.datetime) -> Question:
    """Take up again what was referred or not dealt with; the clock never stopped."""
    question = taken_up(question_id, Deed.REOPEN, actor=actor, now=now)
    note = chosen_reason(question, Deed.REOPEN, "", note)
    question.place = None
    return carry_out(question, Deed.REOPEN, actor=actor, now=now, note=note)


@transaction.atomic
def join(question_id: int, main_id: int, *, actor: User, now: dt.datetime) -> Question:
    """Let the answer of another question serve this one too.

    What was joined to this one goes along. When the other one is answered already, so is this.
    """
    # In the order of their keys: two clerks joining the same pair do not wait for each other.
    for key in sorted({question_id, main_id}):
        locked(key)
    question = taken_up(question_id, Deed.JOIN, actor=actor, now=now)
    main = locked(main_id)
    refuse(
        join_problems(
            JoinFacts(
                question_id=question.pk,
                main_id=main.pk,
                is_same_agency=main.agency_id == question.agency_id,
                main_state=QuestionState(main.state),
            )
        )
    )
    for duplicate in list(question.duplicates.select_for_update(of=("self",))):
        duplicate.duplicate_of = main
        duplicate.save(update_fields=["duplicate_of"])
    question.duplicate_of, question.unit = main, None
    if main.closed_at is not None:
        question.closed_at = now
    question = carry_out(
        question, Deed.JOIN, actor=actor, now=now, detail={"main": str(main), "main_id": main.pk}
    )
    if main.closed_at is not None:
        tell_sender(question, Occasion.ANSWERED)
    return question


@transaction.atomic
def separate(question_id: int, *, actor: User, now: dt.datetime) -> Question:
    """Take a question out of the one that it was joined to; it is to be assigned by itself."""
    question = taken_up(question_id, Deed.SEPARATE, actor=actor, now=now)
    question.duplicate_of = None
    return carry_out(question, Deed.SEPARATE, actor=actor, now=now)


@transaction.atomic
def withdraw(question_id: int, *, now: dt.datetime) -> Question:
    """The sender takes their question back; asked with the tracking code only.

    Raises RefusedError once the answer has been approved.
    """
    question = locked(question_id)
    standing = Standing(QuestionState(question.state), frozenset({Role.SENDER}))
    refuse(table_problems(Deed.WITHDRAW, standing))
    return carry_out(question, Deed.WITHDRAW, actor=None, now=now)
