"""What others show with a link: a JPEG that every reader of links can open."""

import io

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from toasoan.media import share_copies
from toasoan.media.models import Picture
from toasoan.media.share_copies import share_bytes, share_name
from toasoan.media.storage import private_storage
from toasoan.portal.tests.test_story_page import page, photo, structured
from toasoan.sent_files.pool import Unread, UnreadError
from toasoan.site_settings.models import Look
from toasoan.testing.browsers import browser_of
from toasoan.testing.factories import make_story, photo_bytes
from toasoan.testing.hostile_files import saved

pytestmark = pytest.mark.django_db
HOST = "http://testserver"


def meta(shown):
    return {
        one.get("property") or one.get("name"): one.get("content")
        for one in shown.xpath("//head/meta[@content]")
    }


def opened(answer):
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    picture = Image.open(io.BytesIO(content))
    assert (picture.format, picture.size) == ("JPEG", (1200, 630))
    return picture


def test_a_story_is_shared_with_its_first_photo_as_jpeg_with_size_and_words(room, client):
    lead = photo(room, "Cán bộ tiếp công dân")
    story = make_story(room, "published", body=[("picture", lead)])

    shown = page(client, story)

    found, ready = meta(shown), Picture.objects.get(pk=lead["picture"])
    assert found["og:image"] == HOST + ready.share_address
    assert found["og:image:type"] == "image/jpeg"
    assert (found["og:image:width"], found["og:image:height"]) == ("1200", "630")
    assert found["og:image:alt"] == found["twitter:image:alt"] == "Cán bộ tiếp công dân"
    assert found["twitter:card"] == "summary_large_image"
    image = structured(shown)["NewsArticle"]["image"][0]
    assert (image["url"], image["width"], image["height"]) == (found["og:image"], 1200, 630)
    opened(client.get(ready.share_address))


def test_a_story_without_a_photo_is_shared_with_emblem_and_name(room, client):
    story = make_story(room, "published")

    shown = page(client, story)

    found = meta(shown)
    assert found["og:image"].startswith(f"{HOST}/anh-co-quan/")
    assert found["og:image:alt"] == room.agency.name
    assert structured(shown)["NewsArticle"]["image"][0]["url"] == found["og:image"]
    drawn = opened(client.get(found["og:image"].removeprefix(HOST)))
    assert len(drawn.getcolors(1_000_000)) > 20
    outdated = client.get("/anh-co-quan/truoc.jpg")
    assert outdated.url == found["og:image"].removeprefix(HOST)


def test_the_webmaster_chooses_the_picture_of_pages_without_a_photo(room, client):
    story, webmaster = make_story(room, "published"), browser_of(room.webmaster)
    sent = SimpleUploadedFile("tru-so.jpg", photo_bytes(1600, 900))
    screen = "/toa-soan/giao-dien/anh-chia-se/"

    assert webmaster.post(screen, {"file": sent}).url == screen

    chosen = Look.objects.get(agency=room.agency).share_picture
    assert meta(page(client, story))["og:image"] == HOST + chosen.share_address
    opened(Client().get(chosen.share_address))
    assert chosen.share_address in webmaster.get(screen).content.decode()

    webmaster.post(screen, {"drawn": "1"})
    assert "/anh-co-quan/" in meta(page(client, story))["og:image"]
    assert "/anh-co-quan/" in webmaster.get(screen).content.decode()


def test_a_photo_of_a_draft_is_not_to_be_shared_and_neither_is_one_taken_down(room):
    lead = photo(room)
    draft = make_story(room, "draft", body=[("picture", lead)])
    address = Picture.objects.get(pk=lead["picture"]).share_address

    assert Client().get(address).status_code == 404
    assert browser_of(draft.author).get(address).status_code == 200
    Picture.objects.update(reach="public")
    assert Client().get(address).status_code == 200
    Picture.objects.update(reach="agency")
    assert Client().get(address).status_code == 404
    assert Client().get(address.replace("chia-se", "khac")).status_code == 404


def test_the_copy_is_cut_around_the_focus(room, client):
    halves = Image.new("RGB", (800, 1600), "white")
    halves.paste("#101010", (0, 1200, 800, 1600))
    picture = Picture.objects.get(pk=photo(room)["picture"])
    picture.file.save("cao.jpg", ContentFile(saved(halves, "JPEG")), save=False)
    picture.width, picture.height = halves.size
    picture.focal_point_x, picture.focal_point_y = 400, 1500
    picture.reach = "public"
    picture.save()

    assert share_bytes(picture) is None
    shared = opened(client.get(picture.share_address))

    assert max(shared.getpixel((600, 400))) < 40
    assert share_bytes(picture) > 1000
    before = share_name(picture)
    picture.focal_point_y = 0
    picture.save()
    assert min(opened(client.get(picture.share_address)).getpixel((600, 400))) > 220
    assert share_name(picture) != before


@pytest.mark.parametrize(("reason", "status"), [(Unread.BUSY, 503), (Unread.BROKEN, 404)])
def test_a_copy_that_cannot_be_made_says_whether_to_ask_again(
    room, client, monkeypatch, reason, status
):
    def fail(*_arguments, **_options):
        raise UnreadError(reason)

    monkeypatch.setattr(share_copies, "read_apart", fail)
    Picture.objects.filter(pk=photo(room)["picture"]).update(reach="public")
    picture = Picture.objects.get()

    assert client.get(picture.share_address).status_code == status
    private_storage().delete(picture.file.name)
    monkeypatch.undo()
    assert client.get(picture.share_address).status_code == 404
