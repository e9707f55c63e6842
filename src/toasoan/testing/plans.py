"""Expected events for tests, entered by the real actions."""

import datetime as dt
from typing import Any

from django.utils import timezone

from toasoan.accounts.models import User
from toasoan.planning.actions.events import plan_event
from toasoan.planning.kinds import Coverage
from toasoan.planning.models import ExpectedEvent
from toasoan.planning.rules import EventPlan
from toasoan.units.models import Unit

_HOUR = dt.timedelta(hours=1)


def a_plan(*units: Unit, starts_at: dt.datetime | None = None, **parts: Any) -> EventPlan:
    """A plan for units that lacks nothing; tomorrow at this hour unless said otherwise."""
    start = starts_at or timezone.now() + dt.timedelta(days=1)
    defaults: dict[str, Any] = {
        "title": "Kiểm sát trực tiếp tại nhà tạm giữ",
        "starts_at": start,
        "ends_at": start + _HOUR,
        "unit_ids": frozenset(unit.pk for unit in units),
        "coverage": frozenset({Coverage.BRIEF}),
    }
    return EventPlan(**(defaults | parts))


def make_event(
    actor: User, *units: Unit, now: dt.datetime | None = None, **parts: Any
) -> ExpectedEvent:
    """An event that the person entered."""
    return plan_event(a_plan(*units, **parts), actor=actor, now=now or timezone.now())
