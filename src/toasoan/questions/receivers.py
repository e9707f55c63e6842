"""Receivers of the signals of `units`."""

from typing import Any

from django.utils import timezone

from toasoan.questions.actions.succession import carry_on_after_ended_units
from toasoan.units.signals import seats_changed


def hear_seats(sender: Any, agency_id: int, **more: Any) -> None:
    """Hand over at once what lies with a unit that a decision of today ends."""
    carry_on_after_ended_units(timezone.now(), agency_id=agency_id)


def listen() -> None:
    """Connect the receiver; called once, when the application starts."""
    seats_changed.connect(hear_seats, dispatch_uid="questions-seats")
