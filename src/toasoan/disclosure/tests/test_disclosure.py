"""The first list, how it stands with each line, what people do to it, who is told."""

import datetime as dt

import pytest

from toasoan.disclosure.actions import (
    ContactFacts,
    add_item,
    change_item,
    end_item,
    review_item,
    set_contact_point,
)
from toasoan.disclosure.first_data import FIRST_ITEMS, enter_first_items
from toasoan.disclosure.models import ItemEntry, PublicItem, Renewal, State
from toasoan.disclosure.places import Lack, Seen
from toasoan.disclosure.queries import findings, items_on
from toasoan.disclosure.rules import ItemTerms, finding_of, renewed_by
from toasoan.disclosure.watching import watch
from toasoan.notifications.models import Notification
from toasoan.records.models import DocumentType, IssuingBody, OfficialDocument
from toasoan.refusals import RefusedError
from toasoan.schedules.models import WeekSchedule
from toasoan.site_settings.models import Leader
from toasoan.vietnamese.dates import TZ

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 11, 30, 9, tzinfo=TZ)
TODAY = NOW.date()
#: What the law asks for on the site of such an agency, provision by provision.
LAW = {
    "Luật Tiếp cận thông tin số 104/2016/QH13": {
        *(f"điểm {letter} khoản 1 Điều 19" for letter in "abcdđeghi"),
        "điểm b khoản 1 Điều 34",
        "điểm h khoản 1 Điều 34",
        "khoản 4 Điều 22",
    },
    "Nghị định số 224/2026/NĐ-CP": {
        *(f"điểm {letter} khoản 1 Điều 9" for letter in "abd"),
        "khoản 3 Điều 10",
        "điểm a khoản 1 Điều 13",
    },
}


def terms(**more):
    return ItemTerms(
        **{
            "name": "Quy chế nội bộ", "basis": "Luật 104/2016", "from_on": dt.date(2026, 1, 1),
            "time_words": "Ngay", "kept_words": "Thường xuyên",
        } | more
    )  # fmt: skip


def item(**more):
    return PublicItem(from_on=dt.date(2026, 1, 1), **more)


def found_of(room, code, now=NOW):
    return next(found for found in findings(room.agency, now) if found.item.code == code)


@pytest.mark.parametrize("law", LAW)
def test_the_first_list_has_a_line_for_every_provision(law):
    asked = {article for line in FIRST_ITEMS for article in line.articles}

    assert {a.removeprefix(f"{law}, ") for a in asked if a.startswith(law)} == LAW[law]


def test_a_new_agency_begins_with_the_list_in_force_by_its_dates(room):
    enter_first_items(room.agency)

    assert PublicItem.objects.filter(agency=room.agency).count() == len(FIRST_ITEMS)
    before = {row.code for row in items_on(room.agency, dt.date(2026, 6, 30))}
    assert {row.code for row in items_on(room.agency, TODAY)} - before == {
        line.code for line in FIRST_ITEMS if line.from_on == dt.date(2026, 7, 1)
    }


@pytest.mark.parametrize(
    ("line", "seen", "state"),
    [
        (item(), None, State.MISSING),
        (item(place_kind="page"), None, State.MISSING),
        (item(not_held_because="Không có đề tài khoa học"), None, State.NOT_HELD),
        (item(), Seen("/x", lack=Lack("Thiếu")), State.MISSING),
        (item(), Seen("/x", lack=Lack("Trễ", is_overdue=True)), State.OVERDUE),
        (item(), Seen("/x"), State.PRESENT),
        (item(renewal=Renewal.YEAR), Seen("/x"), State.OUT_OF_DATE),
        (item(renewal=Renewal.YEAR), Seen("/x", updated=dt.date(2025, 11, 29)), State.OUT_OF_DATE),
        (item(renewal=Renewal.YEAR), Seen("/x", updated=dt.date(2025, 11, 30)), State.PRESENT),
        (
            item(renewal=Renewal.WEEK, reviewed_on=dt.date(2026, 11, 25)),
            Seen("/x", updated=dt.date(2020, 1, 1)),
            State.PRESENT,
        ),
    ],
)
def test_how_it_stands_with_a_line(line, seen, state):
    found = finding_of(line, seen, TODAY)

    assert found.state == state
    assert bool(found.to_do) == (state not in {State.PRESENT, State.NOT_HELD})


@pytest.mark.parametrize(
    ("renewal", "day"),
    [
        (Renewal.ON_CHANGE, None),
        (Renewal.WEEK, dt.date(2026, 2, 7)),
        (Renewal.MONTH, dt.date(2026, 2, 28)),
        (Renewal.QUARTER, dt.date(2026, 4, 30)),
        (Renewal.YEAR, dt.date(2027, 1, 31)),
    ],
)
def test_until_when_something_is_fresh(renewal, day):
    assert renewed_by(dt.date(2026, 1, 31), renewal) == day


def test_places_are_looked_at_and_not_believed(room):
    states = {found.item.code: found.state for found in findings(room.agency, NOW)}

    assert states["organisation"] == State.PRESENT
    assert states["list"] == State.OUT_OF_DATE, "nobody has looked it through yet"
    assert {states[code] for code in ("leaders", "contacts", "contact_point", "history")} == {
        State.MISSING
    }
    Leader.objects.create(
        agency=room.agency, name="Lê Văn An", post="Viện trưởng", from_on=dt.date(2025, 7, 1),
        duties="Phụ trách chung",
    )  # fmt: skip
    facts = ContactFacts(
        name="Văn phòng", address="01 Hùng Vương", phone="0293 111", email="vp@vidu.vn"
    )
    set_contact_point(room.agency, facts, from_on=TODAY, actor=room.webmaster, now=NOW)
    assert found_of(room, "leaders").since == dt.date(2025, 7, 1)
    assert found_of(room, "contact_point").state == State.PRESENT
    assert found_of(room, "contact_point", NOW - dt.timedelta(days=1)).state == State.MISSING


def test_a_section_is_public_with_its_first_story(room):
    place = {"place_kind": "section", "place_key": str(room.section.pk)}
    line = add_item(room.agency, terms(**place), actor=room.webmaster, now=NOW)

    assert [f.state for f in findings(room.agency, NOW) if f.item == line] == [State.MISSING]


def test_documents_and_the_schedule_of_the_week_say_what_is_late(room):
    kind = DocumentType.objects.filter(agency=room.agency).first()
    body = IssuingBody.objects.filter(agency=room.agency, is_own=True).first()
    row = OfficialDocument.objects.create(
        agency=room.agency, document_type=kind, issuing_body=body, number="173/QĐ-VKS",
        number_key="x", abstract="Dự toán", issued_on=dt.date(2026, 11, 2), added_at=NOW,
        changed_at=NOW,
    )  # fmt: skip
    place = {"place_kind": "documents", "place_key": str(kind.pk)}
    line = add_item(room.agency, terms(**place), actor=room.webmaster, now=NOW)

    assert found_of(room, "schedule").state == State.OVERDUE
    assert found_of(room, "legal_documents").state == State.OVERDUE
    OfficialDocument.objects.filter(pk=row.pk).update(state="published", published_at=NOW)
    WeekSchedule.objects.create(
        agency=room.agency, monday=TODAY, state="published", published_at=NOW, changed_at=NOW,
        approved_by=room.clerk,
    )  # fmt: skip
    assert found_of(room, "schedule").state == State.PRESENT
    assert found_of(room, "legal_documents").since == TODAY
    of_type = next(found for found in findings(room.agency, NOW) if found.item == line)
    assert (of_type.state, of_type.address) == (State.PRESENT, f"/van-ban/?loai={kind.pk}")


@pytest.mark.parametrize(
    "place",
    [
        {"place_kind": "section", "place_key": "999999"},
        {"place_kind": "page", "place_key": "x"},
        {"place_kind": "nothing"},
        {"place_kind": "address", "place_key": "javascript:alert(1)"},
        {"place_kind": "address", "place_key": "//vidu.vn/x"},
        {"place_kind": "address", "place_key": "https://ai@vidu.vn/"},
        {"unit_id": 999999},
        {"forms": ()},
        {"place_kind": "list", "not_held_because": "Không có"},
        {"published_on": dt.date(2030, 1, 1)},
    ],
)
def test_a_line_names_only_what_is_there(room, place):
    with pytest.raises(RefusedError):
        add_item(room.agency, terms(**place), actor=room.webmaster, now=NOW)


def test_every_deed_leaves_an_entry(room):
    actor = {"actor": room.webmaster, "now": NOW}
    line = add_item(room.agency, terms(), **actor)
    change_item(line.pk, terms(name="Quy chế"), seen_version=1, **actor)
    with pytest.raises(RefusedError):
        change_item(line.pk, terms(), seen_version=1, **actor)
    review_item(line.pk, **actor)
    with pytest.raises(RefusedError):
        end_item(line.pk, dt.date(2025, 1, 1), "", **actor)
    end_item(line.pk, TODAY - dt.timedelta(days=1), "Luật mới", **actor)

    deeds = list(ItemEntry.objects.filter(item=line).order_by("pk").values_list("deed", flat=True))
    assert deeds == ["added", "changed", "reviewed", "ended"]
    assert line not in items_on(room.agency, TODAY)


def test_people_are_told_monthly_and_when_something_becomes_wrong(room):
    assert watch(NOW) == 2, "webmaster and clerk, of the month"
    assert watch(NOW + dt.timedelta(hours=6)) == 0

    line = PublicItem.objects.get(agency=room.agency, code="organisation")
    PublicItem.objects.filter(pk=line.pk).update(renewal=Renewal.WEEK)
    later = NOW.replace(month=12, day=15)
    assert watch(later) == 4, "of the new month, and of what has to be looked through"
    assert watch(later) == 0
    told = Notification.objects.filter(recipient=room.webmaster, title=line.name).get()
    assert told.path == "/toa-soan/cong-khai/"
