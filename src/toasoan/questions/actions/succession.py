"""Open questions of units that have ended go to who carries on, or back to the clerks."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from toasoan.notifications.kinds import NotificationKind
from toasoan.questions.actions.steps import locked, move
from toasoan.questions.desk_notices import tell_agency, tell_unit
from toasoan.questions.entries import EntryFacts
from toasoan.questions.kinds import EntryKind, QuestionState
from toasoan.questions.models import Field, Question
from toasoan.units.duties import Duty
from toasoan.units.models import Succession, Unit
from toasoan.vietnamese.dates import local_day

_AT_A_UNIT = (QuestionState.ASSIGNED, QuestionState.SIGNED, QuestionState.APPROVED)


def carry_on_after_ended_units(now: dt.datetime, *, agency_id: int | None = None) -> int:
    """Hand over what lies with units that have ended; returns how many questions moved.

    Run again it finds nothing. Each question moves in a transaction of its own.
    """
    ended = Unit.objects.filter(closed_on__lt=local_day(now))
    rows = Question.objects.filter(unit__in=ended, state__in=_AT_A_UNIT)
    if agency_id is not None:
        rows = rows.filter(agency_id=agency_id)
    ids = list(rows.order_by("pk").values_list("pk", flat=True))
    Field.objects.filter(unit__in=ended).update(unit=None)
    return sum(_hand_over(question_id, now) for question_id in ids)


@transaction.atomic
def _hand_over(question_id: int, now: dt.datetime) -> bool:
    question = locked(question_id)
    before = question.unit
    if before is None or before.is_open_on(local_day(now)) or question.state not in _AT_A_UNIT:
        return False
    heir = heir_of(before, local_day(now))
    names = {"before": before.short_name, "after": heir.short_name if heir else _("the clerks")}
    note = _("%(before)s → %(after)s") % names
    facts = EntryFacts(now=now, note=note, detail={"from_unit": before.short_name})
    question.unit = heir
    if heir is not None:
        # What was signed or approved stays so: it is the agency's answer.
        move(question, None, EntryKind.MOVED, facts)
        if question.state == QuestionState.ASSIGNED:
            tell_unit(question, NotificationKind.QUESTION_GIVEN, now=now, actor=None, note=note)
        return True
    question.answers.update(signed_by=None, signed_at=None, approved_by=None, approved_at=None)
    move(question, QuestionState.CLASSIFIED, EntryKind.MOVED, facts)
    tell_agency(
        Duty.TAKE_QUESTIONS, question, NotificationKind.QUESTION_BACK, now=now, actor=None,
        key=f"ended:{before.pk}", note=note,
    )  # fmt: skip
    return True


def heir_of(unit: Unit, day: dt.date) -> Unit | None:
    """The unit that exists on the day and carries on, over as many successions as it takes."""
    seen: set[int] = set()
    while not unit.is_open_on(day):
        if unit.pk in seen:
            return None
        seen.add(unit.pk)
        succession = (
            Succession.objects.filter(predecessors=unit, happened_on__lte=day)
            .select_related("heir")
            .order_by("happened_on")
            .last()
        )
        if succession is None:
            return None
        successors = list(succession.successors.all()[:2])
        heir = succession.heir or (successors[0] if len(successors) == 1 else None)
        if heir is None:
            return None
        unit = heir
    return unit
