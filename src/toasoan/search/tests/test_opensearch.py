"""OpenSearch beside the database: what it is sent, and what happens while it is away."""

import pytest
from django.db import transaction

from toasoan.operations.doctor import Level, check_search
from toasoan.search.actions import forget
from toasoan.search.engines.interface import EngineAwayError
from toasoan.search.engines.opensearch import OpenSearchEngine
from toasoan.search.models import Unsent
from toasoan.search.rebuilding import rebuild
from toasoan.search.sending import send, send_changes

pytestmark = pytest.mark.django_db


@pytest.fixture
def engine(opensearch):
    return opensearch


def rows(machine):
    return machine.of("thu")["rows"]


def test_the_first_change_makes_a_copy_of_everything(settings, things, engine):
    url, settings.TOASOAN_SEARCH_URL = settings.TOASOAN_SEARCH_URL, ""
    things.add("Một")
    settings.TOASOAN_SEARCH_URL = url

    things.add("Hai")

    assert len(rows(engine)) == 2
    assert Unsent.objects.count() == 0


def test_words_and_nothing_else_are_sent(things, engine):
    things.add("Một <b>", "Chữ")

    (row,) = rows(engine).values()

    assert row["folded"] == "mot b chu"
    assert row.keys() == {"place", "folded", "exact", "index_tags"}


def test_while_the_server_is_away_the_database_searches(things, engine, found):
    pk = things.add("Một")
    engine.is_broken = True

    assert found("mot") == [pk]
    requests = len(engine.requests)
    assert found("mot") == [pk]
    # Nobody waits for it again so soon.
    assert len(engine.requests) == requests


def test_what_changed_while_it_was_away_is_sent_later(things, engine):
    first = things.add("Một")
    engine.is_broken = True
    things.add("Hai")
    forget("thing", [first])
    assert Unsent.objects.count() == 2
    assert check_search().level is Level.WARN
    engine.is_broken = False

    assert send_changes.call() == 2

    assert {row["folded"] for row in rows(engine).values()} == {"hai"}
    assert check_search().level is Level.OK


def test_a_change_that_was_taken_back_is_not_sent(things, engine):
    things.add("Một")
    with transaction.atomic():
        forget("thing", [1])
        transaction.set_rollback(True)

    assert Unsent.objects.count() == 0
    assert len(rows(engine)) == 1


def test_a_rebuild_changes_over_to_a_new_index(things, engine):
    things.add("Một")
    old = set(engine.indexes)
    rows(engine)["1"] = {"place": 1, "folded": "rác", "exact": "rác", "index_tags": []}

    rebuild()
    send()

    assert not old & set(engine.indexes)
    assert len(engine.indexes) == 1
    assert [row["folded"] for row in rows(engine).values()] == ["mot"]


def test_pages_made_before_the_change_arrived_are_made_again(things, engine):
    from toasoan.page_cache.models import Invalidation

    things.add("Một")

    assert Invalidation.objects.filter(tags__contains=f"search:{things.agency.pk}").count() == 2


def test_answers_that_are_none_mean_away(settings, engine):
    elsewhere = OpenSearchEngine(settings.TOASOAN_SEARCH_URL.replace("%20", "%21"))
    with pytest.raises(EngineAwayError):
        elsewhere.is_ready()
    with pytest.raises(EngineAwayError):
        OpenSearchEngine("http://127.0.0.1:9/thu").is_ready()


def test_without_the_setting_nothing_is_sent(settings, engine):
    settings.TOASOAN_SEARCH_URL = ""

    assert send_changes.call() == 0
    assert engine.requests == []


def test_the_doctor_names_the_engine(settings, things, engine):
    things.add("Một")

    assert "OpenSearch" in check_search().sentence
    engine.is_broken = True
    assert check_search().level is Level.WARN
    engine.is_broken = False
    engine.aliases.clear()
    assert check_search().level is Level.WARN
    settings.TOASOAN_SEARCH_URL = ""
    assert check_search().level is Level.OK
