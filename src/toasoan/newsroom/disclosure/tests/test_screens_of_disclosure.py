"""The list of public information in the newsroom: who sees it, what is done to it, its file."""

import pytest
from lxml import html

from toasoan.disclosure.models import ContactPoint, PublicItem
from toasoan.newsroom.kit.agency import today_here
from toasoan.testing.browsers import browser_of
from toasoan.testing.factories import make_newsroom

pytestmark = pytest.mark.django_db
LIST = "/toa-soan/cong-khai/"


def typed(**more):
    return {
        "version": "0", "name": "Quy chế", "basis": "Luật 104/2016/QH13", "public_forms": ["site"],
        "time_words": "Ngay", "kept_words": "Thường xuyên", "from_on": "2026-01-01", "order": "1",
        "place": "organisation:",
    } | more  # fmt: skip


def names_of(answer):
    return html.fromstring(answer.content).xpath("//a[@class='people-list__name']/text()")


def test_webmaster_and_clerk_see_what_is_missing_and_others_nothing(room):
    for person in (room.webmaster, room.clerk):
        answer = browser_of(person).get(LIST)
        assert "Đầu mối tiếp nhận yêu cầu cung cấp thông tin" in names_of(answer)
    for person in (room.editor, room.board_member, room.contributor):
        assert browser_of(person).get(LIST).status_code == 404
    missing = browser_of(room.clerk).get(LIST, {"tinh-trang": "missing"})
    assert 0 < len(names_of(missing)) < PublicItem.objects.filter(agency=room.agency).count()
    # Contacts of units are the webmaster's: the clerk is sent to the line, not to a closed door.
    screen = "/toa-soan/giao-dien/don-vi/"
    assert screen in browser_of(room.webmaster).get(LIST).text
    assert screen not in browser_of(room.clerk).get(LIST).text


def test_a_line_is_added_changed_looked_through_and_taken_off(room):
    browser = browser_of(room.clerk)
    assert browser.post(f"{LIST}them/", typed()).status_code == 302
    line = PublicItem.objects.get(agency=room.agency, name="Quy chế")
    assert (line.place_kind, line.place_key, line.forms) == ("organisation", "", ["site"])

    other = typed(version="1", address="https://vidu.vn/quy-che", place="")
    assert browser.post(f"{LIST}{line.pk}/", other).status_code == 302
    assert browser.post(f"{LIST}{line.pk}/", other).status_code == 422
    line.refresh_from_db()
    assert (line.place_kind, line.place_key) == ("address", "https://vidu.vn/quy-che")
    assert 'value="https://vidu.vn/quy-che"' in browser.get(f"{LIST}{line.pk}/").text

    assert browser.post(f"{LIST}{line.pk}/ra-soat/").status_code == 302
    gone = {"to_on": "2026-01-02", "because": "Nghị định mới thay thế"}
    assert browser.post(f"{LIST}{line.pk}/bo/", gone).status_code == 302
    assert "Quy chế" not in names_of(browser.get(LIST))
    assert "Nghị định mới thay thế" in browser.get(f"{LIST}{line.pk}/").text


@pytest.mark.parametrize(
    "wrong", [{"place": "section:99999"}, {"address": "ftp://x"}, {"unit": "9"}]
)
def test_a_form_names_only_what_is_there(room, wrong):
    assert browser_of(room.clerk).post(f"{LIST}them/", typed(**wrong)).status_code == 422


def test_another_agencys_line_does_not_exist(room):
    other = make_newsroom("khac", "khac.vidu.vn")
    line = PublicItem.objects.filter(agency=other.agency).first()
    browser = browser_of(room.webmaster)

    assert browser.get(f"{LIST}{line.pk}/").status_code == 404
    assert browser.post(f"{LIST}{line.pk}/ra-soat/").status_code == 404
    assert browser.get(f"{LIST}{line.pk}/bo/").status_code == 404


def test_the_contact_point_is_entered_and_the_list_saved(room):
    browser = browser_of(room.clerk)
    point = {
        "name": "Văn phòng", "address": "01 Hùng Vương", "phone": "0293 111 111",
        "email": "vp@vidu.vn", "from_on": today_here().isoformat(),
    }  # fmt: skip

    assert browser.post(f"{LIST}dau-moi/", point).status_code == 302
    assert browser.post(f"{LIST}dau-moi/", point | {"phone": "0293 222"}).status_code == 302
    assert ContactPoint.objects.get().phone == "0293 222"
    saved = browser.get(f"{LIST}tep/", {"dang": "csv"})
    lines = b"".join(saved.streaming_content).decode("utf-8-sig").splitlines()
    assert len(lines) == 2 + PublicItem.objects.filter(agency=room.agency).count()
