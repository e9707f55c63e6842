"""Which addresses lead to a story, and that no other one does."""

import pytest
from django.urls import get_resolver

from toasoan.page_cache.tests.site import FakeSite, get, make_gateway
from toasoan.stories.models import FormerSection
from toasoan.stories.sections import save_section, section_at
from toasoan.testing.factories import make_section, make_story

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(room):
    return make_story(room, "published", headline="Tên bài mới")


def led_to(client, address):
    """The status and where it leads, "" for nowhere."""
    answer = client.get(address)
    return answer.status_code, answer.get("Location", "")


@pytest.mark.parametrize(
    "typed",
    [
        "/{section}/ten-cu-{id}",
        "/{section}/-{id}",
        "/{section}/ten-bai-moi-{id}/",
        "/{section}/Tên-cũ-{id}",
        "/{section}/TEN-BAI-MOI-{id}",
        "/Tin-Tức/ten-bai-moi-{id}",
        "/TIN-TUC/Tên bài mới-{id}/",
        "/tin/ten-bai-moi-{id}",
    ],
)
def test_slash_capitals_and_marks_lead_to_the_story_at_once_with_the_query(client, story, typed):
    address = typed.format(section=story.section.slug, id=story.pk)

    status, target = led_to(client, f"{address}?utm_source=zalo&a=%C3%AA")

    assert (status, target) == (301, f"{story.get_absolute_url()}?utm_source=zalo&a=%C3%AA")


@pytest.mark.parametrize(
    "typed",
    [
        "/don-vi/{id}",
        "/admin/login-{id}",
        "/wp-content/ten-bai-moi-{id}",
        "/khong-co/ten-bai-moi-{id}/",
        "/{section}/{id}",
        "/{section}/{id}/",
        "/tu-khoa/covid-{id}",
        "/su-kien/hop-{id}",
        "/api/v1-{id}",
        "/toa-soan/x-{id}",
        "/{section}/ten-{id}/them",
        "/{section}/ten-{id}.php",
        "/a/b/ten-bai-moi-{id}",
    ],
)
def test_no_other_address_reaches_a_story(client, story, typed):
    answer = client.get(typed.format(section=story.section.slug, id=story.pk), follow=True)

    assert answer.request["PATH_INFO"] != story.get_absolute_url()
    assert all(target != story.get_absolute_url() for target, _status in answer.redirect_chain)


def test_no_address_of_the_site_itself_reaches_a_story(client, story):
    """The first part of every address that the site declares, with words and the story's id."""
    first_parts = {
        str(pattern.pattern).split("/")[0]
        for include in get_resolver("toasoan.portal.urls").url_patterns
        for pattern in include.url_patterns
    }
    plain = {part for part in first_parts if part and not set(part) & set("<(^\\")}

    assert len(plain) > 8
    for part in plain:
        answer = client.get(f"/{part}/ten-bai-moi-{story.pk}", follow=True)
        assert answer.request["PATH_INFO"] != story.get_absolute_url(), part


def test_a_section_that_moves_is_found_at_its_old_address(client, story):
    section = story.section
    section.slug = "muc-moi"
    save_section(section)

    address = story.__class__.objects.get(pk=story.pk).get_absolute_url()

    assert led_to(client, "/tin-tuc/?a=1") == (301, "/muc-moi/?a=1")
    assert led_to(client, f"/tin-tuc/x-{story.pk}") == (301, address)
    assert client.get("/tin-tuc/rss").status_code == client.get("/muc-moi/rss").status_code


def test_an_old_address_taken_by_another_section_is_its_own(room, story):
    section = story.section
    section.slug = "muc-moi"
    save_section(section)
    other = make_section(room.agency, "khac", "Khác")
    other.slug = "tin-tuc"
    save_section(other)

    assert section_at(room.agency.pk, "tin-tuc") == other
    assert section_at(room.agency.pk, "khac") == other
    assert list(FormerSection.objects.values_list("slug", flat=True)) == ["khac"]


def test_what_lies_behind_a_slash_is_asked_before_anybody_is_led_there(client, story):
    assert led_to(client, "/tu-khoa/khong-co-19") == (404, "")
    assert led_to(client, f"/khong-co/x-{story.pk}") == (404, "")


@pytest.mark.parametrize(
    ("location", "query", "sent"),
    [
        ("/moi", "utm_source=zalo", "/moi?utm_source=zalo"),
        ("/moi", "", "/moi"),
        ("/moi?truoc=5", "truoc=5&utm_source=zalo", "/moi?truoc=5&utm_source=zalo"),
        ("/moi?khac=1", "utm_source=zalo", "/moi?khac=1"),
        ("/moi", "a=\r\nSet-Cookie:x", "/moi?a=%0D%0ASet-Cookie:x"),
    ],
)
def test_a_kept_redirect_takes_the_whole_query_along(tmp_path, location, query, sent):
    site = FakeSite(status="301 Moved Permanently", headers=(("Location", location),))
    gateway = make_gateway(tmp_path, site)

    get(gateway, "/cu", query=query)
    _status, headers, _body = get(gateway, "/cu", query=query)

    assert headers["location"] == sent
