"""Asking the sites of outlets and partners: the limits of this installation, and sentences."""

from collections.abc import Mapping
from ipaddress import ip_address, ip_network
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from toasoan.network.fetching import Fetched, FetchFailedError, Limits, Reason, fetch

_SENTENCES: dict[Reason, Promise] = {
    Reason.BAD_ADDRESS: _("The address is not one of a web page."),
    Reason.UNKNOWN_NAME: _("No site of this name can be found. Check the address."),
    Reason.PRIVATE_ADDRESS: _(
        "The address leads into an internal network, which this installation may not ask."
    ),
    Reason.UNREACHABLE: _("The site cannot be reached."),
    Reason.ENCRYPTION: _("The site's encryption (https) cannot be trusted."),
    Reason.TOO_SLOW: _("The site did not answer in time."),
    Reason.TOO_LARGE: _("The site's answer is too large."),
    Reason.REDIRECTED: _("The site points to another address: %(address)s"),
    Reason.BROKEN: _("The site's answer cannot be read."),
}
#: Characters of an address in a sentence.
_SHOWN = 150


def ask(
    url: str, *, data: bytes | None = None, headers: Mapping[str, str] | None = None
) -> Fetched:
    """Ask for an address with GET, or with POST when there is `data`.

    Never inside a transaction: it may take 20 seconds. Raises FetchFailedError.
    """
    limits = Limits(private_networks=settings.TOASOAN_PRIVATE_NETWORKS)
    return fetch(url, data=data, headers=headers, limits=limits)


def is_protected(address: str) -> bool:
    """Whether nobody on the way reads along: https, or a network that is named as our own."""
    parts = urlsplit(address)
    if parts.scheme == "https":
        return True
    try:
        host = ip_address(parts.hostname or "")
    except ValueError:
        return False
    return any(host in ip_network(network) for network in settings.TOASOAN_PRIVATE_NETWORKS)


def problem_sentence(failure: FetchFailedError) -> str:
    """What went wrong, for the people of the newsroom."""
    return str(_SENTENCES[failure.reason]) % {"address": failure.detail[:_SHOWN]}


def status_sentence(status: int) -> str:
    """What an answer's status outside 200–299 means, for the people of the newsroom."""
    return str(_("The site answered with the error %(status)d.")) % {"status": status}
