"""The webmaster's table of abbreviations, and what it does to the search."""

import pytest
from django.urls import reverse

from toasoan.site_settings.abbreviations import abbreviations_of, enter_first_abbreviations
from toasoan.site_settings.models import Abbreviation
from toasoan.testing.factories import make_agency, make_story

pytestmark = pytest.mark.django_db

TABLE = "/toa-soan/chu-viet-tat/"


@pytest.fixture
def webmaster(room, client):
    client.force_login(room.webmaster)
    return client


def found(client, query):
    return "search-hit__title" in client.get("/tim-kiem/", {"q": query}).content.decode()


def test_an_agency_begins_with_the_usual_ones_once(room):
    pairs = abbreviations_of(room.agency.pk)
    assert ("UBND", "Ủy ban nhân dân") in pairs

    enter_first_abbreviations(room.agency)

    assert abbreviations_of(room.agency.pk) == pairs


def test_a_line_counts_in_the_search_until_it_is_removed(room, webmaster, client):
    make_story(room, "published", headline="Trung tâm hành chính công mở cửa")
    assert not found(client, "tthcc")

    answer = webmaster.post(TABLE, {"short": "TTHCC", "long": "Trung tâm hành chính công"})

    assert answer.status_code == 302
    assert found(client, "tthcc")
    row = Abbreviation.objects.get(short="TTHCC")
    webmaster.post(reverse("newsroom:abbreviation_remove", args=[row.pk]))
    assert not found(client, "tthcc")


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("U B", "Ủy ban"),
        ("UB", "Ủyban"),
        ("", "Ủy ban"),
        ("ubnd", "ủy ban nhân dân"),
        ("--", "a b"),
    ],
)
def test_what_is_no_abbreviation_is_refused_with_a_sentence(webmaster, short, long):
    count = Abbreviation.objects.count()

    answer = webmaster.post(TABLE, {"short": short, "long": long})

    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert Abbreviation.objects.count() == count


def test_a_list_is_added_and_what_cannot_be_read_comes_back(room, webmaster):
    lines = "PGD = Phòng giao dịch\nUBND\tỦy ban nhân dân\n\nvô nghĩa\nNHCS\tNgân hàng chính sách"

    answer = webmaster.post(reverse("newsroom:abbreviations_add"), {"lines": lines})

    assert answer.status_code == 422
    assert ">\nvô nghĩa</textarea>" in answer.content.decode()
    pairs = abbreviations_of(room.agency.pk)
    assert ("PGD", "Phòng giao dịch") in pairs
    assert ("NHCS", "Ngân hàng chính sách") in pairs
    taken = webmaster.get(reverse("newsroom:abbreviations_file")).content.decode()
    assert "NHCS\tNgân hàng chính sách\r\n" in taken
    assert (
        webmaster.post(reverse("newsroom:abbreviations_add"), {"lines": taken}).status_code == 302
    )


def test_another_agencys_line_does_not_exist(room, webmaster):
    other = make_agency("noi-khac", hostname="noi-khac.vidu.vn")
    row = Abbreviation.objects.filter(agency=other).first()

    address = reverse("newsroom:abbreviation_remove", args=[row.pk])

    assert webmaster.post(address).status_code == 404
