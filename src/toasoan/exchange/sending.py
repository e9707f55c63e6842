"""Sending a signed message to a partner: never inside a transaction."""

import datetime as dt
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from toasoan.exchange.keys import signing_key_for
from toasoan.exchange.models import Partner, PartnerState
from toasoan.exchange.partners import valid_keys
from toasoan.exchange.signing import signed_headers
from toasoan.network.fetching import FetchFailedError, Limits, fetch
from toasoan.outlets.outgoing import problem_sentence, status_sentence

#: How long to wait before each further attempt; after the last a person decides.
RETRY_AFTER = tuple(
    dt.timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360, 720, 1440, 1440)
)
#: Statuses after which the same message is of no use.
_FINAL = frozenset({HTTPStatus.REQUEST_ENTITY_TOO_LARGE, HTTPStatus.UNPROCESSABLE_ENTITY})
_OK = range(200, 300)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How an attempt ended: `problem` is empty when the partner took it, else a sentence.

    A `final` problem stays whatever is tried.
    """

    problem: str = ""
    final: bool = False


def send(partner: Partner, path: str, body: bytes, *, now: dt.datetime) -> Outcome:
    """Sign a message for the partner and send it to a path of its installation.

    The partner takes the same message twice without harm, so every failure may be tried again.
    """
    if partner.state != PartnerState.ACTIVE:
        return Outcome(_("The exchange with this agency is not in use now."))
    own, theirs = signing_key_for(partner, now), valid_keys(partner, now)
    if own is None or not theirs:
        return Outcome(_("The connection code no longer holds. Exchange new ones."))
    headers = signed_headers(
        own.private_key,
        key=own.fingerprint,
        to=theirs[0].fingerprint,
        method="POST",
        path=path,
        body=body,
        now=now,
    )
    headers["Content-Type"] = "application/json"
    limits = Limits(private_networks=settings.TOASOAN_PRIVATE_NETWORKS)
    try:
        answer = fetch(f"{partner.address}{path}", data=body, headers=headers, limits=limits)
    except FetchFailedError as failure:
        return Outcome(problem_sentence(failure))
    return _outcome(answer.status)


def _outcome(status: int) -> Outcome:
    if status in _OK:
        return Outcome()
    known: dict[int, str] = {
        HTTPStatus.NOT_FOUND: _(
            "The other side does not know our connection code, or has suspended the exchange."
        ),
        HTTPStatus.UNAUTHORIZED: _("The clocks of the two machines are more than 5 minutes apart."),
        HTTPStatus.UNPROCESSABLE_ENTITY: _("The other side's program cannot read the message."),
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE: _("The story is too long for the exchange (1 MB)."),
    }
    return Outcome(known.get(status) or status_sentence(status), final=status in _FINAL)


def same_site(address: str, partner: Partner) -> bool:
    """Whether an address lies on the partner's own site: nothing is fetched from elsewhere."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}" == partner.address
