"""What speaks against sending a story to an outlet, and when a failed sending is tried again."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from toasoan.outlets.models import Delivery, Dispatch, DispatchPurpose, DispatchState, Outlet
from toasoan.outlets.rules import outlet_problems
from toasoan.refusals import Problem

#: Waits between attempts that surely sent nothing; after the last one a person decides.
RETRY_AFTER = (
    dt.timedelta(minutes=5),
    dt.timedelta(minutes=15),
    dt.timedelta(hours=1),
    dt.timedelta(hours=4),
    dt.timedelta(hours=12),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DispatchFacts:
    """What a dispatch is decided from.

    `has_words`: the story is published, or approved and waiting for its hour. `earlier`: the last
    dispatch of the same words to the outlet that was not cancelled. `again`: why it is sent once
    more, "" when nobody asked for that.
    """

    outlet: Outlet
    own_outlet: bool
    today: dt.date
    has_words: bool
    earlier: Dispatch | None
    again: str


def dispatch_problems(facts: DispatchFacts) -> list[Problem]:
    """Why a story cannot be sent to an outlet."""
    found: list[Problem] = []
    if not facts.has_words:
        message = _("Only a published or approved story can be sent to an outlet.")
        found.append(Problem("not-published", message))
    found += outlet_problems(own_outlet=facts.own_outlet)
    found += delivery_problems(facts.outlet)
    if facts.outlet.closed_on and facts.outlet.closed_on <= facts.today:
        found.append(Problem("closed", _("This outlet is no longer used."), "outlet"))
    return found + _again_problems(facts)


def _again_problems(facts: DispatchFacts) -> list[Problem]:
    earlier = facts.earlier
    if earlier is None:
        return []
    if earlier.state in {DispatchState.QUEUED, DispatchState.SENDING}:
        message = _("These words wait to be sent to this outlet already.")
        return [Problem("waiting", message)]
    if earlier.state == DispatchState.FAILED:
        message = _("Sending to this outlet failed. Open that dispatch and decide there.")
        return [Problem("failed-before", message)]
    if facts.again.strip():
        return []
    message = _("This outlet has these words already. To send them again, say why.")
    return [Problem("sent-before", message, "again")]


def delivery_problems(outlet: Outlet) -> list[Problem]:
    """What the outlet's entry lacks for the way in which it takes stories."""
    if outlet.delivery == Delivery.BY_MAIL and not outlet.email:
        message = _("It takes stories by e-mail: enter its e-mail address.")
        return [Problem("no-email", message, "email")]
    if outlet.delivery != Delivery.BY_NINJS:
        return []
    found = []
    if not outlet.push_address:
        message = _("It takes stories as ninjs: enter the address that they are sent to.")
        found.append(Problem("no-push-address", message, "push_address"))
    if not outlet.signing_key:
        message = _("It takes stories as ninjs: a key to sign them with is missing.")
        found.append(Problem("no-key", message, "signing_key"))
    return found


def is_sent_by_worker(outlet: Outlet) -> bool:
    """Whether the worker sends to this outlet; otherwise a person does, or it reads our feed."""
    sends = outlet.delivery in {Delivery.BY_MAIL, Delivery.BY_NINJS}
    return sends and not delivery_problems(outlet)


def is_read_by_outlet(outlet: Outlet, purpose: DispatchPurpose) -> bool:
    """Whether nothing needs to be sent: the outlet reads it in our feed.

    A feed does not say that a story was taken down; a person has to.
    """
    return outlet.delivery == Delivery.BY_FEED and purpose != DispatchPurpose.TAKE_DOWN


def next_attempt(
    attempts: int, now: dt.datetime, waits: Sequence[dt.timedelta] = RETRY_AFTER
) -> dt.datetime | None:
    """When it is tried again after so many attempts; None: a person decides."""
    return now + waits[attempts - 1] if attempts <= len(waits) else None
