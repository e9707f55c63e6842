"""Sends ninjs to an outlet's address, signed, and judges the answer."""

import time

from django.utils.translation import gettext as _

from toasoan.network.fetching import FetchFailedError
from toasoan.outlets.faults import NotSentError, UncertainError
from toasoan.outlets.models import Outlet
from toasoan.outlets.ninjs import Pushed
from toasoan.outlets.outgoing import ask, problem_sentence, status_sentence
from toasoan.outlets.signing import signed_headers

#: Statuses by which a server says: not now (RFC 9110, 6585).
_NOT_NOW = frozenset({408, 425, 429})
_SERVER_ERROR = 500


def push(pushed: Pushed, outlet: Outlet) -> None:
    """Send the body to the outlet's address. Raises NotSentError or UncertainError.

    An answer is believed: an error of the server means that nothing was taken, and is tried
    again with the same key, so that an outlet that took it all the same knows the second copy.
    """
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "Idempotency-Key": pushed.idempotency_key,
        **signed_headers(outlet.signing_key, pushed.body, time=int(time.time())),
    }
    try:
        answer = ask(outlet.push_address, data=pushed.body, headers=headers)
    except FetchFailedError as failure:
        if failure.may_have_arrived:
            raise UncertainError(_unknown(failure)) from failure
        raise NotSentError(problem_sentence(failure)) from failure
    if not 200 <= answer.status < 300:  # noqa: PLR2004
        is_final = answer.status < _SERVER_ERROR and answer.status not in _NOT_NOW
        raise NotSentError(status_sentence(answer.status), is_final=is_final)


def _unknown(failure: FetchFailedError) -> str:
    said = problem_sentence(failure)
    return f"{said} {_('The outlet may have the story: ask, then decide here.')}"
