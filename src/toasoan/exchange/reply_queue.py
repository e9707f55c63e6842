"""Answers of ours on their way to partners: claimed one by one, sent outside of transactions."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from toasoan.exchange.messages import REPLIES_PATH, Shape, written
from toasoan.exchange.models import TEXT_LENGTH, Reply, ReplyState
from toasoan.exchange.sending import RETRY_AFTER, Outcome, send
from toasoan.outlets.dispatch_rules import next_attempt
from toasoan.refusals import Problem, RefusedError

#: Longer than any sending: what a killed worker left is taken up again.
_LEASE = dt.timedelta(minutes=5)
MOST_AT_ONCE = 20


def send_due(now: dt.datetime) -> int:
    """Send the answers that are due, of each story the oldest first; returns how many left."""
    due = Reply.objects.filter(state=ReplyState.QUEUED, next_attempt_at__lte=now)
    sent = 0
    for reply_id in due.order_by("next_attempt_at", "pk").values_list("pk", flat=True)[
        :MOST_AT_ONCE
    ]:
        reply = _claim(reply_id, now)
        if reply is not None:
            outcome = send(reply.handover.partner, REPLIES_PATH, written(told(reply)), now=now)
            _note(reply.pk, outcome, now)
            sent += not outcome.problem
    return sent


def told(reply: Reply) -> Shape:
    """What the partner is told."""
    return {
        "id": reply.pk,
        "dispatch": reply.handover.dispatch,
        "kind": reply.kind,
        "moment": reply.made_at.isoformat(),
        **reply.content,
    }


@transaction.atomic
def _claim(reply_id: int, now: dt.datetime) -> Reply | None:
    """Take the row for this attempt; None when another worker has it or an older one waits."""
    reply = (
        Reply.objects.select_for_update(of=("self",))
        .select_related("handover__partner__agency", "handover__partner__compared_key")
        .get(pk=reply_id)
    )
    older = Reply.objects.filter(handover=reply.handover_id, pk__lt=reply.pk)
    waits = older.filter(state=ReplyState.QUEUED).exists()
    if reply.state != ReplyState.QUEUED or reply.next_attempt_at > now or waits:
        return None
    reply.attempts += 1
    reply.next_attempt_at = now + _LEASE
    reply.save(update_fields=["attempts", "next_attempt_at"])
    return reply


@transaction.atomic
def _note(reply_id: int, outcome: Outcome, now: dt.datetime) -> None:
    reply = Reply.objects.select_for_update().get(pk=reply_id)
    reply.last_problem = outcome.problem[:TEXT_LENGTH]
    if not outcome.problem:
        reply.state, reply.sent_at = ReplyState.SENT, now
    elif outcome.final or (again := next_attempt(reply.attempts, now, RETRY_AFTER)) is None:
        reply.state = ReplyState.FAILED
    else:
        reply.next_attempt_at = again
    reply.save()


@transaction.atomic
def try_again(handover_id: int, *, now: dt.datetime) -> int:
    """Queue the story's answers that failed once more. Raises RefusedError when none did."""
    failed = Reply.objects.select_for_update().filter(handover=handover_id, state=ReplyState.FAILED)
    count = failed.update(state=ReplyState.QUEUED, attempts=0, next_attempt_at=now)
    if not count:
        raise RefusedError(Problem("none", _("No answer has failed.")))
    return count
