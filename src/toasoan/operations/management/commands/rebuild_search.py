from django.core.management.base import BaseCommand

from toasoan.stories.latest import rebuild_latest
from toasoan.stories.search import rebuild


class Command(BaseCommand):
    help = "Builds the search tables anew: the public's and the newsroom's."

    def handle(self, *args: object, **options: object) -> None:
        """Index every story and say how many there were."""
        live, latest = rebuild(), rebuild_latest()
        self.stdout.write(
            f"Đã lập chỉ mục {live} tin, bài trên trang tin, {latest} tin, bài của tòa soạn."
        )
