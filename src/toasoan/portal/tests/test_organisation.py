"""Organisation, contacts, site map, standing pages, English, colours, menus: what readers see."""

import datetime as dt

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from lxml import html
from wagtail import hooks

from toasoan.portal.frame.menus import ENGLISH
from toasoan.portal.models import EnglishHome, HomePage, StandingPage
from toasoan.portal.organisation.queries import HOOK
from toasoan.site_settings.actions import change_contact, keep_entry, write_down_menus
from toasoan.site_settings.colours import sheet_name
from toasoan.site_settings.models import Entry, Look, Maintenance, MenuPlace, UnitContact
from toasoan.testing.factories import make_agency, make_story
from toasoan.units.models import Membership, Unit
from toasoan.vietnamese.moments import at_local

pytestmark = pytest.mark.django_db


def page(client, path, status=200, **headers):
    answer = client.get(path, headers=headers or None)
    assert answer.status_code == status, path
    return html.fromstring(answer.content)


def words(shown):
    return " ".join(shown.find(".//main").text_content().split())


def standing(room, title, slug, parent=None, **parts):
    above = parent or room.agency.site.root_page
    above.refresh_from_db()
    return above.add_child(instance=StandingPage(title=title, slug=slug, **parts))


def english(room, **look):
    Look.objects.create(agency=room.agency, english_on=True, english_name="The Agency", **look)
    home = room.agency.site.root_page
    home.refresh_from_db()
    front = EnglishHome(title="Welcome", text="<p>About us.</p>")
    return home.add_child(instance=front)


def test_the_organisation_shows_units_of_today_with_leaders_and_nothing_private(room, client):
    room.vetter.post = "Viện trưởng"
    room.vetter.save()
    Unit.objects.filter(pk=room.other_unit.pk).update(closed_on=dt.date(2021, 1, 1))
    change_contact(room.unit, UnitContact(address="Số 1 đường Thử", email="dv@vidu.vn"))

    shown = page(client, "/to-chuc/")

    text = words(shown)
    assert room.unit.name in text
    assert "Viện trưởng" in text
    assert str(room.vetter) in text
    assert "Số 1 đường Thử" in text
    assert room.other_unit.name not in text
    # Only leaders are named, and nothing of them but name and post.
    assert room.contributor.username not in text
    assert room.vetter.username not in text
    assert room.vetter.email not in text


def test_who_left_the_post_is_no_longer_named(room, client):
    Membership.objects.filter(user=room.vetter).update(to_on=dt.date(2021, 1, 1))
    room.vetter.last_name = "Người Đã Thôi"
    room.vetter.save()

    assert "Người Đã Thôi" not in words(page(client, "/to-chuc/"))
    assert "Người Đã Thôi" not in words(page(client, f"/don-vi/{room.unit.code}/"))


def test_a_units_page_begins_with_its_leader_and_contact(room, client):
    change_contact(room.unit, UnitContact(phone="0200 111 222"))

    head = page(client, f"/don-vi/{room.unit.code}/").xpath("//*[@class='unit-head']")[0]

    assert "0200 111 222" in head.text_content()
    assert str(room.vetter) in head.text_content()


def test_contacts_show_each_fact_once_with_the_webmasters_words_beneath(room, client):
    agency = room.agency
    agency.phone, agency.address = "0200 000 000", "Số 12 đường Bờ Kè"
    agency.save()
    Look.objects.create(agency=agency, licence="Số 01/GP", map_link="https://bando.vidu.vn/a")
    standing(room, "Liên hệ", "lien-he", text="<p>Tiếp công dân thứ Năm.</p>")

    shown = page(client, "/lien-he/")

    text = words(shown)
    for fact in ("0200 000 000", "Số 12 đường Bờ Kè", "Số 01/GP", "Tiếp công dân thứ Năm."):
        assert text.count(fact) == 1, fact
    assert shown.xpath("//a[@href='https://bando.vidu.vn/a']/text()") == ["Xem trên bản đồ"]
    assert shown.xpath("//form[@method='post']") == []


def test_the_site_map_leads_to_everything_and_nothing_twice(room, client):
    parent = standing(room, "Giới thiệu", "gioi-thieu")
    standing(room, "Lịch sử", "lich-su", parent=parent)
    standing(room, "Liên hệ", "lien-he")

    links = page(client, "/so-do-trang/").xpath("//main//section//a/@href")

    assert len(links) == len(set(links))
    assert {
        "/tin-tuc/", "/gioi-thieu/", "/gioi-thieu/lich-su/", "/to-chuc/", "/lien-he/", "/rss.xml",
        "/tin-tuc/rss.xml", f"/don-vi/{room.unit.code}/",
    } <= set(links)  # fmt: skip
    for link in links:
        assert client.get(link).status_code == 200, link


def test_another_room_adds_its_links_to_the_site_map(room, client):
    with hooks.register_temporarily(
        HOOK, lambda _request, _agency: ("Lịch xét xử", [("A", "/a/")])
    ):
        assert page(client, "/so-do-trang/").xpath("//a[@href='/a/']/text()") == ["A"]
    with hooks.register_temporarily(HOOK, lambda _request, _agency: None):
        assert "Lịch xét xử" not in words(page(client, "/so-do-trang/"))


def test_a_standing_page_says_where_it_stands_and_what_stands_beneath(room, client):
    parent = standing(room, "Giới thiệu", "gioi-thieu")
    child = standing(room, "Lịch sử", "lich-su", parent=parent)
    child.save_revision().publish()

    above, below = page(client, "/gioi-thieu/"), page(client, "/gioi-thieu/lich-su/")

    assert above.xpath("//*[@aria-labelledby='trang-con']//a/text()") == ["Lịch sử"]
    assert below.xpath("//*[@class='breadcrumb']/a/@href") == ["/", "/gioi-thieu/"]
    assert "Cập nhật" in words(below)


def test_nothing_is_english_until_the_agency_switches_it_on(room, client):
    front = english(room)
    Look.objects.update(english_on=False)
    standing(room, "About", "about", parent=front)

    assert client.get("/en/").status_code == 404
    assert client.get("/en/about/").status_code == 404
    assert page(client, "/").xpath("//a[@hreflang='en'] | //link[@hreflang]") == []


def test_english_pages_speak_english_and_readers_change_between_the_languages(room, client):
    front = english(room, english_slogan="Just and fair")
    about_vi = standing(room, "Giới thiệu", "gioi-thieu")
    standing(
        room, "About us", "about", parent=front, counterpart=about_vi, show_in_menus=True,
        text="<p>We are the agency.</p>",
    )  # fmt: skip

    shown, home = page(client, "/en/about/"), page(client, "/en/")

    assert shown.get("lang") == "en"
    text = " ".join(shown.find(".//body").text_content().split())
    assert "Skip to content" in text
    assert "Just and fair" in text
    assert room.agency.name not in text
    assert shown.xpath("//nav//a[@href='/en/about/'][@aria-current='page']")
    assert shown.xpath("//link[@hreflang='vi']/@href") == ["http://testserver/gioi-thieu/"]
    assert shown.xpath("//a[@hreflang='vi']/@href") == ["/gioi-thieu/"]
    assert page(client, "/gioi-thieu/").xpath("//a[@hreflang='en']/@href") == ["/en/about/"]
    assert home.xpath("//main//a/text()") == ["About us"]
    assert page(client, "/").xpath("//a[@hreflang='en']/@href") == ["/en/"]
    # The next reader's page is Vietnamese again.
    assert page(client, "/gioi-thieu/").get("lang") == "vi"


def test_the_preview_of_a_page_speaks_the_language_of_the_page(room):
    front = english(room, english_slogan="Just and fair")
    about = standing(room, "About us", "about", parent=front, text="<p>We are the agency.</p>")
    vietnamese = standing(room, "Giới thiệu", "gioi-thieu")

    def shown(page):
        return html.fromstring(page.make_preview_request().content)

    for page in (front, about):
        text = " ".join(shown(page).text_content().split())
        assert "Preview: readers do not see this page." in text
        assert "Skip to content" in text
        assert "Just and fair" in text
        assert "Đến nội dung chính" not in text
    for page in (vietnamese, HomePage.objects.get(pk=room.agency.site.root_page_id)):
        assert shown(page).get("lang") == "vi"
        assert "Bản xem trước: bạn đọc không thấy trang này." in shown(page).text_content()


def test_maintenance_is_announced_in_the_language_of_the_page_and_says_a_day_once(room, client):
    front, day = english(room), dt.date(2035, 12, 12)
    Maintenance.objects.create(
        agency=room.agency, begins_at=at_local(day, dt.time(8)),
        ends_at=at_local(day, dt.time(10)),
        announced_at=timezone.now(), announced_by=room.webmaster, reason="Nâng cấp máy chủ",
    )  # fmt: skip

    def said(path):
        (banner,) = page(client, path).find_class("maintenance-banner")
        return " ".join(banner.text_content().split())

    assert said("/") == (
        "Bảo trì: 08:00–10:00, Thứ Tư, 12/12/2035. Trong thời gian này, một số trang có thể tạm"
        " thời chưa xem được (Nâng cấp máy chủ)."
    )
    assert said(front.get_url()) == (
        "Maintenance: 08:00–10:00, Wednesday, 12 December 2035. Some pages may not be available"
        " then."
    )
    Maintenance.objects.update(ends_at=at_local(day + dt.timedelta(days=1), dt.time(1)))
    cache.clear()
    assert "08:00, Thứ Tư, 12/12/2035 – 01:00, Thứ Năm, 13/12/2035." in said("/")


def test_the_address_of_the_english_pages_cannot_be_taken_by_another_page(room):
    with pytest.raises(ValidationError):
        standing(room, "Khác", ENGLISH)

    assert english(room).slug == ENGLISH


def test_an_agencys_colour_comes_with_a_style_sheet_that_never_changes(room, client):
    Look.objects.create(agency=room.agency, colour="#123a6b")
    (address,) = page(client, "/").xpath("//link[contains(@href,'/giao-dien/')]/@href")

    answer = client.get(address)

    assert address == reverse("portal:colours", args=[sheet_name("#123a6b")])
    assert answer["Content-Type"].startswith("text/css")
    assert "immutable" in answer["Cache-Control"]
    assert "--red: #123a6b" in answer.content.decode()
    for wrong in ("/giao-dien/123a6b-00000000.css", "/giao-dien/x.css"):
        assert client.get(wrong).status_code == 404


def test_the_style_sheet_asks_no_database(room, client, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get(reverse("portal:colours", args=[sheet_name("#123a6b")]))


def test_menu_and_footer_are_what_the_webmaster_arranged(room, client):
    above = Entry(agency=room.agency, place=MenuPlace.MENU, section=room.section)
    keep_entry(above)
    keep_entry(
        Entry(agency=room.agency, place=MenuPlace.MENU, parent=above, label="Con", address="/con/")
    )
    column = Entry(agency=room.agency, place=MenuPlace.FOOTER, label="Cột riêng")
    keep_entry(column)
    keep_entry(
        Entry(
            agency=room.agency,
            place=MenuPlace.FOOTER,
            parent=column,
            label="Ngoài",
            address="https://vidu.vn/",
        )
    )

    shown = page(client, "/tin-tuc/")

    wide = shown.xpath("//ul[contains(@class,'menu__list--wide')]")[0]
    assert wide.xpath("./li/a/@href") == ["/", "/tin-tuc/"]
    assert wide.xpath("./li/a[@aria-current='page']/text()") == ["Tin tức"]
    assert wide.xpath(".//details//a/@href") == ["/con/"]
    assert shown.xpath("//footer//nav/@aria-label") == ["Cột riêng"]
    assert shown.xpath("//footer//a[@href='https://vidu.vn/']")


def test_an_arranged_site_costs_no_more_queries(room, client, django_assert_max_num_queries):
    story = make_story(room, "published")
    write_down_menus(room.agency, [])
    client.get(story.get_absolute_url())

    with django_assert_max_num_queries(15):
        client.get(story.get_absolute_url())


@pytest.mark.parametrize("path", ["/to-chuc/", "/lien-he/", "/so-do-trang/"])
def test_the_pages_of_the_office_are_kept_until_midnight_at_few_queries(
    room, client, path, django_assert_max_num_queries
):
    from toasoan.page_cache.cache_tags import KEY

    client.get(path)
    with django_assert_max_num_queries(15):
        answer = client.get(path)

    marks = answer.wsgi_request.META[KEY]
    assert marks.kept
    assert marks.until > timezone.now().timestamp()
    assert client.post(path).status_code == 405
    elsewhere = make_agency("khac", hostname="khac.localhost")
    other = client.get(path, headers={"host": "khac.localhost"})
    assert room.unit.name not in other.content.decode()
    assert elsewhere.name in other.content.decode()


def test_what_went_wrong_says_what_to_do_next(room, client):
    story = make_story(room, "published", headline="Tin mới nhất")
    gone = make_story(room, "taken_down")

    for path, status in (("/khong-co/", 404), (f"/tin-tuc/x-{gone.pk}", 410)):
        shown = page(client, path, status)
        assert shown.xpath("//main//form[@action='/tim-kiem/']//input[@name='q']"), path
        assert shown.xpath(f"//main//a[@href='{story.get_absolute_url()}']"), path
        assert shown.xpath("//main//a[@href='/']"), path
        assert [h.text_content() for h in shown.iter("h1")] != [""], path


def test_a_broken_request_is_answered_without_asking_anything(rf, django_assert_num_queries):
    from toasoan.portal.errors import bad_request, server_error

    with django_assert_num_queries(0):
        broken, failed = bad_request(rf.get("/")), server_error(rf.get("/"))

    assert (broken.status_code, failed.status_code) == (400, 500)
    for answer in (broken, failed):
        shown = html.fromstring(answer.content)
        assert shown.xpath("//form[@action='/tim-kiem/']")
        assert shown.find(".//h1").text_content()
