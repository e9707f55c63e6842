"""Sends what waits: claims rows one by one, sends outside of transactions, writes down the end.

A row is claimed by a locked change to "being sent", so that two workers never send the same. What
surely did not leave is tried again (`dispatch_rules.RETRY_AFTER`); what may have left never is:
a person decides. An outlet that fails rests with all its rows, and the others go on.
"""

import datetime as dt
import logging
import time
from collections import deque
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Min, QuerySet
from django.utils.translation import gettext as _

from toasoan.outlets.actions import set_sent
from toasoan.outlets.carriers import Carried, carried
from toasoan.outlets.dispatch_rules import RETRY_AFTER, next_attempt
from toasoan.outlets.faults import NotSentError, RelayDownError, SendingError, UncertainError
from toasoan.outlets.locks import locked_dispatch
from toasoan.outlets.models import Delivery, Dispatch, DispatchState

logger = logging.getLogger(__name__)

#: The worker does one task at a time: others wait while this one runs.
ROUND_SECONDS = 30.0
MOST_PER_OUTLET = 10
#: Longer than any mail takes; then the row of a killed worker is shown as uncertain.
_LEASE = dt.timedelta(minutes=30)
_REST = RETRY_AFTER[0]


@dataclass(slots=True)
class Round:
    """What one run of the queue did, in rows."""

    sent: int = 0
    postponed: int = 0
    failed: int = 0


def send_due(now: dt.datetime) -> Round:
    """Send what is due, one row of each outlet in turn, within the time of a round.

    Outlets whose rows never failed come first.
    """
    _give_up_lost(now)
    done = Round()
    end = time.monotonic() + ROUND_SECONDS
    waiting = deque(_waiting(now))
    while waiting and time.monotonic() < end:
        rows = waiting.popleft()
        if _send(rows.popleft(), now, done) and rows:
            waiting.append(rows)
    return done


def _due(now: dt.datetime) -> QuerySet[Dispatch]:
    return Dispatch.objects.filter(state=DispatchState.QUEUED, next_attempt_at__lte=now)


def _waiting(now: dt.datetime) -> list[deque[int]]:
    """Numbers of the due rows of each outlet, oldest first."""
    outlets = _due(now).values("outlet").annotate(least=Min("attempts")).order_by("least", "outlet")
    return [
        deque(
            _due(now)
            .filter(outlet=each["outlet"])
            .order_by("pk")
            .values_list("pk", flat=True)[:MOST_PER_OUTLET]
        )
        for each in outlets
    ]


def _send(dispatch_id: int, now: dt.datetime, done: Round) -> bool:
    """Send one row; says whether its outlet can take more in this round."""
    dispatch = _claim(dispatch_id, now)
    if dispatch is None:
        return True
    try:
        _carry(dispatch)
    except SendingError as error:
        logger.warning(
            "dispatch %s was not sent at attempt %s: %s",
            dispatch.pk, dispatch.attempts, type(error).__name__,
        )  # fmt: skip
        _not_sent(dispatch, error, now, done)
        return False
    _sent(dispatch, now)
    done.sent += 1
    return True


def _carry(dispatch: Dispatch) -> None:
    """Make what is sent, and send it. Raises SendingError."""
    try:
        ready: Carried = carried(dispatch)
    except SendingError:
        raise
    except Exception as error:  # one row that cannot be made ready must not stop the others
        logger.exception("dispatch %s could not be made ready", dispatch.pk)
        message = _("It could not be made ready: look at the story and its photos.")
        raise NotSentError(message, is_final=True) from error
    try:
        ready()
    except SendingError:
        raise
    except Exception as error:  # whatever it was, the outlet may have it
        logger.exception("dispatch %s ended in an unknown way", dispatch.pk)
        raise UncertainError(_uncertain()) from error


def _uncertain() -> str:
    return _("It is not known whether it was sent. Ask the outlet, then decide here.")


@transaction.atomic
def _claim(dispatch_id: int, now: dt.datetime) -> Dispatch | None:
    """Take the row for this attempt; another worker at the same moment gets None."""
    dispatch = locked_dispatch(dispatch_id)
    due = dispatch.next_attempt_at is not None and dispatch.next_attempt_at <= now
    if dispatch.state != DispatchState.QUEUED or not due or _has_earlier(dispatch):
        return None
    dispatch.state, dispatch.sending_since = DispatchState.SENDING, now
    dispatch.attempts += 1
    dispatch.save()
    return dispatch


def _has_earlier(dispatch: Dispatch) -> bool:
    """Whether something about the story goes to the outlet first: never news before its story."""
    before = Dispatch.objects.filter(
        story=dispatch.story_id, outlet=dispatch.outlet_id, pk__lt=dispatch.pk
    )
    waits = before.filter(state=DispatchState.QUEUED, next_attempt_at__isnull=False)
    return waits.exists() or before.filter(state=DispatchState.SENDING).exists()


@transaction.atomic
def _sent(claimed: Dispatch, now: dt.datetime) -> None:
    dispatch = _still(claimed)
    if dispatch is not None:
        set_sent(dispatch, actor=dispatch.ordered_by, now=now)


def _still(claimed: Dispatch) -> Dispatch | None:
    """The row of this very attempt, also when it was given up for lost meanwhile; else None."""
    dispatch = locked_dispatch(claimed.pk)
    lost = dispatch.state == DispatchState.FAILED and dispatch.is_uncertain
    is_open = lost or dispatch.state == DispatchState.SENDING
    return dispatch if is_open and dispatch.sending_since == claimed.sending_since else None


@transaction.atomic
def _not_sent(claimed: Dispatch, error: SendingError, now: dt.datetime, done: Round) -> None:
    dispatch = _still(claimed)
    if dispatch is None:
        return
    dispatch.last_problem = error.reason
    again = _again(error, dispatch.attempts, now)
    if again is None:
        _fail(dispatch, is_uncertain=isinstance(error, UncertainError))
        done.failed += 1
    else:
        dispatch.state, dispatch.next_attempt_at = DispatchState.QUEUED, again
        dispatch.sending_since = None
        dispatch.save()
        done.postponed += 1
    if isinstance(error, NotSentError) and not error.is_final:
        _let_rest(dispatch, now, all_mail=isinstance(error, RelayDownError))


def _again(error: SendingError, attempts: int, now: dt.datetime) -> dt.datetime | None:
    if isinstance(error, NotSentError) and not error.is_final:
        return next_attempt(attempts, now)
    return None


def _fail(dispatch: Dispatch, *, is_uncertain: bool) -> None:
    dispatch.state, dispatch.next_attempt_at = DispatchState.FAILED, None
    dispatch.is_uncertain = dispatch.is_uncertain or is_uncertain
    dispatch.save()


def _let_rest(dispatch: Dispatch, now: dt.datetime, *, all_mail: bool) -> None:
    """Postpone what else is due there: each attempt would take the time of the others."""
    due = _due(now)
    resting = (
        due.filter(outlet__delivery=Delivery.BY_MAIL)
        if all_mail
        else due.filter(outlet=dispatch.outlet_id)
    )
    resting.update(next_attempt_at=now + _REST)


def _give_up_lost(now: dt.datetime) -> None:
    """Show rows that a dead worker left "being sent" as uncertain; a person decides."""
    left = Dispatch.objects.filter(state=DispatchState.SENDING, sending_since__lt=now - _LEASE)
    for dispatch_id in left.values_list("pk", flat=True):
        with transaction.atomic():
            dispatch = locked_dispatch(dispatch_id)
            if dispatch.state == DispatchState.SENDING:
                dispatch.last_problem = _uncertain()
                _fail(dispatch, is_uncertain=True)
