"""Figures of the agency for the sector's own systems: reading only, with a key."""

import re
from collections.abc import Callable, Collection
from functools import wraps
from http import HTTPStatus
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from ninja import NinjaAPI, Query
from pydantic import BaseModel, Field, WithJsonSchema, field_validator

from toasoan.figures.counting import Value, compare
from toasoan.figures.dimensions import Filters
from toasoan.figures.keys import KeyBusyError, use_key
from toasoan.figures.measures import MEASURES, Dimension, Measure, MeasureUnit
from toasoan.portal.api import schemas
from toasoan.portal.api.operations import Json, raise_again
from toasoan.portal.api.problems import ProblemError, check_parameters, for_programs, not_there
from toasoan.portal.frame.site import agency_for
from toasoan.units.models import Agency, Unit
from toasoan.vietnamese.dates import local_day
from toasoan.vietnamese.periods import Period

#: Names of people are not given away: every other dimension may be asked for.
OPEN_DIMENSIONS = tuple(one.value for one in Dimension if one is not Dimension.AUTHOR)
#: The codes of months, quarters, half-years and years, those of the sector among them.
_PERIOD = r"^(19[5-9][0-9]|20[0-9]{2})(-(0[1-9]|1[0-2])|(H[12]|Q[1-4])?(-nganh)?)$"
_SCHEME = "Bearer "

figures_api = NinjaAPI(
    version="1.1.0", urls_namespace="figures", renderer=Json(), docs_url=None, openapi_url=None
)
raise_again(figures_api)


class FiguresQuery(BaseModel):
    """What a program asks for."""

    period: Annotated[str, WithJsonSchema({"type": "string", "pattern": _PERIOD})] = Field(
        description=gettext_noop("2023, 2023H1, 2023Q2, 2023-06, 2023-nganh or 2023H1-nganh.")
    )
    measure: str = Field(description=gettext_noop("The code of a measure."))
    by: Annotated[str | None, schemas.one_of([*OPEN_DIMENSIONS])] = Field(
        None, description=gettext_noop("What it is told apart by; empty for the whole.")
    )
    unit: str = Field("", description=gettext_noop("The unit's code."))
    successors: bool = Field(
        default=False,
        description=gettext_noop("Sum units that have ended into those that carry on."),
    )

    @field_validator("by", mode="before")
    @classmethod
    def _read_dimension(cls, text: str) -> str:
        if text and text not in OPEN_DIMENSIONS:
            raise ValueError(
                _("“by” is one of: %(known)s.") % {"known": ", ".join(OPEN_DIMENSIONS)}
            )
        return text

    @field_validator("successors", mode="before")
    @classmethod
    def _read_switch(cls, text: str) -> bool:
        if text not in {"", "true", "false"}:
            raise ValueError(_("“successors” is true or false."))
        return text == "true"


#: The parameters that the figures know.
FIGURES_PARAMETERS = tuple(FiguresQuery.model_fields)


class MeasureShape(schemas.Shape):
    """A measure of the vocabulary."""

    code: str
    name: str
    definition: str
    unit: Annotated[str, schemas.one_of([*MeasureUnit])]
    dimensions: list[Annotated[str, schemas.one_of([*OPEN_DIMENSIONS])]]


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
    unit: Annotated[str, schemas.one_of([*MeasureUnit])]
    first: schemas.Day
    last: schemas.Day
    by: Annotated[str, schemas.one_of([*OPEN_DIMENSIONS, ""])]
    total: ComparedShape
    rows: list[FiguresRow]


def with_key(
    view: Callable[..., HttpResponse], parameters: Collection[str]
) -> Callable[..., HttpResponse]:
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
        check_parameters(request, parameters)
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

    return answered


@figures_api.get(
    "/measures",
    operation_id="listMeasures",
    tags=["figures"],
    summary=gettext_noop("The measures and what each counts"),
    response={200: MeasureList, **schemas.problems(401, 429)},
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
    tags=["figures"],
    summary=gettext_noop("A measure of a period, beside the two that one compares with"),
    response={200: FiguresAnswer, **schemas.problems(401, 404, 429)},
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
        by=_dimensions(asked.by or "", one),
        filters=_filters(agency, asked.unit),
        successors_on=local_day(timezone.now()) if asked.successors else None,
    )
    return FiguresAnswer(
        agency=agency.code,
        measure=one.code,
        unit=one.unit.value,
        first=period.first,
        last=period.last,
        by=asked.by or "",
        total=ComparedShape(**_values(found.total)),
        rows=[
            FiguresRow(key=row.members[0].key, name=row.members[0].label, **_values(row))
            for row in found.rows
        ],
    )


def _period(text: str) -> Period:
    if not re.fullmatch(_PERIOD, text, re.ASCII):
        detail = _("Write a period like 2023, 2023H1, 2023Q2, 2023-06 or 2023-nganh.")
        raise ProblemError(HTTPStatus.BAD_REQUEST, detail)
    return Period.named(text)


def _dimensions(by: str, one: Measure) -> tuple[Dimension, ...]:
    if not by:
        return ()
    if Dimension(by) not in one.dimensions:
        raise not_there(_("This measure cannot be told apart by “%(by)s”.") % {"by": by})
    return (Dimension(by),)


def _filters(agency: Agency, unit: str) -> Filters:
    if unit and not Unit.objects.filter(agency=agency, code=unit).exists():
        raise not_there(_("There is no unit of this code."))
    return Filters(unit=unit)


def _values(row: Any) -> dict[str, float | None]:  # a ComparedRow
    return {name: _number(getattr(row, name)) for name in ("value", "previous", "last_year")}


def _number(value: Value) -> float | None:
    return None if value is None else float(value)
