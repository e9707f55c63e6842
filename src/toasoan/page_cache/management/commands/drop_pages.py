from django.core.management.base import BaseCommand
from django.db import transaction

from toasoan.page_cache.actions import invalidate_everything


class Command(BaseCommand):
    help = "Has every public page made anew, after something was changed past the program."

    def handle(self, *args: object, **options: object) -> None:
        """Make every page stale; readers get old copies until new ones are made."""
        with transaction.atomic():
            invalidate_everything()
        self.stdout.write("Mọi trang công khai sẽ được dựng lại khi có người đọc.")
