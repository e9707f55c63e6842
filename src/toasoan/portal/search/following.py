"""The search table follows the agency, its units, people, sections and topics.

They are saved from many places, so the search is told where rows are saved, as the page store is
(`portal.frame.structure`). What a transaction saved is read once, after it: a list of two hundred
people that is taken over is one change of the table.
"""

from collections.abc import Callable, Collection, Iterable
from typing import Any, TypeAlias

from django.db import connection, transaction
from django.db.models import Model
from django.db.models.signals import post_delete, post_save

from toasoan.accounts.models import User
from toasoan.portal.frame.structure import UNSEEN
from toasoan.portal.search import lists, organisation
from toasoan.search.actions import forget, put
from toasoan.search.kinds import SearchEntry
from toasoan.site_settings.models import Look, UnitContact
from toasoan.stories.models import Section
from toasoan.stories.topics import Topic
from toasoan.units.models import Agency, Board, Membership, Unit, UnitName

Entries: TypeAlias = Callable[[Collection[int]], list[SearchEntry]]
_ENTRIES: dict[str, Entries] = {
    organisation.UNIT: organisation.unit_entries,
    organisation.PERSON: organisation.person_entries,
    lists.SECTION: lists.section_entries,
    lists.TOPIC: lists.topic_entries,
    lists.OWN_PAGE: lists.page_entries,
}


def listen() -> None:
    """Connect the signal handlers."""
    post_save.connect(_saved, dispatch_uid="search organisation saved")
    post_delete.connect(_saved, dispatch_uid="search organisation deleted")


def _saved(instance: Model, *, update_fields: Iterable[str] | None = None, **_more: Any) -> None:
    changed = _changed_by(instance)
    if changed and (update_fields is None or not {*update_fields} <= UNSEEN):
        _index_after_commit(changed)


def _changed_by(instance: Model) -> set[tuple[str, int]]:
    """The documents that say something of this row: kind and id."""
    if type(instance) in _KIND_OF:
        return {(_KIND_OF[type(instance)], instance.pk)}
    if isinstance(instance, UnitName | UnitContact):
        return {(organisation.UNIT, instance.unit_id)}
    if isinstance(instance, Look):
        return {(lists.OWN_PAGE, instance.agency_id)}
    people: Iterable[int] = ()
    if isinstance(instance, Membership):
        people = (instance.user_id,)
    elif isinstance(instance, Board):
        people = instance.memberships.values_list("user", flat=True)
    return {(organisation.PERSON, user_id) for user_id in people}


_KIND_OF: dict[type[Model], str] = {
    Unit: organisation.UNIT,
    User: organisation.PERSON,
    Section: lists.SECTION,
    Topic: lists.TOPIC,
    Agency: lists.OWN_PAGE,
}


class _Indexing:
    """Documents to write anew when the transaction is over."""

    def __init__(self, documents: set[tuple[str, int]]) -> None:
        self.documents = documents

    def __call__(self) -> None:
        for kind, entries_of in _ENTRIES.items():
            ids = {pk for name, pk in self.documents if name == kind}
            if ids:
                _write(kind, ids, entries_of)


@transaction.atomic
def _write(kind: str, ids: set[int], entries_of: Entries) -> None:
    entries = entries_of(ids)
    put(kind, entries)
    # An agency has several own pages, and they stay as long as it does.
    if kind != lists.OWN_PAGE:
        forget(kind, ids - {entry.object_id for entry in entries})


def _index_after_commit(documents: set[tuple[str, int]]) -> None:
    """Write these documents with all others that the transaction has changed, or at once."""
    for waiting in connection.run_on_commit:
        # Savepoints, the function, whether it may fail.
        if isinstance(waiting[1], _Indexing):
            waiting[1].documents |= documents
            return
    transaction.on_commit(_Indexing(documents))
