"""The exact recipients of every message: each step, written out by name."""

import datetime as dt

import pytest
from django.db import transaction
from django.utils import timezone

from toasoan.editorial.actions import begin_story, note_change, take_step
from toasoan.editorial.models import Progress
from toasoan.editorial.remarks.actions import make_remark, reopen_remark, resolve_remark
from toasoan.editorial.signals import due_step_failed
from toasoan.editorial.transitions import Step
from toasoan.ledger.actions import EntryFacts, record
from toasoan.notifications.kinds import NotificationKind
from toasoan.notifications.models import Notification
from toasoan.notifications.rules import NEWS_FOR, TELLING_RULES
from toasoan.notifications.tests.newsroom import make_cast
from toasoan.stories.models import Story
from toasoan.testing.factories import complete_story, make_story, on_screen

pytestmark = pytest.mark.django_db

VETTERS = {"vetter", "deputy_vetter", "vetter_stand_in"}
EDITORS = {"editor", "second_editor"}
APPROVERS = {"approver", "second_approver", "approver_stand_in"}
WRITER = {"contributor"}

#: from status, step, who takes it → kind → exactly these people. The contributor wrote and sent
#: the story, the editor took it up and proposed it, the approver approved it.
TABLE = [
    ("draft", Step.SUBMIT, "contributor", {NotificationKind.VETTING: VETTERS}),
    ("draft", Step.SUBMIT, "deputy_vetter", {NotificationKind.VETTING: VETTERS - {"deputy_vetter"}}),
    ("submitted", Step.VET, "vetter", {NotificationKind.EDITING: EDITORS}),
    ("submitted", Step.VET, "vetter_stand_in", {NotificationKind.EDITING: EDITORS}),
    ("received", Step.CLAIM, "editor", {}),
    ("editing", Step.PROPOSE, "editor", {NotificationKind.APPROVING: APPROVERS}),
    ("proposed", Step.APPROVE, "approver", {NotificationKind.PUBLISHED: WRITER}),
    ("approved", Step.SCHEDULE, "second_approver", {NotificationKind.SCHEDULED: WRITER | {"editor"}}),
    ("approved", Step.PUBLISH, None, {NotificationKind.PUBLISHED: WRITER}),
    ("submitted", Step.RETURN_TO_CONTRIBUTOR, "vetter", {NotificationKind.CAME_BACK: WRITER}),
    (
        "received", Step.RETURN_TO_CONTRIBUTOR, "editor",
        {NotificationKind.CAME_BACK: WRITER, NotificationKind.RETURNED: VETTERS},
    ),
    (
        "editing", Step.RETURN_TO_CONTRIBUTOR, "second_editor",
        {NotificationKind.CAME_BACK: WRITER, NotificationKind.RETURNED: VETTERS},
    ),
    (
        "proposed", Step.RETURN_TO_CONTRIBUTOR, "approver",
        {NotificationKind.CAME_BACK: WRITER, NotificationKind.RETURNED: VETTERS | {"editor"}},
    ),
    (
        "approved", Step.RETURN_TO_CONTRIBUTOR, "second_approver",
        {NotificationKind.CAME_BACK: WRITER, NotificationKind.RETURNED: VETTERS | {"editor"}},
    ),
    (
        "received", Step.RETURN_TO_UNIT, "editor",
        {NotificationKind.CAME_BACK: VETTERS, NotificationKind.RETURNED: WRITER},
    ),
    (
        "editing", Step.RETURN_TO_UNIT, "editor",
        {NotificationKind.CAME_BACK: VETTERS, NotificationKind.RETURNED: WRITER},
    ),
    (
        "proposed", Step.RETURN_TO_UNIT, "approver",
        {NotificationKind.CAME_BACK: VETTERS, NotificationKind.RETURNED: WRITER | {"editor"}},
    ),
    (
        "approved", Step.RETURN_TO_UNIT, "approver",
        {NotificationKind.CAME_BACK: VETTERS, NotificationKind.RETURNED: WRITER | {"editor"}},
    ),
    ("proposed", Step.RETURN_TO_DESK, "approver", {NotificationKind.CAME_BACK: {"editor"}}),
    ("approved", Step.RETURN_TO_DESK, "second_approver", {NotificationKind.CAME_BACK: {"editor"}}),
    ("proposed", Step.REOPEN, "second_editor", {NotificationKind.REOPENED: {"editor"}}),
    ("approved", Step.REOPEN, "second_editor", {NotificationKind.REOPENED: {"editor", "approver"}}),
    ("draft", Step.WITHDRAW, "contributor", {}),
    ("submitted", Step.WITHDRAW, "contributor", {NotificationKind.WITHDRAWN: VETTERS}),
    (
        "submitted", Step.WITHDRAW, "vetter",
        {NotificationKind.WITHDRAWN: WRITER | VETTERS - {"vetter"}},
    ),
    ("withdrawn", Step.RESUME, "contributor", {}),
    ("withdrawn", Step.RESUME, "vetter", {NotificationKind.RESUMED: WRITER}),
    ("received", Step.REJECT, "editor", {NotificationKind.REJECTED: WRITER | VETTERS}),
    ("editing", Step.REJECT, "editor", {NotificationKind.REJECTED: WRITER | VETTERS}),
    ("proposed", Step.REJECT, "approver", {NotificationKind.REJECTED: WRITER | VETTERS | {"editor"}}),
    (
        "rejected", Step.RESTORE, "second_editor",
        {NotificationKind.EDITING: {"editor"}, NotificationKind.RESTORED: WRITER | VETTERS},
    ),
    # The stand-in of whoever forced it is not another person; the other approver is.
    (
        "received", Step.FORCE_PUBLISH, "approver",
        {NotificationKind.CONFIRMING: {"second_approver"}, NotificationKind.PUBLISHED: WRITER},
    ),
    (
        "editing", Step.FORCE_PUBLISH, "approver",
        {NotificationKind.CONFIRMING: {"second_approver"}, NotificationKind.PUBLISHED: WRITER | {"editor"}},
    ),
    (
        "proposed", Step.FORCE_PUBLISH, "second_approver",
        {
            NotificationKind.CONFIRMING: {"approver", "approver_stand_in"},
            NotificationKind.PUBLISHED: WRITER | {"editor"},
        },
    ),
    ("forced", Step.CONFIRM, "second_approver", {NotificationKind.CONFIRMED: {"approver"}}),
    ("approved", Step.SET_EMBARGO, "second_approver", {NotificationKind.SCHEDULED: WRITER | {"editor"}}),
    ("proposed", Step.SET_EMBARGO, "approver", {NotificationKind.HOURS_CHANGED: {"editor"}}),
    ("published", Step.SET_EXPIRY, "approver", {NotificationKind.HOURS_CHANGED: {"editor"}}),
    ("failing", Step.RETRY, "approver", {NotificationKind.PUBLISHED: WRITER}),
    ("expiring", Step.EXPIRE, None, {NotificationKind.TAKEN_DOWN: WRITER | VETTERS}),
    ("published", Step.BEGIN_CORRECTION, "editor", {}),
    # The second editor corrects what the first one had proposed.
    ("changed", Step.PROPOSE_CORRECTION, "second_editor", {NotificationKind.CORRECTING: APPROVERS}),
    ("correcting", Step.RETURN_CORRECTION, "approver", {NotificationKind.CORRECTION_BACK: {"second_editor"}}),
    ("correcting", Step.REOPEN_CORRECTION, "editor", {NotificationKind.REOPENED: {"second_editor"}}),
    ("correcting", Step.DROP_CORRECTION, "editor", {NotificationKind.CORRECTION_DROPPED: {"second_editor"}}),
    ("correcting", Step.CORRECT, "approver", {NotificationKind.CORRECTED: WRITER}),
    ("rejected", Step.RESUME, "vetter", {NotificationKind.RESUMED: WRITER}),
    ("published", Step.TAKE_DOWN, "approver", {NotificationKind.TAKEN_DOWN: WRITER | VETTERS}),
    ("taken_down", Step.REINSTATE, "approver", {NotificationKind.REINSTATED: WRITER | VETTERS}),
]  # fmt: skip


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def cast(now):
    return make_cast(now)


def change(story_id, person, now):
    story = Story.objects.get(pk=story_id).get_latest_revision_as_object()
    story.standfirst += " Sửa thêm."
    story.save_revision(user=person, clean=False)
    note_change(story_id, actor=person, now=now)


def answers(story, step, now):
    return on_screen(
        story.pk,
        note="Vì việc gấp",
        reason_codes=("trung-tin",) if step is Step.REJECT else ("chua-dat",)
        if step.startswith("return") else (),
        publish_at=now + dt.timedelta(hours=3) if step is Step.SCHEDULE else None,
        embargo_until=now + dt.timedelta(hours=3) if step is Step.SET_EMBARGO else None,
        expires_at=now + dt.timedelta(hours=3) if step is Step.SET_EXPIRY else None,
        wrong="sai",
        right="đúng",
        take_down_kind="error" if step is Step.TAKE_DOWN else "",
    )  # fmt: skip


def brought_to(cast, status, now):
    """A story at the status, or where the steps of `beside` have brought it."""
    route, beside = {
        "forced": ("editing", ()),
        "failing": ("approved", ()),
        "expiring": ("published", ()),
        "changed": ("published", (Step.BEGIN_CORRECTION,)),
        "correcting": ("published", (Step.BEGIN_CORRECTION, Step.PROPOSE_CORRECTION)),
    }.get(status, (status, ()))
    story = make_story(cast.room, route, now=now)
    if status == "forced":
        take_step(story.pk, Step.FORCE_PUBLISH, actor=cast["approver"],
                  answers=on_screen(story.pk, note="Gấp"), now=now)  # fmt: skip
    for step in beside:
        take_step(
            story.pk, step, actor=cast["second_editor"], answers=answers(story, step, now), now=now
        )
        if step is Step.BEGIN_CORRECTION:
            change(story.pk, cast["second_editor"], now)
    held = {
        "failing": {"failed_step": "publish", "publish_at": now},
        "expiring": {"expires_at": now},
    }
    Progress.objects.filter(pk=story.pk).update(**held.get(status, {"agency": cast.room.agency}))
    Notification.objects.all().delete()
    return story


def act(cast, story, step, person, now):
    if step in {Step.REOPEN, Step.REOPEN_CORRECTION}:
        change(story.pk, cast[person], now)
        return
    if step is Step.PUBLISH:
        now += dt.timedelta(days=1)
    actor = cast[person] if person else None
    take_step(story.pk, step, actor=actor, answers=answers(story, step, now), now=now)


@pytest.mark.parametrize(
    ("status", "step", "person", "expected"),
    TABLE,
    ids=[f"{status}-{step}-{person}" for status, step, person, _expected in TABLE],
)
def test_exactly_these_people_are_told(cast, now, status, step, person, expected):
    story = brought_to(cast, status, now)

    act(cast, story, step, person, now)

    assert cast.recipients() == {str(kind): names for kind, names in expected.items()}


def test_every_step_stands_in_the_table_and_in_its_proof():
    assert set(TELLING_RULES) == set(Step)
    assert {step for _status, step, _person, _recipients in TABLE} | {Step.HAND_IN} == set(Step)


def test_a_story_of_the_desk_goes_to_the_other_editors(cast, now):
    story = begin_story(
        complete_story(cast.room), unit=cast.room.unit, actor=cast["editor"], now=now
    )

    take_step(story.pk, Step.HAND_IN, actor=cast["editor"], answers=on_screen(story.pk), now=now)

    assert cast.recipients() == {"editing": {"second_editor"}}


def test_an_approval_for_an_hour_tells_the_writer_and_the_proposer_when(cast, now):
    story = brought_to(cast, "proposed", now)
    hour = now + dt.timedelta(days=2)

    take_step(
        story.pk,
        Step.APPROVE,
        actor=cast["approver"],
        answers=on_screen(story.pk, publish_at=hour),
        now=now,
    )

    assert cast.recipients() == {"scheduled": {"contributor", "editor"}}
    assert "Đăng vào" in Notification.objects.first().extra


def test_who_last_changed_a_story_is_not_asked_to_approve_it(cast, now):
    story = brought_to(cast, "editing", now)
    Progress.objects.filter(pk=story.pk).update(last_changed_by=cast["approver"])

    take_step(story.pk, Step.PROPOSE, actor=cast["editor"], answers=on_screen(story.pk), now=now)

    assert cast.recipients() == {"approving": {"second_approver"}}


def test_a_leader_is_not_asked_to_vet_their_own_story(cast, now):
    story = begin_story(
        complete_story(cast.room), unit=cast.room.unit, actor=cast["vetter"], now=now
    )

    take_step(story.pk, Step.SUBMIT, actor=cast["vetter"], answers=on_screen(story.pk), now=now)

    assert cast.recipients() == {"vetting": {"deputy_vetter"}}


def test_what_comes_back_to_an_author_who_has_left_goes_to_the_units_leaders(cast, now):
    story = brought_to(cast, "received", now)
    author = cast["contributor"]
    author.is_active = False
    author.save()

    act(cast, story, Step.RETURN_TO_CONTRIBUTOR, "editor", now)

    assert cast.recipients() == {"came_back": VETTERS}


def test_an_author_whose_seat_has_ended_is_not_told_any_more(cast, now):
    story = brought_to(cast, "proposed", now)
    seat = cast["contributor"].memberships.get()
    seat.to_on = dt.date(2021, 1, 1)
    seat.save()

    act(cast, story, Step.REJECT, "approver", now)

    assert cast.recipients() == {"rejected": VETTERS | {"editor"}}


def test_what_the_clock_could_not_do_is_told_to_every_approver(cast, now):
    story = brought_to(cast, "approved", now)
    line = EntryFacts(
        unit=story.unit, actor=None, happened_at=now, story_id=story.pk, note="Thiếu ảnh"
    )

    due_step_failed.send(
        Progress, progress=story.progress, entry=record("story.publish_failed", line)
    )

    assert cast.recipients() == {"failed": APPROVERS}
    assert Notification.objects.first().extra == "Thiếu ảnh"


def test_a_remark_goes_to_whose_turn_it_is_and_the_author_its_answer_to_who_talks(cast, now):
    story = brought_to(cast, "proposed", now)

    remark = make_remark(story, text="Kiểm tra lại số liệu", actor=cast["second_editor"], now=now)
    said = cast.recipients()
    Notification.objects.all().delete()
    resolve_remark(remark, note="Đã sửa", actor=cast["contributor"], now=now)
    answered = cast.recipients()
    Notification.objects.all().delete()
    reopen_remark(remark, note="Chưa đúng", actor=cast["second_editor"], now=now)

    assert said == {"remark": APPROVERS | WRITER}
    assert answered == {"remark_resolved": {"second_editor"}}
    assert cast.recipients() == {"remark": APPROVERS | WRITER}


def test_a_remark_on_an_unsent_draft_stays_in_the_unit(cast, now):
    story = brought_to(cast, "draft", now)

    make_remark(story, text="Thêm ảnh", actor=cast["vetter"], now=now)

    assert cast.recipients() == {"remark": WRITER}


def test_what_is_entered_long_after_it_happened_is_told_to_nobody(cast, now):
    make_story(cast.room, "published", now=now - NEWS_FOR - dt.timedelta(hours=1))

    assert cast.recipients() == {}


def test_who_takes_a_step_has_read_what_led_to_it(cast, now):
    story = make_story(cast.room, "submitted", now=now)

    take_step(story.pk, Step.VET, actor=cast["vetter"], answers=on_screen(story.pk), now=now)

    unread = Notification.objects.filter(kind=NotificationKind.VETTING, read_at__isnull=True)
    assert {cast.name_of(n.recipient) for n in unread} == {"deputy_vetter", "vetter_stand_in"}


def test_nothing_is_told_when_the_step_is_rolled_back(cast, now):
    story = brought_to(cast, "submitted", now)

    with transaction.atomic():
        take_step(story.pk, Step.VET, actor=cast["vetter"], answers=on_screen(story.pk), now=now)
        transaction.set_rollback(True)

    assert not Notification.objects.exists()


def test_the_notification_carries_headline_reasons_and_nothing_of_the_text(cast, now):
    story = brought_to(cast, "received", now)

    act(cast, story, Step.REJECT, "editor", now)

    notification = Notification.objects.first()
    assert notification.title == "Kiểm sát trực tiếp tại nhà tạm giữ"
    assert notification.extra == "Lý do: Trùng tin đã đăng."
