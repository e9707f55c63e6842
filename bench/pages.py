"""Pages uncached at 2,000 and 50,000 stories; a kept page against nginx and uncached Django."""

import datetime as dt
import os
import statistics
import tempfile
import time
from pathlib import Path

ROUNDS = 60
SIZES = (2_000, 50_000)
_CHUNK = 2_000


def main() -> None:
    """Seed a database twice by bulk insert and time the pages in the same run."""
    with tempfile.TemporaryDirectory(prefix="toasoan-bench-") as folder:
        os.environ["TOASOAN_DATA"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "toasoan.conf.settings.bench"
        os.environ["TOASOAN_BASE_URL"] = "http://testserver"
        import django

        django.setup()
        address = _measure()
        from bench._serving import measure

        measure(Path(folder), address)


def _measure() -> str:
    from django.core.management import call_command

    from toasoan.testing.factories import make_newsroom, make_picture, make_story

    call_command("migrate", verbosity=0)
    room = make_newsroom(hostname="testserver")
    pictures = [make_picture(room.unit) for _ in range(3)]
    body = [("paragraph", "<p>Đoàn kiểm sát làm việc tại nhà tạm giữ.</p>") for _ in range(6)]
    for picture in pictures:
        value = {"picture": picture.pk, "caption": "Quang cảnh", "alternative_text": "Hội trường"}
        body.append(("picture", value))
    story = make_story(room, "published", body=tuple(body))
    seconds: dict[str, list[float]] = {}
    have = 1
    for size in SIZES:
        _seed(room, size - have)
        have = size
        for name, path in (
            ("home", "/"),
            ("story", story.get_absolute_url()),
            ("section", "/tin-tuc/"),
            ("search", "/tim-kiem/?q=tam+giu+so+77"),
        ):
            queries, taken = _visit(path)
            seconds.setdefault(name, []).append(taken)
            print(f"{size:>7} stories  {name:<8} {queries:>3} queries  {taken * 1000:7.2f} ms")
    for name, (small, large) in seconds.items():
        print(f"{name:<8} ratio {large / small:.2f}")
    address: str = story.get_absolute_url()
    return address


def _seed(room: object, count: int) -> None:
    """Live stories by bulk insert: text, search text and nothing of their history."""
    from django.db import connection, transaction

    from toasoan.search.actions import put
    from toasoan.search.kinds import Entry
    from toasoan.stories.models import Story

    now = dt.datetime.now(dt.UTC)
    with transaction.atomic():
        for first in range(0, count, _CHUNK):
            numbers = range(first, min(first + _CHUNK, count))
            rows = Story.objects.bulk_create(
                Story(
                    agency=room.agency,
                    unit=room.unit,
                    author=room.contributor,  # type: ignore[attr-defined]
                    section=room.section,
                    live=True,  # type: ignore[attr-defined]
                    headline=f"Kiểm sát trực tiếp nhà tạm giữ số {number}",
                    standfirst="Đơn vị công bố quyết định kiểm sát trực tiếp.",
                    first_published_at=now - dt.timedelta(minutes=number + 5),
                    last_published_at=now - dt.timedelta(minutes=number + 5),
                )
                for number in numbers
            )
            put("story", [
                Entry(
                    row.pk, row.agency_id, row.headline, row.standfirst, row.first_published_at,
                    form=row.genre, section_id=row.section_id, unit_id=row.unit_id,
                )
                for row in rows
            ])  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _visit(path: str) -> tuple[int, float]:
    """SQL queries of one visit, and the median time of many, in seconds."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    browser = Client()
    assert browser.get(path).status_code == 200
    with CaptureQueriesContext(connection) as captured:
        browser.get(path)
        queries = len(captured)
    taken = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        browser.get(path)
        taken.append(time.perf_counter() - began)
    return queries, statistics.median(taken)
