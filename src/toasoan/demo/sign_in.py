"""Demo accounts offered on the sign-in page, to whoever tries the demo out on this machine.

Offered only when all of this is true: the database holds the demo agency and no other one, its
list of accounts lies in the data folder, the site's public address and the address of the request
are loopback, the connection comes from a loopback address, and no proxy has passed it on.
"""

from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest

from toasoan.demo.account_list import read_accounts
from toasoan.demo.agency import AGENCY, CODE
from toasoan.newsroom.account.offers import OfferedAccount
from toasoan.operations.prepared import ACCOUNTS_FILE
from toasoan.units.models import Agency

#: A proxy adds at least one of these; nobody else has a reason to.
_PROXY_HEADERS = (
    "Forwarded", "Via", "X-Real-IP", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto",
    "X-Forwarded-Server", "X-Forwarded-Port", "CF-Connecting-IP", "True-Client-IP",
)  # fmt: skip


def offered_demo_accounts(request: HttpRequest) -> list[OfferedAccount]:
    """The demo's people by role; empty for every other agency and every other address."""
    if not is_on_this_machine(request) or not _is_demo_agency():
        return []
    return [
        OfferedAccount(
            account.username, account.password, account.name, account.part, account.secret
        )
        for account in read_accounts(Path(settings.DATA) / ACCOUNTS_FILE)
    ]


def is_on_this_machine(request: HttpRequest) -> bool:
    """Whether browser and server are one machine, by every trace that a request has."""
    if any(name in request.headers for name in _PROXY_HEADERS):
        return False
    addresses = [f"//{request.get_host()}", settings.WAGTAILADMIN_BASE_URL]
    # Behind a proxy that hides itself, the browser still says under which name it came.
    addresses += [
        request.headers[name] for name in ("Origin", "Referer") if name in request.headers
    ]
    names = [urlsplit(address).hostname or "" for address in addresses]
    return _is_loopback_address(request.META.get("REMOTE_ADDR", "")) and all(
        name == "localhost" or _is_loopback_address(name) for name in names
    )


def _is_loopback_address(text: str) -> bool:
    try:
        return ip_address(text).is_loopback
    except ValueError:
        return False


def _is_demo_agency() -> bool:
    return list(Agency.objects.values_list("code", "name")[:2]) == [(CODE, AGENCY.name)]
