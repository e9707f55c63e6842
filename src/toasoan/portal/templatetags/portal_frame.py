"""What stands around a page."""

from typing import Any

from django import template
from django.utils.safestring import SafeString

from toasoan.portal.frame import fragments
from toasoan.portal.frame.page_parts import page_parts_of
from toasoan.site_settings.queries import MenuLink

register = template.Library()


@register.simple_tag(takes_context=True)
def current(context: dict[str, Any], line: MenuLink) -> SafeString:
    """Says of a line in the menu that the reader is there, or in its section."""
    request, page = context.get("request"), context.get("page")
    if request is not None and request.path == line.address:
        return SafeString(' aria-current="page"')
    section = getattr(context.get("section"), "pk", None) or getattr(
        context.get("story"), "section_id", None
    )
    if line.section_id and section == line.section_id:
        return SafeString(' aria-current="true"')
    if line.page_id and getattr(page, "pk", None) == line.page_id:
        return SafeString(' aria-current="page"')
    return SafeString("")


@register.simple_tag(takes_context=True)
def site_head(context: Any) -> SafeString:  # Django's context
    """What stands above every page."""
    return fragments.site_head(context.flatten())


@register.simple_tag(takes_context=True)
def site_foot(context: Any) -> SafeString:  # Django's context
    """What stands below every page."""
    return fragments.site_foot(context.flatten())


@register.simple_tag(takes_context=True)
def fragment(context: Any, template: str) -> SafeString:  # Django's context
    """A template that is the same on every page of the site in this language."""
    return fragments.fragment(template, context.flatten())


@register.simple_tag(takes_context=True)
def page_parts(context: Any) -> SafeString:  # Django's context
    """What other parts of the portal add at the end of the page."""
    return page_parts_of(context.flatten())
