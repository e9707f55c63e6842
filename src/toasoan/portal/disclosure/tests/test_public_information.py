"""The public list: every line with address, form, time and duration, and its files."""

import io

import pytest
from django.utils import timezone
from lxml import html
from openpyxl import load_workbook

from toasoan.disclosure.actions import ContactFacts, set_contact_point
from toasoan.disclosure.models import PublicItem
from toasoan.vietnamese.dates import local_day

pytestmark = pytest.mark.django_db
LIST = "/cong-khai-thong-tin/"


def test_readers_see_the_list_and_not_what_the_agency_has_none_of(room, client):
    PublicItem.objects.filter(code="science").update(not_held_because="Không có đề tài")
    facts = ContactFacts(
        name="Văn phòng", address="01 Hùng Vương", phone="0293 111", email="vp@vidu.vn"
    )
    now = timezone.now()
    set_contact_point(room.agency, facts, from_on=local_day(now), actor=room.webmaster, now=now)

    page = html.fromstring(client.get(LIST).content)

    lines = page.xpath("//table[@class='public-items']/tbody/tr")
    assert len(lines) == PublicItem.objects.filter(agency=room.agency).count() - 1
    assert "/to-chuc/" in page.xpath("//table//a/@href")
    assert "mailto:vp@vidu.vn" in page.xpath("//main//a/@href")
    assert "Không có đề tài" not in page.text_content()


def test_the_page_asks_few_questions_and_is_kept(room, client, django_assert_max_num_queries):
    client.get(LIST)
    # Five for the frame, two of our own, one for each kind of places on the list.
    with django_assert_max_num_queries(14):
        answer = client.get(LIST)

    policy = answer.wsgi_request.META["toasoan.cache_policy"]
    assert policy.kept
    assert f"public-items:{room.agency.pk}" in policy.tags


def test_the_list_is_saved_as_csv_and_workbook(room, client):
    lines = client.get(f"{LIST}danh-muc.csv").content.decode("utf-8-sig").splitlines()
    sheet = load_workbook(io.BytesIO(client.get(f"{LIST}danh-muc.xlsx").content)).active

    names = [row.name for row in PublicItem.objects.filter(agency=room.agency)]
    assert len(lines) == 1 + len(names)
    assert [row[1].value for row in sheet.iter_rows(min_row=3)][: len(names)] == names
