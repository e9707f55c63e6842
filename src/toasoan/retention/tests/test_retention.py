"""Ages with dates, the clean-up by age, and what it says it removed."""

import datetime as dt
from io import StringIO

import pytest
from django.core.management import call_command

from toasoan.accounts.models import Visit
from toasoan.notifications.models import MailState, Notification
from toasoan.refusals import RefusedError
from toasoan.retention import registry
from toasoan.retention.actions import change_age, clean_up, clean_up_where_due, enter_first_ages
from toasoan.retention.batches import delete_rows
from toasoan.retention.models import RetentionAge, RetentionResult, RetentionRun
from toasoan.retention.queries import kept_rules, next_of_the_clock, preview
from toasoan.retention.registry import Age, AgeUnit, Removed, RetentionRule, register, rules
from toasoan.retention.rules import AgeDecision
from toasoan.testing.factories import make_newsroom
from toasoan.vietnamese.dates import TZ

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 11, 30, 9, tzinfo=TZ)


def visit(person, *, ended):
    return Visit.objects.create(
        user=person, began_at=ended, seen_at=ended, ended_at=ended, ending="idle"
    )


def note(room, number, *, at, agency=None, mail=MailState.SENT):
    return Notification.objects.create(
        recipient=room.editor, agency=agency, kind="published", key=f"k{number}",
        notified_at=at, mail=mail,
    )  # fmt: skip


@pytest.fixture
def old_things(room):
    RetentionAge.objects.update(from_on=dt.date(2020, 1, 1))
    for days in (30, 900, 1200):
        visit(room.editor, ended=NOW - dt.timedelta(days=days))
    note(room, 1, at=NOW - dt.timedelta(days=1200), agency=room.agency)
    note(room, 2, at=NOW - dt.timedelta(days=1200))
    note(room, 3, at=NOW - dt.timedelta(days=1200), agency=room.agency, mail=MailState.WAITING)
    note(room, 4, at=NOW - dt.timedelta(days=10), agency=room.agency)
    return room


@pytest.mark.parametrize(
    ("age", "today", "day"),
    [
        (Age(1, AgeUnit.DAYS), dt.date(2026, 3, 1), dt.date(2026, 2, 28)),
        (Age(1, AgeUnit.MONTHS), dt.date(2026, 3, 31), dt.date(2026, 2, 28)),
        (Age(3, AgeUnit.MONTHS), dt.date(2026, 3, 5), dt.date(2025, 12, 5)),
        (Age(12, AgeUnit.MONTHS), dt.date(2024, 2, 29), dt.date(2023, 2, 28)),
    ],
)
def test_an_age_ends_at_the_beginning_of_a_day_here(age, today, day):
    assert age.before(today) == dt.datetime.combine(day, dt.time(), TZ)


def test_a_new_agency_begins_with_an_age_for_every_rule(room):
    kept = kept_rules(room.agency, dt.date(2100, 1, 1))

    assert [each.rule.code for each in kept] == list(rules())
    assert all(each.holds.age == each.rule.age for each in kept)
    enter_first_ages(room.agency)
    assert RetentionAge.objects.filter(agency=room.agency).count() == len(rules())


def test_what_a_dry_run_counts_is_what_a_run_removes(old_things):
    said = {kept.rule.code: found.number for kept, found in preview(old_things.agency, NOW)}

    run = clean_up(old_things.agency, now=NOW)

    results = dict(RetentionResult.objects.filter(run=run).values_list("rule", "number"))
    assert results == said
    assert (said["accounts.visits"], said["notifications.told"]) == (2, 2)
    assert Visit.objects.count() == 1
    assert set(Notification.objects.values_list("key", flat=True)) == {"k3", "k4"}
    assert not any(found.number for _kept, found in preview(old_things.agency, NOW))


def test_another_agencys_things_stay(old_things):
    other = make_newsroom("khac", "khac.vidu.vn")
    visit(other.editor, ended=NOW - dt.timedelta(days=1200))

    clean_up(old_things.agency, now=NOW)

    assert Visit.objects.filter(user=other.editor).exists()


def test_rows_go_in_batches_of_their_own(room):
    for days in range(5):
        visit(room.editor, ended=NOW - dt.timedelta(days=days))

    assert delete_rows(Visit.objects.all(), dry=True, batch=2) == 5
    assert delete_rows(Visit.objects.all(), dry=False, batch=2) == 5


def test_another_age_holds_from_its_day_and_within_bounds(room):
    rule, tomorrow = rules()["accounts.visits"], dt.date(2026, 12, 1)
    RetentionAge.objects.update(from_on=dt.date(2020, 1, 1))
    said = {"actor": room.webmaster, "now": NOW}

    for number, from_on in ((11, tomorrow), (121, tomorrow), (36, NOW.date())):
        with pytest.raises(RefusedError):
            change_age(room.agency, rule, AgeDecision(number, from_on), **said)
    change_age(room.agency, rule, AgeDecision(48, tomorrow), **said)
    change_age(room.agency, rule, AgeDecision(36, tomorrow, "Quyết định 01"), **said)

    today, then = (kept_rules(room.agency, day)[0] for day in (NOW.date(), tomorrow))
    assert (today.holds.number, today.coming.number) == (24, 36)
    assert (then.holds.number, then.coming) == (36, None)


def test_a_rule_that_fails_does_not_stop_the_others(old_things, monkeypatch, caplog):
    def broken(agency, before, *, dry):
        raise ValueError("nobody reads this")

    monkeypatch.setattr(registry, "_registered", dict(registry._registered))
    register(RetentionRule(code="a.broken", label="x", basis="y", remove=broken, days=1))
    register(
        RetentionRule(
            code="z.fine", label="x", basis="y", days=1,
            remove=lambda agency, before, *, dry: Removed(3, "3 phiếu"),
        )
    )  # fmt: skip
    enter_first_ages(old_things.agency)

    run = clean_up(old_things.agency, now=NOW + dt.timedelta(days=400))

    rows = {row.rule: row for row in run.results.all()}
    assert (rows["a.broken"].failure, rows["a.broken"].number) == ("ValueError", 0)
    assert (rows["z.fine"].words, rows["z.fine"].number) == ("3 phiếu", 3)
    assert rows["accounts.visits"].number == 2


def test_the_clock_cleans_up_once_after_two_in_the_morning(room):
    night = dt.datetime(2026, 12, 1, 2, 10, tzinfo=TZ)

    assert clean_up_where_due(night) == 1
    assert clean_up_where_due(night + dt.timedelta(hours=20)) == 0
    clean_up(room.agency, now=night + dt.timedelta(hours=21), actor=room.webmaster)
    assert next_of_the_clock(room.agency, night) == night.replace(minute=0) + dt.timedelta(days=1)
    assert clean_up_where_due(night + dt.timedelta(days=1)) == 1
    assert RetentionRun.objects.count() == 3


def test_the_command_counts_or_removes(old_things):
    counted, removed = StringIO(), StringIO()

    call_command("retention", dry_run=True, stdout=counted)
    assert Visit.objects.count() == 3
    call_command("retention", agency=old_things.agency.code, stdout=removed)

    assert counted.getvalue() == removed.getvalue()
    assert Visit.objects.count() == 1
