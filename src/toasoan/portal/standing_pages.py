"""Standing pages: where one stands, what stands beneath it, and in which language."""

from typing import Any

from django.http import Http404, HttpRequest
from wagtail.models import Page

from toasoan.portal.frame.cache_tags import keep
from toasoan.portal.frame.menus import in_one_row
from toasoan.portal.frame.page_parts import PageSubject
from toasoan.portal.frame.site import agency_for, frame_context
from toasoan.site_settings.queries import MenuLink, look_of
from toasoan.stories.text import plain
from toasoan.units.models import Agency

_BRIEF = ("title", "url_path", "slug", "path", "depth")


def english_or_404(request: HttpRequest) -> None:
    """Raise Http404 when the agency has not switched its English pages on."""
    if not look_of(agency_for(request)).english_on:
        raise Http404


def standing_context(request: HttpRequest, page: Any) -> dict[str, Any]:
    """A standing page, the way to it and the pages beneath it. Three queries and the frame's."""
    keep(request)
    agency = agency_for(request)
    around = frame_context(request, agency)
    above = list(page.get_ancestors().filter(depth__gt=agency.site.root_page.depth).only(*_BRIEF))
    context = {
        "description": page.search_description or plain(page.text),
        "above": above,
        "beneath": _beneath(page),
        "other_language": "",
        "subject": PageSubject(f"page:{page.pk}", page.title, page.last_published_at),
        "is_preview": getattr(request, "is_preview", False),
    }
    if page.is_english:
        return around | context | _in_english(request, agency, page)
    if around["english_front"]:
        context["other_language"] = _english_of(request, page)
    return around | context


def _beneath(page: Page) -> list[Page]:
    return list(page.get_children().live().only(*_BRIEF, "first_published_at"))


def _english_of(request: HttpRequest, page: Any) -> str:
    twin = page.translations.live().first()
    return twin.get_url(request) if twin is not None else ""


def _in_english(request: HttpRequest, agency: Agency, page: Any) -> dict[str, Any]:
    """The frame of the English pages: their own names and menu, no stories. One query."""
    look, twin = look_of(agency), page.counterpart
    front = page.get_ancestors(inclusive=True).get(depth=agency.site.root_page.depth + 1)
    pages = front.get_children().live().in_menu().only(*_BRIEF)
    back = "/" if page.pk == front.pk else ""
    items = tuple(MenuLink(one.title, one.get_url(request), None, one.pk) for one in pages)
    return {
        "language": "en",
        "menu_items": items,
        "row_items": in_one_row(items),
        "footer_columns": (),
        "linked_software": (),
        "footer_items": (),
        "home_address": front.get_url(request),
        "site_name": look.english_name or agency.name,
        "site_parent": look.english_parent_name,
        "site_slogan": look.english_slogan,
        "site_address": look.english_address or agency.address,
        "other_language": twin.get_url(request) if twin and twin.live else back,
    }
