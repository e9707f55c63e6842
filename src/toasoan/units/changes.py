"""Appending to the history of people, boards and units: the only write it knows."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from toasoan.accounts.models import User
from toasoan.units.models import Agency, Board, OrganisationChange, OrganisationChangeKind, Unit

_LONGEST = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a change was about, and who made it when; `now` defaults to this moment."""

    actor: User | None
    now: dt.datetime | None = None
    person: User | None = None
    board: Board | None = None
    unit: Unit | None = None
    told: str = ""


def record_change(
    kind: OrganisationChangeKind, agency: Agency | int, about: About
) -> OrganisationChange:
    """Write down a change; call it inside the transaction that makes it."""
    return OrganisationChange.objects.create(
        kind=kind,
        agency_id=agency if isinstance(agency, int) else agency.pk,
        happened_at=about.now or timezone.now(),
        actor=about.actor,
        person=about.person,
        board=about.board,
        unit=about.unit,
        told=about.told[:_LONGEST],
    )
