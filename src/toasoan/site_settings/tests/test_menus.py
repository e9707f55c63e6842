"""Menus, contacts and the look: what is kept, what is refused, in which order."""

import pytest
from django.test import RequestFactory

from toasoan.media.models import Reach
from toasoan.media.reading import new_picture
from toasoan.portal.models import StandingPage
from toasoan.refusals import RefusedError
from toasoan.site_settings.actions import (
    change_contact,
    change_look,
    keep_entry,
    move_entry,
    remove_entry,
    write_down_menus,
)
from toasoan.site_settings.models import Entry, Look, MenuPlace, UnitContact
from toasoan.site_settings.queries import contacts_of, look_of, menus_of, sheet_of, with_appearance
from toasoan.stories.models import Section
from toasoan.testing.factories import make_section, photo_bytes
from toasoan.units.models import Agency

pytestmark = pytest.mark.django_db


def line(room, label, place=MenuPlace.MENU, **target):
    entry = Entry(agency=room.agency, place=place, label=label, **target)
    keep_entry(entry)
    return entry


def shown(room):
    request = RequestFactory().get("/", headers={"host": "localhost"})
    return menus_of(request, room.agency, Section.objects.filter(agency=room.agency))


def test_lines_stand_in_their_order_and_change_places(room):
    for label in ("Một", "Hai", "Ba"):
        line(room, label, address="/x/")
    third = Entry.objects.get(label="Ba")

    move_entry(third, up=True)
    move_entry(third, up=True)
    move_entry(third, up=True)

    assert [one.label for one in shown(room).menu] == ["Ba", "Một", "Hai"]


def test_a_line_shows_the_name_of_its_section_until_it_has_words_of_its_own(room):
    entry = line(room, "", section=room.section)
    room.section.name = "Tên mới"
    room.section.save()
    assert shown(room).menu[0].label == "Tên mới"

    entry.label = "Chữ riêng"
    keep_entry(entry)

    assert shown(room).menu[0].label == "Chữ riêng"
    assert shown(room).menu[0].address == room.section.get_absolute_url()


def test_a_page_that_is_not_published_has_no_line(room):
    home = room.agency.site.root_page
    page = home.add_child(instance=StandingPage(title="Giới thiệu", slug="gioi-thieu"))
    line(room, "", page=page)
    assert [one.label for one in shown(room).menu] == ["Giới thiệu"]

    page.unpublish()

    assert shown(room).menu == ()


def test_a_group_leads_nowhere_and_is_shown_with_the_lines_beneath_it(room):
    group = line(room, "Tin tức, sự kiện")
    assert shown(room).menu == ()

    line(room, "", parent=group, section=room.section)

    menu = shown(room).menu
    assert [(one.label, one.address) for one in menu] == [("Tin tức, sự kiện", "")]
    assert [one.section_id for one in menu[0].children] == [room.section.pk]
    with pytest.raises(RefusedError):
        line(room, "Nhóm trong nhóm", parent=group)


def test_lines_stand_beneath_a_line_and_go_with_it(room):
    above = line(room, "Trên", address="/tren/")
    line(room, "Dưới", parent=above, address="/duoi/")
    assert [one.label for one in shown(room).menu[0].children] == ["Dưới"]

    remove_entry(above)

    assert Entry.objects.count() == 0


@pytest.mark.parametrize(
    "parts",
    [
        {"place": MenuPlace.FOOTER, "label": ""},
        {"place": MenuPlace.MENU, "label": ""},
        {"place": MenuPlace.MENU, "label": "Lạ", "address": "javascript:alert(1)"},
    ],
)
def test_a_line_that_breaks_a_rule_is_not_kept(room, parts):
    with pytest.raises(RefusedError):
        keep_entry(Entry(agency=room.agency, **parts))

    assert Entry.objects.count() == 0


def test_what_the_site_shows_by_itself_is_written_down_once(room):
    make_section(room.agency, "khac", "Mục khác")
    home = room.agency.site.root_page
    page = home.add_child(
        instance=StandingPage(title="Giới thiệu", slug="gioi-thieu", show_in_menus=True)
    )

    contacts = home.add_child(
        instance=StandingPage(title="Liên hệ", slug="lien-he", show_in_menus=True)
    )

    write_down_menus(room.agency, [page, contacts])
    write_down_menus(room.agency, [page, contacts])

    menus = shown(room)
    assert [one.label for one in menus.menu] == [
        "Mục khác", "Tin tức", "Giới thiệu", "Liên hệ",
    ]  # fmt: skip
    assert [one.label for one in menus.footer] == ["Chuyên mục", "Trang tin này"]
    addresses = [one.address for one in menus.footer[1].children]
    assert "/so-do-trang/" in addresses
    assert addresses.count("/lien-he/") == 1


def test_the_menus_of_an_agency_without_lines_cost_no_query(room, django_assert_num_queries):
    agency = with_appearance(Agency.objects.filter(pk=room.agency.pk)).get()
    request = RequestFactory().get("/")

    with django_assert_num_queries(0):
        assert menus_of(request, agency, []).menu == ()
        assert sheet_of(look_of(agency)) == ""


def test_an_emblem_is_cleaned_and_everybody_may_see_it(room):
    look = Look(colour="#123a6b")

    change_look(
        room.agency, look, actor=room.webmaster, emblem=new_picture(photo_bytes(), "bieu-trung.png")
    )

    kept = Look.objects.get()
    assert kept.emblem.reach == Reach.PUBLIC
    assert kept.emblem.uploaded_by_user == room.webmaster
    assert sheet_of(kept).startswith("123a6b-")


def test_colours_change_without_a_new_emblem(room):
    look = Look(colour="#123a6b")

    change_look(room.agency, look, actor=room.webmaster)

    assert (Look.objects.get().colour, Look.objects.get().emblem) == ("#123a6b", None)


def test_a_pale_colour_changes_nothing(room):
    room.agency.slogan = "Khẩu hiệu mới"
    with pytest.raises(RefusedError):
        change_look(room.agency, Look(colour="#ffd700"), actor=None)

    assert not Look.objects.exists()
    assert Agency.objects.get(pk=room.agency.pk).slogan != "Khẩu hiệu mới"


def test_a_units_contact_is_kept_beside_the_unit(room):
    change_contact(room.unit, UnitContact(phone="0200 000 001"))

    assert contacts_of(room.agency)[room.unit.pk].phone == "0200 000 001"


def test_only_channels_that_exist_are_shown():
    look = Look(zalo="https://zalo.me/vidu")

    assert look.social_links == (("Zalo", "https://zalo.me/vidu"),)
