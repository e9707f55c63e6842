from django.core.management.base import BaseCommand

from toasoan.operations.sync import synchronise_agency
from toasoan.units.models import Agency


class Command(BaseCommand):
    help = "Puts in what every agency has from the start: reasons, rights. Safe to run again."

    def handle(self, *args: object, **options: object) -> None:
        """Go through every agency."""
        for agency in Agency.objects.all():
            synchronise_agency(agency)
