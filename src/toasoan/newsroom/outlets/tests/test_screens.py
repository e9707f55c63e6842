"""The screens of outlets and dispatches: who opens them, what they show and do."""

import datetime as dt
import io
import zipfile

import pytest
from django.utils import timezone
from docx import Document

from toasoan.outlets.actions import confirm_sent, dispatch_story
from toasoan.outlets.models import Delivery, Dispatch, DispatchState, Outlet
from toasoan.testing.factories import make_agency, make_newsroom, make_picture, make_story

BASE = "/toa-soan"


@pytest.fixture
def outlet(room):
    return Outlet.objects.create(
        agency=room.agency, code="bao-nganh", name="Báo ngành", kind="sector_newspaper"
    )


@pytest.fixture
def story(room):
    value = {"picture": make_picture(room.unit).pk, "caption": "Toàn cảnh", "credit": "Lê Thử"}
    body = (("text", "<p>Một.</p>"), ("picture", value | {"alternative_text": "x"}))
    return make_story(room, "published", body=body)


@pytest.fixture
def dispatch(room, outlet, story):
    return dispatch_story(story.pk, outlet, actor=room.editor, now=timezone.now())


def page(client, address, status=200):
    answer = client.get(f"{BASE}/{address}")
    assert answer.status_code == status
    return answer.content.decode()


SEES = {"editor", "second_editor", "approver", "second_approver", "webmaster"}
SENDS = SEES - {"webmaster"}
KEEPS = {"webmaster", "second_editor"}


def test_who_opens_what(client, room, outlet, dispatch, story):
    screens = {
        "noi-nhan/": SEES,
        f"noi-nhan/{outlet.pk}/": SEES,
        "noi-nhan/tai-ve/": SEES,
        f"lan-gui/{dispatch.pk}/": SENDS,
        "noi-nhan/them/": KEEPS,
        f"noi-nhan/{outlet.pk}/sua/": KEEPS,
        f"tin/{story.pk}/gui/": SENDS,
        "chua-gui/": SENDS,
        f"lan-gui/{dispatch.pk}/huy/": SENDS,
    }
    for name, person in room.people().items():
        client.force_login(person)
        opened = {a for a in screens if client.get(f"{BASE}/{a}").status_code == 200}
        assert opened == {a for a, people in screens.items() if name in people}, name


def test_outlets_and_dispatches_of_another_agency_are_not_there(client, room, dispatch, outlet):
    other = make_newsroom("song-khac", "khac.vidu.vn")
    client.force_login(other.editor)

    for address in (f"noi-nhan/{outlet.pk}/", f"lan-gui/{dispatch.pk}/"):
        page(client, address, 404)
    page(client, f"tin/{dispatch.story_id}/gui/", 404)


def test_who_only_keeps_the_site_sees_numbers_and_no_words(client, room, outlet, dispatch):
    client.force_login(room.webmaster)
    assert dispatch.payload["headline"] not in page(client, f"noi-nhan/{outlet.pk}/")
    client.force_login(room.editor)
    assert dispatch.payload["headline"] in page(client, f"noi-nhan/{outlet.pk}/")


def test_only_the_webmaster_enters_addresses_that_are_asked(client, room):
    given = {
        "name": "Báo tỉnh", "kind": "provincial_newspaper", "delivery": "hand",
        "answer_days": 10, "push_address": "https://bao.example/nhan",
    }  # fmt: skip
    client.force_login(room.second_editor)
    assert client.post(f"{BASE}/noi-nhan/them/", given).status_code == 302
    assert Outlet.objects.get(code="bao-tinh").push_address == ""

    client.force_login(room.webmaster)
    made = client.post(f"{BASE}/noi-nhan/them/", given | {"name": "Báo khác", "delivery": "ninjs"})

    assert made.status_code == 302
    outlet = Outlet.objects.get(code="bao-khac")
    assert (outlet.push_address, len(outlet.signing_key)) == ("https://bao.example/nhan", 64)


def test_an_outlet_is_refused_with_every_reason(client, room, outlet, dispatch):
    client.force_login(room.webmaster)
    given = {
        "name": "Báo ngành", "code": "khac", "kind": "other", "delivery": "mail",
        "answer_days": 10, "push_address": "http://bao.example/nhan",
    }  # fmt: skip

    answer = client.post(f"{BASE}/noi-nhan/{outlet.pk}/sua/", given)

    assert answer.status_code == 422
    words = answer.content.decode()
    for said in ("Không đổi được mã", "cần ghi địa chỉ thư điện tử", "bắt đầu bằng https://"):
        assert said in words
    assert Outlet.objects.get(pk=outlet.pk).code == "bao-nganh"
    taken = client.post(f"{BASE}/noi-nhan/them/", given | {"code": "bao-nganh"})
    assert "Mã này đã dùng cho nơi nhận khác." in taken.content.decode()


def test_a_story_is_sent_from_its_page(client, room, outlet, story):
    client.force_login(room.editor)
    assert f"/tin/{story.pk}/gui/" in page(client, f"tin/{story.pk}/")

    given = {"outlets": [outlet.pk], "note": "Gấp"}
    assert client.post(f"{BASE}/tin/{story.pk}/gui/", given).status_code == 302

    dispatch = Dispatch.objects.get()
    assert (dispatch.note, dispatch.ordered_by) == ("Gấp", room.editor)
    shown = page(client, f"tin/{story.pk}/")
    assert f"/lan-gui/{dispatch.pk}/" in shown
    confirm_sent(dispatch.pk, actor=room.editor, now=timezone.now())
    again = client.post(f"{BASE}/tin/{story.pk}/gui/", given)
    assert again.status_code == 422
    assert "Nếu cần gửi lại, anh/chị ghi rõ lý do." in again.content.decode()
    given["again"] = "thất lạc"
    assert client.post(f"{BASE}/tin/{story.pk}/gui/", given).status_code == 302
    assert Dispatch.objects.count() == 2


def test_its_author_sees_where_a_story_went_and_no_more(client, room, dispatch):
    client.force_login(room.contributor)

    words = page(client, f"tin/{dispatch.story_id}/")

    assert "Báo ngành" in words
    assert f"/lan-gui/{dispatch.pk}/" not in words
    assert f"/tin/{dispatch.story_id}/gui/" not in words


def test_a_foreign_outlet_is_no_choice(client, room, story):
    strange = Outlet.objects.create(
        agency=make_agency("song-khac", hostname="khac.vidu.vn"), code="x", name="Báo", kind="other"
    )
    client.force_login(room.editor)

    assert client.post(f"{BASE}/tin/{story.pk}/gui/", {"outlets": [strange.pk]}).status_code == 422
    assert not Dispatch.objects.exists()


def test_what_went_nowhere_is_sent_several_at_once(client, room, outlet, story):
    closed = Outlet.objects.create(
        agency=room.agency, code="thu", name="Báo thư", kind="other", delivery=Delivery.BY_MAIL
    )
    second = make_story(room, "published", headline="Tin thứ hai")
    client.force_login(room.editor)
    assert "Tin thứ hai" in page(client, "chua-gui/")
    assert "Tin thứ hai" not in page(client, "chua-gui/?loai=interview")

    empty = client.post(f"{BASE}/chua-gui/gui/", {"outlets": [outlet.pk]})
    assert empty.status_code == 422
    given = {"tin": [story.pk, second.pk], "outlets": [outlet.pk, closed.pk]}
    words = client.post(f"{BASE}/chua-gui/gui/", given).content.decode()

    assert Dispatch.objects.count() == 2
    assert words.count("cần ghi địa chỉ thư điện tử") == 2
    assert "Tin thứ hai" not in page(client, "chua-gui/")


def test_a_dispatch_by_hand_is_downloaded_and_written_down(client, room, dispatch):
    client.force_login(room.editor)
    assert "Đã gửi tay" in page(client, f"lan-gui/{dispatch.pk}/")
    assert "cần xử lý" in page(client, "")

    answer = client.get(f"{BASE}/lan-gui/{dispatch.pk}/tai-ve/")
    archive = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    assert archive.namelist() == ["kiem-sat-truc-tiep-tai-nha-tam-giu.docx", "anh-1.jpg"]
    document = Document(io.BytesIO(archive.read(archive.namelist()[0])))
    lines = [paragraph.text for paragraph in document.paragraphs]
    assert lines[:4] == [
        dispatch.payload["headline"],
        dispatch.payload["standfirst"],
        "Một.",
        "[Ảnh 1: Toàn cảnh (Lê Thử)]",
    ]
    assert client.post(f"{BASE}/lan-gui/{dispatch.pk}/da-gui/").status_code == 302
    dispatch.refresh_from_db()
    assert dispatch.state == DispatchState.SENT


def test_a_failure_is_seen_and_decided(client, room, dispatch):
    Dispatch.objects.filter(pk=dispatch.pk).update(
        state="failed", is_uncertain=True, last_problem="Mất kết nối"
    )
    client.force_login(room.approver)
    assert "Mất kết nối" in page(client, f"noi-nhan/{dispatch.outlet_id}/")
    assert "Có thể nơi nhận đã có" in page(client, f"lan-gui/{dispatch.pk}/gui-lai/")
    assert client.post(f"{BASE}/lan-gui/{dispatch.pk}/gui-lai/").status_code == 302
    dispatch.refresh_from_db()
    assert dispatch.state == DispatchState.QUEUED

    assert client.post(f"{BASE}/lan-gui/{dispatch.pk}/huy/").status_code == 422
    client.post(f"{BASE}/lan-gui/{dispatch.pk}/huy/", {"reason": "nhầm"})
    dispatch.refresh_from_db()
    assert dispatch.state == DispatchState.CANCELLED


def test_the_list_is_saved_as_a_table(client, room, dispatch):
    confirm_sent(dispatch.pk, actor=room.editor, now=timezone.now())
    client.force_login(room.webmaster)

    answer = client.get(f"{BASE}/noi-nhan/tai-ve/?dang=csv")

    lines = b"".join(answer.streaming_content).decode().splitlines()
    assert lines[1] == "Báo ngành;bao-nganh;báo của Ngành;gửi tay;;;1;0;0;1;0;0;"


def test_an_outlet_that_never_answered_owes_its_answer(client, room, dispatch):
    now = timezone.now()
    confirm_sent(dispatch.pk, actor=room.editor, now=now - dt.timedelta(days=30))
    Dispatch.objects.filter(pk=dispatch.pk).update(answer="no_answer")
    client.force_login(room.editor)

    assert "quá hạn từ" in page(client, f"noi-nhan/{dispatch.outlet_id}/?xem=cho-tra-loi")
    answer = client.get(f"{BASE}/noi-nhan/tai-ve/?dang=csv")
    lines = b"".join(answer.streaming_content).decode().splitlines()
    assert lines[1].endswith(";1;0;0;1;1;0;")
