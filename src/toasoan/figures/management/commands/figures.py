"""``toasoan figures``: the figures of a period, for a person or for another program."""

import datetime as dt
import json
from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from toasoan.figures.queries import Counts, Figures, figures, only_unit
from toasoan.units.models import Agency
from toasoan.vietnamese.numbers import percent
from toasoan.vietnamese.periods import Period


class Command(BaseCommand):
    """Count a period; refuses unknown days, agencies and units with one sentence."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The period, the agency, the unit and the form of the answer."""
        parser.description = _(
            "Prints the figures of a period: received, published, rate, placements, by unit."
        )
        day, code = "YYYY-MM-DD", _("CODE")
        parser.add_argument("--from", dest="first", required=True, metavar=day)
        parser.add_argument("--to", dest="last", required=True, metavar=day)
        parser.add_argument("--agency", default="", metavar=code)
        parser.add_argument("--unit", default="", metavar=code)
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: object, first: str, last: str, **options: object) -> None:
        """Count and print."""
        counted = figures(_agency(str(options["agency"])), _period(first, last))
        if unit := str(options["unit"]):
            counted = _narrowed(counted, unit)
        if options["json"]:
            self.stdout.write(json.dumps(as_json(counted), ensure_ascii=False, indent=2))
        else:
            self.stdout.write(as_text(counted))


def _period(first: str, last: str) -> Period:
    try:
        period = Period(dt.date.fromisoformat(first), dt.date.fromisoformat(last))
        # The first and the last day of the calendar have no midnight before or after them.
        period.bounds()
    except (ValueError, OverflowError) as error:
        raise CommandError(
            _("Wrong period: write days like 2023-01-31, the first not after the last.")
        ) from error
    return period


def _agency(code: str) -> Agency:
    agencies = Agency.objects.order_by("pk")
    agency = agencies.filter(code=code).first() if code else agencies.first()
    if agency is None:
        raise CommandError(_("There is no such agency in the database."))
    return agency


def _narrowed(counted: Figures, code: str) -> Figures:
    narrowed = only_unit(counted, code)
    if narrowed is None:
        raise CommandError(_("The agency has no unit of this code in this period."))
    return narrowed


def _counts_json(counts: Counts) -> dict[str, object]:
    percent_published = counts.approval_rate
    return {
        "received": counts.received,
        "published": counts.published,
        "approval_rate": None if percent_published is None else float(percent_published),
        "placements": counts.placements,
        "clippings": counts.clippings,
    }


def as_json(counted: Figures) -> dict[str, object]:
    """The figures with stable keys, for other programs; rates in per cent."""
    whole = _counts_json(counted.total)
    return {**whole, "units": {row.unit.code: _counts_json(row.counts) for row in counted.units}}


def as_text(counted: Figures) -> str:
    """The same as a table for a person."""
    codes = (outlet.code for outlet in counted.outlets)
    head = [_("Unit"), _("Received"), _("Published"), _("Rate"), *codes, _("Clippings")]
    rows = [head]
    rows += [_row(row.unit.short_name, row.counts) for row in counted.units]
    rows.append(_row(_("Total"), counted.total))
    widths = [max(len(row[i]) for row in rows) for i in range(len(head))]
    table = "\n".join(
        "  ".join(
            cell.ljust(width) if i == 0 else cell.rjust(width)
            for i, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    )
    return f"{counted.period.label()}\n\n{table}"


def _row(name: str, counts: Counts) -> list[str]:
    share = counts.approval_rate
    return [
        name,
        str(counts.received),
        str(counts.published),
        "–" if share is None else percent(share),
        *(str(number) for number in counts.placements.values()),
        str(counts.clippings),
    ]
