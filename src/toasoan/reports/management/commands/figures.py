import datetime as dt
import json
from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from toasoan.reports.queries import Counts, Figures, figures
from toasoan.units.models import Agency
from toasoan.vietnamese.numbers import percent
from toasoan.vietnamese.periods import Period


class Command(BaseCommand):
    help = "In số liệu của một kỳ: nhận, đăng, tỷ lệ, nơi khác đăng, theo đơn vị."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The period, the agency and the form of the answer."""
        parser.add_argument("--from", dest="first", required=True, metavar="YYYY-MM-DD")
        parser.add_argument("--to", dest="last", required=True, metavar="YYYY-MM-DD")
        parser.add_argument("--agency", default="", metavar="MÃ")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: object, first: str, last: str, **options: object) -> None:
        """Count and print."""
        counted = figures(_agency(str(options["agency"])), _period(first, last))
        if options["json"]:
            self.stdout.write(json.dumps(as_json(counted), ensure_ascii=False, indent=2))
        else:
            self.stdout.write(as_text(counted))


def _period(first: str, last: str) -> Period:
    try:
        return Period(dt.date.fromisoformat(first), dt.date.fromisoformat(last))
    except ValueError as error:
        raise CommandError(
            "Kỳ báo cáo không đúng: ghi ngày dạng 2023-01-31, ngày đầu không sau ngày cuối."
        ) from error


def _agency(code: str) -> Agency:
    agencies = Agency.objects.order_by("pk")
    agency = agencies.filter(code=code).first() if code else agencies.first()
    if agency is None:
        raise CommandError("Không có cơ quan này trong cơ sở dữ liệu.")
    return agency


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
    head = ["Đơn vị", "Nhận", "Đăng", "Tỷ lệ", *(o.code for o in counted.outlets), "Báo khác đưa"]
    rows = [head]
    rows += [_row(row.unit.short_name, row.counts) for row in counted.units]
    rows.append(_row("Tổng số", counted.total))
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
