"""Retention in the newsroom: ages, what would go, what went."""

import datetime as dt

import pytest
from django.utils import timezone
from lxml import html

from toasoan.accounts.models import Visit
from toasoan.newsroom.kit.agency import today_here
from toasoan.retention.models import RetentionAge, RetentionRun
from toasoan.testing.browsers import browser_of

pytestmark = pytest.mark.django_db
KEPT = "/toa-soan/luu-du-lieu/"
DAY = dt.timedelta(days=1)


@pytest.fixture
def old_visit(room):
    ended = timezone.now() - 1000 * DAY
    return Visit.objects.create(
        user=room.editor, began_at=ended, seen_at=ended, ended_at=ended, ending="idle"
    )


def test_only_the_webmaster_sees_it(room):
    assert browser_of(room.webmaster).get(KEPT).status_code == 200
    for person in (room.clerk, room.editor, room.board_member):
        assert browser_of(person).get(KEPT).status_code == 404


def test_what_would_go_is_what_goes_after_a_question(room, old_visit):
    browser = browser_of(room.webmaster)
    rows = html.fromstring(browser.get(f"{KEPT}xem-truoc/").content).xpath(
        "//table[@class='figure-table']/tbody/tr"
    )
    said = {row.xpath("th/text()")[0]: row.xpath("td/text()")[1] for row in rows}
    assert browser.get(f"{KEPT}xem-truoc/?hoi=1").status_code == 200
    assert Visit.objects.filter(pk=old_visit.pk).exists()

    answer = browser.post(f"{KEPT}xem-truoc/?hoi=1")

    run = RetentionRun.objects.get()
    assert answer.url == f"{KEPT}lan/{run.pk}/"
    assert run.started_by == room.webmaster
    assert not Visit.objects.filter(pk=old_visit.pk).exists()
    rows = html.fromstring(browser.get(answer.url).content).xpath(
        "//table[@class='figure-table']/tbody/tr"
    )
    assert {row.xpath("th/text()")[0]: row.xpath("td/text()")[0] for row in rows} == said
    saved = browser.get(f"{KEPT}tep/", {"dang": "csv"})
    assert len(b"".join(saved.streaming_content).splitlines()) == 1 + len(said)


def test_another_age_is_entered_within_bounds(room):
    browser = browser_of(room.webmaster)
    address = f"{KEPT}loai/accounts.visits/"
    tomorrow = (today_here() + DAY).isoformat()
    typed = {"number": "36", "from_on": tomorrow, "document": "Quyết định 01/QĐ-VKS"}

    assert browser.post(address, typed | {"number": "3"}).status_code == 422
    assert browser.post(address, typed).status_code == 302
    row = RetentionAge.objects.get(rule="accounts.visits", number=36)
    assert (row.agency, row.entered_by) == (room.agency, room.webmaster)
    assert "36" in browser.get(KEPT).text
    assert browser.get(f"{KEPT}loai/khong-co/").status_code == 404
