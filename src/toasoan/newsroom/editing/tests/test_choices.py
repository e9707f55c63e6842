"""Photos in the editor: what stands in a story stays, what is somebody else's does not come in."""

import json

import pytest
from lxml import html

from toasoan.media.models import Picture
from toasoan.stories.models import Story
from toasoan.testing.browsers import browser_of, edit, editor_form
from toasoan.testing.factories import make_picture, make_story, rewrite

pytestmark = pytest.mark.django_db

FOREIGN = "Tên ảnh của người khác"
REFUSED = "Không dùng được ảnh này"


def photo(picture, caption="Chú thích đã gõ"):
    """The fields of a body that holds the photo alone, as the browser posts them."""
    return {
        "body-0-type": "picture", "body-0-value-picture": str(picture.pk),
        "body-0-value-caption": caption, "body-0-value-credit": "",
        "body-0-value-alternative_text": "Mô tả",
    }  # fmt: skip


def picture_of(story):
    return Story.objects.get(pk=story.pk).get_latest_revision_as_object().picture_ids()


def stored(picture):
    return (("picture", {"picture": picture.pk, "caption": "Cũ", "alternative_text": "Mô tả"}),)


def test_ones_own_photo_comes_into_the_story(room):
    picture, story = make_picture(room.unit), make_story(room)

    answer = edit(room.contributor, story, **photo(picture))

    assert answer.status_code == 302
    assert picture_of(story) == [picture.pk]


def test_a_photo_that_a_colleague_put_in_stays_for_whoever_may_write_the_story(room):
    """The desk's photo in a story that came back to its contributor, who could not choose it."""
    desks, story = make_picture(None, room.editor), make_story(room)
    rewrite(story, room.contributor, body=make_story(room, body=stored(desks)).body)

    answer = edit(room.contributor, story, **photo(desks, "Chú thích mới"))

    assert answer.status_code == 302
    assert picture_of(story) == [desks.pk]


def test_it_stays_usable_when_a_later_version_took_it_out(room):
    """Somebody keeps their own text against a newer one: the photo was theirs to keep."""
    desks, story = make_picture(None, room.editor), make_story(room)
    without = Story.objects.get(pk=story.pk).body
    rewrite(story, room.contributor, body=make_story(room, body=stored(desks)).body)
    rewrite(story, room.contributor, body=without)

    answer = edit(room.contributor, story, **photo(desks))

    assert answer.status_code == 302
    assert picture_of(story) == [desks.pk]


def test_a_photo_of_somebody_elses_story_does_not_come_in_by_its_number(room):
    foreign, story = make_picture(room.other_unit, room.other_contributor), make_story(room)
    Picture.objects.filter(pk=foreign.pk).update(title=FOREIGN)
    before = story.latest_revision_id

    answer = edit(room.contributor, story, **photo(foreign))

    page = answer.content.decode()
    (drawn,) = html.fromstring(page).xpath("//@data-w-block-arguments-value")
    (block,), errors = json.loads(drawn)
    assert answer.status_code == 200
    assert block["value"]["picture"] is None
    assert block["value"]["caption"] == "Chú thích đã gõ"
    assert REFUSED in json.dumps(errors, ensure_ascii=False)
    assert FOREIGN not in page + json.dumps(block, ensure_ascii=False)
    assert foreign.token not in page
    assert Story.objects.get(pk=story.pk).latest_revision_id == before


def test_what_is_refused_is_no_part_of_two_texts_side_by_side(room):
    foreign, story = make_picture(room.other_unit), make_story(room, "editing")
    Picture.objects.filter(pk=foreign.pk).update(title=FOREIGN)
    stale = story.latest_revision
    rewrite(story, room.second_editor, headline="Nhanh tay hơn")

    answer = edit(
        room.editor,
        story,
        **photo(foreign),
        loaded_revision_id=str(stale.pk),
        loaded_revision_created_at=stale.created_at.isoformat(),
    )

    assert answer.status_code == 409
    assert "Chú thích đã gõ" in answer.content.decode()
    assert FOREIGN not in answer.content.decode()
    assert foreign.token not in answer.content.decode()


def test_a_preview_shows_nothing_of_what_is_refused(room):
    foreign, story = make_picture(room.other_unit), make_story(room)
    browser = browser_of(room.contributor)
    address = f"/toa-soan/soan-tin/preview/{story.pk}/"

    told = browser.post(address, editor_form(**photo(foreign))).json()

    assert told["is_valid"] is False
    assert foreign.token not in browser.get(address).content.decode()


@pytest.mark.parametrize(
    "broken",
    [{"body-count": "nhieu"}, {"body-count": "2"}, {"body-count": "-"}, {"body-0-order": "x"},
     {"body-0-value": "{"}, {"body-0-value": "[]"}],
)  # fmt: skip
def test_a_stream_that_no_browser_sends_is_a_bad_request(room, broken):
    story = make_story(room)

    answer = edit(room.contributor, story, **broken)

    assert answer.status_code == 400
