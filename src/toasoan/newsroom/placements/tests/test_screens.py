"""The screens of placements and clippings."""

import datetime as dt
import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from toasoan.outlets.models import Answer, Clipping, Placement, PlacementSource
from toasoan.outlets.placements import record_clipping, record_placement
from toasoan.testing import sound_files
from toasoan.testing.factories import make_newsroom, make_story, photo_bytes
from toasoan.testing.outlets import make_dispatch, make_outlet
from toasoan.vietnamese.dates import local_day


def today():
    return local_day(timezone.now())


@pytest.fixture
def outlet(room):
    return make_outlet(room.agency)


@pytest.fixture
def story(room):
    now = timezone.now() - dt.timedelta(days=5)
    return make_story(room, "published", now=now, headline="Tin của ta")


@pytest.fixture
def desk(client, room):
    client.force_login(room.editor)
    return client


def place(room, story, outlet, **given):
    facts = {"headline": "Tiêu đề báo", "address": "", "actor": room.editor} | given
    return record_placement(story.pk, outlet, placed_on=today(), now=timezone.now(), **facts)


def test_a_placement_is_entered_from_the_storys_page(room, desk, story, outlet):
    page = desk.get(f"/toa-soan/tin/{story.pk}/").content.decode()
    path = f"/toa-soan/tin/{story.pk}/dang-bao/"
    assert path in page
    assert 'value="Tin của ta"' in desk.get(path).content.decode()

    sent = {"outlet": outlet.pk, "placed_on": today(), "headline": "Khác", "address": "trang 1"}
    answer = desk.post(path, sent, follow=True)

    assert "Báo ngành" in answer.content.decode()
    placement = Placement.objects.get()
    assert (placement.headline, placement.confirmed_by) == ("Khác", room.editor)


@pytest.mark.parametrize(
    ("name", "content", "kept"),
    [("chụp.jpg", photo_bytes(), ".jpg"), ("bao.txt", sound_files.pdf(), ".pdf")],
)
def test_a_proof_is_known_by_its_content_and_seen_by_the_desk(
    room, desk, story, outlet, client, name, content, kept
):
    sent = {
        "outlet": outlet.pk, "placed_on": today(), "headline": "Khác",
        "proof": SimpleUploadedFile(name, content),
    }  # fmt: skip
    assert desk.post(f"/toa-soan/tin/{story.pk}/dang-bao/", sent).status_code == 302

    proof = Placement.objects.get().proof
    assert proof.filename.endswith(kept)
    assert desk.get(proof.url).status_code == 200
    for person in (room.contributor, room.outsider, room.webmaster):
        client.force_login(person)
        assert client.get(proof.url).status_code == 404
    client.logout()
    assert client.get(proof.url).status_code == 404


@pytest.mark.parametrize(
    ("name", "content"), [("a.pdf", b"<html>"), ("a.jpg", b"GIF89a"), ("a.exe", b"MZ" * 50)]
)
def test_another_kind_of_file_is_no_proof(desk, story, outlet, name, content):
    sent = {
        "outlet": outlet.pk, "placed_on": today(), "headline": "Khác",
        "proof": SimpleUploadedFile(name, content),
    }  # fmt: skip

    answer = desk.post(f"/toa-soan/tin/{story.pk}/dang-bao/", sent)

    assert answer.status_code == 422
    assert not Placement.objects.exists()


def test_a_refused_placement_leaves_no_file(desk, story, outlet, media_folder):
    sent = {
        "outlet": outlet.pk, "placed_on": today() + dt.timedelta(3), "headline": "Khác",
        "proof": SimpleUploadedFile("a.pdf", sound_files.pdf()),
    }  # fmt: skip

    answer = desk.post(f"/toa-soan/tin/{story.pk}/dang-bao/", sent)

    assert "tương lai" in answer.content.decode()
    assert not list(media_folder.rglob("*.pdf"))


def test_an_answer_is_entered_by_hand(room, desk, story, outlet):
    sent = make_dispatch(story, outlet, actor=room.editor, now=timezone.now())
    path = f"/toa-soan/lan-gui/{sent.pk}/tra-loi/"

    assert desk.post(path, {"answer": "accepted", "note": "điện thoại"}).status_code == 302
    sent.refresh_from_db()
    assert (sent.answer, sent.answer_note) == (Answer.ACCEPTED, "điện thoại")
    assert desk.post(path, {"answer": "used"}).status_code == 422
    assert desk.post(path, {"answer": "acknowledged"}).status_code == 422
    assert desk.post(path, {"answer": "used", "placed_on": today()}).status_code == 302
    assert Placement.objects.get().headline == "Tin của ta"


def test_a_reported_use_is_confirmed_in_one_tap(room, desk, story, outlet):
    placement = place(room, story, outlet, actor=None, source=PlacementSource.BY_WEBHOOK)
    assert "xem=cho-xac-nhan" in desk.get("/toa-soan/").content.decode()
    assert "Tiêu đề báo" in desk.get("/toa-soan/dang-bao/?xem=cho-xac-nhan").content.decode()
    page = desk.get(f"/toa-soan/dang-bao/{placement.pk}/").content.decode()
    assert f"/toa-soan/dang-bao/{placement.pk}/xac-nhan/" in page

    desk.post(f"/toa-soan/dang-bao/{placement.pk}/xac-nhan/")

    placement.refresh_from_db()
    assert placement.confirmed_by == room.editor
    assert "Tiêu đề báo" not in desk.get("/toa-soan/dang-bao/?xem=cho-xac-nhan").content.decode()


def test_a_placement_is_cancelled_with_a_reason(room, desk, story, outlet):
    placement = place(room, story, outlet)
    path = f"/toa-soan/dang-bao/{placement.pk}/huy/"

    assert desk.post(path, {"reason": ""}).status_code == 422
    assert desk.post(path, {"reason": "nhầm bài"}, follow=True).status_code == 200

    placement.refresh_from_db()
    assert placement.cancel_reason == "nhầm bài"
    assert "Tiêu đề báo" not in desk.get("/toa-soan/dang-bao/").content.decode()
    assert "Tiêu đề báo" in desk.get("/toa-soan/dang-bao/?xem=da-huy").content.decode()
    assert "nhầm bài" in desk.get(f"/toa-soan/dang-bao/{placement.pk}/").content.decode()


def test_who_only_counts_is_led_to_the_public_page_of_the_story(room, client, story, outlet):
    found = place(room, story, outlet)
    client.force_login(room.board_member)

    page = client.get(f"/toa-soan/dang-bao/{found.pk}/").content.decode()

    assert f'href="{story.get_absolute_url()}"' in page
    assert f'href="/toa-soan/tin/{story.pk}/"' not in page


def test_the_list_is_narrowed_and_saved(room, desk, story, outlet):
    place(room, story, outlet)
    radio = make_outlet(room.agency, "dai", "Đài")
    place(room, story, radio, headline="Trên đài")

    def shown(query):
        return desk.get(f"/toa-soan/dang-bao/?{query}").content.decode()

    assert "Trên đài" not in shown("noi_dang=bao-nganh")
    assert "Trên đài" in shown(f"don_vi={room.unit.code}&noi_dang=dai")
    assert "Trên đài" not in shown("tu=2020-01-01&den=2020-12-31")
    assert "Trên đài" in shown("tu=hôm qua&noi_dang=không có")
    assert "Trên đài" in shown("tu=2030-01-01&den=2020-12-31&p=99")
    saved = desk.get("/toa-soan/dang-bao/tai-ve/?noi_dang=dai&dang=xlsx").getvalue()
    rows = openpyxl.load_workbook(io.BytesIO(saved)).active.iter_rows(values_only=True)
    assert [row[2] for row in rows][2:] == ["Trên đài"]


def test_a_clipping_is_entered_listed_saved_and_cancelled(room, desk, outlet):
    sent = {
        "outlet": outlet.pk, "unit": room.unit.pk, "published_on": today(),
        "headline": "Báo viết về ta", "address": "https://bao.vidu.vn/9", "note": "trang nhất",
    }  # fmt: skip
    assert desk.post("/toa-soan/bao-viet/them/", sent).status_code == 302
    clipping = Clipping.objects.get()

    page = desk.get("/toa-soan/bao-viet/").content.decode()
    assert 'href="https://bao.vidu.vn/9"' in page
    saved = desk.get("/toa-soan/bao-viet/tai-ve/").getvalue().decode()
    assert "trang nhất" in saved
    desk.post(f"/toa-soan/bao-viet/{clipping.pk}/huy/", {"reason": "không phải về ta"})

    assert "Báo viết về ta" not in desk.get("/toa-soan/bao-viet/").content.decode()
    assert "không phải về ta" in desk.get("/toa-soan/bao-viet/?xem=da-huy").content.decode()


def test_an_address_that_is_no_web_address_is_no_link(room, desk, story, outlet):
    placement = place(room, story, outlet, address="javascript:alert(1)")

    page = desk.get(f"/toa-soan/dang-bao/{placement.pk}/").content.decode()

    assert 'href="javascript' not in page


def test_a_key_is_shown_once(room, desk, outlet):
    path = f"/toa-soan/noi-nhan/{outlet.pk}/khoa-ky/"
    assert "chưa có khóa" in desk.get(path).content.decode()

    made = desk.post(path).content.decode()

    outlet.refresh_from_db()
    first = outlet.signing_key
    assert first in made
    assert first not in desk.get(path).content.decode()
    assert desk.post(path).status_code == 302
    desk.post(f"{path}doi/")
    outlet.refresh_from_db()
    assert outlet.signing_key not in {first, ""}
    desk.post(f"{path}huy/")
    outlet.refresh_from_db()
    assert outlet.signing_key == ""


def test_nothing_of_another_agency_opens(room, desk, story, outlet):
    other = make_newsroom("song-khac", "khac.vidu.vn")
    theirs = make_outlet(other.agency)
    their_story = make_story(other, "published", now=timezone.now() - dt.timedelta(days=2))
    sent = make_dispatch(their_story, theirs, actor=other.editor, now=timezone.now())
    placement = place(other, their_story, theirs)
    clipping = record_clipping(
        other.unit, theirs, headline="x", published_on=today(), address="", actor=other.editor,
        now=timezone.now(),
    )  # fmt: skip

    for path in (
        f"dang-bao/{placement.pk}/", f"dang-bao/{placement.pk}/huy/",
        f"bao-viet/{clipping.pk}/huy/", f"tin/{their_story.pk}/dang-bao/",
        f"lan-gui/{sent.pk}/tra-loi/", f"noi-nhan/{theirs.pk}/khoa-ky/",
        f"noi-nhan/{theirs.pk}/khoa-ky/doi/", f"noi-nhan/{theirs.pk}/khoa-ky/huy/",
    ):  # fmt: skip
        assert desk.get(f"/toa-soan/{path}").status_code == 404
    assert desk.post(f"/toa-soan/dang-bao/{placement.pk}/xac-nhan/").status_code == 404
    sent = {"outlet": theirs.pk, "placed_on": today(), "headline": "Khác"}
    assert desk.post(f"/toa-soan/tin/{story.pk}/dang-bao/", sent).status_code == 422


def test_who_only_reads_figures_decides_nothing(room, client, story, outlet):
    placement = place(room, story, outlet, actor=None, source=PlacementSource.BY_MAIL_LINK)
    client.force_login(room.board_member)

    page = client.get(f"/toa-soan/dang-bao/{placement.pk}/")

    assert page.status_code == 200
    assert "xac-nhan" not in page.content.decode()
    for path in (f"dang-bao/{placement.pk}/huy/", "bao-viet/them/", f"tin/{story.pk}/dang-bao/"):
        assert client.get(f"/toa-soan/{path}").status_code == 404
