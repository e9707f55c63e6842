"""Pages uncached at 2,000, 100,000 and 1,000,000 stories; a kept page against nginx and Django."""

import datetime as dt
import os
import tempfile
from pathlib import Path
from typing import Any

from bench._turns import Visits, measure, visit

ROUNDS = 40
SIZES = (2_000, 100_000, 1_000_000)
MOST_QUERIES, MOST_RATIO = 25, 1.5
#: A page of a section has twenty stories; the 500th is 9,980 stories further on, one each minute.
_FAR = 9_980
_CHUNK = 2_000
#: So many stories of any site have the rare word.
_RARE = 10


def main() -> None:
    """Visit the same pages at each size by turns, then put one under load."""
    measure(prepare, SIZES, ROUNDS, most_queries=MOST_QUERIES, most_ratio=MOST_RATIO)
    with tempfile.TemporaryDirectory(prefix="toasoan-bench-") as folder:
        os.environ["TOASOAN_DATA"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "toasoan.conf.settings.bench"
        os.environ["TOASOAN_BASE_URL"] = "http://testserver"
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        room, address = _newsroom(SIZES[0])
        from bench._serving import measure as under_load

        under_load(Path(folder), address, _with_texts(room))


def prepare(size: int) -> Visits:
    """A site with so many live stories, and its kinds of pages."""
    from django.test import Client

    from toasoan.portal.listings.stories import cursor_of
    from toasoan.stories.models import Story

    _room, address = _newsroom(size)
    browser = Client()
    far = Story.objects.order_by("-first_published_at")[min(_FAR, size - 100)]
    paths = {
        "home": "/",
        "section, page 1": "/tin-tuc/",
        "section, page 500": f"/tin-tuc/?truoc={cursor_of(far)}",
        "story": address,
        "search, rare word": "/tim-kiem/?q=hiem",
        "search, common words": "/tim-kiem/?q=tam+giu",
    }
    return {name: visit(browser, path) for name, path in paths.items()}


def _newsroom(size: int) -> tuple[Any, str]:
    """An agency with so many live stories, and the address of one with nine blocks."""
    from toasoan.search.engines.database import tidy
    from toasoan.testing.factories import make_newsroom, make_picture, make_story

    room = make_newsroom(hostname="testserver")
    pictures = [make_picture(room.unit) for _ in range(3)]
    body: list[tuple[str, object]] = [
        ("paragraph", "<p>Đoàn kiểm sát làm việc tại nhà tạm giữ.</p>") for _ in range(6)
    ]
    for picture in pictures:
        value = {"picture": picture.pk, "caption": "Quang cảnh", "alternative_text": "Hội trường"}
        body.append(("picture", value))
    story = make_story(room, "published", body=tuple(body))
    _seed(room, size - 1)
    tidy()
    return room, story.get_absolute_url()


def _with_texts(room: Any) -> list[str]:
    """Give every story the text of the first, its photo and two of forty tags; their addresses."""
    from toasoan.portal.listings.stories import set_sections
    from toasoan.stories.models import RenderedBody, Story, StoryTag, TaggedStory

    first = RenderedBody.objects.select_related("story").get()
    tags = StoryTag.objects.bulk_create(
        StoryTag(name=f"Nhãn {number}", slug=f"nhan-{number}") for number in range(40)
    )
    stories = list(Story.objects.filter(agency=room.agency).order_by("-first_published_at"))
    own = {story.pk: (tags[story.pk % 40], tags[story.pk // 40 % 40]) for story in stories}
    TaggedStory.objects.bulk_create(
        TaggedStory(tag=tag, content_object=story) for story in stories for tag in {*own[story.pk]}
    )
    RenderedBody.objects.exclude(pk=first.pk).delete()
    RenderedBody.objects.bulk_create(
        RenderedBody(
            story=story, rendered_with=first.rendered_with, body=first.body, bylines=first.bylines,
            tags=[{"pk": tag.pk, "slug": tag.slug, "name": tag.name} for tag in {*own[story.pk]}],
        )
        for story in stories if story.pk != first.pk
    )  # fmt: skip
    Story.objects.update(lead_picture=first.story.lead_picture_id)
    _analyze()
    set_sections(stories, None)
    return [story.get_absolute_url() for story in stories]


def _seed(room: Any, size: int) -> None:
    """Live stories by bulk insert: text, search text and nothing of their history."""
    from django.db import transaction

    with transaction.atomic():
        for first in range(0, size, _CHUNK):
            _add(room, range(first, min(first + _CHUNK, size)), size // _RARE)
    _analyze()


def _analyze() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _add(room: Any, numbers: range, one_in: int) -> None:
    from toasoan.search.actions import put
    from toasoan.search.kinds import SearchEntry
    from toasoan.stories.models import Story

    # Behind the story that is visited, so that it has the same neighbours at every size.
    newest = dt.datetime.now(dt.UTC) - dt.timedelta(minutes=5)
    rows = Story.objects.bulk_create(
        Story(
            agency=room.agency,
            unit=room.unit,
            author=room.contributor,
            section=room.section,
            live=True,
            headline=f"Kiểm sát trực tiếp nhà tạm giữ số {number}"
            f"{' hiếm' if number % one_in == one_in // 2 else ''}",
            standfirst="Đơn vị công bố quyết định kiểm sát trực tiếp.",
            first_published_at=newest - dt.timedelta(minutes=number),
            last_published_at=newest - dt.timedelta(minutes=number),
        )
        for number in numbers
    )
    put(
        "story",
        [
            SearchEntry(
                row.pk, row.agency_id, row.headline, row.standfirst, row.first_published_at,
                form=row.genre, section_id=row.section_id, unit_id=row.unit_id,
            )
            for row in rows
        ],
    )  # fmt: skip
