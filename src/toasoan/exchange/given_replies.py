"""What partners say about stories that we handed over, written down as outlets' answers are."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from toasoan.exchange.messages import SentReply
from toasoan.exchange.models import TEXT_LENGTH, Partner, PartnerReply, ReplyKind
from toasoan.outlets.answers import AnswerGiven, AnswerSource, give_answer
from toasoan.outlets.models import Answer, Dispatch, DispatchPurpose, PlacementSource
from toasoan.outlets.placements import known_placement, record_placement
from toasoan.refusals import RefusedError
from toasoan.vietnamese.dates import local_day, short_date

_ANSWERS = {
    ReplyKind.ACKNOWLEDGED: Answer.ACKNOWLEDGED,
    ReplyKind.ACCEPTED: Answer.ACCEPTED,
    ReplyKind.DECLINED: Answer.DECLINED,
}


class UnknownDispatchError(Exception):
    """The partner was not sent what it answers."""


def take_reply(partner: Partner, sent: SentReply, *, now: dt.datetime) -> PartnerReply:
    """Write down an answer once; the same one again gives the same row.

    What the rules of answers refuse is kept with the reason: the partner cannot help it. Raises
    UnknownDispatchError.
    """
    with transaction.atomic():
        Partner.objects.select_for_update().get(pk=partner.pk)
        known = PartnerReply.objects.filter(partner=partner, reply=sent.reply).first()
        if known is not None:
            return known
        dispatch = Dispatch.objects.filter(
            pk=sent.dispatch, outlet=partner.outlet_id, purpose=DispatchPurpose.STORY
        ).first()
        if dispatch is None or partner.outlet_id is None:
            raise UnknownDispatchError
        return PartnerReply.objects.create(
            partner=partner,
            reply=sent.reply,
            kind=sent.kind,
            dispatch=dispatch,
            received_at=now,
            note=_note(sent),
            refused=_refusal(dispatch, sent, now),
        )


def _refusal(dispatch: Dispatch, sent: SentReply, now: dt.datetime) -> str:
    """Write the answer down; why the rules did not take it, or empty."""
    try:
        with transaction.atomic():
            _write(dispatch, sent, now)
    except RefusedError as refused:
        return str(refused)[:TEXT_LENGTH]
    return ""


def _write(dispatch: Dispatch, sent: SentReply, now: dt.datetime) -> None:
    answer = _ANSWERS.get(sent.kind)
    if answer is not None:
        given = AnswerGiven(answer=answer, source=AnswerSource.BY_PARTNER, note=sent.note)
        give_answer(dispatch.pk, given, now=now)
    elif sent.kind == ReplyKind.USED and sent.on is not None:
        outlet = dispatch.outlet
        if known_placement(dispatch.story_id, outlet, sent.on) is not None:
            # Entered by the desk or found already: there is nothing to add.
            return
        record_placement(
            dispatch.story_id,
            outlet,
            placed_on=sent.on,
            headline=sent.headline or str(dispatch.payload.get("headline", "")),
            address=sent.address,
            actor=None,
            now=now,
            dispatch=dispatch,
            source=PlacementSource.BY_PARTNER,
        )


def _note(sent: SentReply) -> str:
    if sent.kind != ReplyKind.TAKEN_DOWN:
        return sent.note[:TEXT_LENGTH]
    day = short_date(sent.on or local_day(sent.moment))
    return _("The partner took the story down on %(day)s.") % {"day": day}
