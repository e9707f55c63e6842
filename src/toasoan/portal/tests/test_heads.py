"""What the head of every kind of page says to machines, and what lies at fixed addresses."""

import datetime as dt
import io
import json

import pytest
import time_machine
from django.utils import timezone
from lxml import html
from PIL import Image
from wagtail.models import Site

from toasoan.portal.models import StandingPage
from toasoan.site_settings.models import Look
from toasoan.stories.authors import author_address
from toasoan.stories.topics import Topic
from toasoan.testing.events import make_public_event
from toasoan.testing.factories import make_picture, make_story
from toasoan.vietnamese.dates import TZ

pytestmark = pytest.mark.django_db
LONG = "Hội nghị " * 60


def head(client, path, status=200):
    answer = client.get(path)
    assert answer.status_code == status, path
    return html.fromstring(answer.content)


def meta(shown, name):
    found = shown.xpath(f"//head/meta[@name='{name}' or @property='{name}']/@content")
    assert len(found) <= 1, (name, found)
    return found[0] if found else None


@pytest.fixture
def paths(room):
    """A page of each kind → whether search engines may list it."""
    topic = Topic.objects.create(agency=room.agency, slug="dot-1", name="Đợt <một>")
    value = {
        "picture": make_picture(room.unit).pk, "caption": "Ảnh", "credit": "",
        "alternative_text": "Ảnh",
    }  # fmt: skip
    story = make_story(
        room, "published", tags=("Tạm giữ",), topic=topic, body=(("picture", value),)
    )
    event = make_public_event(room, starts_at=timezone.now(), ends_at=timezone.now())
    root = Site.objects.get(agency=room.agency).root_page
    root.add_child(instance=StandingPage(title="Giới thiệu", slug="gioi-thieu", text=f"<p>{LONG}"))
    gone = make_story(room, "taken_down")
    author = f"/tac-gia/{author_address('Lê Thị Thử')}/"
    listed = (
        "/", "/tin-tuc/", "/chuyen-de/", "/chuyen-de/dot-1/", "/tu-khoa/tam-giu/",
        author, f"/don-vi/{room.unit.code}/", "/thu-vien-anh/", "/video/",
        "/luu-tru/", f"/luu-tru/{timezone.localdate():%Y/%m}/", "/to-chuc/", "/lien-he/", "/so-do-trang/", "/su-kien/", event.get_absolute_url(),
        "/tim-kiem/", "/api/v1/", "/gioi-thieu/", story.get_absolute_url(),
    )  # fmt: skip
    unlisted = {"/khong-co/": 404, f"/tin-tuc/x-{gone.pk}": 410, "/tim-kiem/?q=tạm+giữ": 200}
    return {**dict.fromkeys(listed, (200, True)), **{p: (s, False) for p, s in unlisted.items()}}


def test_every_kind_of_page_says_what_a_shared_link_shows(room, client, paths):
    for path, (status, listed) in paths.items():
        shown = head(client, path, status)
        address = f"http://testserver{path.partition('?')[0]}"

        assert meta(shown, "og:title"), path
        assert meta(shown, "og:type") == (
            "article" if "/tin-tuc/" in path and listed and len(path) > 9 else "website"
        )
        assert meta(shown, "og:locale") == "vi_VN"
        assert meta(shown, "og:site_name") == room.agency.name
        assert meta(shown, "og:url") == address
        assert meta(shown, "twitter:card") in {"summary", "summary_large_image"}, path
        assert 10 <= len(meta(shown, "description")) <= 201, path
        assert meta(shown, "description") == meta(shown, "og:description")
        assert shown.xpath("//head/link[@rel='canonical']/@href") == ([address] if listed else [])
        assert meta(shown, "robots") == (None if listed else "noindex")


def test_descriptions_of_lists_differ(room, client, paths):
    said = [
        meta(head(client, path), "description")
        for path, (_status, listed) in paths.items()
        if listed
    ]

    assert len(set(said)) == len(said)


def test_what_somebody_typed_is_text_and_a_long_one_is_cut_behind_a_word(room, client, paths):
    shown = head(client, "/chuyen-de/dot-1/")
    standing = head(client, "/gioi-thieu/")

    assert meta(shown, "og:title") == "Đợt <một>"
    assert "Đợt <một>" in meta(shown, "description")
    assert meta(standing, "description").endswith(("Hội…", "nghị…"))


def test_every_page_leads_to_icons_and_manifest_which_are_there(room, client, paths):
    for path, (status, _listed) in paths.items():
        shown = head(client, path, status)
        assert meta(shown, "theme-color") == "#8b1318"
        links = shown.xpath(
            "//head/link[@rel='icon' or @rel='apple-touch-icon' or @rel='manifest']"
        )
        assert [link.get("rel") for link in links] == [
            "icon",
            "icon",
            "apple-touch-icon",
            "manifest",
        ]


def picture_of(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return Image.open(io.BytesIO(answer.content))


@pytest.mark.parametrize("own", [False, True])
def test_icons_are_square_in_their_sizes_with_or_without_an_emblem(room, client, own):
    if own:
        Look.objects.create(agency=room.agency, emblem=make_picture(room.unit), colour="#123456")
    manifest = json.loads(client.get("/site.webmanifest").content)

    assert manifest["name"] == room.agency.name
    assert manifest["theme_color"] == ("#123456" if own else "#8b1318")
    assert {(i["sizes"], i["purpose"]) for i in manifest["icons"]} == {
        ("192x192", "any"), ("512x512", "any"), ("192x192", "maskable"), ("512x512", "maskable"),
    }  # fmt: skip
    for icon in manifest["icons"]:
        assert "{}x{}".format(*picture_of(client, icon["src"]).size) == icon["sizes"]
    assert picture_of(client, "/apple-touch-icon.png").size == (180, 180)
    # iPhones show what is transparent in black.
    assert picture_of(client, "/apple-touch-icon.png").mode == "RGB"
    assert picture_of(client, "/favicon.ico").info["sizes"] == {(16, 16), (32, 32), (48, 48)}
    drawing = client.get("/favicon.svg")
    assert drawing["Content-Type"] == "image/svg+xml"
    assert html.fromstring(drawing.content) is not None
    assert client.get("/bieu-tuong-99.png").status_code == 404


def test_a_mask_cuts_nothing_off_the_emblem(room, client):
    icon = picture_of(client, "/bieu-tuong-tron-512.png").convert("RGB")
    middle, safe = 256, 0.4 * 512
    outside = [
        icon.getpixel((x, y))
        for x in range(0, 512, 4)
        for y in range(0, 512, 4)
        if (x - middle) ** 2 + (y - middle) ** 2 > safe**2
    ]

    assert set(outside) == {(255, 255, 255)}


@time_machine.travel(dt.datetime(2026, 11, 30, 9, tzinfo=TZ), tick=False)
def test_security_txt_names_a_contact_and_an_end_within_a_year(room, client):
    address = "/.well-known/security.txt"
    assert client.get(address).status_code == 404
    room.agency.email = "vanphong@vidu.vn"
    room.agency.save()

    answer = client.get(address)

    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.content.decode().splitlines() == [
        "Contact: mailto:vanphong@vidu.vn",
        "Expires: 2027-05-28T17:00:00Z",
        "Preferred-Languages: vi, en",
        f"Canonical: http://testserver{address}",
    ]
    Look.objects.create(agency=room.agency, security_email="anninh@vidu.vn")
    assert b"Contact: mailto:anninh@vidu.vn\n" in client.get(address).content


def test_programs_that_keep_passwords_are_led_to_the_newsroom(room, client):
    answer = client.get("/.well-known/change-password")

    assert (answer.status_code, answer["Location"]) == (302, "/toa-soan/account/mat-khau/")
