"""The next edition of a published story goes through the steps; readers keep the last one."""

import pytest
from django.utils import timezone

from toasoan.editorial.actions import note_change, take_step
from toasoan.editorial.editions import correction_changes, edition_changes
from toasoan.editorial.inbox import waiting_for
from toasoan.editorial.models import Progress
from toasoan.editorial.transitions import Step
from toasoan.ledger.models import LedgerEntry
from toasoan.media.models import Picture
from toasoan.refusals import RefusedError
from toasoan.stories.models import Edition, Story, TakeDown
from toasoan.testing.factories import (
    make_correction,
    make_picture,
    make_story,
    on_screen,
    rewrite,
    story_again,
)
from toasoan.vietnamese.dates import local_day

pytestmark = pytest.mark.django_db
OLD = "Kiểm sát trực tiếp tại nhà tạm giữ"
NEW = "Tiêu đề đã sửa"
CORRECTION = {"wrong": "trực tiếp", "right": "gián tiếp", "note": "Xin cáo lỗi bạn đọc."}


def take(story, step, actor, **given):
    return take_step(
        story.pk, step, actor=actor, answers=on_screen(story.pk, **given), now=timezone.now()
    )


def live(story):
    return Story.objects.get(pk=story.pk)


def kinds(story):
    return list(
        LedgerEntry.objects.filter(story_id=story.pk).order_by("pk").values_list("kind", flat=True)
    )


def codes(refusal):
    return [problem.code for problem in refusal.value.problems]


def test_a_live_story_is_closed_until_a_correction_is_begun(room):
    story = make_story(room, "published")

    with pytest.raises(RefusedError):
        rewrite(story, room.editor, headline=NEW)
    take(story, Step.BEGIN_CORRECTION, room.editor)
    rewrite(story, room.editor, headline=NEW)

    assert live(story).headline == OLD
    assert live(story).progress.status == "published"


def test_a_correction_waits_beside_the_live_text_and_becomes_the_next_edition(room):
    story = make_correction(room)
    assert live(story).headline == OLD

    take(story, Step.CORRECT, room.approver, revision_id=story.latest_revision_id, **CORRECTION)

    assert live(story).headline == NEW
    editions = Edition.objects.filter(story=story)
    assert [
        (e.number, e.headline, e.wrong_text, e.right_text, e.correction_note) for e in editions
    ] == [
        (1, OLD, "", "", ""),
        (2, NEW, "trực tiếp", "gián tiếp", "Xin cáo lỗi bạn đọc."),
    ]
    assert kinds(story)[-3:] == [
        "story.begin_correction",
        "story.propose_correction",
        "story.correct",
    ]
    last = LedgerEntry.objects.get(story_id=story.pk, kind="story.correct")
    assert (last.detail["edition"], last.detail["wrong"]) == (2, "trực tiếp")
    assert (live(story).progress.correction, live(story).progress.correction_note) == ("", {})


def test_whoever_changed_or_proposed_the_correction_does_not_approve_it(room):
    from toasoan.testing.factories import board_of
    from toasoan.units.actions import seat
    from toasoan.units.models import BoardKind, MembershipRole

    seat(
        room.editor, board_of(room.agency, BoardKind.STEERING), MembershipRole.DEPUTY,
        from_on=local_day(timezone.now()),
    )  # fmt: skip
    story = make_correction(room)

    with pytest.raises(RefusedError) as refusal:
        take(story, Step.CORRECT, room.editor, **CORRECTION)

    assert codes(refusal) == ["four-eyes"]


def test_a_proposed_correction_stands_with_the_approvers_and_nobody_else(room):
    story = make_correction(room)
    today = local_day(timezone.now())

    def waits_for(person):
        return waiting_for(person, today).filter(pk=story.pk).exists()

    assert [waits_for(p) for p in (room.approver, room.second_approver)] == [True, True]
    assert [waits_for(p) for p in (room.editor, room.vetter, room.contributor)] == [False] * 3


def test_a_returned_correction_stands_with_its_editor_with_the_reasons(room):
    story = make_correction(room)

    take(story, Step.RETURN_CORRECTION, room.approver, reason_codes=("chua-dat",), note="Thiếu")

    assert live(story).progress.correction == "writing"
    today = local_day(timezone.now())
    assert waiting_for(room.editor, today).filter(pk=story.pk).exists()
    entry = LedgerEntry.objects.get(story_id=story.pk, kind="story.return_correction")
    assert (entry.reason_codes, entry.to_status) == (["chua-dat"], "published")


def test_changing_a_proposed_correction_brings_it_back_to_the_desk(room):
    story = make_correction(room)

    rewrite(story, room.second_editor, headline="Sửa thêm lần nữa")

    assert live(story).progress.correction == "writing"
    assert kinds(story)[-1] == "story.reopen_correction"
    with pytest.raises(RefusedError):
        take(story, Step.CORRECT, room.approver, **CORRECTION)


def test_a_dropped_correction_leaves_the_live_text_and_the_next_one_begins_from_it(room):
    story = make_correction(room)
    discarded = story.latest_revision_id

    take(story, Step.DROP_CORRECTION, room.editor)

    again = live(story)
    assert again.headline == OLD
    assert again.get_latest_revision_as_object().headline == OLD
    assert again.latest_revision_id != discarded
    assert not correction_changes(again)
    assert LedgerEntry.objects.filter(revision_id=discarded, kind="story.drop_correction").exists()
    take(story, Step.BEGIN_CORRECTION, room.editor)
    with pytest.raises(RefusedError) as refusal:
        take(story, Step.PROPOSE_CORRECTION, room.editor, **CORRECTION)
    assert codes(refusal) == ["nothing-changed"]


def test_a_correction_cannot_be_begun_twice(room):
    story = make_correction(room, "correcting")

    with pytest.raises(RefusedError) as refusal:
        take(story, Step.BEGIN_CORRECTION, room.second_editor)

    assert codes(refusal) == ["correction-open"]


@pytest.mark.parametrize("parts", [{"headline": ""}, {"standfirst": ""}, {"body": []}])
def test_an_emptied_text_never_reaches_the_live_story(room, parts):
    story = make_correction(room, "correcting")
    before = Story.objects.values().get(pk=story.pk)

    rewrite(story, room.editor, **parts)
    with pytest.raises(RefusedError):
        take(story, Step.PROPOSE_CORRECTION, room.editor, **CORRECTION)

    after = Story.objects.values().get(pk=story.pk)
    ignored = {"latest_revision_id", "has_unpublished_changes"}
    assert {k: v for k, v in after.items() if k not in ignored} == {
        k: v for k, v in before.items() if k not in ignored
    }
    assert after["live"]


def test_a_text_emptied_after_the_proposal_is_not_approved(room):
    story = make_correction(room)
    text = story.get_latest_revision_as_object()
    text.headline = ""
    # A revision saved without any of the newsroom's checks still changes nothing on the site.
    text.save_revision(user=room.editor, clean=False)

    with pytest.raises(RefusedError) as refusal:
        take(story, Step.CORRECT, room.approver, **CORRECTION)

    assert "no-headline" in codes(refusal)
    assert live(story).headline == OLD


def test_a_story_taken_down_for_an_error_comes_back_corrected_in_one_step(room):
    story = make_story(room, "taken_down")
    take(story, Step.BEGIN_CORRECTION, room.editor)
    rewrite(story, room.editor, headline=NEW)
    take(story, Step.PROPOSE_CORRECTION, room.editor, **CORRECTION)
    assert not live(story).live

    take(story, Step.CORRECT, room.approver, **CORRECTION)

    assert (live(story).live, live(story).headline) == (True, NEW)
    assert not TakeDown.objects.filter(story=story).exists()
    assert kinds(story).count("story.published") == 1


def test_a_story_put_back_shows_the_last_edition_while_a_correction_waits(room):
    story = make_correction(room)
    take(story, Step.TAKE_DOWN, room.approver, take_down_kind="error")
    assert live(story).progress.correction == "proposed"

    take(story, Step.REINSTATE, room.approver, note="Đã kiểm tra lại")

    assert (live(story).headline, live(story).progress.correction) == (OLD, "proposed")
    take(story, Step.CORRECT, room.approver, **CORRECTION)
    assert live(story).headline == NEW


def test_a_photo_that_a_correction_leaves_out_goes_back_behind_the_door(room):
    picture = make_picture(room.unit)
    value = {"picture": picture.pk, "caption": "Chú thích", "alternative_text": "Hội trường"}
    body = (("text", "<p>Đường bộ</p>"), ("picture", value))
    story = make_story(room, "published", body=body)
    take(story, Step.BEGIN_CORRECTION, room.editor)
    rewrite(story, room.editor, body=[("text", "<p>Không còn ảnh</p>")])
    take(story, Step.PROPOSE_CORRECTION, room.editor, **CORRECTION)

    take(story, Step.CORRECT, room.approver, **CORRECTION)

    assert Picture.objects.get(pk=picture.pk).reach == "agency"
    [(_second, changes), _first] = edition_changes(live(story))
    assert [(c.part, c.old_words, c.new_words) for c in changes] == [
        ("body", "Đường bộ", "Không còn ảnh"),
        ("photos", "Chú thích", ""),
    ]


def test_a_story_that_never_was_published_has_no_editions(room):
    assert edition_changes(make_story(room, "received")) == []


def test_the_change_list_marks_the_words_that_differ(room):
    story = make_correction(room, headline="Kiểm sát gián tiếp tại nhà tạm giữ")

    (change,) = correction_changes(story_again(story))

    assert change.part == "headline"
    assert [(p.words, p.differs) for p in change.old] == [
        ("Kiểm sát", False), ("trực", True), ("tiếp tại nhà tạm giữ", False),
    ]  # fmt: skip
    assert [p.words for p in change.new if p.differs] == ["gián"]


def test_an_autosave_that_changes_nothing_is_no_correction(room):
    story = make_correction(room, "correcting")
    story.get_latest_revision_as_object().save_revision(user=room.editor, clean=False)
    note_change(story.pk, actor=room.editor, now=timezone.now())

    with pytest.raises(RefusedError) as refusal:
        take(story, Step.PROPOSE_CORRECTION, room.editor, **CORRECTION)

    assert codes(refusal) == ["nothing-changed"]
    assert Progress.objects.get(pk=story.pk).status == "published"
