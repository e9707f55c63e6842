"""The screens of quotas: who sees what, what is set, numbers that open what they count."""

import datetime as dt
import io
from urllib.parse import parse_qs, urlsplit

import pytest
from lxml import html
from openpyxl import load_workbook

from toasoan.newsroom.kit.agency import today_here
from toasoan.quotas.actions import ExemptionTerms, QuotaTerms, add_quota, exempt
from toasoan.quotas.models import Exemption, Quota
from toasoan.testing.browsers import browser_of
from toasoan.testing.factories import make_newsroom, make_story
from toasoan.vietnamese.dates import TZ

pytestmark = pytest.mark.django_db
OWED = "/toa-soan/chi-tieu/"
SETTING = "/toa-soan/chi-tieu/quy-dinh/"
FEBRUARY = {"from": "2023-02-01", "to": "2023-02-28"}
NOW = dt.datetime(2023, 2, 20, 9, tzinfo=TZ)


@pytest.fixture
def quota(room):
    terms = QuotaTerms(number=2, from_on=dt.date(2023, 1, 1), document="Kế hoạch 01/KH-VKS")
    return add_quota(terms, agency=room.agency, actor=room.approver, now=NOW)


def lines_of(answer):
    return html.fromstring(answer.content).xpath("//table[@class='figure-table']/tbody/tr")


def rows_of(answer):
    return {
        row.xpath("th/text()")[0].strip(): [
            " ".join(cell.text_content().split()) for cell in row.xpath("td")
        ]
        for row in lines_of(answer)
    }


def test_the_table_says_what_is_missing_and_each_number_opens_its_stories(room, quota):
    make_story(room, "published", now=dt.datetime(2023, 2, 1, 9, tzinfo=TZ))
    browser = browser_of(room.editor)

    answer = browser.get(OWED, FEBRUARY)
    rows = rows_of(answer)
    opened = [
        (
            int(link.text),
            len(html.fromstring(browser.get(link.get("href")).content).xpath("//ol/li")),
        )
        for link in html.fromstring(answer.content).xpath("//td/a")
    ]

    assert rows[room.unit.short_name][:4] == ["2", "1", "1", "50%"]
    assert rows[room.other_unit.short_name][:3] == ["2", "0", "2"]
    assert sorted(opened) == [(0, 0), (1, 1)]


def test_a_unit_sees_its_own_rows_only(room, quota):
    exempt(
        ExemptionTerms(
            from_on=dt.date(2023, 2, 1), to_on=dt.date(2023, 2, 28), reason="leave",
            words="Đi học", decided_by="Trưởng Ban", unit=room.unit,
        ),
        agency=room.agency, actor=room.approver, now=NOW,
    )  # fmt: skip
    other = {"tinh": "published", "don-vi": room.other_unit.code} | FEBRUARY

    for person in (room.vetter, room.contributor):
        browser = browser_of(person)
        assert list(rows_of(browser.get(OWED, FEBRUARY))) == [room.unit.short_name]
        assert browser.get(f"{OWED}tin-bai/", other).status_code == 404
        assert browser.get(f"{OWED}tin-bai/", other | {"don-vi": room.unit.code}).status_code == 200
        assert browser.get(SETTING).status_code == 404
    assert browser_of(room.board_member).get(f"{OWED}tin-bai/", other).status_code == 200
    assert browser_of(room.webmaster).get(OWED).status_code == 404


def test_a_writer_sees_of_people_only_themselves(room):
    for person in (room.contributor, room.vetter):
        add_quota(
            QuotaTerms(number=1, from_on=dt.date(2023, 1, 1), document="KH", person=person),
            agency=room.agency, actor=room.approver, now=NOW,
        )  # fmt: skip

    seen = {
        name: len(lines_of(browser_of(room.people()[name]).get(OWED, FEBRUARY)))
        for name in ("contributor", "vetter", "other_vetter", "editor")
    }

    assert seen == {"contributor": 1, "vetter": 2, "other_vetter": 0, "editor": 2}


def new_quota(**fields):
    first = today_here().replace(day=1)
    return {
        "number": "2", "cycle": "month", "calendar": "sector", "counts": "published",
        "document": "Kế hoạch 05/KH-VKS", "from_on": first.isoformat(), "genres": ["interview"],
    } | fields  # fmt: skip


def test_the_heads_set_change_end_and_take_back_a_quota(room):
    browser = browser_of(room.second_editor)
    assert browser.post(f"{SETTING}them/", new_quota()).status_code == 302
    row = Quota.objects.get()
    assert (row.number, row.genres, row.is_sector_year, row.unit) == (2, ["interview"], True, None)

    assert browser.post(f"{SETTING}{row.pk}/doi/", new_quota(number="3")).status_code == 302
    new = Quota.objects.standing().get()
    assert (new.number, new.genres, new.from_on) == (3, ["interview"], row.from_on)
    assert browser.post(f"{SETTING}{row.pk}/doi/", new_quota()).status_code == 404

    wrong = browser.post(f"{SETTING}{new.pk}/ngung/", {"to_on": "2023-01-15"})
    assert wrong.status_code == 422
    assert browser.post(f"{SETTING}{new.pk}/huy/", {"because": "Nhầm"}).status_code == 302
    assert not Quota.objects.standing().exists()


def test_an_exemption_is_entered_and_taken_back(room, quota):
    browser = browser_of(room.approver)
    fields = {
        "unit": room.unit.pk, "from_on": "2023-02-01", "to_on": "2023-02-28", "reason": "staff",
        "words": "Thiếu 02 biên chế", "decided_by": "Trưởng Ban Chỉ đạo",
    }  # fmt: skip

    assert browser.post("/toa-soan/chi-tieu/mien/them/", fields).status_code == 302
    assert rows_of(browser.get(OWED, FEBRUARY))[room.unit.short_name][0] == "0"
    row = Exemption.objects.get()
    address = f"/toa-soan/chi-tieu/mien/{row.pk}/huy/"
    assert browser.post(address, {"because": ""}).status_code == 422
    assert browser.post(address, {"because": "Nhầm đơn vị"}).status_code == 302
    assert rows_of(browser.get(OWED, FEBRUARY))[room.unit.short_name][0] == "2"
    assert "Thiếu 02" not in browser.get(SETTING).content.decode()


def test_another_agencys_quota_unit_and_person_do_not_exist(room, quota):
    other = make_newsroom("song-la", "la.vidu.vn")
    browser = browser_of(other.approver)

    for page in ("doi", "ngung", "huy"):
        assert browser.get(f"{SETTING}{quota.pk}/{page}/").status_code == 404
    assert browser.get(SETTING).content.decode().count("01/KH-VKS") == 0
    for field, value in (("unit", room.unit.pk), ("person", room.contributor.pk)):
        assert browser.post(f"{SETTING}them/", new_quota(**{field: value})).status_code == 422


def test_days_of_reminding_are_kept_in_order(room):
    browser = browser_of(room.approver)

    wrong = browser.post(f"{OWED}nhac/", {"first_days": 3, "second_days": 10})
    assert wrong.status_code == 422
    kept = browser.post(f"{OWED}nhac/", {"first_days": 12, "second_days": 4})
    assert kept.status_code == 302
    assert "12" in html.fromstring(browser.get(SETTING).content).xpath(
        "string(//*[@id='reminders']/..)"
    )


def test_the_file_has_the_rows_of_the_screen(room, quota):
    make_story(room, "published", now=dt.datetime(2023, 2, 1, 9, tzinfo=TZ))
    browser = browser_of(room.vetter)
    page = html.fromstring(browser.get(OWED, FEBRUARY).content)
    address = page.xpath("//p[@class='file-links']/a/@href")[0]
    assert parse_qs(urlsplit(address).query)["from"] == ["2023-02-01"]

    answer = browser.get(OWED + address.removeprefix(OWED))
    sheet = load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active

    assert [cell.value for cell in sheet[3]][:6] == [
        room.unit.short_name, "đã đăng trên trang tin", 2, 1, 1, 0.5,
    ]  # fmt: skip
    assert sheet.max_row == 3
