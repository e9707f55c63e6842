"""Rights follow from seats on the day; units end and are carried on."""

import datetime as dt

import pytest

from toasoan.refusals import RefusedError
from toasoan.testing.factories import make_agency, make_newsroom, make_unit, make_user, team_of
from toasoan.units.actions import delegate, record_succession, seat
from toasoan.units.duties import Duty
from toasoan.units.models import MembershipRole, SuccessionKind, Unit, UnitName
from toasoan.units.queries import duties_of, forget_seats, holders, name_on, seats_of
from toasoan.units.rules import succession_counts_fit

DAY = dt.date(2026, 7, 1)


def before(day, days=1):
    return day - dt.timedelta(days=days)


@pytest.mark.parametrize(
    ("kind", "predecessors", "successors", "fits"),
    [
        ("closed", 1, 0, True), ("closed", 1, 1, False), ("closed", 2, 0, False),
        ("merged", 2, 1, True), ("merged", 3, 1, True), ("merged", 1, 1, False),
        ("split", 1, 2, True), ("split", 1, 1, False), ("split", 2, 2, False),
        ("renamed", 1, 1, True), ("renamed", 1, 2, False), ("renamed", 2, 1, False),
    ],
)  # fmt: skip
def test_a_succession_joins_the_right_number_of_units(kind, predecessors, successors, fits):
    assert (
        succession_counts_fit(
            SuccessionKind(kind), predecessors=predecessors, successors=successors
        )
        is fits
    )


@pytest.mark.django_db
def test_a_unit_ends_on_the_day_before_its_succession():
    agency = make_agency()
    old, other, new = make_unit(agency), make_unit(agency), make_unit(agency)

    record_succession(
        SuccessionKind.MERGED, happened_on=DAY, predecessors=[old, other], successors=[new]
    )

    old.refresh_from_db()
    assert old.is_open_on(before(DAY))
    assert not old.is_open_on(DAY)
    assert set(Unit.objects.open_on(DAY)) == {new}


@pytest.mark.django_db
def test_a_succession_with_the_wrong_number_or_an_ended_unit_is_refused():
    agency = make_agency()
    old, new = make_unit(agency), make_unit(agency)

    with pytest.raises(RefusedError):
        record_succession(
            SuccessionKind.MERGED, happened_on=DAY, predecessors=[old], successors=[new]
        )
    record_succession(SuccessionKind.CLOSED, happened_on=DAY, predecessors=[old], successors=[])
    with pytest.raises(RefusedError):
        record_succession(
            SuccessionKind.CLOSED,
            happened_on=DAY + dt.timedelta(days=9),
            predecessors=[old],
            successors=[],
        )


@pytest.mark.django_db
def test_a_unit_was_called_what_it_was_called_on_the_day():
    unit = make_unit(make_agency())
    UnitName.objects.create(unit=unit, name="Tên mới", short_name="Mới", from_on=DAY)

    assert name_on(unit, before(DAY)) == unit.name
    assert name_on(unit, DAY) == "Tên mới"
    assert name_on(unit, dt.date(1999, 1, 1)) == unit.name


@pytest.mark.django_db
def test_a_seat_counts_from_its_first_to_its_last_day():
    unit = make_unit(make_agency())
    person = make_user()
    seat(person, team_of(unit), MembershipRole.HEAD, from_on=DAY, to_on=DAY)

    held = {day: duties_of(person, day) for day in (before(DAY), DAY, DAY + dt.timedelta(1))}

    assert held[DAY] == {Duty.VET, Duty.CONTRIBUTE}
    assert held[before(DAY)] == held[DAY + dt.timedelta(1)] == frozenset()


@pytest.mark.django_db
def test_a_stand_in_holds_the_seats_of_the_other_person_and_their_name():
    room = make_newsroom()
    delegate(room.approver, room.outsider, from_on=DAY, to_on=DAY)

    seats = seats_of(room.outsider, DAY)

    assert {(s.duty, s.acting_for_id) for s in seats} == {
        (Duty.APPROVE, room.approver.pk),
        (Duty.READ_FIGURES, room.approver.pk),
    }
    assert seats_of(room.outsider, before(DAY)) == ()


@pytest.mark.django_db
def test_nobody_stands_in_for_themselves_or_backwards():
    room = make_newsroom()

    with pytest.raises(RefusedError):
        delegate(room.approver, room.approver, from_on=DAY, to_on=DAY)
    with pytest.raises(RefusedError):
        delegate(room.approver, room.outsider, from_on=DAY, to_on=before(DAY))


@pytest.mark.django_db
def test_a_disabled_person_holds_nothing():
    room = make_newsroom()
    room.vetter.is_active = False
    room.vetter.save()
    forget_seats(room.vetter)

    assert duties_of(room.vetter, DAY) == frozenset()
    assert holders(Duty.VET, agency_id=room.agency.pk, unit_id=room.unit.pk, on=DAY) == []


@pytest.mark.django_db
def test_only_a_seat_opens_the_newsroom_and_it_opens_no_story_permission():
    room = make_newsroom()

    assert room.contributor.has_perm("wagtailadmin.access_admin")
    assert not room.outsider.has_perm("wagtailadmin.access_admin")
    assert room.webmaster.has_perm("stories.change_section")
    assert not room.editor.has_perm("stories.change_section")
    for person in room.people().values():
        assert not person.has_perm("stories.change_story")
