"""What is the same on many pages, remembered as markup: the head of the site and its foot."""

import re
from typing import Any

from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from toasoan.page_cache.cache_tags import remembered
from toasoan.portal.frame.cache_tags import frame_tag
from toasoan.site_settings.queries import MenuLink
from toasoan.vietnamese.dates import local_day

_HOLE = re.compile(r"\[\[(\w+)\]\]")


def site_head(context: dict[str, Any]) -> SafeString:
    """Date, emblem, menus and search as they stand at this place of the site on this day."""
    search_request = context.get("search_request")
    if search_request is not None and search_request.typed:
        # It shows what this reader typed, so it is not remembered.
        return render_to_string("portal/header.html", context)
    day, other = local_day(context["now"]), context.get("other_language", "")
    return fragment("portal/header.html", context, f"{day} {_place(context)} {other}")


def site_foot(context: dict[str, Any]) -> SafeString:
    """Who answers for the site and where everything is."""
    return fragment("portal/footer.html", context)


def fragment(template: str, context: dict[str, Any], where: str = "") -> SafeString:
    """A template that is the same everywhere in one language, or at each place that `where` names.

    It may show what belongs to the frame of the site and nothing else.
    """
    request, agency = context.get("request"), context.get("agency")
    if request is None or agency is None:
        return render_to_string(template, context)
    found: SafeString = remembered(
        request,
        f"{template} {agency.pk} {get_language()} {where}",
        lambda: (render_to_string(template, context), [frame_tag(agency.pk)]),
    )
    return found


def filled(markup: str, **values: str) -> SafeString:
    """A fragment with holes `[[name]]`, which are filled with these values, escaped."""
    return mark_safe(_HOLE.sub(lambda hole: escape(values[hole[1]]), markup))  # noqa: S308


def _place(context: dict[str, Any]) -> str:
    """What decides which line of the menu is marked; see the tag `current`."""
    request, page = context.get("request"), context.get("page")
    section = getattr(context.get("section"), "pk", None) or getattr(
        context.get("story"), "section_id", None
    )
    path = getattr(request, "path", "")
    listed = path == context["home_address"] or _lists(context["menu_items"], path)
    return f"{section} {getattr(page, 'pk', None)} {path if listed else ''}"


def _lists(lines: tuple[MenuLink, ...], path: str) -> bool:
    return any(line.address == path or _lists(line.children, path) for line in lines)
