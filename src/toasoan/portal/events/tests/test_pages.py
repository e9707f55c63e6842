"""What readers see of the agency's events, on pages and in calendars."""

import datetime as dt
import json

import icalendar
import pytest
import time_machine
from django.core.cache import cache
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html

from toasoan.events.actions import cancel_event
from toasoan.events.models import PublicEvent
from toasoan.page_cache.cache_tags import KEY, CachePolicy
from toasoan.portal.events import views
from toasoan.testing.events import make_public_event
from toasoan.testing.factories import make_agency, make_newsroom
from toasoan.vietnamese.dates import TZ
from toasoan.vietnamese.moments import whole_days

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 11, 28, 10, tzinfo=TZ)
HOUR = dt.timedelta(hours=1)
DAY = dt.timedelta(days=1)
LIST = "/su-kien/"


@pytest.fixture
def room():
    cache.clear()
    with time_machine.travel(NOW, tick=False):
        yield make_newsroom()


def at(room, hours, **parts):
    start = NOW + hours * HOUR
    return make_public_event(room, **({"starts_at": start, "ends_at": start + HOUR} | parts))


def page(client, path=LIST, status=200):
    answer = client.get(path)
    assert answer.status_code == status, path
    return html.fromstring(answer.content)


def titles(shown, part):
    return shown.xpath(f"//section[@aria-labelledby='{part}']//h3/a/text()")


def words(shown):
    return " ".join(shown.find(".//main").text_content().split())


def calendar(client, path):
    answer = client.get(path)
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    return icalendar.Calendar.from_ical(answer.content).walk("VEVENT")


def test_what_is_coming_stands_above_what_is_past(room, client):
    at(room, -30, title="Đã xong")
    at(room, 40, title="Tuần sau")
    at(room, -0.5, title="Đang diễn ra")
    at(room, 1, title="Chưa công bố", is_published=False)

    shown = page(client)

    assert titles(shown, "sap-dien-ra") == ["Đang diễn ra", "Tuần sau"]
    assert titles(shown, "da-dien-ra") == ["Đã xong"]
    assert len(shown.findall(".//h1")) == 1


def test_an_event_moves_to_the_past_when_it_ends(room, client):
    event = at(room, 1)
    policy = CachePolicy()
    client.get(LIST, **{KEY: policy})
    assert policy.until == event.ends_at.timestamp()

    with time_machine.travel(event.ends_at, tick=False):
        assert titles(page(client), "da-dien-ra") == [event.title]


def test_the_lists_go_on_without_gaps_in_both_directions(room, client, monkeypatch):
    monkeypatch.setattr(views, "PER_PAGE", 2)
    for n in range(5):
        # Two share a moment: the number decides then.
        at(room, 24 * (1 + n // 2), title=f"Sắp tới {n}")
        at(room, -24 * (1 + n // 2), title=f"Đã qua {n}")

    def all_titles(part, link):
        found, path = [], LIST
        while path:
            shown = page(client, path)
            found += titles(shown, part)
            more = shown.xpath(f"//section[@aria-labelledby='{part}']//a[text()='{link}']/@href")
            path = f"{LIST}{more[0]}" if more else ""
        return found

    assert all_titles("sap-dien-ra", "Sự kiện tiếp theo") == [f"Sắp tới {n}" for n in range(5)]
    past = all_titles("da-dien-ra", "Sự kiện trước đó")
    assert sorted(past) == [f"Đã qua {n}" for n in range(5)]
    assert past[:2] == ["Đã qua 1", "Đã qua 0"]


@pytest.mark.parametrize(
    "path",
    [
        "?truoc=x", "?sau=MTIz", "khong-co-1/", f"x-{'9' * 30}/", "khong-co/", "x-1.ics",
        "x.ics", f"x-{'9' * 30}.ics",
    ],
)  # fmt: skip
def test_an_odd_address_is_a_page_that_does_not_exist(room, client, path):
    page(client, LIST + path, 404)


def test_an_agency_without_events_says_so(room, client):
    assert "Hiện chưa có sự kiện nào" in words(page(client))
    assert calendar(client, f"{LIST}lich.ics") == []


def test_an_event_says_what_where_when_and_who(room, client):
    event = at(room, 22, unit_id=room.unit.pk, about="Dòng một\n\n<b>Dòng hai</b>")

    text = words(page(client, event.get_absolute_url()))

    for part in (
        event.title, "08:00–09:00, Chủ Nhật, 29/11/2026", event.place, room.unit.name,
        "Dòng một", "<b>Dòng hai</b>", "Thêm vào lịch của tôi",
    ):  # fmt: skip
        assert part in text


def structured_data_of(client, event):
    shown = page(client, event.get_absolute_url())
    (written,) = shown.xpath("//script[@type='application/ld+json']/text()")
    return {one["@type"]: one for one in json.loads(written)["@graph"]}


def test_machines_read_what_where_when_and_by_whom(room, client):
    event = at(
        room, 22, unit_id=room.unit.pk, about="Mời </script> bạn", title="Hội nghị </script>"
    )

    things = structured_data_of(client, event)

    found = things["Event"]
    assert (found["name"], found["description"]) == ("Hội nghị </script>", "Mời </script> bạn")
    assert found["startDate"] == "2026-11-29T08:00:00+07:00"
    assert found["endDate"] == "2026-11-29T09:00:00+07:00"
    assert found["location"]["name"] == event.place
    assert found["organizer"]["name"] == room.unit.name
    assert (
        found["organizer"]["parentOrganization"]["@id"] == things["GovernmentOrganization"]["@id"]
    )
    assert found["eventStatus"] == "https://schema.org/EventScheduled"
    assert found["url"] == f"http://testserver{event.get_absolute_url()}"
    way = [one["name"] for one in things["BreadcrumbList"]["itemListElement"]]
    assert way == ["Trang chủ", "Sự kiện", "Hội nghị </script>"]


def test_machines_are_told_nothing_that_nobody_has_said(room, client):
    start = NOW + HOUR
    event = at(room, 1, starts_at=start, ends_at=start, place="", about="", unit_id=None)

    things = structured_data_of(client, event)

    assert not {"endDate", "location", "description"} & things["Event"].keys()
    assert things["Event"]["organizer"] == {"@id": things["GovernmentOrganization"]["@id"]}


def test_machines_read_that_an_event_is_cancelled_and_lasts_whole_days(room, client):
    starts, ends = whole_days(dt.date(2026, 12, 1), dt.date(2026, 12, 3))
    event = make_public_event(room, starts_at=starts, ends_at=ends, all_day=True)
    cancel_event(event.pk, "", actor=room.webmaster, now=NOW)

    found = structured_data_of(client, event)["Event"]

    assert found["eventStatus"] == "https://schema.org/EventCancelled"
    assert (found["startDate"], found["endDate"]) == ("2026-12-01", "2026-12-03")


def test_whole_days_have_no_hours(room, client):
    first, last = dt.date(2026, 12, 1), dt.date(2026, 12, 3)
    starts, ends = whole_days(first, last)
    event = make_public_event(room, starts_at=starts, ends_at=ends, all_day=True)

    text = words(page(client, event.get_absolute_url()))

    assert "Thứ Ba, 01/12/2026 – Thứ Năm, 03/12/2026" in text
    assert ":00" not in text
    (entry,) = calendar(client, f"{LIST}lich.ics")
    assert (entry["DTSTART"].dt, entry["DTEND"].dt) == (first, last + DAY)


def test_the_number_decides_and_other_words_lead_to_the_right_address(room, client):
    event = at(room, 1)

    answer = client.get(f"{LIST}tieu-de-cu-{event.pk}/")

    assert (answer.status_code, answer["Location"]) == (301, event.get_absolute_url())
    answer = client.get(f"{LIST}tieu-de-cu-{event.pk}.ics")
    assert (answer.status_code, answer["Location"]) == (301, views.calendar_address(event))


def test_a_cancelled_event_stays_with_its_reason(room, client):
    event = at(room, 5)
    cancel_event(event.pk, "Lùi sang tháng sau", actor=room.webmaster, now=NOW)

    assert "Đã hủy" in words(page(client))
    text = words(page(client, event.get_absolute_url()))
    assert "không diễn ra" in text
    assert "Lùi sang tháng sau" in text
    (entry,) = calendar(client, f"{LIST}lich.ics")
    assert (entry["STATUS"], entry["SEQUENCE"]) == ("CANCELLED", 1)
    assert str(entry["DESCRIPTION"]).startswith("Lùi sang tháng sau")


def test_a_calendar_leads_back_to_the_page(room, client):
    event = at(room, 5)

    for path in (f"{LIST}lich.ics", views.calendar_address(event)):
        (entry,) = calendar(client, path)
        assert str(entry["URL"]) == f"http://testserver{event.get_absolute_url()}"
        assert (str(entry["SUMMARY"]), str(entry["LOCATION"])) == (event.title, event.place)
        assert entry["UID"] == str(event.uid)
        assert entry["DTSTART"].dt == event.starts_at


def test_what_is_not_shown_or_another_agencys_is_nowhere(room, client):
    hidden = at(room, 1, title="Việc riêng", is_published=False)
    make_agency("khac", hostname="khac.localhost")
    shown = at(room, 1)

    for path in (LIST, f"{LIST}lich.ics"):
        assert "Việc riêng" not in client.get(path).content.decode()
        elsewhere = client.get(path, headers={"host": "khac.localhost"})
        assert shown.title not in elsewhere.content.decode()
    page(client, hidden.get_absolute_url(), 404)
    other = client.get(shown.get_absolute_url(), headers={"host": "khac.localhost"})
    assert other.status_code == 404


def test_pages_ask_the_database_a_fixed_number_of_questions(
    room, client, django_assert_max_num_queries
):
    for n in range(6):
        event = at(room, n - 3, unit_id=room.unit.pk)
    page(client)

    with django_assert_max_num_queries(12):
        page(client)
    with django_assert_max_num_queries(8):
        page(client, event.get_absolute_url())
    with django_assert_max_num_queries(5):
        client.get(f"{LIST}lich.ics")


texts = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), min_size=1, max_size=150
)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(title=texts)
def test_any_title_survives_page_and_calendar(room, client, title):
    event = PublicEvent.objects.first() or at(room, 5)
    PublicEvent.objects.filter(pk=event.pk).update(title=f"X{title}")
    event.refresh_from_db()

    (entry,) = calendar(client, f"{LIST}lich.ics")

    assert str(entry["SUMMARY"]) == f"X{title}"
    shown = client.get(event.get_absolute_url())
    assert shown.status_code == 200
    assert f"<{title}" not in shown.content.decode() or "<" not in title
