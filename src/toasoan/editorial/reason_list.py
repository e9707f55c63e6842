"""Keeping the list of reasons: a row is added or ended, never renamed, never deleted.

What was counted under a code keeps its words; a new wording is a new row.
"""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from toasoan.accounts.models import User
from toasoan.editorial.models import Reason, ReasonUse
from toasoan.refusals import Problem, refuse
from toasoan.units.models import Agency
from toasoan.vietnamese.cleaning import one_line
from toasoan.vietnamese.fold import slugify

_CODE_LENGTH = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class NewReason:
    """A reason to add; without a code it gets one from its words."""

    label: str
    use: ReasonUse
    from_on: dt.date
    code: str = ""


@transaction.atomic
def add_reason(new: NewReason, *, agency: Agency, actor: User, today: dt.date) -> Reason:
    """Put a reason on the list from a day on. Raises RefusedError."""
    label = one_line(new.label)
    code = new.code.strip() or slugify(label, max_length=_CODE_LENGTH)
    rows = list(Reason.objects.select_for_update().filter(agency=agency, use=new.use))
    refuse(_wrong_with(label, code, new.from_on, rows, today))
    return Reason.objects.create(
        agency=agency,
        code=code,
        label=label,
        use=new.use,
        from_on=new.from_on,
        order=max((row.order for row in rows), default=0) + 1,
        added_by=actor,
    )


def _wrong_with(
    label: str, code: str, from_on: dt.date, rows: list[Reason], today: dt.date
) -> list[Problem]:
    found = []
    if not label:
        found.append(Problem("no-label", _("Write down the reason."), "label"))
    if any(row.label.casefold() == label.casefold() and _is_used(row, from_on) for row in rows):
        found.append(Problem("label-taken", _("This reason is on the list already."), "label"))
    if any(row.code == code for row in rows):
        # Also by an ended one: what was counted under the code keeps its words.
        found.append(Problem("code-taken", _("This code has been used; choose another."), "code"))
    if from_on < today:
        message = _("A reason begins today or later: what is past has been counted.")
        found.append(Problem("begins-in-the-past", message, "from_on"))
    return found


def _is_used(row: Reason, on: dt.date) -> bool:
    return row.to_on is None or row.to_on >= on


@transaction.atomic
def end_reason(reason: Reason, *, to_on: dt.date, actor: User, today: dt.date) -> None:
    """Let a reason be chosen for the last time on a day. Raises RefusedError."""
    alike = Reason.objects.filter(agency_id=reason.agency_id, use=reason.use)
    others = [row for row in alike.select_for_update() if row.pk != reason.pk]
    found = []
    if to_on < max(today, reason.from_on):
        message = _("The last day is today or later, and not before the first day.")
        found.append(Problem("ends-in-the-past", message, "to_on"))
    if not any(row.to_on is None and row.from_on <= to_on for row in others):
        # A return needs a reason: without any, nothing could be returned any more.
        message = _("This is the last reason of its kind; add another one first.")
        found.append(Problem("last-reason", message, "to_on"))
    refuse(found)
    reason.to_on, reason.ended_by = to_on, actor
    reason.save(update_fields=["to_on", "ended_by"])


def all_reasons(agency: Agency) -> list[Reason]:
    """The whole list with its people, ended ones included, by use and order."""
    return list(Reason.objects.filter(agency=agency).select_related("added_by", "ended_by"))
