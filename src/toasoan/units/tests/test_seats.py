"""Seats and boards as they are given, ended, annulled; stand-ins as they are named."""

import datetime as dt

import pytest
import time_machine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from toasoan.refusals import RefusedError
from toasoan.testing.factories import (
    board_of,
    make_agency,
    make_member,
    make_unit,
    make_user,
    team_of,
)
from toasoan.units.actions import (
    annul_seat,
    close_board,
    end_delegation,
    end_seat,
    name_stand_in,
    open_board,
    seat,
)
from toasoan.units.duties import Duty
from toasoan.units.models import (
    BoardKind,
    Membership,
    MembershipRole,
    OrganisationChange,
    OrganisationChangeKind,
)
from toasoan.units.people import FirstSeat, Particulars, add_person, disable, enable
from toasoan.units.queries import duties_of, forget_seats, seats_of
from toasoan.units.signals import seats_changed
from toasoan.vietnamese.dates import TZ

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 7, 10, 9, 0, tzinfo=TZ)
TODAY = NOW.date()
YESTERDAY, TOMORROW = TODAY - dt.timedelta(days=1), TODAY + dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW, tick=False):
        yield


def seat_of(person):
    return Membership.objects.get(user=person)


def fresh(person):
    return type(person).objects.get(pk=person.pk)


def test_a_person_has_one_seat_on_a_board_on_any_day(room):
    with pytest.raises(RefusedError, match=str(room.contributor)):
        seat(room.contributor, team_of(room.unit), MembershipRole.MEMBER, from_on=TODAY)


def test_a_board_has_one_head_on_any_day_and_the_next_one_after_the_first(room):
    team = team_of(room.unit)
    newcomer = make_user()
    with pytest.raises(RefusedError):
        seat(newcomer, team, MembershipRole.HEAD, from_on=TODAY)

    end_seat(seat_of(room.vetter), last_day=TODAY, actor=room.webmaster, now=NOW)
    seat(newcomer, team, MembershipRole.HEAD, from_on=TOMORROW)

    assert Duty.VET in duties_of(newcomer, TOMORROW)
    assert Duty.VET in duties_of(fresh(room.vetter), TODAY)
    assert duties_of(fresh(room.vetter), TOMORROW) == frozenset()


def test_an_ended_seat_keeps_its_days_and_the_history_says_who_ended_it(room):
    end_seat(
        seat_of(room.vetter), last_day=TODAY, decision_number="20/QĐ-VKS",
        actor=room.webmaster, now=NOW,
    )  # fmt: skip

    kept = seat_of(room.vetter)
    assert (kept.to_on, kept.from_on < TODAY) == (TODAY, True)
    line = OrganisationChange.objects.get(
        person=room.vetter, kind=OrganisationChangeKind.SEAT_ENDED
    )
    assert (line.actor, line.happened_at) == (room.webmaster, NOW)
    assert "20/QĐ-VKS" in line.detail
    with pytest.raises(RefusedError):
        end_seat(kept, last_day=TOMORROW, actor=room.webmaster, now=NOW)


def test_an_annulled_seat_counts_on_no_day_and_stays_in_the_table(room):
    annul_seat(seat_of(room.vetter), because="Nhập nhầm vai trò", actor=room.webmaster, now=NOW)

    kept = seat_of(room.vetter)
    assert (kept.annulled_by, kept.annulled_because) == (room.webmaster, "Nhập nhầm vai trò")
    assert duties_of(fresh(room.vetter), YESTERDAY) == frozenset()
    seat(room.vetter, team_of(room.unit), MembershipRole.HEAD, from_on=kept.from_on)
    assert Duty.VET in duties_of(fresh(room.vetter), YESTERDAY)


def test_an_annulment_says_why_and_happens_once(room):
    with pytest.raises(RefusedError):
        annul_seat(seat_of(room.vetter), because=" ", actor=room.webmaster, now=NOW)
    annul_seat(seat_of(room.vetter), because="Nhầm", actor=room.webmaster, now=NOW)
    with pytest.raises(RefusedError):
        annul_seat(seat_of(room.vetter), because="Nhầm", actor=room.webmaster, now=NOW)


def test_the_last_webmaster_keeps_their_seat(room):
    for attempt in (
        lambda: end_seat(seat_of(room.webmaster), last_day=TODAY, actor=room.webmaster, now=NOW),
        lambda: annul_seat(
            seat_of(room.webmaster), because="Nhầm", actor=room.webmaster, now=NOW
        ),
        lambda: close_board(
            board_of(room.agency, BoardKind.TECHNICAL), last_day=TODAY,
            actor=room.webmaster, now=NOW,
        ),
    ):  # fmt: skip
        with pytest.raises(RefusedError):
            attempt()
    assert Duty.KEEP_SITE in duties_of(fresh(room.webmaster), TOMORROW)

    make_member(board_of(room.agency, BoardKind.TECHNICAL), MembershipRole.MEMBER)
    end_seat(seat_of(room.webmaster), last_day=TODAY, actor=room.webmaster, now=NOW)
    assert duties_of(fresh(room.webmaster), TOMORROW) == frozenset()


def test_a_board_closes_with_all_its_seats(room):
    content = board_of(room.agency, BoardKind.CONTENT)
    late = make_user()
    seat(late, content, MembershipRole.MEMBER, from_on=TODAY + dt.timedelta(days=9))

    close_board(content, last_day=TODAY, actor=room.webmaster, now=NOW)

    assert set(content.memberships.standing().values_list("to_on", flat=True)) == {TODAY}
    assert seat_of(late).annulled_at == NOW
    assert duties_of(fresh(room.editor), TODAY) >= {Duty.EDIT}
    assert duties_of(fresh(room.editor), TOMORROW) == frozenset()
    with pytest.raises(RefusedError):
        seat(make_user(), content, MembershipRole.MEMBER, from_on=TOMORROW)


def test_a_team_is_not_founded_for_a_unit_that_has_ended():
    unit = make_unit(make_agency("khac", hostname="khac.example"))
    unit.closed_on = YESTERDAY
    unit.save()

    with pytest.raises(RefusedError):
        open_board(unit.agency, BoardKind.UNIT_TEAM, name="Tổ", opened_on=TODAY, unit=unit)


def stand_in_for_vetter(room, *, from_on=TODAY, to_on=TODAY, delegate=None):
    return name_stand_in(
        room.vetter, delegate or room.contributor, board=team_of(room.unit), from_on=from_on,
        to_on=to_on, reason="Nghỉ phép", actor=room.vetter, now=NOW,
    )  # fmt: skip


def test_a_stand_in_has_only_the_seat_on_that_board(room):
    # The vetter also sits at the top; whoever stands in at the unit must not approve.
    seat(
        room.vetter, board_of(room.agency, BoardKind.STEERING), MembershipRole.DEPUTY, from_on=TODAY
    )

    stand_in_for_vetter(room)

    held = {s.duty for s in seats_of(fresh(room.contributor), TODAY) if s.acting_for_id}
    assert held == {Duty.VET, Duty.CONTRIBUTE}


def test_nobody_from_another_unit_and_nobody_without_a_seat_stands_in(room):
    for stranger in (room.other_vetter, room.editor, room.outsider):
        with pytest.raises(RefusedError):
            stand_in_for_vetter(room, delegate=stranger)


def test_writing_needs_no_stand_in(room):
    with pytest.raises(RefusedError):
        name_stand_in(
            room.contributor, room.vetter, board=team_of(room.unit), from_on=TODAY, to_on=TODAY,
            actor=room.contributor, now=NOW,
        )  # fmt: skip


def test_two_stand_ins_never_overlap(room):
    other = make_member(team_of(room.unit), MembershipRole.MEMBER)
    stand_in_for_vetter(room, to_on=TOMORROW)

    with pytest.raises(RefusedError):
        stand_in_for_vetter(room, from_on=TOMORROW, to_on=TOMORROW, delegate=other)
    after = TOMORROW + dt.timedelta(days=1)
    stand_in_for_vetter(room, from_on=after, to_on=after, delegate=other)


@pytest.mark.parametrize("from_on", [YESTERDAY, TODAY, TOMORROW])
def test_a_stand_in_that_ends_early_has_no_right_left_at_once(room, from_on):
    delegation = stand_in_for_vetter(room, from_on=TODAY, to_on=TOMORROW)
    # As if it had been named for another first day.
    type(delegation).objects.filter(pk=delegation.pk).update(from_on=from_on)

    end_delegation(delegation, actor=room.vetter, now=NOW)

    for day in (TODAY, TOMORROW):
        assert not any(s.acting_for_id for s in seats_of(fresh(room.contributor), day))
    with pytest.raises(RefusedError):
        end_delegation(delegation, actor=room.vetter, now=NOW)


def test_what_was_remembered_of_seats_is_forgotten_at_once(room):
    stand_in = room.contributor
    assert Duty.VET not in duties_of(stand_in, TODAY)

    delegation = stand_in_for_vetter(room, delegate=stand_in)

    assert Duty.VET in duties_of(stand_in, TODAY)
    end_delegation(delegation, actor=stand_in, now=NOW)
    assert Duty.VET not in duties_of(stand_in, TODAY)


def test_upper_rooms_hear_of_every_change_of_seats(room):
    heard = []

    def listen(sender, agency_id, **kwargs):
        heard.append(agency_id)

    seats_changed.connect(listen)
    try:
        given = seat(room.outsider, team_of(room.unit), MembershipRole.MEMBER, from_on=TODAY)
        end_seat(given, last_day=TODAY, actor=room.webmaster, now=NOW)
        disable(room.outsider, agency=room.agency, because="-", actor=room.webmaster, now=NOW)
        enable(room.outsider, agency=room.agency, actor=room.webmaster, now=NOW)
    finally:
        seats_changed.disconnect(listen)

    assert heard == [room.agency.pk] * 4


def newcomer(room, **changed):
    particulars = {"family_name": "Lê Thị", "given_name": "Mới", "username": "moi.lt"} | changed
    first = FirstSeat(board=team_of(room.unit), role=MembershipRole.MEMBER, from_on=TODAY)
    return add_person(room.agency, Particulars(**particulars), first, actor=room.webmaster, now=NOW)


def test_an_account_begins_with_a_seat_and_without_a_password(room):
    person = newcomer(room, email="moi@vidu.vn")

    assert Duty.CONTRIBUTE in duties_of(person, TODAY)
    assert not person.has_usable_password()
    kinds = OrganisationChange.objects.filter(person=person).values_list("kind", flat=True)
    assert set(kinds) == {OrganisationChangeKind.PERSON_ADDED, OrganisationChangeKind.SEATED}


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"given_name": " "}, "given_name"), ({"username": "Có dấu"}, "username"),
        ({"username": "ab"}, "username"), ({"username": "CONG.TAC"}, "username"),
        ({"email": "Da.Co@vidu.vn"}, "email"),
    ],
)  # fmt: skip
def test_particulars_that_others_have_or_nobody_can_have_are_refused(room, changed, field):
    room.contributor.username, room.contributor.email = "cong.tac", "da.co@vidu.vn"
    room.contributor.save()

    with pytest.raises(RefusedError) as refused:
        newcomer(room, **changed)

    assert [problem.field for problem in refused.value.problems] == [field]


def test_a_closed_account_holds_nothing_and_gets_everything_back(room):
    disable(
        room.vetter, agency=room.agency, because="Chuyển công tác", actor=room.webmaster, now=NOW
    )
    assert duties_of(fresh(room.vetter), TODAY) == frozenset()
    assert seat_of(room.vetter).to_on is None

    enable(room.vetter, agency=room.agency, actor=room.webmaster, now=NOW)

    assert Duty.VET in duties_of(fresh(room.vetter), TODAY)
    with pytest.raises(RefusedError):
        enable(room.vetter, agency=room.agency, actor=room.webmaster, now=NOW)


def test_nobody_closes_their_own_account(room):
    with pytest.raises(RefusedError):
        disable(room.webmaster, agency=room.agency, because="-", actor=room.webmaster, now=NOW)


days = st.integers(0, 12).map(lambda n: TODAY + dt.timedelta(days=n))
actions = st.lists(
    st.one_of(
        st.tuples(st.just("seat"), st.integers(0, 2), st.sampled_from(MembershipRole), days,
                  st.none() | days),
        st.tuples(st.just("end"), st.integers(0, 5), days),
        st.tuples(st.just("annul"), st.integers(0, 5)),
    ),
    max_size=12,
)  # fmt: skip


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(actions)
def test_whatever_is_tried_no_day_has_two_heads_or_a_person_twice(actions):
    from django.db import transaction

    with transaction.atomic():
        agency = make_agency(
            f"a{Membership.objects.count()}-{id(actions)}", hostname=f"h{id(actions)}.vn"
        )
        board = open_board(agency, BoardKind.CONTENT, name="Tiểu ban", opened_on=TODAY)
        people = [make_user(f"p{id(actions)}{n}") for n in range(3)]
        given_seats = []
        for action, *arguments in actions:
            try:
                if action == "seat":
                    person, role, first, last = arguments
                    given_seats.append(seat(people[person], board, role, from_on=first, to_on=last))
                elif arguments[0] < len(given_seats):
                    row = given_seats[arguments[0]]
                    if action == "end":
                        end_seat(row, last_day=arguments[1], actor=people[0], now=NOW)
                    else:
                        annul_seat(row, because="-", actor=people[0], now=NOW)
            except RefusedError:
                continue
        for number in range(15):
            sitting = list(
                Membership.objects.in_force_on(TODAY + dt.timedelta(days=number)).filter(
                    board=board
                )
            )
            assert len([s for s in sitting if s.role == MembershipRole.HEAD]) <= 1
            assert len({s.user_id for s in sitting}) == len(sitting)
        transaction.set_rollback(True)


def test_forgetting_twice_is_harmless(room):
    forget_seats(room.vetter)
    forget_seats(room.vetter)
    assert Duty.VET in duties_of(room.vetter, TODAY)
