"""Which rows of what is owed a person sees: the agency's people all, a unit's people their own."""

import datetime as dt
from dataclasses import dataclass

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

from toasoan.accounts.models import User
from toasoan.accounts.requests import user_of
from toasoan.newsroom.kit.agency import agency_where, today_here
from toasoan.newsroom.kit.duty_sets import COUNTING, OWING
from toasoan.newsroom.kit.period_choice import period_query
from toasoan.quotas.queries import Shortfall, Thing, shortfalls
from toasoan.units.duties import Duty
from toasoan.units.models import Agency, Unit
from toasoan.units.queries import agency_of, units_where
from toasoan.vietnamese.periods import Period


@dataclass(frozen=True, slots=True)
class Reader:
    """Who looks: the agency, and whether they see all of it or only their own."""

    agency: Agency
    person: User
    sees_all: bool
    led: frozenset[int]
    own: frozenset[int]

    def sees(self, row: Shortfall) -> bool:
        """Whether the row is theirs to see: of people a writer sees only themselves."""
        if self.sees_all:
            return True
        if row.person is not None and row.person.pk == self.person.pk:
            return True
        units = self.led if row.person is not None else self.own
        return row.unit is not None and row.unit.pk in units


def reader_of(request: HttpRequest) -> Reader:
    """The person who asks. Raises Http404 for somebody without a seat that owes or counts."""
    person, today = user_of(request), today_here()
    whole = agency_of(person, COUNTING, today)
    return Reader(
        agency=whole or _agency_of_unit(person, today) or agency_where(request, OWING),
        person=person,
        sees_all=whole is not None,
        led=units_where(person, (Duty.VET,), today),
        own=units_where(person, (Duty.VET, Duty.CONTRIBUTE), today),
    )


def _agency_of_unit(person: User, today: dt.date) -> Agency | None:
    unit = (
        Unit.objects.filter(pk__in=units_where(person, (Duty.VET, Duty.CONTRIBUTE), today))
        .select_related("agency")
        .first()
    )
    return unit.agency if unit else None


def visible_rows(reader: Reader, period: Period) -> list[Shortfall]:
    """The rows of a period that the person sees."""
    rows = shortfalls(reader.agency, period, today_here())
    return [row for row in rows if reader.sees(row)]


def address_of(row: Shortfall) -> str:
    """The address of the stories that a row counts."""
    query = period_query(row.period) | {"tinh": row.thing.counts}
    if row.person is not None:
        query["nguoi"] = str(row.person.pk)
    elif row.unit is not None:
        query["don-vi"] = row.unit.code
    if row.thing.genres:
        query["the-loai"] = ",".join(row.thing.genres)
    return f"{reverse('newsroom:quota_stories')}?{urlencode(query)}"


def named_row(request: HttpRequest, rows: list[Shortfall]) -> Shortfall:
    """The row that the address names, of those that the person sees. Raises Http404."""
    asked = request.GET
    genres = tuple(code for code in asked.get("the-loai", "").split(",") if code)
    thing = Thing(asked.get("tinh", ""), genres)
    subject = asked.get("nguoi", ""), asked.get("don-vi", "")
    for row in rows:
        if row.thing == thing and subject == _subject(row):
            return row
    raise Http404


def _subject(row: Shortfall) -> tuple[str, str]:
    if row.person is not None:
        return str(row.person.pk), ""
    return "", row.unit.code if row.unit else ""
