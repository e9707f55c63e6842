"""Whose agency a screen is about."""

import datetime as dt
from collections.abc import Iterable

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone

from toasoan.accounts.requests import user_of
from toasoan.units.duties import Duty
from toasoan.units.models import Agency, Unit
from toasoan.units.queries import agency_of
from toasoan.vietnamese.dates import local_day


def agency_where(request: HttpRequest, duties: Iterable[Duty]) -> Agency:
    """The agency in which the person holds one of the duties today. Raises Http404."""
    agency = agency_of(user_of(request), duties, local_day(timezone.now()))
    if agency is None:
        raise Http404
    return agency


def today_here() -> dt.date:
    """The day it is in Việt Nam."""
    return local_day(timezone.now())


def kept_agency(request: HttpRequest) -> Agency:
    """The agency whose site the person looks after. Raises Http404."""
    return agency_where(request, (Duty.KEEP_SITE,))


def unit_for(agency: Agency, unit_id: int) -> Unit:
    """A unit of the agency. Raises Http404."""
    return get_object_or_404(Unit, agency=agency, pk=unit_id)
