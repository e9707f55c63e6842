"""Figures of the agency for the sector's own systems: reading only, with a key."""

import datetime as dt
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from ninja import NinjaAPI, Query
from pydantic import BaseModel, Field

from toasoan.figures.counting import Value, compare
from toasoan.figures.dimensions import Filters
from toasoan.figures.keys import KeyBusyError, use_key
from toasoan.figures.measures import MEASURES, Dimension, Measure
from toasoan.portal.api import schemas
from toasoan.portal.api.operations import Json, raise_again
from toasoan.portal.api.problems import ProblemError, for_programs, not_there
from toasoan.portal.frame.site import agency_for
from toasoan.units.models import Agency, Unit
from toasoan.vietnamese.dates import local_day
from toasoan.vietnamese.periods import Period

#: Names of people are not given away: every other dimension may be asked for.
OPEN_DIMENSIONS = tuple(one.value for one in Dimension if one is not Dimension.AUTHOR)
_SCHEME = "Bearer "
_BAD = {
    400: schemas.Problem,
    401: schemas.Problem,
    404: schemas.Problem,
    429: schemas.Problem,
}

figures_api = NinjaAPI(
    version="1.0.0", urls_namespace="figures", renderer=Json(), docs_url=None, openapi_url=None
)
raise_again(figures_api)


class FiguresQuery(BaseModel):
    """What a program asks for."""

    period: str = Field(
        description=gettext_noop("2023, 2023H1, 2023Q2, 2023-06, 2023-nganh or 2023H1-nganh.")
    )
    measure: str = Field(description=gettext_noop("The code of a measure."))
    by: str = Field("", description=gettext_noop("What it is told apart by; empty for the whole."))
    unit: str = Field("", description=gettext_noop("The unit's code."))
    successors: bool = Field(
        default=False,
        description=gettext_noop("Sum units that have ended into those that carry on."),
    )


class MeasureShape(schemas.Shape):
    """A measure of the vocabulary."""

    code: str
    name: str
    definition: str
    unit: Annotated[str, schemas.one_of(["count", "percent", "hours"])]
    dimensions: list[str]


class MeasureList(schemas.Shape):
    """All measures."""

    items: list[MeasureShape]


class ComparedShape(schemas.Shape):
    """A value, that of the period before, and that of the same period of the year before."""

    value: float | None
    previous: float | None
    last_year: float | None


class FiguresRow(ComparedShape):
    """The value of a unit, section, genre …; `key` is its code."""

    key: str
    name: str


class FiguresAnswer(schemas.Shape):
    """A measure of a period."""

    agency: str
    measure: str
    unit: Annotated[str, schemas.one_of(["count", "percent", "hours"])]
    first: schemas.Day
    last: schemas.Day
    by: str
    total: ComparedShape
    rows: list[FiguresRow]


def with_key(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view that only a program with a valid key of the site's agency may ask; never kept."""

    @wraps(view)
    def asked(request: HttpRequest, **parts: object) -> HttpResponse:
        given = request.headers.get("Authorization", "")
        key = given.removeprefix(_SCHEME) if given.startswith(_SCHEME) else ""
        try:
            is_open = bool(key) and use_key(key, agency_for(request), now=timezone.now())
        except KeyBusyError as error:
            detail = _("This key has been used too often; ask again in a quarter of an hour.")
            raise ProblemError(HTTPStatus.TOO_MANY_REQUESTS, detail) from error
        if not is_open:
            detail = _("Send a valid key: Authorization: Bearer and the key.")
            raise ProblemError(HTTPStatus.UNAUTHORIZED, detail)
        return view(request, **parts)

    return never_kept(for_programs(asked))


def never_kept(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """What only some may read is kept by nobody on the way."""

    @wraps(view)
    def answered(request: HttpRequest, **parts: object) -> HttpResponse:
        answer = view(request, **parts)
        answer.headers["Cache-Control"] = "no-store"
        if answer.status_code == HTTPStatus.UNAUTHORIZED:
            answer.headers["WWW-Authenticate"] = "Bearer"
        return answer

    answered.csrf_exempt = True  # type: ignore[attr-defined]  # it only reads, without cookies
    return answered


@figures_api.get(
    "/measures",
    operation_id="listMeasures",
    summary=gettext_noop("The measures and what each counts"),
    response={200: MeasureList, 401: schemas.Problem, 429: schemas.Problem},
    url_name="figures_measures",
)
def measures(request: HttpRequest) -> MeasureList:
    return MeasureList(items=[_measure_shape(one) for one in MEASURES.values()])


def _measure_shape(one: Measure) -> MeasureShape:
    return MeasureShape(
        code=one.code,
        name=str(one.name),
        definition=str(one.definition),
        unit=one.unit.value,
        dimensions=[code for code in OPEN_DIMENSIONS if Dimension(code) in one.dimensions],
    )


@figures_api.get(
    "/figures",
    operation_id="getFigures",
    summary=gettext_noop("A measure of a period, beside the two that one compares with"),
    response={200: FiguresAnswer, **_BAD},
    url_name="figures_figures",
)
def figures(request: HttpRequest, asked: Query[FiguresQuery]) -> FiguresAnswer:
    agency = agency_for(request)
    period, one = _period(asked.period), MEASURES.get(asked.measure)
    if one is None:
        raise not_there(_("There is no measure of this code."))
    found = compare(
        agency,
        one.code,
        period,
        by=_dimensions(asked.by, one),
        filters=_filters(agency, asked.unit),
        successors_on=local_day(timezone.now()) if asked.successors else None,
    )
    return FiguresAnswer(
        agency=agency.code,
        measure=one.code,
        unit=one.unit.value,
        first=period.first,
        last=period.last,
        by=asked.by,
        total=ComparedShape(**_values(found.total)),
        rows=[
            FiguresRow(key=row.members[0].key, name=row.members[0].label, **_values(row))
            for row in found.rows
        ],
    )


def _period(text: str) -> Period:
    try:
        period = Period.named(text)
        # The first and the last day of the calendar have no midnight before or after them.
        period.bounds()
        dt.date(period.first.year - 2, 1, 1)
    except (ValueError, OverflowError) as error:
        detail = _("Write a period like 2023, 2023H1, 2023Q2, 2023-06 or 2023-nganh.")
        raise ProblemError(HTTPStatus.BAD_REQUEST, detail) from error
    return period


def _dimensions(by: str, one: Measure) -> tuple[Dimension, ...]:
    if not by:
        return ()
    if by not in OPEN_DIMENSIONS or Dimension(by) not in one.dimensions:
        detail = _("This measure cannot be told apart by “%(by)s”.") % {"by": by}
        raise ProblemError(HTTPStatus.BAD_REQUEST, detail)
    return (Dimension(by),)


def _filters(agency: Agency, unit: str) -> Filters:
    if unit and not Unit.objects.filter(agency=agency, code=unit).exists():
        raise not_there(_("There is no unit of this code."))
    return Filters(unit=unit)


def _values(row: Any) -> dict[str, float | None]:  # a ComparedRow
    return {name: _number(getattr(row, name)) for name in ("value", "previous", "last_year")}


def _number(value: Value) -> float | None:
    return None if value is None else float(value)
