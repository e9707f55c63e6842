import datetime as dt
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from toasoan.notifications.calendars import calendar_of
from toasoan.refusals import RefusedError
from toasoan.site_settings.maintenance.actions import announce_maintenance, call_off_maintenance
from toasoan.site_settings.maintenance.queries import announced
from toasoan.site_settings.maintenance.rules import MaintenancePlan
from toasoan.units.models import Agency
from toasoan.vietnamese.dates import TZ


class Command(BaseCommand):
    help = "Announces maintenance on every public page, or calls the next one off."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take Vietnamese time, as `2026-12-07 08:00`."""
        parser.add_argument("--from", dest="begins", type=_moment)
        parser.add_argument("--until", dest="ends", type=_moment)
        parser.add_argument("--reason", default="")
        parser.add_argument("--urgent", default="", help="why it cannot wait seven working days")
        parser.add_argument("--agency", default="", help="its code, where there are several")
        parser.add_argument("--call-off", action="store_true")

    def handle(self, *args: object, **options: Any) -> None:  # Any: Django's signature
        """Announce or call off; refuse with the sentences of the rules."""
        agency, now = _agency(options["agency"]), timezone.now()
        if options["call_off"]:
            ahead = announced(agency.pk, now)
            if not ahead:
                raise CommandError("Không có đợt bảo trì nào đang được thông báo.")
            call_off_maintenance(ahead[0], now=now)
            return
        if not options["begins"] or not options["ends"]:
            raise CommandError("Cần --from và --until, theo dạng “2026-12-07 08:00”.")
        plan = MaintenancePlan(
            begins_at=options["begins"],
            ends_at=options["ends"],
            reason=options["reason"],
            urgent_reason=options["urgent"],
        )
        try:
            announce_maintenance(plan, calendar_of(agency.pk), agency=agency, actor=None, now=now)
        except RefusedError as refusal:
            raise CommandError(str(refusal)) from refusal


def _moment(text: str) -> dt.datetime:
    return dt.datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=TZ)


def _agency(code: str) -> Agency:
    found = Agency.objects.filter(code=code) if code else Agency.objects.all()
    if len(found) != 1:
        raise CommandError("Cần --agency với mã của một cơ quan.")
    return found[0]
