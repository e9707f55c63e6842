"""Merging, splitting, renaming, closing units that have stories at every status."""

import datetime as dt

import pytest
import time_machine

from toasoan.editorial.actions import take_step
from toasoan.editorial.handover import (
    desk_of,
    hand_over_draft,
    pass_on_claim,
    release_claim,
)
from toasoan.editorial.inbox import waiting_for
from toasoan.editorial.models import Progress
from toasoan.editorial.succession import MOVED, confirm_succession, move_stories, moved_by
from toasoan.editorial.tasks import carry_on_after_successions
from toasoan.editorial.transitions import Status, Step
from toasoan.editorial.turn_sql import stories_visible_to
from toasoan.figures.counting import measure
from toasoan.figures.measures import Dimension
from toasoan.ledger.models import LedgerEntry
from toasoan.refusals import RefusedError
from toasoan.stories.models import Story
from toasoan.testing.factories import (
    ROUTES,
    make_member,
    make_newsroom,
    make_picture,
    make_story,
    on_screen,
    team_of,
)
from toasoan.units.actions import name_stand_in, seat
from toasoan.units.duties import Duty
from toasoan.units.models import (
    Membership,
    MembershipRole,
    Succession,
    SuccessionKind,
    Unit,
    UnitKind,
)
from toasoan.units.queries import duties_of, holders
from toasoan.units.succession import PlannedUnit, SuccessionPlan, Taker, key_of, undo_succession
from toasoan.vietnamese.dates import TZ
from toasoan.vietnamese.periods import Period

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 7, 10, 9, 0, tzinfo=TZ)
TODAY = NOW.date()
LATER = TODAY + dt.timedelta(days=5)
ON_THEIR_WAY = set(ROUTES) - {"published", "taken_down"}


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW, tick=False):
        yield


def stories_at_every_step(room):
    return {status: make_story(room, status, now=NOW) for status in ROUTES}


def new_unit(number=1):
    return PlannedUnit(
        name=f"Viện kiểm sát nhân dân khu vực {number}",
        short_name=f"Khu vực {number}",
        code=f"khu-vuc-{number}",
        kind=UnitKind.REGION,
    )


def seat_of(person):
    return Membership.objects.get(user=person, to_on=None)


def merger(room, day=TODAY, **changed):
    parts = {
        "agency": room.agency,
        "kind": SuccessionKind.MERGED,
        "happened_on": day,
        "decision_number": "84/NQ",
        "predecessors": (room.unit, room.other_unit),
        "new_units": (new_unit(),),
        "heir": "new-0",
        "takers": {
            seat_of(room.vetter).pk: Taker("new-0", MembershipRole.HEAD),
            seat_of(room.other_vetter).pk: Taker("new-0", MembershipRole.DEPUTY),
            seat_of(room.contributor).pk: Taker("new-0", MembershipRole.MEMBER),
        },
    }
    return SuccessionPlan(**(parts | changed))


def confirm(room, plan):
    return confirm_succession(plan, actor=room.webmaster, now=NOW)


def fresh(thing):
    return type(thing).objects.get(pk=thing.pk)


def test_a_merger_of_today_moves_people_and_what_is_on_its_way(room):
    stories = stories_at_every_step(room)

    succession = confirm(room, merger(room))

    new = Unit.objects.get(code="khu-vuc-1")
    where = {status: fresh(story).unit_id for status, story in stories.items()}
    assert where == {s: new.pk if s in ON_THEIR_WAY else room.unit.pk for s in ROUTES}
    assert all(
        Progress.objects.get(pk=story.pk).unit_id == where[status]
        for status, story in stories.items()
    )
    assert moved_by(succession) == len(ON_THEIR_WAY)
    assert {u.pk for u in holders(Duty.VET, agency_id=room.agency.pk, unit_id=new.pk, on=TODAY)} == {
        room.vetter.pk, room.other_vetter.pk,
    }  # fmt: skip
    assert duties_of(fresh(room.other_contributor), TODAY) == frozenset()


def test_the_ledger_says_from_where_each_story_came_and_keeps_what_was_counted(room):
    story = make_story(room, "received", now=NOW)
    before = list(LedgerEntry.objects.values_list("pk", "unit_id", "kind"))

    confirm(room, merger(room))

    assert list(LedgerEntry.objects.values_list("pk", "unit_id", "kind"))[: len(before)] == before
    entry = LedgerEntry.objects.get(kind=MOVED, story_id=story.pk)
    assert (entry.actor, entry.unit.code) == (room.webmaster, "khu-vuc-1")
    assert entry.detail["from_unit"] == room.unit.pk
    assert room.unit.short_name in entry.note


def test_moved_stories_go_on_with_the_people_of_the_successor(room):
    draft, sent = make_story(room, "draft", now=NOW), make_story(room, "submitted", now=NOW)
    confirm(room, merger(room))

    take_step(
        draft.pk, Step.SUBMIT, actor=fresh(room.contributor), answers=on_screen(draft.pk), now=NOW
    )
    take_step(
        sent.pk, Step.VET, actor=fresh(room.other_vetter), answers=on_screen(sent.pk), now=NOW
    )

    assert fresh(sent.progress).status == Status.RECEIVED
    received = LedgerEntry.objects.get(kind="story.received", story_id=sent.pk)
    assert received.unit.code == "khu-vuc-1"
    assert draft in stories_visible_to(fresh(room.other_vetter), TODAY)
    assert draft not in stories_visible_to(fresh(room.other_contributor), TODAY)


def test_photos_of_a_moved_draft_belong_to_the_successor(room):
    picture = make_picture(room.unit, room.contributor)
    make_story(
        room, "draft", now=NOW,
        body=(("picture", {"picture": picture.pk, "caption": "a", "alternative_text": "b"}),),
    )  # fmt: skip

    confirm(room, merger(room))

    assert fresh(picture).unit.code == "khu-vuc-1"


def test_a_plan_for_a_coming_day_changes_nothing_until_then(room):
    story = make_story(room, "submitted", now=NOW)

    confirm(room, merger(room, LATER))

    assert fresh(story).unit == room.unit
    assert Duty.VET in duties_of(fresh(room.vetter), LATER - dt.timedelta(days=1))
    take_step(story.pk, Step.VET, actor=fresh(room.vetter), answers=on_screen(story.pk), now=NOW)
    assert carry_on_after_successions.call() == 0

    with time_machine.travel(dt.datetime(2026, 7, 15, 0, 5, tzinfo=TZ), tick=False):
        assert carry_on_after_successions.call() == 1
        assert carry_on_after_successions.call() == 0
    assert fresh(story).unit.code == "khu-vuc-1"
    entry = LedgerEntry.objects.get(kind=MOVED)
    assert entry.actor is None


def test_the_clock_moves_nothing_a_minute_before_the_vietnamese_midnight(room):
    make_story(room, "draft", now=NOW)
    succession = confirm(room, merger(room, LATER))

    late = dt.datetime(2026, 7, 14, 23, 59, tzinfo=TZ)
    assert move_stories(succession.pk, actor=None, now=late) == 0
    assert move_stories(succession.pk, actor=None, now=late + dt.timedelta(minutes=2)) == 1


def test_before_its_day_it_can_be_taken_back_whole(room):
    before = (
        list(Unit.objects.order_by("pk").values("pk", "closed_on")),
        list(Membership.objects.order_by("pk").values("pk", "to_on", "annulled_at")),
    )
    succession = confirm(room, merger(room, LATER))

    undo_succession(succession, agency=room.agency, actor=room.webmaster, now=NOW)

    assert before == (
        list(Unit.objects.order_by("pk").values("pk", "closed_on")),
        list(Membership.objects.order_by("pk").values("pk", "to_on", "annulled_at")),
    )
    assert not Succession.objects.exists()
    confirm(room, merger(room, LATER))


def test_on_its_day_it_cannot_be_taken_back(room):
    for plan in (merger(room),):
        succession = confirm(room, plan)
        with pytest.raises(RefusedError):
            undo_succession(succession, agency=room.agency, actor=room.webmaster, now=NOW)


def test_it_is_not_taken_back_when_something_else_uses_the_new_unit(room):
    succession = confirm(room, merger(room, LATER))
    new = Unit.objects.get(code="khu-vuc-1")
    seat(room.outsider, team_of(new), MembershipRole.MEMBER, from_on=LATER)

    with pytest.raises(RefusedError):
        undo_succession(succession, agency=room.agency, actor=room.webmaster, now=NOW)

    assert Succession.objects.get().successors.get() == new


def test_a_split_sends_each_story_where_its_author_goes_and_the_rest_to_the_heir(room):
    colleague = make_member(team_of(room.unit), MembershipRole.MEMBER)
    mine = make_story(room, "draft", now=NOW)
    theirs = make_story(room, "draft", now=NOW)
    orphan = make_story(room, "submitted", now=NOW)
    Story.objects.filter(pk=theirs.pk).update(author=colleague)
    Story.objects.filter(pk=orphan.pk).update(author=room.outsider)
    plan = merger(
        room,
        kind=SuccessionKind.SPLIT,
        predecessors=(room.unit,),
        new_units=(new_unit(1), new_unit(2)),
        heir="new-0",
        takers={
            seat_of(room.contributor).pk: Taker("new-0", MembershipRole.MEMBER),
            seat_of(colleague).pk: Taker("new-1", MembershipRole.HEAD),
        },
    )

    confirm(room, plan)

    assert fresh(mine).unit.code == "khu-vuc-1"
    assert fresh(theirs).unit.code == "khu-vuc-2"
    assert fresh(orphan).unit.code == "khu-vuc-1"


def test_a_new_name_is_a_new_unit_that_carries_on(room):
    story = make_story(room, "draft", now=NOW)
    old_name = room.unit.name

    confirm(
        room,
        merger(
            room, kind=SuccessionKind.RENAMED, predecessors=(room.unit,),
            takers={seat_of(room.vetter).pk: Taker("new-0", MembershipRole.HEAD)},
        ),
    )  # fmt: skip

    assert fresh(room.unit).name == old_name
    assert fresh(room.unit).closed_on == TODAY - dt.timedelta(days=1)
    assert fresh(story).unit.name == "Viện kiểm sát nhân dân khu vực 1"


@pytest.mark.parametrize("with_heir", [True, False])
def test_a_unit_that_closes_leaves_its_stories_to_the_chosen_unit_or_keeps_them(room, with_heir):
    story = make_story(room, "draft", now=NOW)
    plan = merger(
        room, kind=SuccessionKind.CLOSED, predecessors=(room.unit,), new_units=(), takers={},
        heir=key_of(room.other_unit) if with_heir else "",
    )  # fmt: skip

    confirm(room, plan)

    assert fresh(story).unit == (room.other_unit if with_heir else room.unit)
    assert duties_of(fresh(room.vetter), TODAY) == frozenset()


def test_an_existing_unit_can_take_another_one_in(room):
    third = make_newsroom("khac", hostname="khac.vn")
    plan = merger(
        room, kind=SuccessionKind.RENAMED, predecessors=(room.unit,),
        successors=(room.other_unit,), new_units=(), heir=key_of(room.other_unit),
        takers={seat_of(room.vetter).pk: Taker(key_of(room.other_unit), MembershipRole.DEPUTY)},
    )  # fmt: skip

    confirm(room, plan)

    assert team_of(room.other_unit).memberships.filter(user=room.vetter).exists()
    assert third.unit.closed_on is None


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"predecessors": "one"}, "successors"),
        ({"new_units": ()}, "successors"),
        ({"heir": ""}, "heir"),
        ({"heir": "new-7"}, "heir"),
        (
            {"new_units": (PlannedUnit(name="", short_name="", code="a", kind=UnitKind.REGION),)},
            "name_0",
        ),
        (
            {
                "new_units": (
                    PlannedUnit(name="a", short_name="b", code="Có", kind=UnitKind.REGION),
                )
            },
            "code_0",
        ),
    ],
)
def test_a_plan_that_does_not_fit_is_refused_and_changes_nothing(room, changed, field):
    if changed.get("predecessors") == "one":
        changed = {"predecessors": (room.unit,)}
    before = Unit.objects.count(), Membership.objects.count()

    with pytest.raises(RefusedError) as refused:
        confirm(room, merger(room, **changed))

    assert field in [problem.field for problem in refused.value.problems]
    assert (Unit.objects.count(), Membership.objects.count()) == before
    assert fresh(room.unit).closed_on is None


def test_a_code_that_is_taken_and_two_heads_are_refused(room):
    taken = PlannedUnit(name="a", short_name="b", code=room.unit.code, kind=UnitKind.REGION)
    with pytest.raises(RefusedError):
        confirm(room, merger(room, new_units=(taken,)))
    two_heads = {
        seat_of(person).pk: Taker("new-0", MembershipRole.HEAD)
        for person in (room.vetter, room.other_vetter)
    }
    with pytest.raises(RefusedError) as refused:
        confirm(room, merger(room, takers=two_heads))
    assert [p.field for p in refused.value.problems] == [f"seat_{seat_of(room.other_vetter).pk}"]
    assert not Succession.objects.exists()


def test_a_unit_ends_once(room):
    confirm(room, merger(room, LATER))
    again = merger(
        room, LATER + dt.timedelta(days=9), new_units=(new_unit(2),), takers={},
        predecessors=(fresh(room.unit), fresh(room.other_unit)),
    )  # fmt: skip

    with pytest.raises(RefusedError):
        confirm(room, again)


def test_figures_by_unit_add_up_before_and_after_a_merger(room):
    stories_at_every_step(room)
    period = Period(TODAY, LATER)

    def received():
        told = measure(room.agency, "received", period, by=(Dimension.UNIT,))
        assert sum(row.value for row in told.rows) == told.total
        return told

    before = received()
    confirm(room, merger(room))
    after = received()

    assert after.total == before.total == after.value(room.unit.code)


def test_a_stand_in_through_the_screens_rule_does_not_weaken_four_eyes(room):
    story = make_story(room, "submitted", now=NOW)
    name_stand_in(
        room.vetter, room.contributor, board=team_of(room.unit), from_on=TODAY, to_on=TODAY,
        actor=room.vetter, now=NOW,
    )  # fmt: skip

    with pytest.raises(RefusedError) as refused:
        take_step(
            story.pk, Step.VET, actor=fresh(room.contributor), answers=on_screen(story.pk), now=NOW
        )

    assert [problem.code for problem in refused.value.problems] == ["own-story"]


def test_what_a_stand_in_does_says_for_whom(room):
    helper = make_member(team_of(room.unit), MembershipRole.MEMBER)
    story = make_story(room, "submitted", now=NOW)
    name_stand_in(
        room.vetter, helper, board=team_of(room.unit), from_on=TODAY, to_on=TODAY,
        actor=room.webmaster, now=NOW,
    )  # fmt: skip

    take_step(story.pk, Step.VET, actor=fresh(helper), answers=on_screen(story.pk), now=NOW)

    entry = LedgerEntry.objects.get(kind="story.vet")
    assert (entry.actor, entry.acting_for) == (helper, room.vetter)


def test_a_draft_goes_on_with_a_colleague_and_keeps_its_bylines(room):
    colleague = make_member(team_of(room.unit), MembershipRole.MEMBER)
    story = make_story(room, "draft", now=NOW)
    names = [byline.name for byline in story.bylines.all()]

    hand_over_draft(story.pk, successor=colleague, actor=room.webmaster, now=NOW)

    assert fresh(story).author == fresh(story.progress).author == colleague
    assert waiting_for(colleague, TODAY).filter(pk=story.pk).exists()
    assert [byline.name for byline in fresh(story).bylines.all()] == names
    assert LedgerEntry.objects.get(kind="story.hand_over").detail == {
        "before": room.contributor.pk, "after": colleague.pk,
    }  # fmt: skip
    with pytest.raises(RefusedError):
        hand_over_draft(story.pk, successor=room.other_vetter, actor=room.webmaster, now=NOW)


def test_what_somebody_was_editing_goes_to_another_editor_or_back_to_the_queue(room):
    first, second = make_story(room, "editing", now=NOW), make_story(room, "editing", now=NOW)
    desk = desk_of(room.editor, room.agency)
    assert [row.pk for row in desk.claims] == [first.pk, second.pk]

    pass_on_claim(first.pk, successor=room.second_editor, actor=room.webmaster, now=NOW)
    release_claim(second.pk, actor=room.webmaster, now=NOW)

    assert fresh(first.progress).claimed_by == room.second_editor
    back = fresh(second.progress)
    assert (back.status, back.claimed_by) == (Status.RECEIVED, None)
    take_step(
        second.pk, Step.CLAIM, actor=room.second_editor, answers=on_screen(second.pk), now=NOW
    )
    with pytest.raises(RefusedError):
        pass_on_claim(first.pk, successor=room.vetter, actor=room.webmaster, now=NOW)


@pytest.mark.parametrize("status", ["submitted", "published"])
def test_only_drafts_and_claims_change_hands(room, status):
    story = make_story(room, status, now=NOW)

    with pytest.raises(RefusedError):
        hand_over_draft(story.pk, successor=room.vetter, actor=room.webmaster, now=NOW)
    with pytest.raises(RefusedError):
        release_claim(story.pk, actor=room.webmaster, now=NOW)
