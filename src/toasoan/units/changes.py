"""Appending to the history of people, boards and units: the only write it knows."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from toasoan.accounts.models import User
from toasoan.units.models import Agency, Board, OrganisationChange, OrganisationChangeKind, Unit

_LONGEST = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeFacts:
    """What a change was about, and who made it when; `now` defaults to this moment."""

    actor: User | None
    now: dt.datetime | None = None
    person: User | None = None
    board: Board | None = None
    unit: Unit | None = None
    detail: str = ""


def record_change(
    kind: OrganisationChangeKind, agency: Agency | int, facts: ChangeFacts
) -> OrganisationChange:
    """Write down a change; call it inside the transaction that makes it."""
    return OrganisationChange.objects.create(
        kind=kind,
        agency_id=agency if isinstance(agency, int) else agency.pk,
        happened_at=facts.now or timezone.now(),
        actor=facts.actor,
        person=facts.person,
        board=facts.board,
        unit=facts.unit,
        detail=facts.detail[:_LONGEST],
    )
