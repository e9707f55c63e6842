"""What partners hand in is kept as it came, once; the desk decides about it later."""

import datetime as dt

from django.db import transaction
from django.urls import reverse

from toasoan.exchange.messages import SentStory
from toasoan.exchange.models import (
    Handover,
    HandoverPhoto,
    HandoverPurpose,
    Partner,
    Reply,
    ReplyKind,
)
from toasoan.notifications.actions import NotificationFacts, tell
from toasoan.notifications.kinds import NotificationKind
from toasoan.units.duties import Duty
from toasoan.units.queries import holders
from toasoan.vietnamese.dates import local_day
from toasoan.vietnamese.shortening import shortened

#: Characters of a headline that a notification keeps.
_MOST_IN_TITLE = 200


@transaction.atomic
def receive(partner: Partner, sent: SentStory, *, now: dt.datetime) -> tuple[Handover, bool]:
    """Keep a story or a notice; returns the row and whether it is new.

    The same dispatch again changes nothing: a partner that heard no answer sends once more.
    A new story is acknowledged, by the queue of replies.
    """
    # One request of a partner at a time: a retry may overtake the first try.
    Partner.objects.select_for_update().get(pk=partner.pk)
    known = Handover.objects.filter(
        partner=partner, dispatch=sent.dispatch, number=sent.number
    ).first()
    if known is not None:
        return known, False
    handover = Handover.objects.create(
        agency=partner.agency,
        partner=partner,
        dispatch=sent.dispatch,
        number=sent.number,
        purpose=sent.purpose,
        about=_what_came_before(partner, sent),
        headline=sent.headline,
        content=sent.content(),
        received_at=now,
    )
    HandoverPhoto.objects.bulk_create(
        HandoverPhoto(
            handover=handover,
            order=order,
            address=photo.address,
            sha256=photo.sha256,
            caption=photo.caption,
            credit=photo.credit,
            alternative_text=photo.alternative_text,
            next_attempt_at=now,
        )
        for order, photo in enumerate(sent.photos)
    )
    _tell_the_desk(handover, now)
    if sent.purpose == HandoverPurpose.STORY:
        reply(handover, ReplyKind.ACKNOWLEDGED, now=now)
    return handover, True


def _what_came_before(partner: Partner, sent: SentStory) -> Handover | None:
    """What a notice is about, when it came to us at all."""
    if sent.about is None:
        return None
    return Handover.objects.filter(
        partner=partner, dispatch=sent.about, purpose=HandoverPurpose.STORY
    ).first()


def _tell_the_desk(handover: Handover, now: dt.datetime) -> None:
    """Tell the editors what has come; the notification opens its page."""
    agency_id = handover.agency_id
    editors = holders(Duty.EDIT, agency_id=agency_id, unit_id=None, on=local_day(now))
    about = NotificationFacts(
        key=f"handover:{handover.pk}",
        agency_id=agency_id,
        title=shortened(handover.headline, _MOST_IN_TITLE),
        path=reverse("newsroom:handover", args=[handover.pk]),
        extra=f"{handover.partner.name}: {handover.get_purpose_display()}",
    )
    tell(editors, NotificationKind.HANDED_OVER, about=about, now=now)


def reply(
    handover: Handover, kind: ReplyKind, *, now: dt.datetime, content: dict[str, str] | None = None
) -> Reply:
    """Queue an answer to the partner, in the transaction of what it tells."""
    return Reply.objects.create(
        handover=handover, kind=kind, content=content or {}, made_at=now, next_attempt_at=now
    )
