"""The webmaster connects agencies by codes and digits; the desk decides about what they hand in."""

import pytest
from django.utils import timezone

from toasoan.exchange.connection_code import comparison_number
from toasoan.exchange.keys import connection_code_of, make_key, present_key
from toasoan.exchange.models import AgencyKey, ExchangeEvent, Handover, Partner, Reply
from toasoan.exchange.signing import fingerprint_of, new_key_pair
from toasoan.exchange.tests.two_sides import ADDRESS, OtherSide, other_side, partner_in_use, story
from toasoan.outlets.models import Outlet
from toasoan.stories.models import Story
from toasoan.testing.browsers import browser_of, text_of
from toasoan.testing.factories import make_newsroom

pytestmark = pytest.mark.django_db
EXCHANGE, HANDOVERS = "/toa-soan/trao-doi/", "/toa-soan/tin-nhan/"


@pytest.fixture
def webmaster(room):
    return browser_of(room.webmaster)


@pytest.fixture
def editor(room):
    return browser_of(room.editor)


@pytest.fixture
def other(room):
    """The other side, a partner in use."""
    side = other_side()
    side.partner = partner_in_use(room, side)
    return side


def compared(room, other, **parts):
    own = present_key(room.agency).fingerprint
    given = {"seen": fingerprint_of(other.public), "own_seen": own, "outlet": ""}
    return given | {"read_by": "Trần Văn Đối", "same": "on"} | parts


# The webmaster


def test_without_a_code_the_page_says_what_to_do(webmaster):
    assert "Tạo mã kết nối" in text_of(webmaster.get(EXCHANGE))
    assert webmaster.get(f"{EXCHANGE}ma-ket-noi.txt").status_code == 302


def test_a_code_is_made_once_shown_and_saved(room, webmaster):
    webmaster.post(f"{EXCHANGE}tao-ma/")
    webmaster.post(f"{EXCHANGE}tao-ma/")

    code = connection_code_of(room.agency)
    assert AgencyKey.objects.count() == 1
    assert code.key in webmaster.get(EXCHANGE).content.decode()
    assert code.written() in webmaster.get(f"{EXCHANGE}ma-ket-noi.txt").content.decode()


def test_two_sides_are_connected_by_pasting_and_comparing(room, webmaster):
    make_key(room.agency, actor=room.webmaster, now=timezone.now())
    other = other_side()

    added = webmaster.post(EXCHANGE, {"code": other.code.written()})
    page = text_of(webmaster.get(added.url))
    for group in comparison_number(connection_code_of(room.agency), other.code).split():
        assert group in page
    assert Partner.objects.get().state == "comparing"
    webmaster.post(added.url, compared(room, other))

    partner = Partner.objects.get()
    assert (partner.state, partner.outlet.name) == ("active", other.code.name)
    assert "Trần Văn Đối" in text_of(webmaster.get(added.url))
    kinds = [event.kind for event in ExchangeEvent.objects.order_by("pk")]
    assert kinds == ["key_made", "added", "compared"]


@pytest.mark.parametrize(
    "parts",
    [{"same": ""}, {"read_by": " "}, {"seen": "0" * 64}, {"own_seen": "0" * 64}],
    ids=["not ticked", "by nobody", "another key", "another key of ours"],
)
def test_what_was_not_compared_is_not_trusted(room, webmaster, parts):
    make_key(room.agency, actor=room.webmaster, now=timezone.now())
    other = other_side()
    added = webmaster.post(EXCHANGE, {"code": other.code.written()})

    answer = webmaster.post(added.url, compared(room, other, **parts))

    assert answer.status_code == 422
    assert Partner.objects.get().state == "comparing"


def test_an_entry_of_the_outlets_may_be_chosen_but_not_another_agencys(room, webmaster):
    make_key(room.agency, actor=room.webmaster, now=timezone.now())
    mine = Outlet.objects.create(agency=room.agency, code="ban", name="Cơ quan bạn")
    foreign = make_newsroom("khac", hostname="khac.vidu.vn")
    theirs = Outlet.objects.create(agency=foreign.agency, code="ban", name="Của họ")
    other = other_side()
    page = webmaster.post(EXCHANGE, {"code": other.code.written()}).url

    assert webmaster.post(page, compared(room, other, outlet=theirs.pk)).status_code == 422
    webmaster.post(page, compared(room, other, outlet=mine.pk))

    assert Partner.objects.get().outlet == mine
    mine.refresh_from_db()
    assert mine.delivery == "ninjs"


def test_codes_that_are_cut_our_own_or_known_are_refused_at_the_field(room, webmaster, other):
    own = connection_code_of(room.agency).written()
    known, cut = other.code.written(), other.code.written()[:80]

    for code in (own, known, cut):
        answer = webmaster.post(EXCHANGE, {"code": code})
        assert answer.status_code == 422
        assert "newsroom-field__error" in answer.content.decode()
    assert Partner.objects.count() == 1


def test_an_address_without_encryption_is_refused(room, webmaster):
    make_key(room.agency, actor=room.webmaster, now=timezone.now())
    from dataclasses import replace

    code = replace(other_side().code, address="http://bienthu.vidu.vn")

    assert "https" in text_of(webmaster.post(EXCHANGE, {"code": code.written()}))


def test_a_new_code_of_a_partner_is_compared_again(room, webmaster, other):
    newer = OtherSide(*new_key_pair(), to=other.to)
    page = f"{EXCHANGE}{other.partner.pk}/"
    stranger = newer.code.written().replace("bien-thu", "xa-la")

    assert webmaster.post(f"{page}ma-moi/", {"code": stranger}).status_code == 422
    webmaster.post(f"{page}ma-moi/", {"code": newer.code.written()})
    assert "Hai bên đọc cùng dãy số" in text_of(webmaster.get(page))
    webmaster.post(page, compared(room, newer))

    assert newer.post(story()).status_code == 200


def test_our_changed_code_asks_for_a_new_comparison(room, webmaster, other):
    page = f"{EXCHANGE}{other.partner.pk}/"
    assert "Hai bên đọc cùng dãy số" not in text_of(webmaster.get(page))

    webmaster.post(f"{EXCHANGE}doi-ma/")

    assert "Hai bên đọc cùng dãy số" in text_of(webmaster.get(page))
    webmaster.post(page, compared(room, other))
    assert "Hai bên đọc cùng dãy số" not in text_of(webmaster.get(page))


def test_an_exchange_is_suspended_taken_up_and_ended_with_a_reason(webmaster, other):
    page = f"{EXCHANGE}{other.partner.pk}/"

    states = []
    for deed in ("tam-dung", "dung-lai", "cham-dut", "dung-lai"):
        webmaster.post(f"{page}{deed}/", {"reason": "Kiểm tra"})
        states.append(Partner.objects.get().state)

    assert states == ["suspended", "active", "ended", "ended"]
    assert webmaster.post(f"{page}tam-dung/", {"reason": ""}).status_code == 422


# The desk


def test_nothing_waits_and_the_page_says_so(editor):
    assert editor.get(HANDOVERS).status_code == 200
    assert "Không có tin nào đang chờ" in text_of(editor.get(HANDOVERS))


def test_the_desk_reads_a_story_and_takes_it_over(room, editor, other):
    other.post(story())
    handover = Handover.objects.get()
    page = f"{HANDOVERS}{handover.pk}/"

    assert "Kiểm sát trực tiếp tại trại tạm giam" in text_of(editor.get(HANDOVERS))
    read = text_of(editor.get(page))
    for words in ("Đoàn làm việc hai ngày.", "Hai & ba", "Trưởng đoàn", "Lê Văn Bạn", "Số liệu"):
        assert words in read
    answer = editor.post(page, {"unit": room.unit.pk, "section": room.section.pk})

    made = Story.objects.get()
    assert answer.url.endswith(f"/{made.pk}/")
    assert editor.get(HANDOVERS).context["lines"] == []
    assert len(editor.get(f"{HANDOVERS}?xem=tat-ca").context["lines"]) == 1


def test_a_unit_or_section_of_another_agency_is_refused(room, editor, other):
    other.post(story())
    foreign = make_newsroom("khac", hostname="khac.vidu.vn")
    page = f"{HANDOVERS}{Handover.objects.get().pk}/"

    assert editor.post(page, {"unit": foreign.unit.pk, "section": ""}).status_code == 422
    given = {"unit": room.unit.pk, "section": foreign.section.pk}
    assert editor.post(page, given).status_code == 422
    assert Story.objects.count() == 0


def test_a_story_is_declined_and_leaves_the_list(editor, other):
    other.post(story())
    page = f"{HANDOVERS}{Handover.objects.get().pk}/"

    assert editor.post(f"{page}tu-choi/", {"reason": ""}).status_code == 422
    editor.post(f"{page}tu-choi/", {"reason": "Đã có tin này"})

    assert Handover.objects.get().state == "declined"
    assert "Đã có tin này" in text_of(editor.get(page))


def test_a_take_down_is_shown_at_its_story_and_noted_as_seen(editor, other):
    other.post(story())
    other.post(story(18, purpose="take_down", about=17, blocks=[]))
    first, notice = Handover.objects.get(dispatch=17), Handover.objects.get(dispatch=18)
    page = f"{HANDOVERS}{first.pk}/"

    assert "Cơ quan gửi đã gỡ tin này" in text_of(editor.get(page))
    assert editor.get(f"{HANDOVERS}{notice.pk}/").url == page
    assert editor.post(f"{HANDOVERS}{notice.pk}/da-xem/").url == page

    notice.refresh_from_db()
    assert notice.state == "seen"


def test_a_notice_about_nothing_that_came_is_seen_by_itself(editor, other):
    other.post(story(18, purpose="take_down", about=17, blocks=[]))
    notice = Handover.objects.get()

    assert "da-xem" in editor.get(f"{HANDOVERS}{notice.pk}/").content.decode()
    editor.post(f"{HANDOVERS}{notice.pk}/da-xem/")

    assert Handover.objects.get().state == "seen"


def test_answers_that_failed_are_sent_again(editor, other):
    other.post(story())
    Reply.objects.update(state="failed", attempts=9, last_problem="Máy bên kia tắt.")
    page = f"{HANDOVERS}{Handover.objects.get().pk}/"

    assert "Máy bên kia tắt." in text_of(editor.get(page))
    editor.post(f"{page}gui-lai/")

    assert Reply.objects.get().state == "queued"


def test_what_came_is_saved_as_a_table(editor, other):
    other.post(story())

    saved = b"".join(editor.get(f"{HANDOVERS}bang/").streaming_content).decode()

    assert "Kiểm sát trực tiếp tại trại tạm giam" in saved


@pytest.mark.parametrize("name", ["contributor", "approver", "webmaster", "outsider"])
def test_only_the_desk_reads_what_came(room, other, name):
    other.post(story())
    page = f"{HANDOVERS}{Handover.objects.get().pk}/"

    assert browser_of(getattr(room, name)).get(page).status_code in {302, 404}


def test_another_agencys_desk_and_webmaster_find_nothing(other):
    other.post(story())
    foreign = make_newsroom("khac", hostname="khac.vidu.vn")
    story_page = f"{HANDOVERS}{Handover.objects.get().pk}/"
    partner_page = f"{EXCHANGE}{other.partner.pk}/"

    assert browser_of(foreign.editor).get(story_page).status_code == 404
    assert browser_of(foreign.webmaster).get(partner_page).status_code == 404
    assert ADDRESS not in text_of(browser_of(foreign.webmaster).get(EXCHANGE))


def test_a_story_says_where_it_came_from_and_what_its_sender_told_since(room, editor, other):
    other.post(story())
    handover = Handover.objects.get()
    editor.post(f"{HANDOVERS}{handover.pk}/", {"unit": room.unit.pk, "section": ""})
    other.post(
        story(
            18,
            purpose="correction",
            about=17,
            item={"descriptions": [{"role": "correction", "value": "Số đúng là 5."}]},
        )
    )

    page = text_of(editor.get(f"/toa-soan/tin/{Story.objects.get().pk}/"))

    assert "Viện kiểm sát nhân dân tỉnh Biển Thử" in page
    assert "Số đúng là 5." in page
