"""Real steps on a real database: what changed, what the ledger says, what readers see."""

import datetime as dt

import pytest
from django.utils import timezone

from toasoan.editorial.actions import begin_story, note_change, take_step
from toasoan.editorial.inbox import recently_decided, waiting_elsewhere, waiting_for
from toasoan.editorial.models import Progress
from toasoan.editorial.transitions import Step
from toasoan.editorial.turn_sql import stories_visible_to
from toasoan.ledger.models import LedgerEntry
from toasoan.media.models import Picture
from toasoan.refusals import RefusedError
from toasoan.search.models import Document
from toasoan.stories.models import Story, TakeDown
from toasoan.testing.factories import (
    ROUTES,
    complete_story,
    make_member,
    make_picture,
    make_story,
    on_screen,
    rewrite,
    team_of,
)
from toasoan.units.actions import delegate
from toasoan.units.models import MembershipRole
from toasoan.vietnamese.dates import local_day

pytestmark = pytest.mark.django_db


def take(story, step, actor, **given):
    return take_step(
        story.pk, step, actor=actor, answers=on_screen(story.pk, **given), now=timezone.now()
    )


def kinds(story):
    return list(
        LedgerEntry.objects.filter(story_id=story.pk).order_by("pk").values_list("kind", flat=True)
    )


@pytest.mark.parametrize("status", ROUTES)
def test_every_status_is_reached_by_the_real_steps(room, status):
    assert make_story(room, status).progress.status == status


def test_the_way_of_a_story_is_written_down_step_by_step(room):
    story = make_story(room, "published")

    assert kinds(story) == [
        "story.begin",
        "story.submit",
        "story.received",
        "story.vet",
        "story.claim",
        "story.propose",
        "story.approve",
        "story.published",
        "story.publish",
    ]
    last = LedgerEntry.objects.get(story_id=story.pk, kind="story.publish")
    assert (last.unit, last.actor) == (room.unit, room.approver)
    assert last.revision_id == story.live_revision_id
    assert (last.from_status, last.to_status) == ("approved", "published")


def test_a_refused_step_leaves_nothing_behind(room):
    story = make_story(room, "proposed")
    before = kinds(story)

    with pytest.raises(RefusedError):
        take(story, Step.APPROVE, room.editor)

    assert kinds(story) == before
    assert Progress.objects.get(pk=story.pk).status == "proposed"


def test_a_story_that_is_cleared_twice_was_received_once(room):
    story = make_story(room, "received")

    take(story, Step.RETURN_TO_UNIT, room.editor, reason_codes=("chua-dat",))
    take(story, Step.VET, room.vetter)

    assert kinds(story).count("story.vet") == 2
    assert kinds(story).count("story.received") == 1


def test_a_story_that_comes_back_on_the_site_was_published_once(room):
    story = make_story(room, "taken_down")

    take(story, Step.REINSTATE, room.approver, note="Đã kiểm tra lại")

    assert kinds(story).count("story.published") == 1
    assert Story.objects.get(pk=story.pk).live
    assert not TakeDown.objects.filter(story=story).exists()


def test_a_text_that_a_step_named_is_never_written_over(room):
    story = make_story(room, "submitted")
    named = story.latest_revision

    story.headline = "Lãnh đạo sửa lại tiêu đề"
    saved = story.save_revision(user=named.user, clean=False, overwrite_revision=named)

    assert saved.pk != named.pk
    named.refresh_from_db()
    assert named.content["headline"] == "Kiểm sát trực tiếp tại nhà tạm giữ"


def test_an_autosave_goes_on_in_its_own_revision_between_steps(room):
    story = make_story(room, "draft")
    own = story.latest_revision

    saved = story.save_revision(user=own.user, clean=False, overwrite_revision=own)

    assert saved.pk == own.pk


@pytest.mark.parametrize("status", ["proposed", "approved"])
def test_a_change_after_the_proposal_brings_the_story_back_to_the_desk(room, status):
    story = make_story(room, status)

    rewrite(story, room.second_editor, headline="Sửa thêm")

    progress = Progress.objects.get(pk=story.pk)
    assert (progress.status, progress.approved_revision_id) == ("editing", None)
    assert progress.last_changed_by == room.second_editor
    assert kinds(story)[-1] == "story.reopen"


def test_a_text_that_has_moved_on_is_closed_to_its_author(room):
    story = make_story(room, "submitted")

    with pytest.raises(RefusedError):
        note_change(story.pk, actor=room.contributor, now=timezone.now())


def test_the_last_editor_who_also_approves_may_not_approve(room):
    from toasoan.testing.factories import board_of
    from toasoan.units.actions import seat
    from toasoan.units.models import BoardKind

    seat(
        room.editor,
        board_of(room.agency, BoardKind.STEERING),
        MembershipRole.DEPUTY,
        from_on=dt.date(2020, 1, 1),
    )
    story = make_story(room, "proposed")

    with pytest.raises(RefusedError) as refusal:
        take(story, Step.APPROVE, room.editor)

    assert [problem.code for problem in refusal.value.problems] == ["four-eyes"]


def test_an_old_status_does_not_come_back_with_an_old_text(room):
    story = make_story(room, "draft")
    old = story.latest_revision
    take(story, Step.SUBMIT, room.contributor)

    old.as_object().save()

    assert Progress.objects.get(pk=story.pk).status == "submitted"


def test_going_live_validates_the_whole_text(room):
    story = make_story(room, "proposed")
    revision = story.latest_revision
    revision.content["headline"] = "x" * 300
    revision.save()

    with pytest.raises(RefusedError) as refusal:
        take(story, Step.APPROVE, room.approver)

    assert [(p.code, p.field) for p in refusal.value.problems] == [("invalid", "headline")]
    assert refusal.value.problems[0].message.startswith("Tiêu đề: ")
    assert not Story.objects.get(pk=story.pk).live
    assert Progress.objects.get(pk=story.pk).status == "proposed"


def photo_body(picture):
    value = {"picture": picture.pk, "caption": "Chú thích", "alternative_text": "Hội trường"}
    return (("text", "<p>Đường bộ</p>"), ("picture", value))


def test_photos_come_out_with_their_story_and_go_back_with_it(room):
    picture = make_picture(room.unit, room.contributor)

    def reach():
        return Picture.objects.get(pk=picture.pk).reach

    story = make_story(room, "draft", body=photo_body(picture))
    assert reach() == "unit"
    for step, person in ROUTES["received"]:
        take(story, step, getattr(room, person))
    assert reach() == "agency"
    for step, person in ROUTES["published"][2:]:
        take(story, step, getattr(room, person))
    assert reach() == "public"
    take(story, Step.TAKE_DOWN, room.approver, take_down_kind="error")
    assert reach() == "agency"


def test_a_photo_that_another_live_story_shows_stays_public(room):
    picture = make_picture(room.unit)
    first = make_story(room, "published", body=photo_body(picture))
    make_story(room, "published", body=photo_body(picture))

    take(first, Step.TAKE_DOWN, room.approver, take_down_kind="duplicate")

    assert Picture.objects.get(pk=picture.pk).reach == "public"


def test_a_story_on_the_way_does_not_take_a_public_photo_back(room):
    picture = make_picture(room.unit)
    make_story(room, "published", body=photo_body(picture))

    make_story(room, "received", body=photo_body(picture))

    assert Picture.objects.get(pk=picture.pk).reach == "public"


def test_the_search_knows_live_stories_only(room):
    story = make_story(room, "published")

    def found():
        return tuple(Document.objects.values_list("object_id", flat=True))

    assert found() == (story.pk,)
    take(story, Step.TAKE_DOWN, room.approver, take_down_kind="error")
    assert found() == ()
    take(story, Step.REINSTATE, room.approver, note="Đã kiểm tra lại")
    assert found() == (story.pk,)


def test_a_stand_in_acts_within_their_days_and_the_trail_says_for_whom(room):
    today = local_day(timezone.now())
    stand_in = room.outsider
    delegate(room.vetter, stand_in, from_on=today, to_on=today)
    story = make_story(room, "submitted")

    take(story, Step.VET, stand_in)

    entry = LedgerEntry.objects.get(story_id=story.pk, kind="story.vet")
    assert (entry.actor, entry.acting_for) == (stand_in, room.vetter)


def test_a_delegation_of_yesterday_opens_nothing(room):
    yesterday = local_day(timezone.now()) - dt.timedelta(days=1)
    delegate(room.vetter, room.outsider, from_on=yesterday, to_on=yesterday)
    story = make_story(room, "submitted")

    with pytest.raises(RefusedError):
        take(story, Step.VET, room.outsider)


def test_the_only_leader_clears_their_own_story_and_it_is_marked(room):
    story = begin_story(complete_story(room), unit=room.unit, actor=room.vetter, now=timezone.now())
    take(story, Step.SUBMIT, room.vetter)

    take(story, Step.VET, room.vetter)

    entry = LedgerEntry.objects.get(story_id=story.pk, kind="story.vet")
    assert entry.detail["only_leader"] is True


def test_with_a_second_leader_nobody_clears_their_own_story(room):
    make_member(team_of(room.unit), MembershipRole.DEPUTY)
    story = begin_story(complete_story(room), unit=room.unit, actor=room.vetter, now=timezone.now())
    take(story, Step.SUBMIT, room.vetter)

    with pytest.raises(RefusedError):
        take(story, Step.VET, room.vetter)


def test_the_desk_hands_in_its_own_story_without_a_unit_leader(room):
    story = begin_story(complete_story(room), unit=room.unit, actor=room.editor, now=timezone.now())

    take(story, Step.HAND_IN, room.editor)

    assert Progress.objects.get(pk=story.pk).received_at is not None
    assert "story.received" in kinds(story)


def test_a_withdrawn_story_is_taken_up_again_by_its_author(room):
    story = make_story(room, "withdrawn")

    take(story, Step.RESUME, room.contributor)
    take(story, Step.SUBMIT, room.contributor)

    assert Progress.objects.get(pk=story.pk).status == "submitted"


@pytest.mark.parametrize("person", ["contributor", "vetter"])
def test_after_a_refusal_the_unit_may_write_on(room, person):
    story = make_story(room, "rejected")

    take(story, Step.RESUME, getattr(room, person))

    assert Progress.objects.get(pk=story.pk).status == "draft"
    take(story, Step.SUBMIT, room.contributor)
    take(story, Step.VET, room.vetter)
    assert kinds(story).count("story.received") == 1


def test_another_units_leader_never_takes_a_refused_story_up(room):
    story = make_story(room, "rejected")

    with pytest.raises(RefusedError) as refusal:
        take(story, Step.RESUME, room.other_vetter)

    assert [problem.code for problem in refusal.value.problems] == ["not-yours"]


@pytest.mark.parametrize(
    ("status", "sees"),
    [
        ("draft", "contributor vetter"),
        ("submitted", "contributor vetter"),
        ("received", "contributor vetter editor second_editor approver second_approver"),
        ("published", "contributor vetter editor second_editor approver second_approver"),
        ("withdrawn", "contributor vetter"),
        ("rejected", "contributor vetter editor second_editor approver second_approver"),
    ],
)
def test_a_story_exists_for_its_unit_and_from_its_arrival_for_the_desk(room, status, sees):
    story = make_story(room, status)
    today = local_day(timezone.now())

    seeing = {
        name
        for name, person in room.people().items()
        if stories_visible_to(person, today).filter(pk=story.pk).exists()
    }

    assert seeing == set(sees.split())


def test_the_desk_lists_each_story_once_and_the_oldest_first(room):
    today = local_day(timezone.now())
    earlier = timezone.now() - dt.timedelta(days=2)
    young, old = make_story(room, "submitted"), make_story(room, "submitted", now=earlier)
    decided = make_story(room, "published")

    assert [row.pk for row in waiting_for(room.vetter, today)] == [old.pk, young.pk]
    assert [row.pk for row in waiting_elsewhere(room.contributor, today)[0]] == [old.pk, young.pk]
    assert not waiting_for(room.other_vetter, today).exists()
    assert [row.pk for row in recently_decided(room.contributor, today)[0]] == [decided.pk]
