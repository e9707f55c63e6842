"""Whose turn it is: one rule in Python, the same in SQL, and words that name the right people."""

import datetime as dt

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from toasoan.accounts.models import User
from toasoan.editorial.actions import take_step
from toasoan.editorial.completeness import TextFacts
from toasoan.editorial.inbox import waiting_for
from toasoan.editorial.models import Progress
from toasoan.editorial.queries import is_only_leader
from toasoan.editorial.rules import Answers, Situation, problems
from toasoan.editorial.transitions import CORRECTED_IN, Correction, Relation, Status, Step
from toasoan.editorial.turn import (
    APPROVING,
    CLAIMING,
    CONFIRMING,
    EDITING,
    VETTING,
    roles_of,
    sees,
    waits_for,
    waits_of,
)
from toasoan.editorial.turn_people import waited_for
from toasoan.editorial.turn_sql import rows_waiting_for, stories_visible_to, visible_rows
from toasoan.stories.models import Story
from toasoan.testing.factories import (
    LONG_AGO,
    board_of,
    make_member,
    make_newsroom,
    make_story,
    make_user,
    on_screen,
    team_of,
)
from toasoan.units.models import BoardKind, Delegation, Membership, MembershipRole
from toasoan.units.queries import seats_of
from toasoan.vietnamese.dates import local_day

pytestmark = pytest.mark.django_db
PEOPLE, STORIES, BOARDS = 4, 10, 4
#: What `problems` says when the person is not the one, whatever the text lacks.
NOT_THEIRS = {"wrong-status", "not-yours", "own-story", "four-eyes", "own-urgency"}
COMPLETE = TextFacts(headline="a", standfirst="b", has_body=True, has_byline=True, has_section=True)
NOW = timezone.now()
TODAY = local_day(NOW)
UNTIL = TODAY + dt.timedelta(days=30)

person = st.integers(0, PEOPLE - 1)
somebody = st.none() | person
seats = st.lists(
    st.tuples(
        person,
        st.integers(0, BOARDS - 1),
        st.sampled_from([MembershipRole.HEAD, MembershipRole.DEPUTY, MembershipRole.MEMBER]),
    ),
    unique_by=lambda seat: seat[:2],
    min_size=2,
    max_size=7,
)
stand_ins = st.lists(
    st.tuples(person, person, st.none() | st.integers(0, BOARDS - 1)).filter(
        lambda row: row[0] != row[1]
    ),
    min_size=1,
    max_size=3,
)
#: Where four eyes decides more often than the rest.
statuses = st.sampled_from([*Status, *[Status.SUBMITTED, Status.PROPOSED, Status.PUBLISHED] * 3])


@st.composite
def stories(draw):
    """A row as steps can leave it: corrections, debts and failures only where they occur."""
    status = draw(statuses)
    was_out = status in CORRECTED_IN
    correction = draw(st.sampled_from(Correction)) if was_out else Correction.NONE
    failed = status in {Status.APPROVED, Status.PUBLISHED} and draw(st.booleans())
    return {
        "status": status,
        "unit": draw(st.sampled_from([0, 0, 0, 1])),
        "author": draw(person),
        "submitted_by": draw(somebody),
        "last_changed_by": draw(somebody),
        "proposed_by": draw(somebody),
        "claimed_by": draw(somebody) if status is Status.EDITING else None,
        "forced_by": draw(somebody) if was_out else None,
        "correction": correction,
        "correction_since": NOW if correction else None,
        "correction_by": draw(person) if correction else None,
        "failed_since": NOW if failed else None,
        "received_at": draw(st.none() | st.just(NOW)),
    }


@pytest.fixture
def cast():
    """Two units with their teams, the two boards of the province, people without any seat."""
    room = make_newsroom()
    Membership.objects.all().delete()
    boards = [
        team_of(room.unit),
        team_of(room.other_unit),
        board_of(room.agency, BoardKind.CONTENT),
        board_of(room.agency, BoardKind.STEERING),
    ]
    people = [make_user() for _ in range(PEOPLE)]
    return room, boards, people, [make_story(room).pk for _ in range(STORIES)]


def arrange(cast, seated, standing_in, facts):
    room, boards, people, pks = cast
    units = [room.unit, room.other_unit]
    Membership.objects.bulk_create(
        Membership(user=people[who], board=boards[board], role=role, from_on=LONG_AGO)
        for who, board, role in seated
    )
    Delegation.objects.bulk_create(
        Delegation(
            principal=people[whose],
            delegate=people[who],
            board=None if board is None else boards[board],
            from_on=LONG_AGO,
            to_on=UNTIL,
        )
        for whose, who, board in standing_in
    )
    names = {"author", "submitted_by", "last_changed_by", "proposed_by", "claimed_by",
             "forced_by", "correction_by"}  # fmt: skip
    for pk, row in zip(pks, facts, strict=True):
        values = {
            name: people[value] if name in names and value is not None else value
            for name, value in row.items()
        } | {"unit": units[row["unit"]]}
        Progress.objects.filter(pk=pk).update(**values)
        Story.objects.filter(pk=pk).update(unit=values["unit"], author=values["author"])
    return [User.objects.get(pk=one.pk) for one in people], list(
        Progress.objects.select_related("author", "claimed_by", "correction_by").order_by("pk")
    )


def by_python(user, progress):
    """For what of it this person is waited for, as the rule in Python says."""
    roles = roles_of(user.pk, seats_of(user, TODAY), progress)
    alone = is_only_leader(roles, user, progress, TODAY)
    return [
        wait
        for wait in waits_of(progress)
        if waits_for(wait, progress, roles, is_only_leader=alone)
    ]


def may_take(user, progress, step):
    roles = roles_of(user.pk, seats_of(user, TODAY), progress)
    situation = Situation(
        status=Status(progress.status),
        roles=roles,
        text=COMPLETE,
        now=NOW,
        author_id=progress.author_id,
        last_changed_by_id=progress.last_changed_by_id,
        proposed_by_id=progress.proposed_by_id,
        submitted_by_id=progress.submitted_by_id,
        forced_by_id=progress.forced_by_id,
        correction=Correction(progress.correction),
        is_only_leader=is_only_leader(roles, user, progress, TODAY),
    )
    return NOT_THEIRS.isdisjoint(found.code for found in problems(situation, step, Answers()))


@settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(seats, stand_ins, st.lists(stories(), min_size=STORIES, max_size=STORIES))
def test_the_rule_in_python_and_the_one_in_sql_agree_and_the_steps_with_both(
    cast, seated, standing_in, facts
):
    with transaction.atomic():
        people, rows = arrange(cast, seated, standing_in, facts)
        named = waited_for(rows, TODAY)
        for user in people:
            seen = {row.pk for row in rows if sees(user.pk, seats_of(user, TODAY), row)}
            assert seen == pks(Progress.objects.filter(visible_rows(user, TODAY)))
            assert seen == pks(stories_visible_to(user, TODAY))

            waits = {row.pk: by_python(user, row) for row in rows}
            waiting = Progress.objects.filter(rows_waiting_for(user, TODAY))
            assert {pk for pk, found in waits.items() if found} == pks(waiting)

            for row in rows:
                assert all(may_take(user, row, wait.step) for wait in waits[row.pk])
                assert_named_rightly(user, row, named[row.pk])
        transaction.set_rollback(True)


def assert_named_rightly(user, row, named):
    """Of the holders of a post, exactly those are named for whom the story waits."""
    own = [
        role for role in roles_of(user.pk, seats_of(user, TODAY), row) if role.acting_for_id is None
    ]
    alone = is_only_leader(own, user, row, TODAY)
    for waited in named:
        if waited.wait.relation in {Relation.VETTER, Relation.APPROVER}:
            free = waits_for(waited.wait, row, own, is_only_leader=alone)
            assert (user in waited.people) == free
            holds = any(role.relation is waited.wait.relation for role in own)
            assert (user in waited.barred) == (holds and not free)


def pks(rows):
    return set(rows.values_list("pk", flat=True))


def named(story):
    row = Progress.objects.select_related("author", "claimed_by").get(pk=story.pk)
    return [(found.wait, found.people, found.barred) for found in waited_for([row], TODAY)[row.pk]]


@pytest.mark.parametrize("column", ["proposed_by", "last_changed_by"])
def test_an_approver_whom_four_eyes_bars_is_not_named_as_waited_for(room, column):
    story = make_story(room, "proposed")
    Progress.objects.filter(pk=story.pk).update(**{column: room.approver})

    assert named(story) == [(APPROVING, (room.second_approver,), (room.approver,))]


def test_when_four_eyes_bars_every_approver_nobody_is_named(room):
    story = make_story(room, "proposed")
    Progress.objects.filter(pk=story.pk).update(
        proposed_by=room.approver, last_changed_by=room.second_approver
    )

    assert named(story) == [(APPROVING, (), (room.approver, room.second_approver))]


def test_a_stand_in_of_somebody_barred_is_not_waited_for_either(room):
    story = make_story(room, "proposed")
    Progress.objects.filter(pk=story.pk).update(last_changed_by=room.approver)
    stand_in = make_user()
    Delegation.objects.create(
        principal=room.approver, delegate=stand_in, from_on=LONG_AGO, to_on=UNTIL
    )

    assert not waiting_for(stand_in, TODAY).exists()
    Progress.objects.filter(pk=story.pk).update(last_changed_by=room.editor)
    assert waiting_for(stand_in, TODAY).exists()


def test_the_only_leader_of_a_unit_is_waited_for_with_their_own_story(room):
    story = make_story(room, "submitted")
    Progress.objects.filter(pk=story.pk).update(author=room.vetter)

    assert named(story) == [(VETTING, (room.vetter,), ())]
    deputy = make_member(team_of(room.unit), MembershipRole.DEPUTY)
    assert named(story) == [(VETTING, (deputy,), (room.vetter,))]


def test_the_desk_as_a_whole_is_waited_for_until_somebody_takes_a_story_up(room):
    assert named(make_story(room, "received")) == [(CLAIMING, (), ())]
    assert named(make_story(room, "editing")) == [(EDITING, (room.editor,), ())]


def test_an_urgent_publication_waits_for_another_approver(room):
    story = make_story(room, "received")
    take_step(
        story.pk,
        Step.FORCE_PUBLISH,
        actor=room.approver,
        answers=on_screen(story.pk, note="Công điện"),
        now=timezone.now(),
    )

    assert named(story) == [(CONFIRMING, (room.second_approver,), (room.approver,))]
