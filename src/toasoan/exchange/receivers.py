"""Publishing and taking down a story that came from a partner is told to the partner."""

from typing import Any

from toasoan.editorial.models import Progress
from toasoan.editorial.signals import step_taken
from toasoan.editorial.transitions import Step
from toasoan.exchange.keys import own_address
from toasoan.exchange.models import Handover, HandoverState, Reply, ReplyKind
from toasoan.exchange.receiving import reply
from toasoan.ledger.models import LedgerEntry
from toasoan.vietnamese.dates import local_day

_PUBLISHES = frozenset({Step.PUBLISH, Step.FORCE_PUBLISH})
_TAKES_DOWN = frozenset({Step.TAKE_DOWN, Step.EXPIRE})


def hear_step(
    sender: type[Progress], progress: Progress, entry: LedgerEntry, step: Step, **more: Any
) -> None:
    """Queue what the partner is told, in the transaction of the step."""
    if step not in _PUBLISHES | _TAKES_DOWN:
        return
    handover = Handover.objects.filter(story_id=progress.pk, state=HandoverState.TAKEN_OVER).first()
    if handover is None:
        return
    kind = ReplyKind.USED if step in _PUBLISHES else ReplyKind.TAKEN_DOWN
    if kind == ReplyKind.USED and Reply.objects.filter(handover=handover, kind=kind).exists():
        return
    story = progress.story
    content = {
        "headline": story.headline,
        "address": f"{own_address()}{story.get_absolute_url()}",
        "on": str(local_day(entry.happened_at)),
    }
    reply(handover, kind, now=entry.happened_at, content=content)


def listen() -> None:
    """Connect the receiver; called once, when the application starts."""
    step_taken.connect(hear_step, dispatch_uid="exchange-step")
