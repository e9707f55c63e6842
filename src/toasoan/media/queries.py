"""Which photos and files a person may see."""

import datetime as dt

from django.db.models import Q

from toasoan.accounts.models import User
from toasoan.media.models import Reach
from toasoan.units.duties import DESK_WORK, UNIT_WORK, Duty
from toasoan.units.queries import agencies_where, units_where

#: The webmaster puts banners on the home page; what they take in is for the site at once.
SITE_WORK = (Duty.KEEP_SITE,)


def visible(user: User, on: dt.date) -> Q:
    """The filter for photos or files that the person may see, the public ones included.

    People of a unit see what their unit sent; the desk sees what has reached it and what
    it took in itself; the webmaster sees what is public.
    """
    allowed = Q(reach=Reach.PUBLIC) | Q(uploaded_by_user_id=user.pk)
    if units := units_where(user, UNIT_WORK, on):
        allowed |= Q(unit_id__in=units)
    if agencies := agencies_where(user, DESK_WORK, on):
        allowed |= Q(reach=Reach.AGENCY, unit__agency_id__in=agencies) | Q(unit__isnull=True)
    return allowed
