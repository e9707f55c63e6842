"""A story lets out its own photos and files, and names what is somebody else's before it goes."""

import pytest
from django.utils import timezone

from toasoan.editorial.actions import take_step
from toasoan.editorial.publication import publish_revision
from toasoan.editorial.rules import Answers
from toasoan.editorial.transitions import TRANSITIONS, Guard, Step
from toasoan.media.models import Attachment, Picture, Reach
from toasoan.refusals import RefusedError
from toasoan.stories.models import ShownAttachment, ShownPicture
from toasoan.testing.factories import (
    make_attachment,
    make_member,
    make_newsroom,
    make_picture,
    make_story,
    on_screen,
    rewrite,
    team_of,
)
from toasoan.units.actions import seat
from toasoan.units.models import MembershipRole

pytestmark = pytest.mark.django_db


def body_with(picture, attachment=None):
    photo = {"picture": picture.pk, "caption": "Chú thích", "alternative_text": "Mô tả"}
    body = (("text", "<p>Lời.</p>"), ("picture", photo))
    return (*body, ("file", {"file": attachment.pk, "title": ""})) if attachment else body


def reach(row):
    row.refresh_from_db()
    return row.reach


def send(story, person):
    return take_step(
        story.pk, Step.SUBMIT, actor=person, answers=on_screen(story.pk), now=timezone.now()
    )


def test_what_another_unit_keeps_to_itself_is_named_before_the_story_is_sent(room):
    picture, attachment = make_picture(room.other_unit), make_attachment(room.other_unit)
    story = make_story(room, body=body_with(picture, attachment))

    with pytest.raises(RefusedError) as refused:
        send(story, room.contributor)

    assert [(p.code, p.field, p.item) for p in refused.value.problems] == [
        ("foreign-photo", "body", 1),
        ("foreign-file", "body", 1),
    ]
    assert (reach(picture), reach(attachment)) == (Reach.UNIT, Reach.UNIT)


def test_what_another_agency_has_published_is_named_as_well(room):
    other = make_newsroom("vien-khac", "khac.vidu.vn")
    picture = make_picture(other.unit)
    Picture.objects.filter(pk=picture.pk).update(reach=Reach.PUBLIC)
    story = make_story(room, body=body_with(picture))

    with pytest.raises(RefusedError) as refused:
        send(story, room.contributor)

    assert [problem.code for problem in refused.value.problems] == ["foreign-photo"]


def test_every_step_that_sends_a_text_on_or_out_asks_whose_its_photos_are():
    """Those without the guard put back what went out before, or do not change the text."""
    to_site = {step for step, row in TRANSITIONS.items() if row.target == "published"}

    assert {step for step in to_site if Guard.COMPLETE not in TRANSITIONS[step].guards} == {
        Step.REINSTATE
    }
    for step in (Step.SUBMIT, Step.HAND_IN, Step.VET, Step.PROPOSE, Step.APPROVE):
        assert Guard.COMPLETE in TRANSITIONS[step].guards


def test_publication_itself_raises_nothing_of_somebody_else(room):
    own, foreign = make_picture(room.unit), make_picture(room.other_unit)
    file = make_attachment(room.other_unit)
    story = make_story(room, "draft", body=(*body_with(own), *body_with(foreign, file)[1:]))

    publish_revision(story, story.latest_revision, now=timezone.now())

    assert (reach(own), reach(foreign), reach(file)) == (Reach.PUBLIC, Reach.UNIT, Reach.UNIT)
    assert list(ShownPicture.objects.values_list("picture", flat=True)) == [own.pk]
    assert not ShownAttachment.objects.exists()


def test_the_desk_puts_together_what_has_reached_it_and_what_is_the_agencys(room):
    reached, agencys = make_picture(room.other_unit), make_picture(None, room.editor)
    Picture.objects.filter(pk=reached.pk).update(reach=Reach.AGENCY)
    story = make_story(room, "editing")
    with_both = make_story(room, body=(*body_with(reached), *body_with(agencys)[1:]))
    rewrite(story, room.editor, body=with_both.body)

    for step, person in ((Step.PROPOSE, room.editor), (Step.APPROVE, room.approver)):
        story.refresh_from_db()
        answers = Answers(revision_id=story.latest_revision_id)
        take_step(story.pk, step, actor=person, answers=answers, now=timezone.now())

    assert (reach(reached), reach(agencys)) == (Reach.PUBLIC, Reach.PUBLIC)


def test_somebody_who_writes_for_two_units_may_use_their_photo_for_both(room):
    writer = make_member(team_of(room.other_unit), MembershipRole.MEMBER)
    seat(writer, team_of(room.unit), MembershipRole.MEMBER, from_on=room.unit.opened_on)
    picture = make_picture(room.other_unit, writer)
    story = make_story(room, body=body_with(picture))

    send(story, room.contributor)

    assert story.__class__.objects.get(pk=story.pk).progress.status == "submitted"


def test_an_upload_without_a_unit_belongs_to_the_agency_of_whoever_made_it(room):
    picture = make_picture(None, room.editor)
    attachment = make_attachment(room.unit)

    assert picture.agency == attachment.agency == room.agency
    assert Attachment.objects.get().unit == room.unit
