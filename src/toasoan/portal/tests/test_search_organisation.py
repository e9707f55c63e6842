"""Units, leading people, sections, topics and own pages in the search, as they change."""

import pytest
from django.db import connection
from django.test import Client
from lxml import html

from toasoan.events.actions import remove_event
from toasoan.portal.search.lists import page_entries
from toasoan.search.models import Document
from toasoan.search.rebuilding import rebuild
from toasoan.site_settings.models import UnitContact
from toasoan.stories.topics import Topic
from toasoan.testing.events import make_public_event
from toasoan.testing.factories import make_unit, team_of
from toasoan.units.models import Membership, MembershipRole
from toasoan.vietnamese.dates import local_day

pytestmark = pytest.mark.django_db


def links(query):
    answer = Client().get("/tim-kiem/", {"q": query})
    assert answer.status_code == 200
    return html.fromstring(answer.content).xpath("//main//h3/a/@href")


@pytest.fixture
def saved(django_capture_on_commit_callbacks):
    """Let what follows the commit happen, each time as in a request of its own."""

    def capture():
        connection.run_on_commit.clear()
        return django_capture_on_commit_callbacks(execute=True)

    return capture


def test_a_unit_is_found_by_name_and_by_how_it_is_reached(room, saved):
    with saved():
        unit = make_unit(room.agency)
        unit.name = "Viện kiểm sát khu vực 9"
        unit.save()
        UnitContact.objects.create(unit=unit, address="Số 7 đường Suối Mơ", phone="0204.3.854.123")

    address = unit.get_absolute_url()
    assert links("khu vuc 9") == [address]
    assert links("suối mơ") == [address]
    assert links("0204 3854 123") == [address]
    with saved():
        unit.contact.delete()
    assert links("suối mơ") == []


def test_a_leading_person_is_found_as_long_as_they_lead(room, saved):
    with saved():
        person = room.contributor
        person.last_name, person.first_name, person.post = "Hoàng Thị", "Mận", "Viện trưởng"
        person.save()
        seat = Membership.objects.create(
            board=team_of(room.unit), user=person, role=MembershipRole.HEAD, from_on="2020-01-01"
        )

    assert links("hoang thi man") == [room.unit.get_absolute_url()]
    with saved():
        seat.to_on = "2020-02-01"
        seat.save()
    assert links("hoang thi man") == []


def test_others_are_no_public_people(room, saved):
    with saved():
        room.contributor.first_name = "Mậnkín"
        room.contributor.save()

    assert links("mankin") == []


def test_sections_topics_and_own_pages_are_found(room, saved):
    with saved():
        room.section.name = "Cải cách tư pháp"
        room.section.save()
        topic = Topic.objects.create(agency=room.agency, slug="bau-cu", name="Bầu cử các cấp")
        room.agency.phone = "0204 3854 999"
        room.agency.save()

    assert links("cai cach tu phap") == [room.section.get_absolute_url()]
    assert links("bầu cử") == [topic.get_absolute_url()]
    assert links("02043854999") == ["/lien-he/"]
    assert links("cơ cấu tổ chức") == ["/to-chuc/"]
    assert len(page_entries([room.agency.pk])) == 8


def test_an_event_is_found_by_its_words_and_its_day_as_long_as_it_is_shown(room):
    event = make_public_event(room)
    day = f"{local_day(event.starts_at):%-d/%-m/%Y}"

    assert links(event.title) == links(day) == [event.get_absolute_url()]
    remove_event(event.pk)
    assert links(event.title) == []


def test_a_rebuild_finds_what_the_signals_found(room, saved):
    with saved():
        room.unit.save()
        room.section.save()
        room.agency.save()
    kinds = ("unit", "section", "own_page")
    before = list(Document.objects.filter(kind__in=kinds).order_by("pk").values())

    rebuild()

    after = list(Document.objects.filter(kind__in=kinds).order_by("pk").values())
    assert [row for row in after if row in before] == before
    assert len(before) == 10
