from django.core.management.base import BaseCommand

from toasoan.stories.search import rebuild


class Command(BaseCommand):
    help = "Builds the search table anew from the live stories."

    def handle(self, *args: object, **options: object) -> None:
        """Index every live story and say how many there were."""
        self.stdout.write(f"Đã lập chỉ mục {rebuild()} tin, bài.")
