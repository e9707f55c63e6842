"""A dispatch to a partner: the queue of `outlets` sends it, this room signs it."""

import hashlib
from functools import partial

from django.utils import timezone

from toasoan.exchange.keys import own_address
from toasoan.exchange.messages import REPLIES_PATH, STORIES_PATH, Shape, written
from toasoan.exchange.models import Partner, PartnerState
from toasoan.exchange.sending import send
from toasoan.media.actions import size_name
from toasoan.media.models import Picture
from toasoan.media.storage import private_storage
from toasoan.outlets.carriers import Carried
from toasoan.outlets.faults import NotSentError
from toasoan.outlets.models import Dispatch
from toasoan.outlets.ninjs import ninjs_item

_NO_DIGEST = "0" * 64


def by_partner(dispatch: Dispatch) -> Carried | None:
    """Make ready what is handed over; None when the outlet is no partner."""
    partner = (
        Partner.objects.exclude(state=PartnerState.ENDED)
        .select_related("agency", "compared_key")
        .filter(outlet=dispatch.outlet_id)
        .first()
    )
    if partner is None:
        return None
    return partial(_hand_over, partner, written(message_of(dispatch)))


def message_of(dispatch: Dispatch) -> Shape:
    """The dispatch as the partner reads it, made of what was kept of it."""
    kept = dispatch.payload
    return {
        "dispatch": {
            "id": dispatch.pk,
            "number": dispatch.number,
            "purpose": dispatch.purpose,
            "about": dispatch.about_id,
            "answers": f"{own_address()}{REPLIES_PATH}",
        },
        "item": ninjs_item(dispatch),
        "blocks": kept.get("blocks", []),
        "digests": {each["address"]: _digest(each) for each in kept.get("pictures", [])},
    }


def _hand_over(partner: Partner, body: bytes) -> None:
    """Send it. A partner takes the same dispatch twice without harm: every failure is tried again.

    Raises NotSentError.
    """
    outcome = send(partner, STORIES_PATH, body, now=timezone.now())
    if outcome.problem:
        raise NotSentError(outcome.problem, is_final=outcome.final)


def _digest(kept: Shape) -> str:
    """SHA-256 of the copy that lies at the photo's address; no photo has it when that is gone."""
    picture = Picture.objects.filter(pk=kept["id"]).first()
    width = kept["address"].rpartition("-")[2].removesuffix(".webp")
    if picture is None or not width.isdecimal():
        return _NO_DIGEST
    try:
        with private_storage().open(size_name(picture.token, int(width))) as stored:
            return hashlib.sha256(stored.read()).hexdigest()
    except FileNotFoundError:
        return _NO_DIGEST
