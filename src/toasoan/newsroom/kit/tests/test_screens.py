"""The newsroom's screens as their people use them."""

import datetime as dt
import io
import json
import re

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from lxml import html

from toasoan.editorial.models import Progress
from toasoan.intake.models import Submission
from toasoan.ledger.models import LedgerEntry
from toasoan.stories.models import Story
from toasoan.testing.factories import board_of, make_newsroom, make_story, rewrite
from toasoan.testing.word import photo, sample_story_docx
from toasoan.units.actions import seat
from toasoan.units.models import BoardKind, MembershipRole

pytestmark = pytest.mark.django_db
ADD = "/toa-soan/soan-tin/add/"


@pytest.fixture
def room():
    return make_newsroom()


def browser_of(person):
    browser = Client()
    browser.force_login(person)
    return browser


def text_of(answer):
    return " ".join(html.fromstring(answer.content).text_content().split())


def form(**parts):
    """What the editor posts: every part of the form, as the browser sends it."""
    return {
        "headline": "Tin mới",
        "standfirst": "Sa-pô",
        "body-count": "1", "body-0-deleted": "", "body-0-order": "0", "body-0-type": "paragraph",
        "body-0-id": "", "body-0-value": json.dumps({
            "entityMap": {}, "blocks": [{"key": "a", "text": "Nội dung", "type": "unstyled",
                                         "depth": 0, "inlineStyleRanges": [], "entityRanges": []}],
        }),
        "bylines-TOTAL_FORMS": "1", "bylines-INITIAL_FORMS": "0", "bylines-MIN_NUM_FORMS": "0",
        "bylines-MAX_NUM_FORMS": "1000", "bylines-0-name": "Lê Thị Thử", "bylines-0-role": "words",
        "bylines-0-affiliation": "", "bylines-0-ORDER": "1", "bylines-0-id": "",
        "bylines-0-DELETE": "", "genre": "brief", "section": "", "tags": "", "source_line": "",
    } | parts  # fmt: skip


#: Everybody's whole menu; the tree of pages has a module of its own beside the webmaster's.
MENUS = {
    "contributor": ["Bàn làm việc", "Viết tin", "Gửi file Word", "Tin của tôi", "Hướng dẫn"],
    "vetter": [
        "Bàn làm việc",
        "Viết tin",
        "Gửi file Word",
        "Tin của tôi",
        "Kế hoạch tin, bài",
        "Phân công thay",
        "Hướng dẫn",
    ],
    "editor": [
        "Bàn làm việc",
        "Viết tin",
        "Gửi file Word",
        "Tin của tôi",
        "Kho tin, bài",
        "Kế hoạch tin, bài",
        "Số liệu",
        "Tin bị trả lại",
        "Phân công thay",
        "Sự kiện công khai",
        "Chuyên đề",
        "Hướng dẫn",
    ],
    "approver": [
        "Bàn làm việc",
        "Kho tin, bài",
        "Kế hoạch tin, bài",
        "Số liệu",
        "Tin bị trả lại",
        "Phân công thay",
        "Hướng dẫn",
    ],
    "board_member": ["Bàn làm việc", "Số liệu", "Tin bị trả lại", "Hướng dẫn"],
    "webmaster": [
        "Bàn làm việc",
        "Nhân sự, đơn vị",
        "Lý do trả lại",
        "Chuyên mục",
        "Sự kiện công khai",
        "Chuyên đề",
        "Giao diện trang",
        "Thời hạn, thông báo",
        "Nhật ký tài khoản",
        "Bảo trì",
        "Hướng dẫn",
    ],
}


@pytest.mark.parametrize("person", MENUS)
def test_the_menu_shows_what_leads_somewhere_and_nothing_else(room, person):
    page = html.fromstring(browser_of(getattr(room, person)).get("/toa-soan/").content)

    props = json.loads(page.xpath("//script[@id='wagtail-sidebar-props']/text()")[0])

    labels = re.findall(r'"label": "([^"]+)"', json.dumps(props["modules"], ensure_ascii=False))
    assert labels == [*MENUS[person], "Tài khoản", "Đăng xuất"]


def test_the_desk_says_who_waits_for_whom_and_since_when(room):
    story = make_story(room, "submitted", now=timezone.now() - dt.timedelta(days=3))

    mine = text_of(browser_of(room.vetter).get("/toa-soan/"))
    authors = text_of(browser_of(room.contributor).get("/toa-soan/"))

    assert f"Chờ bạn xử lý 1 Đánh dấu “{story.headline}” {story.headline}" in mine
    assert "chờ 3 ngày" in mine
    assert f"đang chờ {room.vetter}" in authors


def test_the_sign_in_page_speaks_vietnamese():
    page = text_of(Client().get("/toa-soan/login/"))

    assert "Đăng nhập Tòa soạn" in page
    assert "Mật khẩu" in page
    assert "Password" not in page


def test_a_person_without_a_seat_is_sent_away(room):
    assert browser_of(room.outsider).get("/toa-soan/").status_code == 302
    assert Client().get("/toa-soan/").url.startswith("/toa-soan/login/")
    assert Client().get("/toa-soan/reports/locked/").status_code == 404


def test_a_story_is_written_and_sent_in_one_press(room):
    browser = browser_of(room.contributor)

    answer = browser.post(ADD, form(**{"action-take-submit": "1"}), follow=True)

    progress = Progress.objects.get()
    assert (progress.status, progress.unit, progress.story.author) == (
        "submitted",
        room.unit,
        room.contributor,
    )
    assert "Tin đang chờ lãnh đạo đơn vị" in text_of(answer)
    assert LedgerEntry.objects.filter(kind="story.begin").count() == 1


def test_what_is_missing_is_said_and_the_text_is_kept(room):
    browser = browser_of(room.contributor)

    answer = browser.post(ADD, form(headline="", **{"action-take-submit": "1"}), follow=True)

    assert Progress.objects.get().status == "draft"
    assert "Thiếu tiêu đề" in text_of(answer)
    assert Story.objects.get().get_latest_revision_as_object().standfirst == "Sa-pô"


def test_unit_author_and_status_are_not_writable_from_outside(room):
    crafted = form(
        unit=str(room.other_unit.pk),
        author=str(room.editor.pk),
        live="on",
        agency="99",
        status="published",
        **{"action-publish": "1"},
    )
    browser = browser_of(room.contributor)

    refused = browser.post(ADD, crafted)
    crafted.pop("action-publish")
    browser.post(ADD, crafted)

    assert refused.status_code == 302
    story = Story.objects.get()
    assert (story.unit, story.author, story.live) == (room.unit, room.contributor, False)
    assert browser.get(f"{ADD}?unit={room.other_unit.pk}").status_code == 404


@pytest.mark.parametrize("action", ["publish", "unpublish", "submit", "delete"])
def test_actions_of_the_framework_do_nothing_in_the_editor(room, action):
    story = make_story(room, "editing")
    before = story.latest_revision_id

    browser_of(room.editor).post(
        f"/toa-soan/soan-tin/edit/{story.pk}/", form(headline="Khác", **{f"action-{action}": "1"})
    )

    story.refresh_from_db()
    assert (story.latest_revision_id, story.live) == (before, False)


def edit(room, person, story, **parts):
    story.refresh_from_db()
    latest = story.latest_revision
    base = {
        "loaded_revision_id": str(latest.pk),
        "loaded_revision_created_at": latest.created_at.isoformat(),
    }
    return browser_of(person).post(f"/toa-soan/soan-tin/edit/{story.pk}/", form(**(base | parts)))


def test_saving_remembers_who_changed_the_text(room):
    story = make_story(room, "editing")

    edit(room, room.second_editor, story, headline="Sửa")

    assert Progress.objects.get(pk=story.pk).last_changed_by == room.second_editor


def test_a_stale_text_is_not_saved_and_stays_on_the_screen(room):
    story = make_story(room, "editing")
    stale = story.latest_revision
    story.save_revision(user=room.second_editor, clean=False)

    answer = browser_of(room.editor).post(
        f"/toa-soan/soan-tin/edit/{story.pk}/",
        form(
            headline="Chữ tôi vừa gõ",
            loaded_revision_id=str(stale.pk),
            loaded_revision_created_at=stale.created_at.isoformat(),
        ),
    )

    assert answer.status_code == 409
    assert "Người khác vừa lưu bản mới hơn" in answer.content.decode()
    assert "Chữ tôi vừa gõ" in answer.content.decode()
    story.refresh_from_db()
    assert story.get_latest_revision_as_object().headline != "Chữ tôi vừa gõ"


def test_whoever_may_only_read_sees_why_and_saves_nothing(room):
    story = make_story(room, "received")
    browser = browser_of(room.contributor)

    shown = browser.get(f"/toa-soan/soan-tin/edit/{story.pk}/", follow=True)
    edit(room, room.contributor, story, headline="Lén sửa")

    assert "đọc được nhưng không sửa được" in text_of(shown)
    assert story.get_latest_revision_as_object().headline != "Lén sửa"


def send(browser, name, content):
    return browser.post(
        "/toa-soan/gui-word/",
        {"file": SimpleUploadedFile(name, content), "unit": browser.unit_id},
        follow=True,
    )


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "Tệp rỗng"),
        (b"%PDF-1.7", "Đây là tệp PDF"),
        (b"PK\x03\x04" + b"0" * 50, "Tệp bị hỏng"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "Tệp"),
        (b"chi la chu", "Đây không phải tệp Word"),
    ],
)
def test_a_bad_file_gets_a_sentence_and_makes_nothing(room, content, words):
    browser = browser_of(room.contributor)
    browser.unit_id = room.unit.pk

    answer = send(browser, "tin.docx", content)

    assert answer.status_code == 422
    assert words in text_of(answer)
    assert not Story.objects.exists()


def test_a_word_file_opens_as_a_draft_and_its_original_is_there_for_the_unit_only(room):
    browser = browser_of(room.contributor)
    browser.unit_id = room.unit.pk
    content = sample_story_docx("Tiêu đề", "Sa-pô.", ["Một.", "Hai."], [(photo(), "Chú")], "Tên")

    answer = send(browser, "tin.docx", content)

    assert "Tệp Word đã thành bản nháp" in text_of(answer)
    sent = Submission.objects.get()
    path = f"/toa-soan/tin/{sent.story_id}/ban-goc/{sent.pk}/"
    assert b"".join(browser.get(path).streaming_content) == content
    assert browser_of(room.other_vetter).get(path).status_code == 404


@pytest.mark.parametrize(
    ("status", "person", "action"),
    [
        ("draft", "contributor", "Gửi lãnh đạo đơn vị"),
        ("submitted", "vetter", "Kiểm duyệt, gửi về tỉnh"),
        ("received", "editor", "Nhận bài"),
        ("editing", "editor", "Trình duyệt đăng"),
        ("proposed", "approver", "Duyệt đăng"),
        ("rejected", "editor", "Khôi phục"),
        ("taken_down", "approver", "Đăng lại"),
    ],
)
def test_each_screen_has_one_main_button_named_as_the_action(room, status, person, action):
    story = make_story(room, status)

    page = html.fromstring(
        browser_of(getattr(room, person)).get(f"/toa-soan/tin/{story.pk}/").content
    )

    main = page.xpath(
        "//div[@class='action']//*[contains(@class,'button')][self::a or self::button]"
    )
    assert [button.text_content().strip() for button in main] == [action]


def test_a_refused_press_names_every_problem(room):
    story = make_story(room, "proposed")

    answer = browser_of(room.approver).post(f"/toa-soan/tin/{story.pk}/buoc/reject/", {})

    assert answer.status_code == 409
    assert "Hãy chọn ít nhất một lý do" in text_of(answer)


def test_asking_about_a_step_changes_nothing_and_forms_need_their_token(room):
    story = make_story(room, "submitted")
    before = LedgerEntry.objects.count()
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(room.vetter)

    browser_of(room.vetter).get(f"/toa-soan/tin/{story.pk}/buoc/vet/")
    refused = strict.post(f"/toa-soan/tin/{story.pk}/buoc/vet/", {})

    assert refused.status_code == 403
    assert LedgerEntry.objects.count() == before


def test_the_editor_sees_what_changed_since_the_unit_sent_it(room):
    story = make_story(room, "editing")
    edit(room, room.editor, story, headline="Tiêu đề của tòa soạn")

    browser = browser_of(room.editor)
    page = html.fromstring(browser.get(f"/toa-soan/tin/{story.pk}/").content)
    (link,) = page.xpath("//main//a[contains(@href, '/compare/')]/@href")

    assert link.endswith("latest/")
    comparison = browser.get(link)
    assert "Tiêu đề của tòa soạn" in text_of(comparison)
    ways = html.fromstring(comparison.content).xpath("//main//a/@href")
    assert len(ways) > 3
    assert {browser.get(way).status_code for way in ways if way.startswith("/")} == {200}


def test_tags_are_compared_by_their_names_and_not_at_all_when_they_stay(room):
    story = make_story(room, "editing", tags=("Ma túy", "An ninh"))
    browser = browser_of(room.editor)
    first = story.latest_revision_id
    comparison = f"/toa-soan/soan-tin/history/{story.pk}/revisions/compare/{first}...latest/"

    rewrite(story, room.editor, headline="Tiêu đề của tòa soạn")
    same = text_of(browser.get(comparison))
    text = story.get_latest_revision_as_object()
    text.tags.set(["Ma túy", "Học đường"])
    text.save_revision(user=room.editor, clean=False)
    other = text_of(browser.get(comparison))

    assert "Từ khóa" not in same
    assert {"Học đường", "An ninh"} <= set(re.findall("Học đường|An ninh|hoc-duong", other))
    assert "hoc-duong" not in other


def test_figures_open_to_exactly_their_stories(room):
    make_story(room, "published", headline="Tin đã đăng")
    make_story(room, "rejected", headline="Tin không dùng")
    browser = browser_of(room.board_member)

    shown = html.fromstring(browser.get("/toa-soan/so-lieu/").content)
    links = shown.xpath("//tfoot//td/a")
    assert [link.text for link in links[:2]] == ["2", "1"]
    received = text_of(browser.get(links[0].get("href")))
    published = text_of(browser.get(links[1].get("href")))

    assert "Nhận: 2" in received
    assert "Tin không dùng" in received
    assert "Đăng: 1" in published
    assert "Tin không dùng" not in published
    wrong = browser.get("/toa-soan/so-lieu/?from=x&to=2023-01-01")
    assert "Chưa hiểu kỳ báo cáo" in text_of(wrong)
    assert browser.get("/toa-soan/so-lieu/tai-ve/").getvalue().startswith("\ufeff".encode())
    workbook = browser.get("/toa-soan/so-lieu/tai-ve/?dang=xlsx").getvalue()
    total = list(openpyxl.load_workbook(io.BytesIO(workbook)).active.iter_rows(values_only=True))[
        -1
    ]
    assert total[:3] == ("Toàn cơ quan", 2, 1)
    assert total[-1] == 0.5


def test_figures_are_those_of_the_agency_in_which_a_person_reads_figures(room):
    other = make_newsroom("noi-khac", hostname="noi-khac.vidu.vn")
    seat(room.contributor, board_of(other.agency, BoardKind.STEERING), MembershipRole.MEMBER,
         from_on=dt.date(2020, 1, 1))  # fmt: skip

    page = text_of(browser_of(room.contributor).get("/toa-soan/so-lieu/"))

    assert other.unit.short_name in page
    assert room.unit.short_name not in page


@pytest.mark.parametrize("days", ["from=0001-01-01&to=0001-01-02", "from=2023-01-01&to=9999-12-31"])
def test_days_out_of_every_archive_are_refused_with_a_sentence(room, days):
    answer = browser_of(room.board_member).get(f"/toa-soan/so-lieu/?{days}")

    assert "Chưa hiểu kỳ báo cáo" in text_of(answer)


def test_our_screens_have_landmarks_headings_and_labels(room):
    story = make_story(room, "proposed")
    paths = {
        "approver": ["/toa-soan/", f"/toa-soan/tin/{story.pk}/", "/toa-soan/so-lieu/",
                     f"/toa-soan/tin/{story.pk}/buoc/approve/", "/toa-soan/huong-dan/"],
        "contributor": ["/toa-soan/gui-word/", "/toa-soan/tin-cua-toi/"],
    }  # fmt: skip
    for person, own_paths in paths.items():
        for path in own_paths:
            page = html.fromstring(browser_of(getattr(room, person)).get(path).content)
            assert len(list(page.iter("h1"))) == 1, path
            assert len(page.findall(".//main")) == 1, path
            for field in page.xpath("//main//input[not(@type='hidden')] | //main//textarea"):
                named = page.xpath(f"//label[@for='{field.get('id')}']") or field.xpath(
                    "ancestor::label"
                )
                assert named, (path, field.get("name"))
            for frame in page.iter("iframe"):
                assert frame.get("title")


def test_the_desk_asks_the_database_a_bounded_number_of_times(room, django_assert_max_num_queries):
    for _ in range(12):
        make_story(room, "received")
    browser = browser_of(room.editor)
    browser.get("/toa-soan/")

    with django_assert_max_num_queries(40):
        browser.get("/toa-soan/")


def test_the_policy_says_no_to_publishing_deleting_and_locking_for_everybody(room):
    from wagtail.permissions import policy_registry

    policy = policy_registry.get_by_type(Story)
    room.outsider.is_superuser = True
    room.outsider.save()
    story = make_story(room, "published")

    for person in room.people().values():
        for action in ("publish", "delete", "lock", "unlock", "unpublish"):
            assert not policy.user_has_permission(person, action)
            assert not policy.user_has_permission_for_instance(person, action, story)
    assert browser_of(room.outsider).get(f"/toa-soan/tin/{story.pk}/").status_code == 404
