from django.core.management.base import BaseCommand

from toasoan.search.rebuilding import is_unfinished, rebuild
from toasoan.stories.newsroom_index import index_missing_stories
from toasoan.units.first_data import enter_first_data
from toasoan.units.models import Agency


class Command(BaseCommand):
    help = "Enters what is missing: first data of every room, search tables. Safe to run again."

    def handle(self, *args: object, **options: object) -> None:
        """Enter first data that agencies lack, and finish search tables that are not complete."""
        for agency in Agency.objects.all():
            enter_first_data(agency)
        if is_unfinished():
            rebuild()
        # Stories from before the newsroom's own search table.
        index_missing_stories()
