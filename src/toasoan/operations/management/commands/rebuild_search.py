from django.core.management.base import BaseCommand

from toasoan.search.rebuilding import is_unfinished, rebuild
from toasoan.stories.newsroom_index import rebuild_newsroom_index


class Command(BaseCommand):
    help = "Builds the search tables anew: the public's and the newsroom's. Goes on if interrupted."

    def handle(self, *args: object, **options: object) -> None:
        """Index everything, saying how far it is, and say how much there was."""
        if is_unfinished():
            self.stdout.write("Lần lập chỉ mục trước bị ngắt giữa chừng; làm tiếp từ chỗ đó.")
        found = rebuild(self._tell)
        if self.stdout.isatty():
            self.stdout.write("")
        latest = rebuild_newsroom_index()
        self.stdout.write(
            f"Đã lập chỉ mục {found} mục trên trang tin, {latest} tin, bài của tòa soạn."
        )

    def _tell(self, label: str, count: int) -> None:
        """On a terminal one line that counts; in a file a line for each step."""
        ending = "" if self.stdout.isatty() else "\n"
        start = "\r" if self.stdout.isatty() else ""
        self.stdout.write(f"{start}{label}: {count}", ending=ending)
        self.stdout.flush()
