"""The archive: every month with its number, pages by month, and what makes them anew."""

import datetime as dt

import pytest
from lxml import html

from toasoan.page_cache.cache_tags import KEY
from toasoan.portal.listings.archive import years_of_stories
from toasoan.stories.cache_tags import front_tag
from toasoan.stories.models import Story
from toasoan.testing.factories import make_newsroom, make_story
from toasoan.vietnamese.dates import TZ

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def room(one_transaction, django_db_blocker):
    with django_db_blocker.unblock():
        made = make_newsroom()
        # The last minute of June and the first of July, by the clocks of Vietnam.
        for headline, moment in (
            ("Tháng sáu", dt.datetime(2023, 6, 30, 23, 59, tzinfo=TZ)),
            ("Tháng bảy", dt.datetime(2023, 7, 1, 0, 0, tzinfo=TZ)),
            ("Tháng chín", dt.datetime(2025, 9, 2, 9, 0, tzinfo=TZ)),
        ):
            make_story(made, "published", headline=headline, now=moment)
        return made


def shown(client, path, status=200):
    answer = client.get(path)
    assert answer.status_code == status, path
    return html.fromstring(answer.content)


def test_every_month_has_its_number_and_leads_to_its_stories(room, client):
    page = shown(client, "/luu-tru/")

    links = page.xpath("//main//ol//a")
    assert [link.get("href") for link in links] == [
        "/luu-tru/2025/09/", "/luu-tru/2023/06/", "/luu-tru/2023/07/",
    ]  # fmt: skip
    assert [" ".join(link.text_content().split()) for link in links][1] == "Tháng 6/2023 1 tin, bài"
    assert page.xpath("//main//h2/text()")[-1] == "Năm 2023"


def test_a_month_ends_at_midnight_in_vietnam_and_leads_to_the_months_beside_it(room, client):
    june, july = shown(client, "/luu-tru/2023/06/"), shown(client, "/luu-tru/2023/07/")

    assert june.xpath("//main//h3/a/text()") == ["Tháng sáu"]
    assert july.xpath("//main//h3/a/text()") == ["Tháng bảy"]
    assert july.xpath("//nav[@aria-label='Các tháng khác']/a/@href") == [
        "/luu-tru/2023/06/", "/luu-tru/2025/09/",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "path", ["2024/01/", "2023/13/", "2023/00/", "0000/01/", "9999/12/", "2023/6/", "2023/"]
)
def test_there_is_no_page_for_a_month_without_stories(room, client, path):
    shown(client, f"/luu-tru/{path}", status=404)


@pytest.mark.parametrize("path", ["/luu-tru/", "/luu-tru/2023/06/", "/luu-tru/2024/01/"])
def test_a_story_that_comes_out_or_goes_makes_the_archive_anew(room, client, path):
    answer = client.get(path)

    assert front_tag(room.agency.pk) in answer.wsgi_request.META[KEY].tags


def test_twenty_years_cost_three_queries(room, django_assert_num_queries):
    Story.objects.filter(headline="Tháng sáu").update(
        first_published_at=dt.datetime(2006, 6, 1, tzinfo=TZ)
    )
    with django_assert_num_queries(3):
        years = years_of_stories(room.agency, dt.date(2025, 12, 31))

    assert len(years) == 20
    assert [month.number for month in years[-1].months if month.stories] == [6]


def test_sections_and_the_site_map_lead_to_the_archive(room, client):
    for path in (room.section.get_absolute_url(), "/so-do-trang/"):
        assert shown(client, path).xpath("//main//a[@href='/luu-tru/']")
