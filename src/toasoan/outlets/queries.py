"""Reading what was sent to outlets."""

from django.db.models import QuerySet

from toasoan.outlets.models import Dispatch, DispatchPurpose, DispatchState, Outlet
from toasoan.units.models import Agency


def outlets_of(agency: Agency) -> QuerySet[Outlet]:
    """The agency's outlets in the order of its reports."""
    return Outlet.objects.filter(agency=agency)


def last_dispatch(story_id: int, outlet: Outlet) -> Dispatch | None:
    """The last time that the story was sent to the outlet."""
    sent = Dispatch.objects.filter(
        story_id=story_id, outlet=outlet, purpose=DispatchPurpose.STORY
    ).exclude(state=DispatchState.CANCELLED)
    return sent.order_by("-ordered_at", "-pk").first()
