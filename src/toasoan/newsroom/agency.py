"""Whose agency a screen is about."""

from collections.abc import Iterable

from django.http import Http404, HttpRequest
from django.utils import timezone

from toasoan.accounts.requests import user_of
from toasoan.units.duties import Duty
from toasoan.units.models import Agency
from toasoan.units.queries import agency_of
from toasoan.vietnamese.dates import local_day


def agency_where(request: HttpRequest, duties: Iterable[Duty]) -> Agency:
    """The agency in which the person holds one of the duties today. Raises Http404."""
    agency = agency_of(user_of(request), duties, local_day(timezone.now()))
    if agency is None:
        raise Http404
    return agency
