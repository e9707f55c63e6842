"""Reading the ledger."""

from django.db.models import QuerySet

from toasoan.ledger.models import LedgerEntry


def trail(story_id: int) -> QuerySet[LedgerEntry]:
    """Everything that happened to a story, in order, with the people named."""
    return (
        LedgerEntry.objects.filter(story_id=story_id)
        .select_related("actor", "acting_for", "unit")
        .order_by("happened_at", "pk")
    )


def is_fixed(revision_id: int) -> bool:
    """Whether an entry names this revision, so that its text may never change again."""
    return LedgerEntry.objects.filter(revision_id=revision_id).exists()
