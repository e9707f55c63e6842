"""The webmaster adds, changes and orders the sections of the site."""

import pytest
from django.test import Client

from toasoan.testing.factories import make_newsroom, make_section

pytestmark = pytest.mark.django_db
LIST = "/toa-soan/chuyen-muc/"


@pytest.fixture
def browser(room):
    client = Client()
    client.force_login(room.webmaster)
    return client


def names(room):
    return list(room.agency.sections.values_list("name", flat=True))


def test_a_new_section_stands_behind_the_others(room, browser):
    answer = browser.post(LIST + "them/", {"name": "Mục mới", "slug": "muc-moi", "in_menu": "on"})

    assert answer.url == LIST
    assert names(room) == ["Tin tức", "Mục mới"]


def test_sections_change_places_and_nothing_happens_at_the_ends(room, browser):
    for number, name in enumerate(("Mục hai", "Mục ba"), start=1):
        make_section(room.agency, f"muc-{number}", name)
        room.agency.sections.filter(name=name).update(order=number)
    third = room.agency.sections.last()

    browser.post(f"{LIST}{third.pk}/thu-tu/", {"to": "up"})
    browser.post(f"{LIST}{third.pk}/thu-tu/", {"to": "up"})
    browser.post(f"{LIST}{third.pk}/thu-tu/", {"to": "up"})
    assert names(room) == ["Mục ba", "Tin tức", "Mục hai"]
    browser.post(f"{LIST}{third.pk}/thu-tu/", {"to": "down"})
    assert names(room) == ["Tin tức", "Mục ba", "Mục hai"]


def test_an_address_that_is_taken_is_refused_with_a_sentence_and_nothing_is_lost(room, browser):
    make_section(room.agency, "khac", "Mục khác")
    answer = browser.post(LIST + "them/", {"name": "Mục mới", "slug": "khac", "summary": "Tóm tắt"})

    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Chuyên mục khác đã dùng địa chỉ này" in page
    assert 'value="Mục mới"' in page


@pytest.mark.parametrize("slug", ["su-kien", "tim-kiem"])
def test_an_address_of_the_site_itself_is_refused(room, browser, slug):
    answer = browser.post(LIST + "them/", {"name": "Mục mới", "slug": slug})

    assert answer.status_code == 422
    assert "Địa chỉ này đã dùng cho trang khác của cổng" in answer.content.decode()
    assert names(room) == ["Tin tức"]


def test_another_agencys_section_does_not_exist(room, browser):
    elsewhere = make_newsroom("noi-khac", hostname="noi-khac.vidu.vn")

    for path in (f"{LIST}{elsewhere.section.pk}/", f"{LIST}{elsewhere.section.pk}/thu-tu/"):
        assert browser.post(path, {"name": "Khác", "slug": "x", "to": "up"}).status_code == 404
    assert names(elsewhere) == ["Tin tức"]


@pytest.mark.parametrize("slug", ["video", "chuyen-de", "tim-kiem"])
def test_the_address_of_another_page_is_refused(room, browser, slug):
    answer = browser.post(LIST + "them/", {"name": "Mục mới", "slug": slug})

    assert answer.status_code == 422
    assert "Địa chỉ này đã dùng cho trang khác" in answer.content.decode()
