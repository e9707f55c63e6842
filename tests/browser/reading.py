"""The kinds of public pages, as links lead to them from the home page."""

import re
import urllib.error
import urllib.request
from collections import deque
from urllib.parse import urljoin, urlsplit

from django.urls import Resolver404, resolve

from tests.browser.people import Office

#: Pages that no link leads to.
_HIDDEN = (
    *("khong-co-trang-nay/", "tim-kiem/?q=kiem+sat", "tim-kiem/?q=xyzzy"),
    *("thu-vien-anh/", "video/"),
)
_LINK = re.compile(r'<a [^>]*href="([^"]+)"')


def kinds_of_pages(office: Office) -> list[tuple[str, str]]:
    """The address and the markup of one public page of each kind; errors are pages too."""
    queue = deque([office.portal, *(office.portal + path for path in _HIDDEN)])
    seen: set[str] = set(_HIDDEN)
    pages = []
    while queue:
        address = queue.popleft()
        markup = _markup(address)
        if not markup:
            continue
        pages.append((address, markup))
        for link in _LINK.findall(markup):
            target = urljoin(address, link.replace("&amp;", "&")).partition("#")[0]
            kind = _kind(office, target)
            if kind and kind not in seen:
                seen.add(kind)
                queue.append(target)
    return pages


def _kind(office: Office, address: str) -> str:
    """The name of a public address; standing pages count one by one, lists by their query."""
    parts = urlsplit(address)
    if not address.startswith(office.portal) or parts.path.startswith("/toa-soan/"):
        return ""
    try:
        name = resolve(parts.path).view_name
    except Resolver404:
        return ""
    if name == "wagtail_serve":
        return parts.path
    return f"{name} {sorted(part.partition('=')[0] for part in parts.query.split('&'))}"


def _markup(address: str) -> str:
    """The page; empty for what is no page."""
    try:
        with urllib.request.urlopen(address, timeout=60) as answer:  # noqa: S310
            is_page = answer.headers.get_content_type() == "text/html"
            return answer.read().decode() if is_page else ""
    except urllib.error.HTTPError as error:
        return error.read().decode()
