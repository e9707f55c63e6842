"""Whose figures a person reads, of which period and unit: what every screen asks first."""

import datetime as dt
from dataclasses import dataclass, fields
from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

from toasoan.accounts.models import User
from toasoan.accounts.requests import user_of
from toasoan.figures.dimensions import Filters
from toasoan.newsroom.kit.agency import today_here
from toasoan.newsroom.kit.duty_sets import COUNTING
from toasoan.newsroom.kit.period_choice import PeriodForm, period_of, period_query
from toasoan.units.duties import Duty
from toasoan.units.models import Agency, Unit
from toasoan.units.queries import agency_of, units_where
from toasoan.vietnamese.periods import Period

#: Name in an address → what is counted alone.
NAMES = {
    "don-vi": "unit",
    "chuyen-muc": "section",
    "the-loai": "genre",
    "chu-de": "topic",
    "tac-gia": "author",
    "noi-dang": "outlet",
    "ly-do": "reason",
    "buoc": "step",
    "loai": "kind",
}
_HEIRS = "ke-thua"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What a person chose to look at, of what is theirs to see.

    `units` are those that they may choose. `unit` is the one chosen; whoever does not see the
    whole agency always has one. `successors_on` sums units that have ended into those that
    carry on.
    """

    agency: Agency
    person: User
    sees_all: bool
    units: tuple[Unit, ...]
    unit: Unit | None
    period: Period
    form: PeriodForm
    successors_on: dt.date | None

    def filters(self, **narrowed: str) -> Filters:
        """What is counted: of the chosen unit, and narrowed further."""
        unit = {"unit": self.unit.code} if self.unit else {}
        return Filters(**(unit | narrowed))

    def query(self, period: Period | None = None) -> dict[str, str]:
        """The choice in an address, for another period if one is given."""
        chosen = period_query(period or self.period)
        if self.unit is not None:
            chosen["don-vi"] = self.unit.code
        if self.successors_on is not None:
            chosen[_HEIRS] = "1"
        return chosen

    def behind(self, code: str, *, period: Period | None = None, **narrowed: str) -> str:
        """The address of the stories that a number counts; `narrowed` as `Filters` names it."""
        words = {field: name for name, field in NAMES.items()}
        keys = {words[field]: key for field, key in narrowed.items() if key}
        address = reverse("newsroom:figure_stories", args=[code])
        return f"{address}?{urlencode(self.query(period) | keys)}"


def choice_of(request: HttpRequest, **kwargs: Any) -> Choice:
    """Read the choice. Raises Http404 for whoever reads no figures, and for a foreign unit.

    `kwargs` are those of `period_of`.
    """
    person, today = user_of(request), today_here()
    agency = agency_of(person, COUNTING, today)
    if agency is not None:
        units = tuple(Unit.objects.filter(agency=agency))
    else:
        led = units_where(person, (Duty.VET,), today)
        units = tuple(Unit.objects.filter(pk__in=led).select_related("agency"))
    code = request.GET.get("don-vi", "")
    unit = next((unit for unit in units if unit.code == code), None)
    if not units or (code and unit is None):
        raise Http404
    if agency is None and unit is None:
        unit = units[0]
    period, form = period_of(request, **kwargs)
    return Choice(
        agency=agency or units[0].agency,
        person=person,
        sees_all=agency is not None,
        units=units,
        unit=unit,
        period=period,
        form=form,
        successors_on=today if request.GET.get(_HEIRS) == "1" else None,
    )


def asked_filters(request: HttpRequest, choice: Choice) -> Filters:
    """What the address narrows the figures to; the unit is that of the choice."""
    known = {field.name for field in fields(Filters)} - {"unit"}
    given = {field: request.GET.get(name, "") for name, field in NAMES.items()}
    return choice.filters(**{field: key for field, key in given.items() if field in known})


def kept_query(request: HttpRequest, choice: Choice) -> dict[str, str]:
    """Everything of the address that says what is counted, for the pages of a list."""
    given = {name: request.GET[name] for name in NAMES if request.GET.get(name)}
    return choice.query() | given
