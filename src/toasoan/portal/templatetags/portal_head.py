"""What the head of a page says to machines."""

from typing import Any

from django import template
from django.utils.safestring import SafeString

from toasoan.media.models import Picture
from toasoan.portal.frame.head import PageHead, head_elements, site_description
from toasoan.portal.frame.share_pictures import of_photo, share_picture

register = template.Library()


@register.simple_tag(takes_context=True)
def page_head(
    context: Any,  # Django's context
    title: str,
    description: str = "",
    *,
    path: str = "",
    picture: Picture | None = None,
    listed: bool = True,
) -> SafeString:
    """Address, description and what shared links show.

    The page is the one that was asked for, unless `path` names it; from a "?" on it names the part
    of the query that makes it another page. A preview, and a page on a host without an agency, say
    only that nobody may list them.
    """
    request, agency = context.get("request"), context.get("agency")
    if request is None or agency is None or context.get("is_preview"):
        return SafeString('<meta name="robots" content="noindex">')
    place = path if path.startswith("/") else f"{request.path}{path}"
    return head_elements(
        PageHead(
            title=str(title),
            description=str(description) or site_description(agency),
            address=request.build_absolute_uri(place),
            site_name=context.get("site_name") or agency.name,
            picture=of_photo(picture, str(title)) if picture else share_picture(agency),
            absolute=request.build_absolute_uri,
            listed=listed,
        )
    )
