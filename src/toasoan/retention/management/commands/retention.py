"""``toasoan manage retention``: remove what is too old to be kept, or say what would go."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from toasoan.retention.actions import clean_up
from toasoan.retention.queries import preview, results_of
from toasoan.retention.registry import rules
from toasoan.units.models import Agency


class Command(BaseCommand):
    """Run every rule of every agency, or of one."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The agency, and whether things are only counted."""
        parser.description = _(
            "Removes personal data and other things that are older than the agency keeps them, and"
            " prints how many of each kind."
        )
        parser.add_argument("--agency", default="", metavar=_("CODE"))
        parser.add_argument("--dry-run", action="store_true", help=_("counts and removes nothing"))

    def handle(self, *args: object, **options: Any) -> None:  # as Django declares it
        """Clean up and print a line for each rule."""
        agencies = Agency.objects.order_by("pk")
        if options["agency"]:
            agencies = agencies.filter(code=options["agency"])
            if not agencies:
                raise CommandError(_("There is no agency with this code."))
        for agency in agencies:
            self.stdout.write(str(agency))
            if options["dry_run"]:
                self._count(agency)
            else:
                self._remove(agency)

    def _count(self, agency: Agency) -> None:
        for kept, removed in preview(agency, timezone.now()):
            self._line(removed.number, str(kept.rule.label), removed.words)

    def _remove(self, agency: Agency) -> None:
        known = rules()
        failed = False
        for result in results_of(clean_up(agency, now=timezone.now())):
            self._line(result.number, str(known[result.rule].label), result.failure or result.words)
            failed = failed or bool(result.failure)
        if failed:
            raise CommandError(_("A rule failed; the log says why. The others have run."))

    def _line(self, number: int, label: str, more: str) -> None:
        self.stdout.write(f"{number:>8}  {label}" + (f" ({more})" if more else ""))
