"""Several photos sent for a story, one by one without scripts, and what crops keep of them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from lxml import html

from toasoan.editorial.queries import latest_text
from toasoan.media.models import Picture, Reach
from toasoan.media.share_copies import share_copy, share_name
from toasoan.media.storage import private_storage
from toasoan.stories.models import Story
from toasoan.testing.factories import make_picture, make_story, photo_bytes
from toasoan.testing.hostile_files import truncated_jpeg

pytestmark = pytest.mark.django_db
SEND = "/toa-soan/anh/gui/"
WORDS = {
    "caption": "Quang cảnh",
    "credit": "Ảnh: Tổ tuyên truyền",
    "alternative_text": "Hội trường",
}


def browser_of(person):
    client = Client()
    client.force_login(person)
    return client


def sent(content, name="IMG_0001.jpg"):
    return {"file": SimpleUploadedFile(name, content)}


def body_of(story):
    text = latest_text(Story.objects.get(pk=story.pk))
    return [(block.block_type, block.value) for block in text.body]


def test_a_photo_of_several_is_kept_for_its_sender_and_told_with_its_numbers(room):
    answer = browser_of(room.contributor).post(SEND, sent(photo_bytes(640, 400)))

    told, picture = answer.json(), Picture.objects.get()
    assert answer.status_code == 201
    assert (told["id"], told["width"], told["chosen"]["id"]) == (picture.pk, 640, picture.pk)
    assert "640 điểm ảnh" in told["warning"]
    assert "900" in told["warning"]
    assert (picture.unit, picture.reach) == (room.unit, Reach.UNIT)
    assert Client().get(told["preview"]).status_code == 404
    assert browser_of(room.contributor).get(told["preview"]).status_code == 200


def test_a_photo_that_is_wide_enough_is_taken_without_a_word_and_a_bad_one_with_its_reason(room):
    browser = browser_of(room.contributor)

    assert browser.post(SEND, sent(photo_bytes(900, 600))).json()["warning"] == ""
    refused = browser.post(SEND, sent(truncated_jpeg()))
    assert refused.status_code == 422
    assert refused.json()["message"].startswith("Ảnh bị hỏng")
    assert browser.post(SEND).status_code == 422


def test_the_limits_stand_beside_the_button_before_anything_is_sent(room):
    browser = browser_of(room.contributor)
    story = make_story(room, "draft")
    limit = "Mỗi tệp ảnh hoặc tệp Word tối đa 30 MB."

    for address in (SEND, f"/toa-soan/tin/{story.pk}/anh/", "/toa-soan/gui-word/"):
        assert limit in browser.get(address).content.decode()
    chooser = browser.get("/toa-soan/images/chooser/").json()["html"]
    assert limit in chooser
    assert "data-narrow" in chooser


def test_without_scripts_one_photo_with_its_words_goes_to_the_end_of_the_text(room):
    story, browser = make_story(room, "draft"), browser_of(room.contributor)
    before = body_of(story)

    answer = browser.post(
        f"/toa-soan/tin/{story.pk}/anh/", sent(photo_bytes()) | WORDS, follow=True
    )

    kind, value = body_of(story)[-1]
    assert [one for one, _value in body_of(story)[:-1]] == [one for one, _value in before]
    assert kind == "picture"
    assert {name: value[name] for name in WORDS} == WORDS
    assert value["picture"] == Picture.objects.latest("pk")
    page = html.fromstring(answer.content).text_content()
    assert "Đã đưa 1 ảnh vào cuối bài." in page
    assert "640 điểm ảnh" in page


@pytest.mark.parametrize(("kind", "blocks"), [("photos", 2), ("gallery", 1)])
def test_several_photos_go_in_one_by_one_or_as_a_gallery_each_with_its_words(room, kind, blocks):
    story, browser = make_story(room, "draft"), browser_of(room.contributor)
    chosen = [make_picture(room.unit).pk, make_picture(room.unit).pk]
    count = len(body_of(story))

    browser.post(
        f"/toa-soan/tin/{story.pk}/anh/",
        {"picture": chosen, "caption": ["Một", "Hai"], "credit": ["", "B"], "as": kind},
    )

    added = body_of(story)[count:]
    assert len(added) == blocks
    values = [value for _kind, value in added]
    values = values[0]["pictures"] if kind == "gallery" else values
    assert [one["picture"].pk for one in values] == chosen
    assert [(one["caption"], one["credit"]) for one in values] == [("Một", ""), ("Hai", "B")]


def test_nobody_adds_photos_of_others_or_to_a_story_that_is_not_theirs_now(room):
    story = make_story(room, "draft")
    address = f"/toa-soan/tin/{story.pk}/anh/"
    foreign = make_picture(None)

    assert browser_of(room.contributor).post(address, {"picture": [foreign.pk]}).status_code == 404
    assert browser_of(room.contributor).post(address, {"picture": ["x"]}).status_code == 404
    nothing = browser_of(room.contributor).post(address, {})
    assert nothing.status_code == 422
    submitted = make_story(room, "submitted")
    assert browser_of(room.contributor).get(f"/toa-soan/tin/{submitted.pk}/anh/").status_code == 404
    assert browser_of(room.editor).get(address).status_code == 404


def test_crops_keep_the_place_that_was_chosen_on_every_page_that_shows_the_photo(
    room, django_capture_on_commit_callbacks
):
    picture = make_picture(room.unit)
    body = [("picture", WORDS | {"picture": picture.pk})]
    make_story(room, "published", body=body)
    picture.refresh_from_db()
    share_copy(picture)
    outdated = share_name(picture)
    screen, editor = f"/toa-soan/anh/{picture.pk}/", browser_of(room.editor)

    assert "focus-x" not in Client().get("/").content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        answer = editor.post(screen, {"title": "Toàn cảnh", "across": "90", "down": "10"})

    assert answer.status_code == 302
    home = html.fromstring(Client().get("/").content)
    assert "focus-x9 focus-y1" in home.xpath("//main//img[@srcset]/@class")[0]
    picture.refresh_from_db()
    assert (picture.title, picture.focus.across, picture.focus.down) == ("Toàn cảnh", 90, 10)
    shown = html.fromstring(editor.get(screen).content)
    assert shown.xpath("//input[@name='across']/@value") == ["90"]
    with pytest.raises(FileNotFoundError):
        private_storage().size(outdated)


def test_a_place_outside_of_the_photo_is_refused_and_a_published_one_is_the_desks(room):
    picture = make_picture(room.unit)
    screen, writer = f"/toa-soan/anh/{picture.pk}/", browser_of(room.contributor)

    refused = writer.post(screen, {"title": "A", "across": "101", "down": "-1"})
    assert refused.status_code == 422
    assert writer.get(screen).status_code == 200
    Picture.objects.update(reach=Reach.PUBLIC)
    assert writer.get(screen).status_code == 404
    assert browser_of(room.editor).get(screen).status_code == 200
    assert browser_of(room.editor).get("/toa-soan/anh/999999/").status_code == 404


def test_a_gallery_of_the_editor_gets_the_address_of_the_sender(room):
    story = make_story(room, "draft")

    address = reverse("wagtailsnippets_stories_story:edit", args=[story.pk])
    page = browser_of(room.contributor).get(address).content.decode()

    assert "toasoan.stories.Gallery" in page
    assert "newsroom/photos/gallery" in page
