"""The page about readers: who opens it, what it says, its files, and how the site counts."""

import datetime as dt
import io

import openpyxl
import pytest
from lxml import html

from toasoan.audience.models import CountingRules, DayCount, DayWords, HourCount
from toasoan.audience.queries import visits_now
from toasoan.testing.factories import make_agency, make_newsroom, make_story

pytestmark = pytest.mark.django_db
PAGE, RULES = "/toa-soan/truy-cap/", "/toa-soan/truy-cap/cach-dem/"
NOW = dt.datetime(2026, 6, 15, 2, 5, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def now(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture(scope="module")
def room(one_transaction, django_db_blocker):
    with django_db_blocker.unblock():
        return make_newsroom()


def count(agency, kind, number, *, pk=0, day="2026-06-15"):
    DayCount.objects.create(
        agency=agency, kind=kind, object_id=pk, day=dt.date.fromisoformat(day), number=number
    )


@pytest.fixture
def counted(room):
    story = make_story(room, "published", headline="Tin đọc nhiều")
    count(room.agency, "visit", 40)
    count(room.agency, "visit", 2, day="2026-05-15")
    count(room.agency, "all.views", 1234)
    count(room.agency, "story", 34, pk=story.pk)
    count(room.agency, "page.home", 1200)
    HourCount.objects.create(agency=room.agency, kind="visit", hour=NOW, number=40)
    for words, kind, number in (
        ("tạm giam", "searched", 5),
        ("tên ai đó", "searched", 2),
        ("baocantho.vidu.vn", "referrer", 1),
    ):
        DayWords.objects.create(
            agency=room.agency, kind=kind, day=NOW.date(), folded=words, words=words, number=number
        )
    other = make_agency("khac", hostname="khac.vidu.vn")
    count(other, "visit", 999)
    return story


def page_for(client, user, address=PAGE):
    client.force_login(user)
    answer = client.get(address)
    assert answer.status_code == 200
    return html.fromstring(answer.content)


def table_of(page, name):
    return [
        [cell.text_content().strip() for cell in row.xpath("./th|./td")]
        for row in page.xpath(f"//section[@aria-labelledby='{name}']//tbody/tr")
    ]


def test_the_board_and_the_webmaster_read_it_and_nobody_else(room, counted, client):
    for user, status in (
        (room.webmaster, 200),
        (room.approver, 200),
        (room.contributor, 404),
        (room.clerk, 404),
    ):
        client.force_login(user)
        assert client.get(PAGE).status_code == status
        assert client.get(f"{PAGE}tai-ve/ngay/").status_code == status


def test_every_number_has_its_meaning_beside_it(room, counted, client):
    page = page_for(client, room.approver)

    numbers = [one.text for one in page.find_class("audience-card__number")]
    assert numbers == ["0", "40", "40", "42", "40", "1.234", "0", "1.234", "0"]
    meanings = [one.text_content().strip() for one in page.find_class("audience-card__meaning")]
    assert len(meanings) == len(numbers)
    assert all(meanings)


def test_tables_say_what_was_looked_at_and_how_people_came(room, counted, client):
    page = page_for(client, room.approver)

    assert table_of(page, "ngay") == [["15/06/2026", "40", "1.234", "0"]]
    assert table_of(page, "gio")[9] == ["9h", "40", "0", "0"]
    assert table_of(page, "tin-bai") == [["Tin đọc nhiều", "34"]]
    assert table_of(page, "loai-trang") == [["Trang chủ", "1.200"], ["Tin, bài", "34"]]
    assert table_of(page, "trang-dan-den") == [["baocantho.vidu.vn", "1"]]
    # Words of fewer than three readers are not shown.
    assert table_of(page, "tu-khoa") == [["tạm giam", "5"]]
    assert len(page.find_class("chart")) == 3
    assert page.xpath("//section[@aria-labelledby='tin-bai']//th/a/@href") == [
        counted.get_absolute_url()
    ]


def test_a_long_period_is_told_by_months(room, counted, client):
    page = page_for(client, room.approver, f"{PAGE}?from=2026-01-01&to=2026-06-30")

    assert table_of(page, "ngay") == [["05/2026", "2", "0", "0"], ["06/2026", "40", "1.234", "0"]]


def test_each_table_is_saved_as_csv_and_as_a_workbook(room, counted, client):
    client.force_login(room.webmaster)

    lines = b"".join(client.get(f"{PAGE}tai-ve/tin-bai/?dang=csv")).decode()
    book = openpyxl.load_workbook(
        io.BytesIO(b"".join(client.get(f"{PAGE}tai-ve/ngay/?dang=xlsx").streaming_content))
    )

    assert "Tin đọc nhiều;34" in lines
    assert [cell.value for cell in book.active[3]] == ["15/06/2026", 40, 1234, 0]
    assert client.get(f"{PAGE}tai-ve/khong-co/").status_code == 404


def test_the_webmaster_brings_the_totals_of_the_earlier_site(room, counted, client):
    client.force_login(room.webmaster)
    given = {
        "visits_before": "1500000",
        "views_before": "9",
        "moved_on": "2026-05-01",
        "keeps_words": "on",
    }

    answer = client.post(RULES, given)

    assert answer.status_code == 302
    assert visits_now(room.agency).total == 1_500_042
    assert "1.500.000 lượt của trang cũ" in page_for(client, room.webmaster).text_content()
    history = page_for(client, room.webmaster, RULES)
    assert len(table_of(history, "history")) == 1
    assert not CountingRules.objects.get().keeps_referrers


@pytest.mark.parametrize("moved_on", ["", "2026-06-16"])
def test_totals_of_an_earlier_site_need_a_day_that_has_been(room, client, moved_on):
    client.force_login(room.webmaster)

    answer = client.post(RULES, {"visits_before": "5", "views_before": "0", "moved_on": moved_on})

    assert answer.status_code == 422
    assert not CountingRules.objects.exists()


def test_only_the_webmaster_says_how_the_site_counts(room, counted, client):
    client.force_login(room.approver)

    assert client.get(RULES).status_code == 404
    assert client.post(RULES, {"visits_before": "5"}).status_code == 404
    assert not page_for(client, room.approver).xpath(f"//a[@href='{RULES}']")


def test_the_page_costs_few_queries(room, counted, client, django_assert_max_num_queries):
    page_for(client, room.approver)

    with django_assert_max_num_queries(30):
        client.get(PAGE)
