"""The webmaster enters who leads the agency and what software the site leads to."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from lxml import html

from toasoan.media.models import Reach
from toasoan.site_settings.models import Entry, Leader, MenuPlace
from toasoan.testing.factories import make_newsroom, photo_bytes

pytestmark = pytest.mark.django_db
LEADERS = "/toa-soan/giao-dien/lanh-dao/"
MENUS = "/toa-soan/giao-dien/thuc-don/"


@pytest.fixture
def browser(room):
    client = Client()
    client.force_login(room.webmaster)
    return client


def typed(**changed):
    return {
        "name": "Lê Thị Đứng Đầu", "post": "Viện trưởng", "duties": "Phụ trách chung",
        "receives": "Sáng thứ Ba tuần thứ hai hằng tháng", "from_on": "2022-01-04", **changed,
    }  # fmt: skip


def leadership(client=None):
    shown = html.fromstring((client or Client()).get("/to-chuc/").content)
    return [
        " ".join(one.text_content().split()) for one in shown.xpath("//*[@class='leadership']/li")
    ]


def test_readers_see_the_leadership_first_with_portrait_duties_and_days(room, browser):
    portrait = SimpleUploadedFile("chan-dung.jpg", photo_bytes(300, 400))

    answer = browser.post(f"{LEADERS}them/", typed(portrait_file=portrait))

    assert answer.url == LEADERS
    assert Leader.objects.get().portrait.reach == Reach.PUBLIC
    page = html.fromstring(Client().get("/to-chuc/").content)
    assert page.xpath("//main//h2/text()")[0] == "Lãnh đạo cơ quan"
    assert page.xpath("//*[@class='leadership']//img/@alt") == ["Chân dung Lê Thị Đứng Đầu"]
    words = leadership()[0]
    assert "Viện trưởng Phụ trách chung" in words
    assert "Tiếp công dân Sáng thứ Ba tuần thứ hai hằng tháng" in words


def test_who_has_left_the_post_or_comes_later_is_not_shown(room, browser):
    today = dt.date.today()  # noqa: DTZ011  # two days to either side of it
    for name, begins, ends in (
        ("Còn", "2022-01-04", ""), ("Đã thôi", "2022-01-04", today - dt.timedelta(days=2)),
        ("Sẽ đến", today + dt.timedelta(days=2), ""),
    ):  # fmt: skip
        browser.post(f"{LEADERS}them/", typed(name=name, from_on=begins, to_on=ends))

    assert [words.split(" Viện")[0] for words in leadership()] == ["Còn"]
    assert Leader.objects.count() == 3


def test_leaders_change_places_are_changed_and_taken_off_after_a_question(room, browser):
    for name in ("Một", "Hai"):
        browser.post(f"{LEADERS}them/", typed(name=name))
    second = Leader.objects.get(name="Hai")

    browser.post(f"{LEADERS}{second.pk}/thu-tu/", {"to": "up"})
    browser.post(f"{LEADERS}{second.pk}/", typed(name="Hai", post="Phó Viện trưởng"))

    assert [words.partition(" ")[0] for words in leadership()] == ["Hai", "Một"]
    assert "Phó Viện trưởng" in leadership()[0]
    assert browser.get(f"{LEADERS}{second.pk}/bo/").status_code == 200
    assert Leader.objects.count() == 2
    browser.post(f"{LEADERS}{second.pk}/bo/")
    assert [leader.name for leader in Leader.objects.all()] == ["Một"]


def test_the_last_day_is_not_before_the_first(room, browser):
    answer = browser.post(f"{LEADERS}them/", typed(to_on="2021-01-01"))

    assert answer.status_code == 422
    assert "Ngày cuối giữ chức vụ sớm hơn ngày đầu." in answer.content.decode()
    assert not Leader.objects.exists()


def test_leaders_of_another_agency_do_not_exist(room, browser):
    elsewhere = make_newsroom("noi-khac", hostname="noi-khac.vidu.vn")
    leader = Leader.objects.create(
        agency=elsewhere.agency, name="Người khác", post="Viện trưởng", from_on=dt.date(2022, 1, 4)
    )

    for path in ("", "bo/"):
        assert browser.get(f"{LEADERS}{leader.pk}/{path}").status_code == 404
    assert browser.post(f"{LEADERS}{leader.pk}/thu-tu/").status_code == 404
    assert not leadership()


def test_linked_software_stands_with_its_emblem_above_the_foot_of_every_page(room, browser):
    emblem = SimpleUploadedFile("bieu-tuong.jpg", photo_bytes(320, 320))
    sent = {"label": "Thư công vụ", "address": "https://thu.vidu.vn/", "emblem_file": emblem}

    assert browser.post(f"{MENUS}them/links/", sent).url == MENUS
    entry = Entry.objects.get(place=MenuPlace.LINKS)
    browser.post(
        f"{MENUS}{entry.pk}/", {"label": "Thư của Ngành", "address": "https://thu.vidu.vn/"}
    )

    for path in ("/", "/to-chuc/"):
        page = html.fromstring(Client().get(path).content)
        link = page.xpath("//nav[@class='linked-software']//a")[0]
        assert (link.get("href"), link.text_content().strip()) == (
            "https://thu.vidu.vn/", "Thư của Ngành",
        )  # fmt: skip
        assert Client().get(link.xpath("./img/@src")[0]).status_code == 200
    # The menus stay as they come by themselves.
    assert "Bắt đầu" not in page.xpath("string(//nav[@class='menu'])")
    assert browser.get(f"{MENUS}{entry.pk}/them/").status_code == 404


@pytest.mark.parametrize(
    "sent", [{"label": "", "address": "https://x.vn/"}, {"label": "X", "address": "javascript:1"}]
)
def test_linked_software_has_a_name_and_an_address(room, browser, sent):
    assert browser.post(f"{MENUS}them/links/", sent).status_code == 422
    assert not Entry.objects.exists()
