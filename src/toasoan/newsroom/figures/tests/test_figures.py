"""Figures on the screen open to exactly the stories that they count."""

import datetime as dt
import io

import openpyxl
import pytest
from lxml import html

from toasoan.testing.browsers import browser_of, text_of
from toasoan.testing.factories import board_of, make_newsroom, make_story
from toasoan.units.actions import seat
from toasoan.units.models import BoardKind, MembershipRole

pytestmark = pytest.mark.django_db


def test_figures_open_to_exactly_their_stories(room):
    make_story(room, "published", headline="Tin đã đăng")
    make_story(room, "rejected", headline="Tin không dùng")
    browser = browser_of(room.board_member)

    shown = html.fromstring(browser.get("/toa-soan/so-lieu/").content)
    links = shown.xpath("//tfoot//td/a")
    assert [link.text for link in links[:2]] == ["2", "1"]
    received = text_of(browser.get(links[0].get("href")))
    published = text_of(browser.get(links[1].get("href")))

    assert "Nhận: 2" in received
    assert "Tin không dùng" in received
    assert "Đã đăng: 1" in published
    assert "Tin không dùng" not in published
    wrong = browser.get("/toa-soan/so-lieu/?from=x&to=2023-01-01")
    assert "Chưa hiểu kỳ báo cáo" in text_of(wrong)
    assert browser.get("/toa-soan/so-lieu/tai-ve/").getvalue().startswith("\ufeff".encode())
    workbook = browser.get("/toa-soan/so-lieu/tai-ve/?dang=xlsx").getvalue()
    total = list(openpyxl.load_workbook(io.BytesIO(workbook)).active.iter_rows(values_only=True))[
        -1
    ]
    assert total[:4] == ("Toàn cơ quan", 2, 1, 0.5)


def test_figures_are_those_of_the_agency_in_which_a_person_reads_figures(room):
    other = make_newsroom("noi-khac", hostname="noi-khac.vidu.vn")
    seat(room.contributor, board_of(other.agency, BoardKind.STEERING), MembershipRole.MEMBER,
         from_on=dt.date(2020, 1, 1))  # fmt: skip

    page = text_of(browser_of(room.contributor).get("/toa-soan/so-lieu/"))

    assert other.unit.short_name in page
    assert room.unit.short_name not in page


@pytest.mark.parametrize("days", ["from=0001-01-01&to=0001-01-02", "from=2023-01-01&to=9999-12-31"])
def test_days_out_of_every_archive_are_refused_with_a_sentence(room, days):
    answer = browser_of(room.board_member).get(f"/toa-soan/so-lieu/?{days}")

    assert "Chưa hiểu kỳ báo cáo" in text_of(answer)
