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

from toasoan.delivery.actions import touch
from toasoan.portal.marking import frame_word, unit_word
from toasoan.stories.models import Section
from toasoan.units.models import Agency, Succession, Unit

#: What a saved draft writes on the page's row: nothing that readers see.
OF_DRAFTS = frozenset(
    {"latest_revision", "latest_revision_created_at", "draft_title", "has_unpublished_changes"}
)


def listen() -> None:
    """Begin to listen."""
    post_save.connect(_saved, dispatch_uid="portal saved")
    post_delete.connect(_deleted, dispatch_uid="portal deleted")
    post_page_move.connect(_moved, dispatch_uid="portal moved")
    m2m_changed.connect(
        _succeeded, sender=Succession.predecessors.through, dispatch_uid="portal predecessors"
    )
    m2m_changed.connect(
        _succeeded, sender=Succession.successors.through, dispatch_uid="portal successors"
    )


def _saved(
    instance: Model, *, created: bool, update_fields: Iterable[str] | None = None, **_more: Any
) -> None:
    if isinstance(instance, Page) and update_fields is not None and {*update_fields} <= OF_DRAFTS:
        return
    if isinstance(instance, Unit) and not created:
        touch([unit_word(instance.pk)])
        return
    touch(map(frame_word, _agency_ids(instance)))


def _deleted(instance: Model, **_more: Any) -> None:
    touch(map(frame_word, _agency_ids(instance)))


def _moved(instance: Page, **_more: Any) -> None:
    touch(map(frame_word, _agency_ids(instance)))


def _succeeded(pk_set: set[int] | None, **_more: Any) -> None:
    touch(map(unit_word, pk_set or ()))


def _agency_ids(instance: Model) -> list[int]:
    """The agencies around whose pages this stands."""
    if isinstance(instance, Agency):
        return [instance.pk]
    if isinstance(instance, Section | Unit):
        return [instance.agency_id]
    if isinstance(instance, Site):
        return list(Agency.objects.filter(site=instance).values_list("pk", flat=True))
    if isinstance(instance, PageViewRestriction):
        return agencies_of(instance.page)
    return agencies_of(instance) if isinstance(instance, Page) else []


def agencies_of(page: Page) -> list[int]:
    """The agencies on whose sites a page stands."""
    above = [page.path[:end] for end in range(page.steplen, len(page.path) + 1, page.steplen)]
    roots = Q(site__root_page__path__in=above)
    return list(Agency.objects.filter(roots).values_list("pk", flat=True))
