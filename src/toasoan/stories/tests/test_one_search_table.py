"""Stories that were found before the one search table are found in it after the migration."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from toasoan.search.marks import Filters
from toasoan.search.models import Document
from toasoan.search.queries import by_rank
from toasoan.search.rebuilding import is_unfinished
from toasoan.testing.factories import make_newsroom, make_story
from toasoan.testing.roots import restore_roots

pytestmark = pytest.mark.django_db(transaction=True)


def migrate(name):
    executor = MigrationExecutor(connection)
    executor.migrate([("stories", name)])
    return MigrationExecutor(connection).loader.project_state([("stories", name)]).apps


def test_rows_move_and_the_next_start_completes_them():
    restore_roots()
    room = make_newsroom()
    story = make_story(room, "published", headline="Kiểm sát trực tiếp")
    after = Document.objects.values().get(kind="story")
    apps = migrate("0013_genre_index")
    apps.get_model("stories", "SearchText").objects.create(
        story_id=story.pk,
        agency_id=room.agency.pk,
        published_at=story.first_published_at,
        folded=after["folded"],
        exact=after["exact"],
    )
    Document.objects.all().delete()

    migrate("0014_one_search_table")

    moved = Document.objects.values().get(kind="story")
    assert moved["place"] == after["place"]
    assert set(moved["marks"].split()) <= set(after["marks"].split())
    filters = Filters(room.agency.pk, section_id=room.section.pk, unit_id=room.unit.pk)
    (hit,) = by_rank("kiểm sát", filters).hits
    assert hit.card.address == story.get_absolute_url()
    assert is_unfinished()
    call_command("synchronise")
    assert Document.objects.values().get(kind="story") == after
    assert not is_unfinished()
