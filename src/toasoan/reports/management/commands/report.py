"""``toasoan report``: the report of a period as Word file, PDF and workbook."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from toasoan.refusals import RefusedError
from toasoan.reports.actions import NewReport, begin_report, kind_of
from toasoan.reports.files import FORMATS, file_of
from toasoan.reports.models import FileFormat, Report, ReportKind
from toasoan.units.models import Agency
from toasoan.vietnamese.periods import Period


class Command(BaseCommand):
    """Write the documents of a report; refuses what it cannot do with one sentence."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The period, the agency, the kind and where the documents go."""
        parser.description = _(
            "Writes the report of a period. A closed report is written as it was closed, a draft as"
            " it stands; without either the period is counted and nothing is kept."
        )
        parser.add_argument(
            "--period", required=True, metavar=_("PERIOD"),
            help="2023 · 2023H1 · 2023Q2 · 2023-06 · 2023-nganh · 2023H1-nganh",
        )  # fmt: skip
        parser.add_argument("--agency", default="", metavar=_("CODE"))
        parser.add_argument(
            "--kind", default="", choices=["", *_KINDS], help=_("follows from the period")
        )
        for form in FORMATS:
            parser.add_argument(f"--{form}", type=Path, metavar=_("FILE"), default=None)
        parser.add_argument(
            "--force", action="store_true", help=_("write over files that are there")
        )

    def handle(self, *args: object, **options: Any) -> None:  # as Django declares it
        """Find or count the report and write the files that were asked for."""
        period = _period(options["period"])
        targets = {form: options[form.value] for form in FORMATS if options[form.value]}
        _check_targets(targets, force=options["force"])
        agency, kind = _agency(options["agency"]), options["kind"] or kind_of(period)
        for form, content in _documents(agency, ReportKind(kind), period, list(targets)).items():
            try:
                targets[form].write_bytes(content)
            except OSError as error:
                raise CommandError(str(error)) from error
            self.stdout.write(f"{targets[form]}  {len(content)} B")


#: A report of a campaign needs a topic: it is begun on its screen.
_KINDS = [kind.value for kind in ReportKind if kind is not ReportKind.CAMPAIGN]


def _period(code: str) -> Period:
    try:
        return Period.named(code)
    except ValueError as error:
        sentence = _("Wrong period: write one like 2023H1, 2023Q2, 2023-06 or 2023-nganh.")
        raise CommandError(sentence) from error


def _agency(code: str) -> Agency:
    agencies = Agency.objects.order_by("pk")
    agency = agencies.filter(code=code).first() if code else agencies.first()
    if agency is None:
        raise CommandError(_("There is no such agency in the database."))
    return agency


def _check_targets(targets: dict[FileFormat, Path], *, force: bool) -> None:
    if not targets:
        raise CommandError(_("Say where to write: --docx, --pdf or --xlsx with a file."))
    for path in targets.values():
        if path.exists() and not force:
            sentence = _("%(file)s is there already; add --force to write over it.")
            raise CommandError(sentence % {"file": path})


def _documents(
    agency: Agency, kind: ReportKind, period: Period, forms: list[FileFormat]
) -> dict[FileFormat, bytes]:
    """The documents of the report that is there, else of one that is begun and not kept."""
    known = Report.objects.filter(
        agency=agency, kind=kind, first_on=period.first, last_on=period.last, supplement_of=None
    ).first()
    with transaction.atomic():
        try:
            new = NewReport(kind=kind, period=period)
            report = known or begin_report(new, agency=agency, actor=None, now=timezone.now())
        except RefusedError as refusal:
            raise CommandError(str(refusal)) from refusal
        made = {form: file_of(report, form) for form in forms}
        transaction.set_rollback(known is None)
    return made
