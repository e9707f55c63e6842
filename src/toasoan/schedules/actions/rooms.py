"""The register of rooms, and how the agency makes its schedules."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from toasoan.page_cache.actions import invalidate
from toasoan.refusals import Problem, RefusedError, refuse
from toasoan.schedules.cache_tags import schedules_tag
from toasoan.schedules.models import CitizensRule, Room, ScheduleSettings
from toasoan.schedules.names import place_key
from toasoan.units.models import Agency
from toasoan.vietnamese.cleaning import one_line

#: What an agency begins with. The webmaster enters the day from which the decree is in force.
_FIRST_RULES = (
    ("Luật Tiếp công dân số 42/2013/QH13", "2014-07-01"),
    ("Nghị định số 154/2026/NĐ-CP", None),
)


@transaction.atomic
def save_room(room: Room) -> Room:
    """Enter or change a room. Raises RefusedError when the agency has it already."""
    room.name = one_line(room.name)
    room.folded_name = place_key(room.name)
    same = Room.objects.filter(agency=room.agency_id, folded_name=room.folded_name)
    if not room.folded_name:
        raise RefusedError(Problem("no-name", _("Say what the room is called."), "name"))
    if same.exclude(pk=room.pk).exists():
        raise RefusedError(Problem("room-exists", _("This room is in the list already."), "name"))
    room.save()
    return room


@transaction.atomic
def enter_first_settings(agency: Agency) -> None:
    """Settings and rules of an agency; what exists is not changed."""
    ScheduleSettings.objects.get_or_create(agency=agency)
    if not CitizensRule.objects.filter(agency=agency).exists():
        for basis, day in _FIRST_RULES:
            CitizensRule.objects.create(agency=agency, basis=basis, from_on=day)


@transaction.atomic
def save_settings(agency: Agency, given: dict[str, Any]) -> None:
    """Change how the agency makes its schedules; `given` maps names of fields to values."""
    ScheduleSettings.objects.update_or_create(agency=agency, defaults=given)


@transaction.atomic
def save_rule(rule: CitizensRule) -> None:
    """Enter or change a rule about receiving citizens. Raises RefusedError."""
    rule.basis = one_line(rule.basis)
    problems = []
    same = CitizensRule.objects.filter(agency=rule.agency_id, basis=rule.basis).exclude(pk=rule.pk)
    if same.exists():
        problems.append(Problem("rule-exists", _("This rule is in the list already."), "basis"))
    if rule.to_on and (rule.from_on is None or rule.to_on < rule.from_on):
        message = _("It cannot end before it begins.")
        problems.append(Problem("ends-early", message, "to_on"))
    refuse(problems)
    rule.save()
    invalidate([schedules_tag(rule.agency_id)])
