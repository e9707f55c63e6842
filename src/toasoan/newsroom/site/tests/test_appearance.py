"""The webmaster keeps the look of the site, its menus and the units' contacts."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from lxml import html

from toasoan.media.models import Picture, Reach
from toasoan.site_settings.colours import weakest_contrast
from toasoan.site_settings.models import Entry, Look, MenuPlace, UnitContact
from toasoan.testing.factories import (
    make_newsroom,
    make_picture,
    make_section,
    make_story,
    photo_bytes,
)
from toasoan.units.models import Agency

pytestmark = pytest.mark.django_db
LOOK = "/toa-soan/giao-dien/"
MENUS = f"{LOOK}thuc-don/"


@pytest.fixture
def browser(room):
    client = Client()
    client.force_login(room.webmaster)
    return client


def typed(room, **changed):
    return {"name": room.agency.name, "colour": "#123a6b", **changed}


def test_the_look_is_saved_and_readers_see_it(room, browser):
    emblem = SimpleUploadedFile("bieu-trung.jpg", photo_bytes(400, 400))
    answer = browser.post(
        LOOK, typed(room, slogan="Khẩu hiệu", zalo="https://zalo.me/x", emblem_file=emblem)
    )

    assert answer.url == LOOK
    shown = html.fromstring(Client().get("/").content)
    assert shown.xpath("//link[contains(@href,'/giao-dien/123a6b-')]")
    assert shown.xpath("//footer//a[@href='https://zalo.me/x']")
    emblem_address = shown.xpath("//img[@class='masthead__emblem']/@src")[0]
    assert Client().get(emblem_address).status_code == 200
    assert "Khẩu hiệu" in shown.find(".//header").text_content()


def test_a_pale_colour_is_refused_with_the_number_and_nothing_typed_is_lost(room, browser):
    answer = browser.post(LOOK, typed(room, colour="#ffd700", slogan="Khẩu hiệu mới"))

    assert answer.status_code == 422
    page = answer.content.decode()
    found = int(weakest_contrast("#ffd700") * 100) / 100
    assert f"{found:.2f} : 1".replace(".", ",") in page
    assert 'value="Khẩu hiệu mới"' in page
    assert not Look.objects.exists()
    assert Agency.objects.get(pk=room.agency.pk).slogan == ""


def test_a_file_that_is_no_picture_is_refused_with_a_sentence(room, browser):
    wrong = SimpleUploadedFile("x.png", b"khong phai anh")

    answer = browser.post(LOOK, typed(room, emblem_file=wrong))

    assert answer.status_code == 422
    assert "newsroom-field__error" in answer.content.decode()


def test_the_preview_shows_what_is_typed_and_keeps_nothing(room, browser):
    make_story(room, "published", headline="Tin xem trước")
    emblem = SimpleUploadedFile("bieu-trung.jpg", photo_bytes(400, 400))

    answer = browser.post(
        f"{LOOK}xem-truoc/",
        typed(room, colour="#FFD700", slogan="Chưa lưu", licence="Số 9", emblem_file=emblem),
    )

    assert answer.status_code == 200
    shown = html.fromstring(answer.content)
    text = shown.text_content()
    assert "Chưa lưu" in text
    assert "Số 9" in text
    assert "Tin xem trước" in text
    # Also a colour that would be refused is shown: that is how one sees why.
    assert shown.xpath("//link[contains(@href,'/giao-dien/ffd700-')]")
    assert shown.xpath("//img[@class='masthead__emblem']/@src")[0].startswith("data:image/webp")
    assert not Look.objects.exists()
    assert Agency.objects.get(pk=room.agency.pk).slogan == ""


def test_menus_begin_with_what_readers_see_and_are_arranged_from_there(room, browser):
    make_section(room.agency, "khac", "Mục khác")
    room.agency.sections.filter(slug="khac").update(order=1)

    browser.post(f"{MENUS}bat-dau/")
    second = Entry.objects.get(place=MenuPlace.MENU, section__slug="khac")
    browser.post(f"{MENUS}{second.pk}/thu-tu/", {"to": "up"})

    wide = "//ul[contains(@class,'menu__list--wide')]/li/a/text()"
    assert html.fromstring(Client().get("/").content).xpath(wide)[1:] == ["Mục khác", "Tin tức"]
    assert "Mục khác" in browser.get(MENUS).content.decode()


def test_a_line_is_added_beneath_another_changed_and_taken_off(room, browser):
    browser.post(f"{MENUS}them/menu/", {"section": room.section.pk})
    above = Entry.objects.get()
    answer = browser.post(f"{MENUS}{above.pk}/them/", {"label": "Con", "address": "/con/"})
    assert answer.url == MENUS
    below = Entry.objects.get(parent=above)

    browser.post(f"{MENUS}{below.pk}/", {"label": "Tên khác", "address": "/con/"})
    below.refresh_from_db()
    assert below.label == "Tên khác"
    # One level only.
    assert browser.get(f"{MENUS}{below.pk}/them/").status_code == 404

    browser.post(f"{MENUS}{above.pk}/bo/")
    assert not Entry.objects.exists()


def test_it_is_asked_before_a_line_goes_with_those_beneath_it(room, browser):
    browser.post(f"{MENUS}them/menu/", {"section": room.section.pk})
    above = Entry.objects.get()
    alone = browser.get(f"{MENUS}{above.pk}/bo/").content.decode()
    for name in ("Con", "Cháu"):
        browser.post(f"{MENUS}{above.pk}/them/", {"label": name, "address": "/con/"})

    page = html.fromstring(browser.get(f"{MENUS}{above.pk}/bo/").content)

    assert "bên dưới" not in html.fromstring(alone).xpath("//*[@id='consequence']")[0].text
    assert "2 dòng bên dưới nó" in page.xpath("//*[@id='consequence']")[0].text
    assert page.xpath("//h1")[0].text_content().strip() == f"Bỏ “{room.section.name}”"
    assert Entry.objects.count() == 3


def test_a_line_that_leads_nowhere_is_refused_with_a_sentence(room, browser):
    for wrong in (
        {"label": ""},
        {"section": room.section.pk, "address": "/x/"},
        {"label": "Lạ", "address": "javascript:alert(1)"},
    ):
        answer = browser.post(f"{MENUS}them/menu/", wrong)
        assert answer.status_code == 422
    assert browser.post(f"{MENUS}them/footer/", {"label": ""}).status_code == 422
    assert browser.get(f"{MENUS}them/khac/").status_code == 404
    assert not Entry.objects.exists()


def test_a_units_contact_stands_on_the_units_page(room, browser):
    address = f"{LOOK}don-vi/{room.unit.pk}/"
    assert browser.get(address).status_code == 200

    browser.post(address, {"phone": "0200 111 222"})

    assert UnitContact.objects.get().unit == room.unit
    assert "0200 111 222" in Client().get(f"/don-vi/{room.unit.code}/").content.decode()
    assert "0200 111 222" in browser.get(f"{LOOK}don-vi/").content.decode()


def test_another_agencys_lines_units_and_sections_do_not_exist(room, browser):
    elsewhere = make_newsroom("noi-khac", hostname="noi-khac.vidu.vn")
    foreign = Entry.objects.create(
        agency=elsewhere.agency, place=MenuPlace.MENU, section=elsewhere.section
    )

    for path in (f"{MENUS}{foreign.pk}/", f"{LOOK}don-vi/{elsewhere.unit.pk}/"):
        assert browser.get(path).status_code == 404
    for path in ("thu-tu", "bo"):
        assert browser.post(f"{MENUS}{foreign.pk}/{path}/").status_code == 404
    answer = browser.post(f"{MENUS}them/menu/", {"section": elsewhere.section.pk})
    assert answer.status_code == 422


def test_a_photo_for_the_home_page_is_public_at_once_and_no_draft_is_offered(room, browser):
    make_picture(room.unit)
    sent = SimpleUploadedFile("bang-ron.jpg", photo_bytes(1200, 300), "image/jpeg")

    offered = browser.get("/toa-soan/images/chooser/")
    answer = browser.post(
        "/toa-soan/images/chooser/create/",
        {"image-chooser-upload-title": "Băng rôn", "image-chooser-upload-file": sent},
    )

    assert "Ảnh thử" not in offered.json()["html"]
    assert answer.status_code == 200
    banner = Picture.objects.get(title="Băng rôn")
    assert (banner.reach, banner.unit) == (Reach.PUBLIC, None)
    assert Client().get(banner.address(320)).status_code == 200


def test_an_editors_photo_stays_with_the_desk(room):
    editor = Client()
    editor.force_login(room.editor)
    sent = SimpleUploadedFile("anh.jpg", photo_bytes(), "image/jpeg")

    editor.post(
        "/toa-soan/images/chooser/create/",
        {"image-chooser-upload-title": "Của ban", "image-chooser-upload-file": sent},
    )

    assert Picture.objects.get(title="Của ban").reach != Reach.PUBLIC


@pytest.mark.parametrize("person", ["editor", "vetter", "contributor", "approver"])
def test_only_the_webmaster_gets_in(room, person):
    client = Client()
    client.force_login(getattr(room, person))

    for path in (LOOK, MENUS, f"{LOOK}don-vi/"):
        assert client.get(path).status_code == 404
