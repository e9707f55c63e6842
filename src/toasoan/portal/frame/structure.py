"""Changes of the site's structure, told to the page store.

Sections, structural pages, agencies and units are saved from many places, Wagtail's own views
among them. So the store is told where rows are saved, inside the same transaction; this drops
pages and decides nothing (decision 0021).
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model, Q
from django.db.models.signals import m2m_changed, post_delete, post_save
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.signals import post_page_move

from toasoan.accounts.models import User
from toasoan.page_cache.actions import invalidate
from toasoan.portal.frame.cache_tags import frame_tag, organisation_tag, unit_tag
from toasoan.site_settings.models import Entry, Leader, Look, UnitContact
from toasoan.stories.cache_tags import topic_tag, topics_tag
from toasoan.stories.models import Section
from toasoan.stories.topics import Topic
from toasoan.units.models import Agency, Membership, Succession, Unit
from toasoan.units.signals import seats_changed

#: What a saved draft writes on the page's row, and a sign-in on the person's: readers see none.
UNSEEN = frozenset(
    {
        "latest_revision", "latest_revision_created_at", "draft_title", "has_unpublished_changes",
        "last_login", "password", "asleep_since", "awake_from",
    }
)  # fmt: skip


def listen() -> None:
    """Connect the signal handlers."""
    post_save.connect(_saved, dispatch_uid="portal saved")
    post_delete.connect(_deleted, dispatch_uid="portal deleted")
    post_page_move.connect(_moved, dispatch_uid="portal moved")
    seats_changed.connect(_seats_changed, dispatch_uid="portal seats")
    m2m_changed.connect(
        _succeeded, sender=Succession.predecessors.through, dispatch_uid="portal predecessors"
    )
    m2m_changed.connect(
        _succeeded, sender=Succession.successors.through, dispatch_uid="portal successors"
    )


def _saved(
    instance: Model, *, created: bool, update_fields: Iterable[str] | None = None, **_more: Any
) -> None:
    if update_fields is not None and {*update_fields} <= UNSEEN:
        return
    if isinstance(instance, Topic):
        invalidate([topic_tag(instance.pk), topics_tag(instance.agency_id)])
        return
    invalidate(_organisation_tags(instance, created=created))
    if not isinstance(instance, Unit) or created:
        invalidate(map(frame_tag, _agency_ids(instance)))


def _deleted(instance: Model, **_more: Any) -> None:
    invalidate(_organisation_tags(instance, created=False))
    invalidate(map(frame_tag, _agency_ids(instance)))


def _seats_changed(agency_id: int, **_more: Any) -> None:
    invalidate([organisation_tag(agency_id)])


def _organisation_tags(instance: Model, *, created: bool) -> list[str]:
    """What the pages of units and of the organisation show of this."""
    if isinstance(instance, Unit):
        return [organisation_tag(instance.agency_id)] if created else [unit_tag(instance.pk)]
    if isinstance(instance, Leader):
        return [organisation_tag(instance.agency_id)]
    if isinstance(instance, UnitContact):
        return [organisation_tag(instance.unit.agency_id), unit_tag(instance.unit_id)]
    if isinstance(instance, User):
        return _tags_of_person(instance)
    return []


def _tags_of_person(person: User) -> list[str]:
    seats = Membership.objects.filter(user=person)
    ids = seats.values_list("board__agency_id", flat=True).order_by().distinct()
    return [organisation_tag(agency_id) for agency_id in ids]


def _moved(instance: Page, **_more: Any) -> None:
    invalidate(map(frame_tag, _agency_ids(instance)))


def _succeeded(pk_set: set[int] | None, **_more: Any) -> None:
    invalidate(map(unit_tag, pk_set or ()))


def _agency_ids(instance: Model) -> list[int]:
    """Ids of the agencies whose frame shows this object."""
    if isinstance(instance, Agency):
        return [instance.pk]
    if isinstance(instance, Section | Unit | Look | Entry):
        return [instance.agency_id]
    if isinstance(instance, Site):
        return list(Agency.objects.filter(site=instance).values_list("pk", flat=True))
    if isinstance(instance, PageViewRestriction):
        return agencies_of(instance.page)
    return agencies_of(instance) if isinstance(instance, Page) else []


def agencies_of(page: Page) -> list[int]:
    """Ids of the agencies in whose page tree the page is."""
    above = [page.path[:end] for end in range(page.steplen, len(page.path) + 1, page.steplen)]
    roots = Q(site__root_page__path__in=above)
    return list(Agency.objects.filter(roots).values_list("pk", flat=True))
