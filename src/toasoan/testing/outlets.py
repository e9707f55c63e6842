"""Outlets, and stories that were sent to them."""

import datetime as dt

from toasoan.accounts.models import User
from toasoan.outlets.answers import due_on
from toasoan.outlets.models import Dispatch, DispatchState, Outlet
from toasoan.stories.models import Story
from toasoan.units.models import Agency


def make_outlet(agency: Agency, code: str = "bao-nganh", name: str = "Báo ngành") -> Outlet:
    """An outlet that takes stories by hand."""
    return Outlet.objects.create(agency=agency, code=code, name=name, kind="sector_newspaper")


def make_dispatch(story: Story, outlet: Outlet, *, actor: User, now: dt.datetime) -> Dispatch:
    """The story as it is on the site, sent to the outlet at that moment."""
    number = Dispatch.objects.filter(story=story, outlet=outlet).count() + 1
    return Dispatch.objects.create(
        story=story,
        outlet=outlet,
        edition_number=1,
        number=number,
        payload={"headline": story.headline},
        ordered_at=now,
        ordered_by=actor,
        state=DispatchState.SENT,
        sent_at=now,
        answer_due_on=due_on(outlet, now),
    )
