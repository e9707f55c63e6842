"""Appending to the ledger: the only write it knows."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils import timezone

from toasoan.accounts.models import User
from toasoan.ledger.models import LedgerEntry
from toasoan.units.models import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Classification:
    """Where a story belongs at a moment, and the names that have signed it."""

    section_id: int | None = None
    topic_id: int | None = None
    genre: str = ""
    bylines: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryFacts:
    """What to write down. `happened_at` defaults to now; `detail` holds JSON values.

    Without `classified`, a story is classified as its last entry said.
    """

    unit: Unit
    actor: User | None
    acting_for_id: int | None = None
    happened_at: dt.datetime | None = None
    story_id: int | None = None
    revision_id: int | None = None
    classified: Classification | None = None
    from_status: str = ""
    to_status: str = ""
    outlet_code: str = ""
    reason_codes: Sequence[str] = ()
    note: str = ""
    detail: dict[str, object] = field(default_factory=dict)


def record(kind: str, facts: EntryFacts) -> LedgerEntry:
    """Append one entry; call it inside the transaction of the action that it records."""
    now = timezone.now()
    classified = facts.classified or _as_last_said(facts.story_id)
    return LedgerEntry.objects.create(
        kind=kind,
        happened_at=facts.happened_at or now,
        recorded_at=now,
        agency_id=facts.unit.agency_id,
        unit=facts.unit,
        actor=facts.actor,
        acting_for_id=facts.acting_for_id,
        story_id=facts.story_id,
        revision_id=facts.revision_id,
        section_id=classified.section_id,
        topic_id=classified.topic_id,
        genre=classified.genre,
        bylines=list(classified.bylines),
        from_status=facts.from_status,
        to_status=facts.to_status,
        outlet_code=facts.outlet_code,
        reason_codes=list(facts.reason_codes),
        note=facts.note,
        detail=facts.detail,
    )


def _as_last_said(story_id: int | None) -> Classification:
    if story_id is None:
        return Classification()
    entries = LedgerEntry.objects.filter(story_id=story_id).order_by("-pk")
    last = entries.values("section_id", "topic_id", "genre", "bylines").first()
    return Classification(**last) if last else Classification()
