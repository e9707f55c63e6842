"""Which photos and files a person may see, which they may use, and whose an upload is."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q

from toasoan.accounts.models import User
from toasoan.media.models import Reach
from toasoan.units.duties import DESK_WORK, UNIT_WORK, Duty
from toasoan.units.queries import agencies_where, seats_of, units_where

#: The webmaster puts banners on the home page; what they take in is for the site at once.
SITE_WORK = (Duty.KEEP_SITE,)


#: Work with photos and files; whoever does none of it chooses none.
USING_WORK = (*UNIT_WORK, *DESK_WORK, *SITE_WORK)


def visible(user: User, on: dt.date) -> Q:
    """The filter for photos or files that the person may see, the public ones included.

    People of a unit see what their unit sent; the desk sees what has reached it and what
    it took in itself; the webmaster sees what is public.
    """
    allowed = Q(reach=Reach.PUBLIC) | Q(uploaded_by_user_id=user.pk)
    if units := units_where(user, UNIT_WORK, on):
        allowed |= Q(unit_id__in=units)
    if agencies := agencies_where(user, DESK_WORK, on):
        reached = Q(reach=Reach.AGENCY) | Q(unit__isnull=True)
        allowed |= reached & Q(agency_id__in=agencies)
    return allowed


def usable(user: User, on: dt.date) -> Q:
    """The filter for photos or files that the person may put into a text: what they see, of an
    agency for which they work. What another agency has published they see and do not use.
    """
    agencies = {seat.agency_id for seat in seats_of(user, on) if seat.duty in USING_WORK}
    return visible(user, on) & Q(agency_id__in=agencies)


@dataclass(frozen=True, slots=True)
class Home:
    """Whose an upload of a person becomes: their unit's, or else their agency's."""

    unit_id: int | None = None
    agency_id: int | None = None


def home_of(user: User | None, on: dt.date) -> Home:
    """Where what the person uploads belongs; the first unit of somebody who works for several."""
    if user is None:
        return Home()
    seats = [seat for seat in seats_of(user, on) if seat.duty in USING_WORK]
    units = [(seat.unit_id, seat.agency_id) for seat in seats if seat.unit_id is not None]
    if units:
        return Home(*min(units))
    return Home(agency_id=min((seat.agency_id for seat in seats), default=None))
