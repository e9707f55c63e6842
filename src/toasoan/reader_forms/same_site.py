"""Whether a form was sent from a page of this site: what takes the place of a token in a cookie."""

from urllib.parse import urlsplit

from django.http import HttpRequest

#: "none" is what a browser says when the person itself asked, as when a sent form is loaded again.
_OURS = frozenset({"same-origin", "none"})


def is_from_here(request: HttpRequest) -> bool:
    """What the browser says about the page that sends: Sec-Fetch-Site, else Origin, else Referer.

    Another host of the same domain is another site: a province's portals share their domain.
    Whoever says nothing at all is refused.
    """
    if said := request.headers.get("Sec-Fetch-Site", ""):
        return said in _OURS
    if (origin := request.headers.get("Origin")) is not None:
        return _host_of(origin) == request.get_host()
    referer = request.headers.get("Referer", "")
    return bool(referer) and _host_of(referer) == request.get_host()


def _host_of(address: str) -> str:
    """Host and port of an address, as the Host header writes them; "" when there is none."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return parts.netloc.lower() if parts.scheme in {"http", "https"} else ""
