"""Changes are read from the real database, committed ones only, none is missed."""

import datetime as dt
import json

import pytest
from django.core.management import call_command
from django.db import connection, connections, transaction
from django.utils import timezone

from toasoan.page_cache.actions import (
    invalidate,
    invalidate_everything,
    prune_invalidations,
    withdraw,
)
from toasoan.page_cache.invalidations import Verdict
from toasoan.page_cache.models import Invalidation
from toasoan.page_cache.queries import last_change
from toasoan.page_cache.sources import source_for
from toasoan.page_cache.store import CacheLimits, Store
from toasoan.page_cache.tasks import prune
from toasoan.page_cache.watcher import Watcher
from toasoan.page_cache.workers import worker_states

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def source():
    made = source_for(connection.settings_dict)
    yield made
    made.close()


def test_what_is_committed_is_seen_and_nothing_else(source):
    first = source.look(0)
    with transaction.atomic():
        invalidate(["story:1", "section:2"])
        unseen = source.look(first.position)
    seen = source.look(first.position)

    assert unseen is None or unseen.changes == ()
    assert [change.tags for change in seen.changes] == [("section:2", "story:1")]
    assert seen.changes[0].number >= first.position
    assert seen.position > seen.changes[0].number
    assert last_change() == seen.changes[0].number


def test_a_change_that_is_rolled_back_never_was(source):
    first = source.look(0)
    with transaction.atomic():
        invalidate(["story:1"])
        transaction.set_rollback(True)

    later = source.look(first.position)
    assert later is None or later.changes == ()


def test_withdrawing_and_everything_are_told(source):
    withdraw(["story:1"])
    invalidate_everything()
    invalidate([])

    changes = sorted((change.tags, change.withdrawn) for change in source.look(0).changes)
    assert changes == [(("*",), False), (("story:1",), True)]


def test_a_transaction_that_commits_late_is_not_missed(source):
    """On PostgreSQL a later number may be committed first; SQLite has one writer at a time."""
    if connection.vendor != "postgresql":
        return
    first = source.look(0)
    slow = connections["default"].copy("slow")
    try:
        slow.set_autocommit(False)
        with slow.cursor() as cursor:
            cursor.execute(
                "INSERT INTO page_cache_invalidation (number, tags, withdrawn, made_at) "
                "VALUES (pg_current_xact_id()::text::bigint, '[\"story:9\"]', false, now())"
            )
        invalidate(["story:1"])
        early = source.look(first.position)
        slow.commit()
        late = source.look(early.position)
    finally:
        slow.close()

    assert [change.tags for change in early.changes] == [("story:1",)]
    assert ("story:9",) in [change.tags for change in late.changes]
    # What was rendered in between is not trusted.
    assert early.position <= min(change.number for change in late.changes)


def test_work_in_another_database_of_the_server_does_not_hold_us_back(source):
    """Else every page invalidated during a neighbour's long transaction would be rendered each time."""
    if connection.vendor != "postgresql":
        return
    first = source.look(0)
    neighbour = connections["default"].copy("neighbour")
    neighbour.settings_dict = {**neighbour.settings_dict, "NAME": "postgres"}
    try:
        neighbour.set_autocommit(False)
        with neighbour.cursor() as cursor:
            cursor.execute("SELECT pg_current_xact_id()")
        invalidate(["story:1"])
        seen = source.look(first.position)
    finally:
        neighbour.close()

    assert [change.tags for change in seen.changes] == [("story:1",)]
    assert seen.position > seen.changes[0].number


def test_the_watcher_drops_what_changed_and_survives_a_lost_database(source, tmp_path):
    store = Store(tmp_path, CacheLimits(10**6, 10**6, 60))
    watcher = Watcher(source, store)
    assert watcher.look()
    position = store.position

    invalidate(["story:1"])
    assert watcher.look()
    assert store.invalidations.verdict(["story:1"], position) is Verdict.STALE
    assert store.invalidations.verdict(["story:2"], position) is Verdict.RIGHT
    assert store.invalidations.verdict(["story:1"], store.position) is Verdict.RIGHT

    source.close()
    assert watcher.look()


def test_the_thread_learns_by_itself_and_reports(source, tmp_path):
    store = Store(tmp_path, CacheLimits(10**6, 10**6, 60))
    watcher = Watcher(source, store)
    watcher.start()
    try:
        assert watcher.informed.wait(20)
        invalidate(["story:1"])
        # Waiting for the next look is waiting for its lock.
        end = dt.datetime.now(dt.UTC) + dt.timedelta(seconds=20)
        while "story:1" not in store.invalidations.known:
            assert dt.datetime.now(dt.UTC) < end
        states = list(worker_states(tmp_path, dt.datetime.now(dt.UTC).timestamp()))
        assert len(states) == 1
    finally:
        watcher.stop()
    assert not watcher.is_alive()
    assert list(worker_states(tmp_path, 0)) == []


def test_old_changes_are_forgotten():
    invalidate(["story:1"])
    invalidate(["story:2"])
    Invalidation.objects.filter(tags=json.dumps(["story:1"])).update(
        made_at=timezone.now() - dt.timedelta(days=20)
    )

    assert prune_invalidations(before=timezone.now() - dt.timedelta(days=14)) == 1
    assert Invalidation.objects.get().tags == '["story:2"]'


def test_the_command_makes_every_page_stale_and_says_so(capsys):
    call_command("drop_pages")

    assert Invalidation.objects.count() == 1
    assert "dựng lại" in capsys.readouterr().out


def test_the_clock_forgets_changes_of_two_weeks_ago():
    invalidate("khung:1")
    Invalidation.objects.update(made_at=timezone.now() - dt.timedelta(days=15))

    prune.func()

    assert not Invalidation.objects.exists()
