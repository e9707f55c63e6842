"""What the head of a page says to machines: its address, a description, Open Graph."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from toasoan.portal.frame.share_pictures import SharePicture, share_meta
from toasoan.units.models import Agency
from toasoan.vietnamese.shortening import shortened

#: As much as others show of a description, in characters.
DESCRIPTION_LENGTH = 200
_LOCALES = {"en": "en_US"}

#: A `meta` element: which attribute names it, the name, the content.
Meta = tuple[str, str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageHead:
    """What is said of a page. `address` is its whole address, the one that counts."""

    title: str
    description: str
    address: str
    site_name: str
    picture: SharePicture
    #: Path → whole address.
    absolute: Callable[[str], str]
    #: "website" or "article".
    kind: str = "website"
    #: Whether search engines may list the page; who shares it sees the same in both cases.
    listed: bool = True
    #: Further elements about what kind of page it is.
    more: tuple[Meta, ...] = ()


def head_elements(head: PageHead) -> SafeString:
    """The elements of the head, one a line."""
    first = (
        f'<link rel="canonical" href="{escape(head.address)}">'
        if head.listed
        else '<meta name="robots" content="noindex">'
    )
    lines = [first, *map(_element, _metas(head))]
    return mark_safe("\n".join(lines))  # noqa: S308  # every value is escaped where it is put in


def site_description(agency: Agency) -> str:
    """What is said of a page that nobody has described."""
    words = _("The website of %(name)s: news, announcements, units and contacts.")
    return words % {"name": agency.name}


def _metas(head: PageHead) -> Iterable[Meta]:
    description = shortened(head.description, DESCRIPTION_LENGTH)
    yield "name", "description", description
    yield "property", "og:type", head.kind
    yield "property", "og:locale", _LOCALES.get(get_language() or "", "vi_VN")
    yield "property", "og:site_name", head.site_name
    yield "property", "og:title", head.title
    yield "property", "og:description", description
    yield "property", "og:url", head.address
    yield from head.more
    yield from share_meta(head.picture, head.absolute)


def _element(meta: Meta) -> str:
    attribute, name, content = meta
    return f'<meta {attribute}="{name}" content="{escape(content)}">'
