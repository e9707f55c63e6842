"""What is owed and missing, counted from real stories; changes, mergers, exemptions, reminders."""

import datetime as dt
from dataclasses import replace

import pytest

from toasoan.notifications.models import MailChoice, Notification
from toasoan.quotas.actions import (
    ExemptionTerms,
    QuotaTerms,
    add_quota,
    annul_exemption,
    annul_quota,
    change_quota,
    choose_reminder_days,
    end_quota,
    exempt,
)
from toasoan.quotas.models import Quota, QuotaReminder
from toasoan.quotas.queries import entries_of_row, shortfalls
from toasoan.quotas.reminders import remind
from toasoan.refusals import RefusedError
from toasoan.stories.models import Genre
from toasoan.testing.factories import make_story
from toasoan.units.models import Succession, SuccessionKind, Unit
from toasoan.vietnamese.dates import TZ
from toasoan.vietnamese.periods import half_year, month, quarter

pytestmark = pytest.mark.django_db
FEBRUARY = month(2023, 2)
LONG_AGO = dt.date(2022, 1, 1)


def at(*when):
    return dt.datetime(*when, tzinfo=TZ)


NOW = at(2023, 2, 20, 9)
TODAY = NOW.date()


def quota(room, number=2, **terms):
    terms = {"from_on": LONG_AGO, "document": "Kế hoạch 01/KH-VKS"} | terms
    return add_quota(
        QuotaTerms(number=number, **terms), agency=room.agency, actor=room.approver, now=NOW
    )


def let_off(room, first, last, **subject):
    terms = ExemptionTerms(
        from_on=first, to_on=last, reason="staff", words="Thiếu người", decided_by="Trưởng Ban",
        **subject,
    )  # fmt: skip
    return exempt(terms, agency=room.agency, actor=room.approver, now=NOW)


def table(room, period=FEBRUARY, today=TODAY):
    rows = shortfalls(room.agency, period, today)
    return {row.name: (row.required, row.done, row.missing) for row in rows}


def test_required_done_and_missing_of_each_unit(room):
    quota(room)
    make_story(room, "published", now=at(2023, 2, 1, 9))
    make_story(room, "received", now=at(2023, 2, 2, 9))
    make_story(room, "published", now=at(2023, 1, 31, 9))

    assert table(room) == {room.unit.short_name: (2, 1, 1), room.other_unit.short_name: (2, 0, 2)}
    rows = shortfalls(room.agency, FEBRUARY, TODAY)
    assert [entries_of_row(row).count() for row in rows] == [row.done for row in rows] == [0, 1]
    assert (rows[1].days_left, rows[1].expected, str(rows[1].share)) == (8, 1, "50.00")


def test_what_counts_and_of_which_genres(room):
    quota(room, counts="received", genres=(Genre.INTERVIEW,))
    make_story(room, "received", now=at(2023, 2, 2, 9), genre=Genre.INTERVIEW)
    make_story(room, "received", now=at(2023, 2, 2, 9))

    assert table(room)[room.unit.short_name] == (2, 1, 1)


def test_a_persons_quota_counts_what_they_wrote(room):
    quota(room, number=3, person=room.contributor)
    make_story(room, "published", now=at(2023, 2, 1, 9))

    assert table(room) == {str(room.contributor): (3, 1, 2)}
    let_off(room, TODAY, TODAY, person=room.contributor)
    assert table(room) == {str(room.contributor): (0, 1, 0)}


def test_a_units_own_quota_goes_before_that_of_each_unit(room):
    quota(room)
    quota(room, number=5, unit=room.unit)

    assert table(room)[room.unit.short_name][0] == 5
    assert table(room)[room.other_unit.short_name][0] == 2


def test_an_exemption_takes_out_whole_months_until_it_is_taken_back(room):
    quota(room)
    row = let_off(room, dt.date(2023, 1, 31), dt.date(2023, 2, 1), unit=room.unit)

    assert table(room, half_year(2023, 1))[room.unit.short_name][0] == 8
    annul_exemption(row.pk, because="Nhầm đơn vị", actor=room.approver, now=NOW)
    assert table(room, half_year(2023, 1))[room.unit.short_name][0] == 12


def test_units_that_end_are_carried_on_by_their_successor(room):
    quota(room)
    make_story(room, "published", now=at(2023, 1, 5, 9))
    heir = Unit.objects.create(
        agency=room.agency, code="khu-vuc-1", kind="region", name="Khu vực 1",
        short_name="Khu vực 1", opened_on=dt.date(2023, 2, 15),
    )  # fmt: skip
    ended = (room.unit, room.other_unit)
    Unit.objects.filter(pk__in=[unit.pk for unit in ended]).update(closed_on=dt.date(2023, 2, 14))
    merger = Succession.objects.create(
        kind=SuccessionKind.MERGED, happened_on=dt.date(2023, 2, 15), heir=heir
    )
    merger.predecessors.set(ended)
    merger.successors.set([heir])
    first = quarter(2023, 1)

    # January of both, no February, March of the successor.
    assert table(room, first, dt.date(2023, 3, 1)) == {"Khu vực 1": (2 + 2 + 2, 1, 5)}
    row = shortfalls(room.agency, first, dt.date(2023, 3, 1))[0]
    assert {unit.pk for unit in row.carried} == {unit.pk for unit in ended}
    assert entries_of_row(row).count() == 1
    # On a day before the merger everybody still answers for themselves.
    assert table(room, first, dt.date(2023, 2, 10))[room.unit.short_name] == (2, 1, 1)


def test_other_terms_hold_from_a_month_on_and_what_has_passed_stays(room):
    row = quota(room)
    terms = QuotaTerms(number=3, from_on=dt.date(2023, 3, 1), document="Kế hoạch 02/KH-VKS")
    before = table(room, month(2023, 1))
    change_quota(row.pk, terms, actor=room.approver, now=NOW)

    assert table(room, month(2023, 1)) == before
    assert table(room, quarter(2023, 1))[room.unit.short_name][0] == 2 + 2 + 3
    with pytest.raises(RefusedError) as refused:
        change_quota(
            row.pk, replace(terms, from_on=dt.date(2023, 1, 1)), actor=room.approver, now=NOW
        )
    assert [problem.code for problem in refused.value.problems] == ["has-passed"]


def test_a_passed_period_is_neither_ended_nor_taken_back(room):
    row = quota(room)
    with pytest.raises(RefusedError, match=r".+"):
        end_quota(row.pk, to_on=dt.date(2022, 12, 31), actor=room.approver, now=NOW)
    with pytest.raises(RefusedError, match=r".+"):
        annul_quota(row.pk, because="Nhầm", actor=room.approver, now=NOW)

    end_quota(row.pk, to_on=dt.date(2023, 1, 31), actor=room.approver, now=NOW)
    assert table(room) == {}
    new = quota(room, from_on=dt.date(2023, 2, 1))
    annul_quota(new.pk, because="Nhầm", actor=room.approver, now=NOW)
    assert table(room) == {}
    assert Quota.objects.count() == 2


@pytest.mark.parametrize("again", [{}, {"from_on": dt.date(2023, 3, 1)}])
def test_two_quotas_for_the_same_thing_are_refused(room, again):
    quota(room)

    with pytest.raises(RefusedError) as refused:
        quota(room, **again)
    assert [problem.code for problem in refused.value.problems] == ["overlap"]


def test_who_is_let_off_and_why_must_be_said(room):
    terms = ExemptionTerms(from_on=TODAY, to_on=LONG_AGO, reason="other", words=" ", decided_by="")

    with pytest.raises(RefusedError) as refused:
        exempt(terms, agency=room.agency, actor=room.approver, now=NOW)
    assert {problem.code for problem in refused.value.problems} == {
        "ends-first", "no-words", "nobody-decided", "one-subject",
    }  # fmt: skip


def test_a_unit_is_reminded_once_for_each_level_and_only_of_what_is_missing(room):
    quota(room)
    quota(room, number=1, counts="received")
    for _number in range(2):
        make_story(
            replace(room, unit=room.other_unit, contributor=room.other_contributor,
                    vetter=room.other_vetter),
            "published", now=at(2023, 2, 1, 9),
        )  # fmt: skip
    Notification.objects.all().delete()
    MailChoice.objects.create(user=room.contributor, group="quota", how="none")

    # Ten days before the end, then twice more; three days before, then again.
    assert [remind(at(2023, 2, day, 8)) for day in (17, 18, 18, 24, 25, 28)] == [0, 1, 0, 0, 1, 0]

    told = Notification.objects.filter(kind="quota")
    assert {row.recipient_id for row in told} == {room.contributor.pk, room.vetter.pk}
    assert told.count() == 4
    assert {row.mail for row in told.filter(recipient=room.contributor)} == {"not_wanted"}
    assert {row.mail for row in told.filter(recipient=room.vetter)} == {"waiting"}
    first = told.order_by("pk").first()
    assert first.extra.count("00/") == 2


def test_a_second_worker_finds_the_reminder_sent(room):
    quota(room)
    QuotaReminder.objects.create(
        unit=room.unit, first_on=FEBRUARY.first, last_on=FEBRUARY.last, level=1, sent_at=NOW
    )

    assert remind(NOW) == 1
    assert Notification.objects.filter(kind="quota", recipient=room.vetter).count() == 0


def test_an_agency_chooses_its_days_and_a_person_hears_of_their_own(room):
    quota(room, number=1, person=room.contributor)
    choose_reminder_days(room.agency, first_days=20, second_days=0)

    assert remind(at(2023, 2, 7, 8)) == 0
    assert remind(at(2023, 2, 8, 8)) == 1
    assert [row.recipient for row in Notification.objects.filter(kind="quota")] == [
        room.contributor
    ]
    assert remind(at(2023, 2, 28, 8)) == 0
    with pytest.raises(RefusedError):
        choose_reminder_days(room.agency, first_days=3, second_days=10)
