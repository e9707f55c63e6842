"""``toasoan doctor``: a table of what is in order and what is not."""

import json
import sys
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from toasoan.operations.doctor import Level, findings


class Command(BaseCommand):
    """Check this installation; the exit code is 1 when something is broken."""

    help = "Check this installation; the exit code is 1 when something is broken."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Offer machine-readable output."""
        parser.add_argument("--json", action="store_true", help="print JSON")

    def handle(self, *args: Any, **options: Any) -> None:  # Any: Django's signature
        """Print every finding."""
        found = findings()
        if options["json"]:
            shown = [asdict(finding) for finding in found]
            self.stdout.write(json.dumps(shown, ensure_ascii=False, indent=2))
        else:
            words = {Level.OK: _("ok"), Level.WARN: _("WARNING"), Level.FAIL: _("BROKEN")}
            wide = max(len(finding.name) for finding in found)
            for finding in found:
                level = words[finding.level]
                self.stdout.write(f"{level:<9} {finding.name:<{wide}}  {finding.sentence}")
        if any(finding.level is Level.FAIL for finding in found):
            sys.exit(1)
