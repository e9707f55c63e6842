"""``toasoan figures``: the figures of a period, for a person or for another program."""

import datetime as dt
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from toasoan.figures import output
from toasoan.figures.counting import compare, measure
from toasoan.figures.dimensions import Filters
from toasoan.figures.measures import MEASURES, Dimension, Measure
from toasoan.figures.tables import FigureTable, standard_columns, tabulate
from toasoan.units.models import Agency
from toasoan.vietnamese.dates import local_day
from toasoan.vietnamese.periods import Period


class Command(BaseCommand):
    """Count a period; refuses unknown periods, agencies, units and measures with one sentence."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The period, the agency, what is counted and the form of the answer."""
        parser.description = _(
            "Prints the figures of a period: received, published, rate, placements, by unit; or"
            " any measure by any dimension."
        )
        day, code = "YYYY-MM-DD", _("CODE")
        parser.add_argument(
            "--period", default="", metavar=code,
            help="2023 · 2023H1 · 2023Q2 · 2023-06 · 2023-nganh · 2023H1-nganh",
        )  # fmt: skip
        parser.add_argument("--from", dest="first", default="", metavar=day)
        parser.add_argument("--to", dest="last", default="", metavar=day)
        parser.add_argument("--agency", default="", metavar=code)
        parser.add_argument("--unit", default="", metavar=code)
        parser.add_argument("--measure", default="", metavar=code, help=" · ".join(MEASURES))
        parser.add_argument("--by", default="", metavar=code, help=" · ".join(Dimension))
        parser.add_argument("--compare", action="store_true", help=_("with --measure"))
        parser.add_argument(
            "--successors", action="store_true",
            help=_("what merged units counted, under the unit that carries on"),
        )  # fmt: skip
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: object, **options: Any) -> None:  # as Django declares it
        """Count and print."""
        agency, period = _agency(options["agency"]), _period(options)
        today = local_day(timezone.now()) if options["successors"] else None
        filters = Filters(unit=options["unit"])
        if options["measure"] or options["by"] or options["compare"]:
            said = self._one_measure(agency, period, filters, today, options)
        else:
            table = tabulate(agency, standard_columns(agency), period, successors_on=today)
            table = _narrowed(table, options["unit"])
            said = output.table_json(table) if options["json"] else output.table_text(table)
        self.stdout.write(said)

    def _one_measure(
        self,
        agency: Agency,
        period: Period,
        filters: Filters,
        successors_on: dt.date | None,
        options: dict[str, Any],
    ) -> str:
        asked = _known(options["measure"])
        _check_unit(agency, filters.unit)
        by = _dimensions(options["by"], asked)
        compute = compare if options["compare"] else measure
        found = compute(
            agency, asked.code, period, by=by, filters=filters, successors_on=successors_on
        )
        return output.measure_json(found) if options["json"] else output.measure_text(found)


def _period(options: dict[str, Any]) -> Period:
    try:
        if options["period"]:
            return Period.named(options["period"])
        days = (dt.date.fromisoformat(options[name]) for name in ("first", "last"))
        period = Period(*days)
        # The first and the last day of the calendar have no midnight before or after them.
        period.bounds()
    except (ValueError, OverflowError) as error:
        raise CommandError(
            _(
                "Wrong period: write one like 2023H1, 2023Q2, 2023-06 or 2023-nganh, or --from and"
                " --to with days like 2023-01-31, the first not after the last."
            )
        ) from error
    return period


def _agency(code: str) -> Agency:
    agencies = Agency.objects.order_by("pk")
    agency = agencies.filter(code=code).first() if code else agencies.first()
    if agency is None:
        raise CommandError(_("There is no such agency in the database."))
    return agency


def _narrowed(table: FigureTable, code: str) -> FigureTable:
    if not code:
        return table
    narrowed = table.only(code)
    if narrowed is None:
        raise CommandError(_("The agency has no unit of this code in this period."))
    return narrowed


def _check_unit(agency: Agency, code: str) -> None:
    if code and not agency.units.filter(code=code).exists():
        raise CommandError(_("The agency has no unit of this code in this period."))


def _known(code: str) -> Measure:
    if code not in MEASURES:
        codes = ", ".join(MEASURES)
        raise CommandError(_("Name one measure with --measure: %(codes)s.") % {"codes": codes})
    return MEASURES[code]


def _dimensions(text: str, asked: Measure) -> tuple[Dimension, ...]:
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if not set(parts) <= asked.dimensions:
        codes = ", ".join(sorted(asked.dimensions))
        raise CommandError(_("This measure is told apart by: %(codes)s.") % {"codes": codes})
    return tuple(Dimension(part) for part in parts)
