"""Reading what partners handed in, and the partners themselves."""

from django.db.models import QuerySet
from django.http import Http404

from toasoan.exchange.models import (
    Handover,
    HandoverPurpose,
    Partner,
    PartnerReply,
    ReplyKind,
)
from toasoan.units.models import Agency

_WITH_WORDS = (
    HandoverPurpose.STORY, HandoverPurpose.CORRECTION, HandoverPurpose.REINSTATEMENT,
)  # fmt: skip


def partners_of(agency: Agency) -> QuerySet[Partner]:
    """The agency's partners, ended ones included."""
    return Partner.objects.filter(agency=agency).select_related("outlet", "compared_key")


def partner_for(agency: Agency, partner_id: int) -> Partner:
    """A partner of the agency. Raises Http404."""
    found = partners_of(agency).select_related("agency").filter(pk=partner_id).first()
    if found is None:
        raise Http404
    return found


def handovers_of(agency: Agency) -> QuerySet[Handover]:
    """What was handed in to the agency, the latest first."""
    rows = Handover.objects.filter(agency=agency)
    return rows.select_related("partner", "about", "story", "decided_by")


def handover_for(agency: Agency, handover_id: int) -> Handover:
    """Something that was handed in to the agency. Raises Http404."""
    found = handovers_of(agency).filter(pk=handover_id).first()
    if found is None:
        raise Http404
    return found


def notices_of(handover: Handover) -> QuerySet[Handover]:
    """What the partner told about the story afterwards, in its order."""
    return Handover.objects.filter(about=handover).order_by("dispatch")


def withdrawn_by_sender(handover: Handover) -> bool:
    """Whether the last thing that the partner told about the story is that it was taken down."""
    last = notices_of(handover).last()
    return last is not None and last.purpose == HandoverPurpose.TAKE_DOWN


def words_now(handover: Handover) -> Handover:
    """The row with the latest words of the story: itself, or a correction that has words."""
    told = notices_of(handover).filter(purpose__in=_WITH_WORDS)
    with_words = [notice for notice in told if notice.content["blocks"]]
    return with_words[-1] if with_words else handover


def take_downs_by_partners(story_id: int) -> list[PartnerReply]:
    """What partners said about taking down the story that we had handed to them. One query."""
    rows = PartnerReply.objects.filter(dispatch__story=story_id, kind=ReplyKind.TAKEN_DOWN)
    return list(rows.select_related("partner").order_by("received_at"))
