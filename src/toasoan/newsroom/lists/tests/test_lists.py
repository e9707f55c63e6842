"""The desk and the lists of stories as their people use them."""

import dataclasses
import datetime as dt
import json

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from lxml import html

from toasoan.editorial.actions import take_step
from toasoan.editorial.rules import Answers
from toasoan.editorial.transitions import Step
from toasoan.newsroom.inbox.waiting import remember_waiting, waiting_label
from toasoan.testing.browsers import browser_of
from toasoan.testing.factories import (
    LONG_AGO,
    ROUTES,
    make_member,
    make_story,
    make_unit,
    on_screen,
    team_of,
)
from toasoan.units.actions import seat
from toasoan.units.models import MembershipRole
from toasoan.units.queries import forget_seats

pytestmark = pytest.mark.django_db
DESK, MINE, ALL = "/toa-soan/", "/toa-soan/tin-cua-toi/", "/toa-soan/kho-tin/"
#: SQL queries of one page: session and person included (issue 3).
BUDGET = 12


def page_of(person, path):
    return html.fromstring(browser_of(person).get(path).content)


def headlines(page, section=None):
    root = page.xpath(f"//section[@aria-labelledby='{section}']")[0] if section else page
    return [link.text for link in root.xpath(".//a[@class='story-list__headline']")]


def text_of(page):
    return " ".join(page.text_content().split())


def linked(page, rel):
    return [link.get("href") for link in page.xpath(f"//a[@rel='{rel}']")]


def give_back(story, person, note=""):
    answers = Answers(reason_codes=("chua-dat",), note=note)
    take_step(
        story.pk, Step.RETURN_TO_CONTRIBUTOR, actor=person, answers=answers, now=timezone.now()
    )


def test_what_came_back_stands_first_with_who_sent_it_and_why(room):
    make_story(room, "draft", headline="Nháp cũ", now=timezone.now() - dt.timedelta(days=5))
    story = make_story(room, "submitted", headline="Tin bị trả")
    give_back(story, room.vetter, note="Thiếu số liệu")

    page = page_of(room.contributor, DESK)

    assert headlines(page, "waiting") == ["Tin bị trả", "Nháp cũ"]
    assert f"{room.vetter} trả lại: Nội dung chưa đạt" in text_of(page)
    assert "“Thiếu số liệu”" in text_of(page)


def menu_entry(page, name):
    props = page.xpath("//script[@id='wagtail-sidebar-props']/text()")[0]
    found = []

    def walk(node):
        if isinstance(node, dict):
            if node.get("name") == name:
                found.append(node)
            for value in node.values():
                walk(value)
        elif isinstance(node, list):
            for value in node:
                walk(value)

    walk(json.loads(props))
    return found[0]


def test_the_menu_says_how_much_waits_for_this_person_and_for_no_other(room):
    for _ in range(2):
        make_story(room, "submitted")

    vetter = menu_entry(page_of(room.vetter, "/toa-soan/huong-dan/"), "inbox")
    contributor = menu_entry(page_of(room.contributor, "/toa-soan/huong-dan/"), "inbox")

    assert vetter["attrs"]["data-waiting"] == "2"
    assert vetter["attrs"]["aria-label"] == "Bàn làm việc, 2 tin, bài chờ anh/chị xử lý"
    assert contributor["attrs"] == {}


@pytest.mark.parametrize(("number", "shown"), [(0, "0"), (99, "99"), (100, "99+"), (500, "99+")])
def test_the_menu_stops_counting_at_ninety_nine(rf, number, shown):
    request = rf.get("/")

    remember_waiting(request, number)

    assert waiting_label(request) == shown


@pytest.mark.parametrize("size", [31, 65])
def test_paging_goes_forward_and_back_over_every_story_once(room, size):
    for number in range(size):
        make_story(room, "received", headline=f"Tin {number:03}")
    browser = browser_of(room.editor)
    seen, address, pages = [], "", []
    while True:
        page = html.fromstring(browser.get(ALL + address).content)
        seen += headlines(page)
        pages.append(headlines(page))
        if not linked(page, "next"):
            break
        address = linked(page, "next")[0]

    assert seen == [f"Tin {number:03}" for number in reversed(range(size))]
    for expected in reversed(pages[:-1]):
        page = html.fromstring(browser.get(ALL + linked(page, "prev")[0]).content)
        assert headlines(page) == expected
    assert linked(page, "prev") == []


def test_a_new_story_meanwhile_neither_repeats_nor_hides_one(room):
    for number in range(32):
        make_story(room, "received", headline=f"Tin {number:03}")
    browser = browser_of(room.editor)
    first = html.fromstring(browser.get(ALL).content)

    make_story(room, "received", headline="Tin mới")
    second = html.fromstring(browser.get(ALL + linked(first, "next")[0]).content)

    assert headlines(second) == ["Tin 001", "Tin 000"]


def test_a_story_taken_from_the_waiting_list_meanwhile_skips_no_other(room):
    stories = [
        make_story(
            room,
            "received",
            headline=f"Tin {number:03}",
            now=timezone.now() - dt.timedelta(days=50 - number),
        )
        for number in range(33)
    ]
    browser = browser_of(room.editor)
    first = html.fromstring(browser.get(DESK).content)

    take_step(
        stories[0].pk,
        Step.CLAIM,
        actor=room.second_editor,
        answers=on_screen(stories[0].pk),
        now=timezone.now(),
    )
    second = html.fromstring(browser.get(DESK + linked(first, "next")[0]).content)

    assert headlines(first, "waiting")[0] == "Tin 000"
    assert headlines(second, "waiting") == ["Tin 030", "Tin 031", "Tin 032"]


@pytest.mark.parametrize(
    "cursor", ["x", "s", "s1", "s1.2.3.4", "t-1.2", "s999999999999999999.1", "s1.1'--", "٣"]
)
def test_a_cursor_that_is_none_of_ours_shows_the_beginning(room, cursor):
    make_story(room, "received", headline="Tin một")
    browser = browser_of(room.editor)

    for path in (f"{ALL}?trang={cursor}", f"{DESK}?cho={cursor}&khac={cursor}"):
        answer = browser.get(path)
        assert answer.status_code == 200
        assert "Tin một" in answer.content.decode()


def test_filters_stay_in_the_address_while_paging_and_one_link_clears_them(room):
    for number in range(31):
        make_story(room, "received", headline=f"Đường bộ {number}")
    make_story(room, "received", headline="Khác")
    browser = browser_of(room.editor)

    page = html.fromstring(browser.get(f"{ALL}?q=duong+bo&buoc=received").content)
    second = html.fromstring(browser.get(ALL + linked(page, "next")[0]).content)

    assert "31 tin, bài" in text_of(page)
    assert headlines(second) == ["Đường bộ 0"]
    assert second.xpath("//input[@name='q']")[0].get("value") == "duong bo"
    assert second.xpath("//select[@name='buoc']/option[@selected]")[0].get("value") == "received"
    clear = [link for link in page.xpath("//a") if link.text == "Bỏ mọi điều kiện lọc"]
    assert clear[0].get("href") == "?"


def test_the_author_is_found_by_name_without_accents(room):
    make_story(room, "received", headline="Tin một")

    assert headlines(page_of(room.editor, f"{ALL}?nguoi=thi+le")) == ["Tin một"]
    assert headlines(page_of(room.editor, f"{ALL}?nguoi=khong+ai")) == []


def test_days_that_are_none_are_said_and_filter_nothing(room):
    make_story(room, "received", headline="Tin một")

    page = page_of(room.editor, f"{ALL}?tu=2026-99-99&den=9999-12-31&don_vi=x&buoc=bay&cho=-1")

    assert headlines(page) == ["Tin một"]
    assert page.xpath("//p[@role='alert']")


def test_a_day_begins_at_midnight_here(room):
    moment = dt.datetime(2026, 6, 30, 17, 0, tzinfo=dt.UTC)
    make_story(room, "received", headline="Ngày 01/7", now=moment)

    assert headlines(page_of(room.editor, f"{ALL}?tu=2026-07-01")) == ["Ngày 01/7"]
    assert headlines(page_of(room.editor, f"{ALL}?den=2026-06-30")) == []
    assert headlines(page_of(room.editor, f"{ALL}?tu=2026-07-01&den=2026-07-01")) == ["Ngày 01/7"]


def test_a_writer_sees_their_own_and_can_look_at_the_units(room):
    colleague = make_member(team_of(room.unit), MembershipRole.MEMBER)
    make_story(room, "draft", headline="Của tôi")

    assert headlines(page_of(room.contributor, MINE)) == ["Của tôi"]
    assert headlines(page_of(colleague, MINE)) == []
    assert headlines(page_of(colleague, f"{MINE}?cua=don-vi")) == ["Của tôi"]
    assert headlines(page_of(room.vetter, MINE)) == ["Của tôi"]
    assert headlines(page_of(room.vetter, f"{MINE}?cua=toi")) == []
    assert headlines(page_of(room.other_contributor, f"{MINE}?cua=don-vi")) == []


def test_all_stories_are_for_the_desk_only(room):
    for name, person in room.people().items():
        expected = (
            200 if name in {"editor", "second_editor", "approver", "second_approver"} else 404
        )
        assert browser_of(person).get(ALL).status_code == expected, name


def test_an_empty_result_says_what_to_do(room):
    page = page_of(room.editor, f"{ALL}?q=khong+co+gi")

    assert "Hãy bỏ bớt điều kiện lọc" in text_of(page)


def test_a_page_stays_in_its_budget_of_queries_however_many_rows(room):
    pages = [
        (name, path, browser)
        for name in ("contributor", "vetter", "editor", "approver", "board_member")
        for browser in [browser_of(getattr(room, name))]
        for path in (DESK, MINE, ALL)
        if browser.get(path).status_code != 404  # a page of this person
    ]
    make_one_of_each_status(room)
    few = {(name, path): queries_of(browser, path) for name, path, browser in pages}
    make_one_of_each_status(room)
    more = {(name, path): queries_of(browser, path) for name, path, browser in pages}

    assert len(pages) > 8
    assert {page: count for page, count in few.items() if count > BUDGET} == {}
    assert more == few


def make_one_of_each_status(room):
    for status in ROUTES:
        make_story(room, status)
    give_back(make_story(room, "submitted"), room.vetter)


def queries_of(browser, path):
    # Once before: the office's days and the reasons' words stay between requests.
    browser.get(path)
    with CaptureQueriesContext(connection) as captured:
        browser.get(path)
    return len(captured)


def test_names_cost_no_query_for_each_unit(room):
    for _ in range(6):
        unit = make_unit(room.agency)
        for person, role in ((room.contributor, "member"), (room.vetter, "head")):
            seat(person, team_of(unit), MembershipRole(role), from_on=LONG_AGO)
            forget_seats(person)
        make_story(dataclasses.replace(room, unit=unit), "submitted")
    browser = browser_of(room.vetter)
    browser.get(DESK)

    with CaptureQueriesContext(connection) as captured:
        page = html.fromstring(browser.get(DESK).content)

    assert len(headlines(page, "waiting")) == 6
    assert len(captured) <= BUDGET


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_narrowed_list_is_saved_as_a_file(room, kind):
    make_story(room, "received", headline="Đường bộ")
    make_story(room, "received", headline="Khác")
    browser = browser_of(room.editor)

    link = next(
        link.get("href")
        for link in html.fromstring(browser.get(f"{ALL}?q=duong+bo").content).xpath("//a")
        if f"dang={kind}" in link.get("href", "")
    )
    answer = browser.get(link)

    content = b"".join(answer.streaming_content)
    assert answer.status_code == 200
    if kind == "csv":
        lines = content.decode("utf-8-sig").splitlines()
        assert len(lines) == 2
        assert "Đường bộ" in lines[1]
        assert room.unit.short_name in lines[1]
    else:
        assert content.startswith(b"PK")


def test_files_are_for_whom_the_list_is(room):
    make_story(room, "submitted", headline="Chuyện kín")

    assert browser_of(room.contributor).get(f"{ALL}tai-ve/").status_code == 404
    other = browser_of(room.other_vetter).get(f"{MINE}tai-ve/")
    own = browser_of(room.vetter).get(f"{MINE}tai-ve/")
    assert "Chuyện kín" not in b"".join(other.streaming_content).decode()
    assert "Chuyện kín" in b"".join(own.streaming_content).decode()


def test_a_wait_over_a_weekend_is_told_in_days_and_in_working_days(room):
    cache.clear()
    monday = dt.datetime(2026, 11, 9, 2, 0, tzinfo=dt.UTC)  # no holiday in these days
    with time_machine.travel(monday + dt.timedelta(days=8), tick=False):
        make_story(room, "submitted", now=monday)
        text = text_of(page_of(room.vetter, DESK))

    assert "chờ 8 ngày (6 ngày làm việc)" in text
