"""The search table built anew in bulk, while readers go on searching in it."""

from collections.abc import Callable

from django.conf import settings
from django.db import transaction

from toasoan.search.actions import forget_between, is_syllable_like, put
from toasoan.search.engines.database import counted_words, tidy
from toasoan.search.kinds import SearchKind, kinds
from toasoan.search.models import Document, Rebuild, Syllable
from toasoan.search.sending import COPY
from toasoan.vietnamese.fold import fold

_AT_A_TIME = 500

#: Told after each step: the kind's label, and how many of it are done.
Tell = Callable[[str, int], None]


def _silent(_label: str, _count: int) -> None:
    """Default of `tell`: no output."""


def rebuild(tell: Tell = _silent) -> int:
    """Write every document anew; returns how many there are.

    Nothing is emptied first: each step replaces some documents and takes out what is no more.
    A run that was interrupted goes on where it stopped.
    """
    for kind in kinds():
        Rebuild.objects.get_or_create(kind=kind.name)
    for kind in kinds():
        _rebuild_kind(kind, tell)
    known = [kind.name for kind in kinds()]
    Document.objects.exclude(kind__in=known).delete()
    count_syllables()
    tidy()
    Rebuild.objects.filter(kind__in=known).delete()
    if settings.TOASOAN_SEARCH_URL:
        # The worker makes the copy; a row is enough to ask for it.
        Rebuild.objects.get_or_create(kind=COPY)
    return Document.objects.count()


def is_unfinished() -> bool:
    """Whether a run was interrupted, or a migration asks for one."""
    return Rebuild.objects.exclude(kind=COPY).exists()


def _rebuild_kind(kind: SearchKind, tell: Tell) -> None:
    count = 0
    while written := _step(kind):
        count += written
        tell(kind.label(), count)


@transaction.atomic
def _step(kind: SearchKind) -> int:
    """Write the next documents of a kind; 0 when there were no more."""
    state = Rebuild.objects.select_for_update().get(kind=kind.name)
    if state.is_done:
        return 0
    entries = kind.entries(state.after_id, _AT_A_TIME)
    ids = [entry.object_id for entry in entries]
    put(kind.name, entries)
    forget_between(kind.name, state.after_id, ids[-1] if ids else None, but=ids)
    state.after_id, state.is_done = (ids[-1], False) if ids else (state.after_id, True)
    state.save()
    return len(ids)


@transaction.atomic
def count_syllables() -> None:
    """Learn from the index itself which words there are, and in how many documents."""
    rows = [
        Syllable(exact=word, folded=fold(word), documents=documents)
        for word, documents in counted_words()
        if is_syllable_like(word)
    ]
    Syllable.objects.update(documents=0)
    Syllable.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["exact"],
        update_fields=["folded", "documents"],
        batch_size=500,
    )
    Syllable.objects.filter(documents=0).delete()
