from django.core.management.base import BaseCommand

from toasoan.operations.sync import synchronise_agency
from toasoan.search.rebuilding import is_unfinished, rebuild
from toasoan.stories.newsroom_index import index_missing_stories
from toasoan.units.models import Agency


class Command(BaseCommand):
    help = "Puts in what is missing: reasons, rights, words to find. Safe to run again."

    def handle(self, *args: object, **options: object) -> None:
        """Go through every agency."""
        for agency in Agency.objects.all():
            synchronise_agency(agency)
        if is_unfinished():
            rebuild()
        # Stories from before the newsroom's own search table.
        index_missing_stories()
