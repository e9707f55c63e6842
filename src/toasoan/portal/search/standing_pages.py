"""Standing pages as the search knows them (`toasoan.search`).

They are saved, moved and closed to the public by Wagtail's own views, so the search is told where
rows are saved, as the page store is (`portal.frame.structure`).
"""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.db.models import QuerySet
from django.db.models.signals import post_delete, post_save
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import post_page_move

from toasoan.portal.frame.menus import ENGLISH
from toasoan.portal.frame.structure import UNSEEN, agencies_of
from toasoan.portal.models import StandingPage
from toasoan.search.actions import forget, put
from toasoan.search.kinds import ResultCard, SearchEntry, SearchKind, register
from toasoan.stories.text import plain

PAGE = "page"


def register_kind() -> None:
    """Register standing pages as a kind of the search."""
    register(SearchKind(PAGE, 2, lambda: _("standing pages"), _entries, _cards, is_lasting=True))


def listen() -> None:
    """Connect the signal handlers."""
    post_save.connect(_saved, sender=StandingPage, dispatch_uid="search page saved")
    post_delete.connect(_deleted, sender=StandingPage, dispatch_uid="search page deleted")
    post_page_move.connect(_moved, dispatch_uid="search page moved")
    for signal in (post_save, post_delete):
        signal.connect(
            _closed, sender=PageViewRestriction, dispatch_uid=f"search closed {id(signal)}"
        )


def index_below(path: str) -> None:
    """Find this page and those below it, as far as the public may read them."""
    pages = list(StandingPage.objects.filter(path__startswith=path))
    entries = _of(pages)
    put(PAGE, entries)
    forget(PAGE, {page.pk for page in pages} - {entry.object_id for entry in entries})


def _saved(
    instance: StandingPage, *, update_fields: Iterable[str] | None = None, **_more: Any
) -> None:
    if update_fields is None or not {*update_fields} <= UNSEEN:
        index_below(instance.path)


def _deleted(instance: StandingPage, **_more: Any) -> None:
    forget(PAGE, [instance.pk])


def _moved(instance: Page, **_more: Any) -> None:
    # The tree has moved already; the instance still has the old place.
    index_below(Page.objects.only("path").get(pk=instance.pk).path)


def _closed(instance: PageViewRestriction, **_more: Any) -> None:
    index_below(instance.page.path)


def _of(pages: Iterable[StandingPage]) -> list[SearchEntry]:
    public = _public().filter(pk__in=[page.pk for page in pages])
    now = timezone.now()
    return [
        SearchEntry(
            object_id=page.pk,
            agency_id=agency_ids[0],
            title=page.title,
            text=plain(page.text),
            # A page that a program has put there may never have been published by anybody.
            published_at=page.last_published_at or page.latest_revision_created_at or now,
        )
        for page in public.order_by("pk")
        if (agency_ids := agencies_of(page))
    ]


def _public() -> QuerySet[StandingPage]:
    """What readers may see. Stories are Vietnamese, and so is the search: none in English.

    Left out by the query, so that a step of a rebuild is empty only when nothing is left.
    """
    pages: QuerySet[StandingPage] = StandingPage.objects.live().public()
    return pages.exclude(url_path__regex=rf"^/[^/]+/{ENGLISH}/")


def _entries(after_id: int, limit: int) -> Sequence[SearchEntry]:
    """The next pages that may be found; pages that may not are passed over."""
    public = _public().filter(pk__gt=after_id)
    return _of(public.select_for_update(of=("self",)).order_by("pk")[:limit])


def _cards(page_ids: Collection[int]) -> dict[int, ResultCard]:
    """Three queries: closed parts of the tree, pages, and the roots of Wagtail's addresses.

    Every change of a structural page invalidates the frame tag, which each public page carries.
    """
    pages = _public().filter(pk__in=page_ids)
    return {
        page.pk: ResultCard(address=page.get_url() or "", label=_("standing page"))
        for page in pages
    }
