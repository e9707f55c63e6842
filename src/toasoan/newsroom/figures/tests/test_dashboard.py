"""The dashboard: its numbers equal the lists that they open, and who sees which unit."""

import datetime as dt
import re
from dataclasses import replace

import pytest
from lxml import html

from toasoan.editorial.actions import take_step
from toasoan.editorial.transitions import Status, Step
from toasoan.outlets.models import Outlet
from toasoan.outlets.placements import record_placement
from toasoan.quotas.actions import QuotaTerms, add_quota
from toasoan.testing.browsers import browser_of, text_of
from toasoan.testing.factories import PASSWORD, make_newsroom, make_story, on_screen
from toasoan.vietnamese.dates import TZ

pytestmark = pytest.mark.django_db
DASHBOARD = "/toa-soan/so-lieu/tong-quan/"
HALF = {"from": "2023-01-01", "to": "2023-06-30"}


def at(*when):
    return dt.datetime(*when, tzinfo=TZ)


def of_other_unit(room):
    return replace(
        room, unit=room.other_unit, contributor=room.other_contributor, vetter=room.other_vetter
    )


@pytest.fixture
def history(room):
    """Stories of two units in two years, one returned, one placed, one waiting."""
    outlet = Outlet.objects.create(
        agency=room.agency, code="trang-nganh", name="Trang ngành", kind="national_site"
    )
    for when in (at(2023, 2, 1, 9), at(2023, 3, 1, 9), at(2022, 3, 1, 9)):
        used = make_story(room, "published", now=when)
    make_story(of_other_unit(room), "published", now=at(2023, 3, 1, 9))
    make_story(of_other_unit(room), "rejected", now=at(2023, 4, 1, 9))
    returned = make_story(room, "received", now=at(2023, 5, 1, 9))
    take_step(
        returned.pk,
        Step.RETURN_TO_UNIT,
        actor=room.editor,
        answers=on_screen(returned.pk, reason_codes=("chua-dat",)),
        now=at(2023, 5, 2, 9),
    )
    make_story(room, "received", now=at(2023, 6, 1, 9), headline="Tin còn chờ")
    make_story(room, "submitted", now=at(2023, 6, 1, 9), headline="Việc riêng của đơn vị")
    record_placement(
        used.pk, outlet, placed_on=dt.date(2023, 3, 2), headline="a", address="",
        actor=room.editor, now=at(2023, 3, 3, 9),
    )  # fmt: skip
    terms = QuotaTerms(number=2, from_on=dt.date(2023, 1, 1), document="KH 01")
    add_quota(terms, agency=room.agency, actor=room.approver, now=at(2023, 1, 2, 9))
    return room


def page_of(browser, query=HALF):
    return html.fromstring(browser.get(DASHBOARD, query).content)


def part(page, name):
    """The rows of a part's table by their first cell."""
    rows = page.xpath(f"//section[@aria-labelledby='{name}']//tbody/tr")
    return {
        row.find("th").text: [cell.text_content() for cell in row.findall("td")] for row in rows
    }


def listed(browser, address):
    """How many stories the list at an address has by its heading, and by its lines."""
    page = html.fromstring(browser.get(address).content)
    heading = page.xpath("string(//h1)")
    return int(re.search(r"(\d+)\s*$", heading)[1]), len(page.xpath("//ol[@start]/li"))


def test_the_numbers_of_the_history(history):
    page = page_of(browser_of(history.board_member))

    assert part(page, "pheu")["Nhận"][:3] == ["6", "0", "1"]
    assert part(page, "pheu")["Đã đăng"][:3] == ["3", "0", "1"]
    assert part(page, "thang")["03/2023"] == ["2", "1"]
    assert part(page, "don-vi")[history.unit.short_name] == ["4", "2", "50%", "1", "1,0"]
    assert part(page, "don-vi")[history.other_unit.short_name] == ["2", "1", "50%", "0", "0,5"]
    assert part(page, "tra-lai")["Nội dung chưa đạt"] == ["1"]
    assert part(page, "noi-dang")["Trang ngành"] == ["0", "1", "–"]
    assert part(page, "dang-cho")[str(Status.RECEIVED.label)][0] == "1"
    assert part(page, "chi-tieu")[history.unit.short_name] == ["12", "2", "10"]


@pytest.mark.parametrize("person", ["board_member", "editor", "vetter"])
def test_every_number_equals_the_list_that_it_opens(history, person):
    browser = browser_of(getattr(history, person))
    opened = 0
    for link in page_of(browser).xpath("//section//td/a"):
        address, text = link.get("href"), link.text_content()
        if "/chi-tieu/" in address:
            continue
        count, shown = listed(browser, address)
        assert count == shown, address
        # Hours and shares open to the moves and stories that they are made of.
        if text.isdigit() and not re.search(r"hours|rate|on_time", address):
            assert count == int(text), address
            opened += 1
    assert opened > 30


def test_a_units_leader_sees_the_own_unit_only(history):
    browser = browser_of(history.vetter)
    page = page_of(browser)
    other = HALF | {"don-vi": history.other_unit.code}

    assert list(part(page, "don-vi")) == [history.unit.short_name]
    assert part(page, "pheu")["Nhận"][0] == "4"
    assert history.other_unit.short_name not in text_of(browser.get(DASHBOARD, HALF))
    for address in (DASHBOARD, "/toa-soan/so-lieu/received/", "/toa-soan/so-lieu/bieu-do/pheu/"):
        assert browser.get(address, other).status_code == 404
        assert browser.get(address, other | {"don-vi": history.unit.code}).status_code == 200
    assert browser.get("/toa-soan/so-lieu/").status_code == 404
    assert browser_of(history.contributor).get(DASHBOARD).status_code == 404
    assert browser_of(history.webmaster).get(DASHBOARD).status_code == 404


def test_what_a_unit_keeps_to_itself_has_no_words_for_the_province(history):
    story = make_story(history, "submitted", now=at(2023, 2, 1, 9), headline="Bản thảo riêng")
    take_step(
        story.pk,
        Step.RETURN_TO_CONTRIBUTOR,
        actor=history.vetter,
        answers=on_screen(story.pk, reason_codes=("chua-dat",)),
        now=at(2023, 2, 2, 9),
    )
    browser = browser_of(history.board_member)

    answer = browser.get("/toa-soan/so-lieu/unit_hours/", HALF)

    assert "Bản thảo riêng" not in text_of(answer)
    assert "chưa gửi" in text_of(answer)
    waiting = "/toa-soan/so-lieu/dang-cho/"
    assert browser.get(f"{waiting}submitted/").status_code == 404
    assert "Tin còn chờ" in text_of(browser.get(f"{waiting}received/"))
    own = browser_of(history.vetter).get(f"{waiting}submitted/")
    assert "Việc riêng của đơn vị" in text_of(own)


def test_a_member_of_a_board_begins_there_and_an_editor_at_the_desk(room):
    assert browser_of(room.board_member).get("/toa-soan/").headers["Location"] == DASHBOARD
    assert browser_of(room.editor).get("/toa-soan/").status_code == 200


def test_charts_are_saved_as_pictures(history):
    browser = browser_of(history.editor)

    png = browser.get("/toa-soan/so-lieu/bieu-do/don-vi/", HALF)
    svg = browser.get("/toa-soan/so-lieu/bieu-do/thang/", HALF | {"dang": "svg"})

    assert png.content.startswith(b"\x89PNG")
    assert png.headers["Content-Disposition"].endswith('don-vi-20230101-20230630.png"')
    assert b"03/23" in svg.content
    assert browser.get("/toa-soan/so-lieu/bieu-do/dang-cho/").status_code == 404
    assert browser.get("/toa-soan/so-lieu/bieu-do/khong-co/").status_code == 404


def test_the_page_has_no_style_or_script_of_its_own_in_its_charts(history):
    page = page_of(browser_of(history.editor))

    drawings = page.xpath("//main//*[local-name()='svg'][contains(@class,'chart')]")
    assert len(drawings) >= 5
    assert not any(one.xpath(".//@style | .//script | .//style") for one in drawings)
    assert all(one.xpath("*[local-name()='title']") for one in drawings)


def test_a_measure_or_dimension_that_is_not_there_does_not_exist(room):
    browser = browser_of(room.editor)

    assert browser.get("/toa-soan/so-lieu/khong-co/").status_code == 404
    assert browser.get("/toa-soan/so-lieu/received/", {"ly-do": "chua-dat"}).status_code == 404
    other = make_newsroom("song-la", "la.vidu.vn")
    query = {"don-vi": other.unit.code}
    assert browser.get("/toa-soan/so-lieu/received/", query).status_code == 404


def test_a_board_member_lands_on_the_figures_after_signing_in_and_nobody_else_does(room, client):
    def landed(person):
        data = {"username": person.username, "password": PASSWORD}
        answer = client.post("/toa-soan/login/", data, follow=True)
        return answer.redirect_chain[-1][0] if answer.redirect_chain else ""

    assert landed(room.board_member) == DASHBOARD
    client.logout()
    assert landed(room.contributor) != DASHBOARD
