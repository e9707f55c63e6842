"""The step's page: what it asks, what it shows, what it refuses."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone
from lxml import html

from toasoan.editorial.actions import take_step
from toasoan.editorial.models import Progress
from toasoan.editorial.tasks import publish_due_stories
from toasoan.editorial.transitions import Step
from toasoan.ledger.models import LedgerEntry
from toasoan.stories.models import Story
from toasoan.stories.numbers import story_number
from toasoan.testing.browsers import browser_of, text_of
from toasoan.testing.factories import make_correction, make_story, on_screen, story_again

pytestmark = pytest.mark.django_db


def page(story, step=""):
    return f"/toa-soan/tin/{story.pk}/" + (f"buoc/{step}/" if step else "")


def seen(story):
    """What the form of a step carries: the version that was on the screen."""
    return {"revision_id": str(story.latest_revision_id)}


def values(answer):
    form = html.fromstring(answer.content).xpath("//form[contains(@class, 'newsroom-form')]")[0]
    # A text area begins with a line break that no browser counts.
    return {name: value.strip() for name, value in form.form_values()}


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("", None),
        (" 12 ", 12),
        ("https://vidu.vn/tin-tuc/kiem-sat-truc-tiep-12?trang=2", 12),
        ("/tin-tuc/kiem-sat-12/", 12),
        ("kiem-sat", 0),
        ("9" * 40, 0),
        ("https://[x", 0),
    ],
)
def test_a_story_is_named_by_its_number_or_its_address(typed, number):
    assert story_number(typed) == number


def test_the_pages_of_the_hours_begin_with_what_is_set(room):
    story = make_story(room, "approved")
    at = dt.datetime(2099, 1, 1, 1, 0, tzinfo=dt.UTC)
    Progress.objects.filter(pk=story.pk).update(publish_at=at, embargo_until=at)

    answer = browser_of(room.approver).get(page(story, "schedule"))

    assert values(answer)["publish_at"] == "2099-01-01T08:00"
    assert "Cấm đăng trước" in text_of(answer)


def test_breaking_an_embargo_is_asked_for_only_while_one_runs(room):
    free, held = make_story(room, "received"), make_story(room, "received")
    Progress.objects.filter(pk=held.pk).update(embargo_until=timezone.now() + dt.timedelta(hours=1))
    browser = browser_of(room.approver)

    assert b"breaks_embargo" not in browser.get(page(free, "force_publish")).content
    assert b"breaks_embargo" in browser.get(page(held, "force_publish")).content
    refused = browser.post(page(held, "force_publish"), {"note": "Gấp", **seen(held)})
    assert (refused.status_code, "Cấm đăng trước" in text_of(refused)) == (409, True)
    browser.post(page(held, "force_publish"), {"note": "Gấp", "breaks_embargo": "on", **seen(held)})
    assert Story.objects.get(pk=held.pk).live


def test_the_approver_sees_what_the_correction_changes_and_what_readers_will_be_told(room):
    story = make_correction(room)

    answer = browser_of(room.approver).get(page(story, "correct"))

    assert "Bản đính chính sửa những gì" in text_of(answer)
    assert html.fromstring(answer.content).xpath("//del")
    assert values(answer)["wrong"] == "trực tiếp"
    assert values(answer)["right"] == "gián tiếp"


def test_a_single_change_fills_the_public_note(room):
    story = make_correction(room, "correcting")
    text = story.get_latest_revision_as_object()
    text.headline = "Tiêu đề đã sửa"
    text.save_revision(user=room.editor, clean=False)

    given = values(browser_of(room.editor).get(page(story, "propose_correction")))

    assert given["wrong"] == "Kiểm sát trực tiếp tại nhà tạm giữ"
    assert given["right"] == "Tiêu đề đã sửa"


def test_readers_see_the_fixed_title_the_day_and_both_wordings(room):
    story = make_correction(room)
    browser_of(room.approver).post(
        page(story, "correct"),
        {"wrong": "<b>28/7</b>", "right": "27/7", "note": "", **seen(story)},
    )

    public = Client().get(Story.objects.get(pk=story.pk).get_absolute_url())

    (notice,) = html.fromstring(public.content).find_class("correction")
    words = " ".join(notice.text_content().split())
    assert words.startswith("Đính chính, ")
    assert "Nội dung đã đăng: <b>28/7</b>" in words
    assert "Nội dung đúng: 27/7" in words


def test_the_editions_page_tells_what_each_edition_changed(room):
    story = make_correction(room)
    browser = browser_of(room.approver)
    words = {"wrong": "trực tiếp", "right": "gián tiếp"}
    browser.post(page(story, "correct"), words | seen(story))

    shown = text_of(browser.get(f"{page(story)}lan-dang/"))

    assert "Lần đăng 2" in shown
    assert "Tiêu đề Trước: Kiểm sát trực tiếp tại nhà tạm giữ Sau: Tiêu đề đã sửa" in shown
    assert browser_of(room.other_vetter).get(f"{page(story)}lan-dang/").status_code == 404


def test_a_failed_hour_is_seen_on_the_story(room):
    story = make_story(room, "approved")
    revision = story.latest_revision
    revision.content["headline"] = "x" * 300
    revision.save()
    Progress.objects.filter(pk=story.pk).update(publish_at=timezone.now())
    publish_due_stories.call()

    shown = text_of(browser_of(room.approver).get(page(story)))

    assert "Đến giờ mà không thực hiện được: Đăng" in shown
    assert "Thử lại ngay" in shown


def test_a_redirect_is_typed_as_an_address_and_checked(room):
    story, better = make_story(room, "published"), make_story(room, "published")
    browser = browser_of(room.approver)
    take_down = page(story, "take_down")

    wrong = browser.post(take_down, {"take_down_kind": "duplicate", "redirect_to": "khong-co"})
    assert wrong.status_code == 409
    assert "Không có tin, bài nào của cơ quan đang đăng" in text_of(wrong)
    target = f"http://localhost{better.get_absolute_url()}"
    browser.post(take_down, {"take_down_kind": "duplicate", "redirect_to": target})

    gone = Client().get(story.get_absolute_url())
    assert (gone.status_code, gone.url) == (302, better.get_absolute_url())
    take_step(
        better.pk, Step.TAKE_DOWN, actor=room.approver,
        answers=on_screen(better.pk, take_down_kind="request"), now=timezone.now(),
    )  # fmt: skip
    assert Client().get(story.get_absolute_url()).status_code == 410


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


@pytest.mark.parametrize(
    ("status", "step", "name"),
    [
        ("submitted", "vet", "vetter"),
        ("proposed", "approve", "approver"),
        ("editing", "force_publish", "approver"),
        ("correction_proposed", "correct", "approver"),
    ],
)
def test_a_crafted_press_that_names_no_version_moves_nothing(room, status, step, name):
    is_correction = status == "correction_proposed"
    story = make_correction(room) if is_correction else make_story(room, status)
    given = {"note": "Gấp", "wrong": "trực tiếp", "right": "gián tiếp"}
    before = LedgerEntry.objects.count()

    answer = browser_of(getattr(room, name)).post(page(story, step), given)

    assert answer.status_code == 409
    assert "Hãy mở lại tin, bài, đọc rồi mới bấm" in text_of(answer)
    assert LedgerEntry.objects.count() == before


def test_an_hour_long_gone_is_asked_about_and_what_was_typed_stays(room):
    story = make_story(room, "proposed")
    typed = {"publish_at": "2020-01-01T00:00", "note": "Đăng sáng thứ Hai", **seen(story)}

    answer = browser_of(room.approver).post(page(story, "approve"), typed)

    assert answer.status_code == 409
    assert "Muốn đăng ngay thì để trống ô này" in text_of(answer)
    assert values(answer)["publish_at"] == "2020-01-01T00:00"
    assert not Story.objects.get(pk=story.pk).live


def test_an_hour_more_than_a_year_ahead_is_confirmed_with_a_tick(room):
    story = make_story(room, "proposed")
    browser = browser_of(room.approver)
    typed = {"publish_at": "2099-01-01T08:00", **seen(story)}

    asked = browser.post(page(story, "approve"), typed)
    untouched = Progress.objects.get(pk=story.pk).status
    browser.post(page(story, "approve"), typed | {"confirms_hour": "on"})

    assert (asked.status_code, untouched) == (409, "proposed")
    assert (
        b"confirms_hour" not in browser.get(page(make_story(room, "proposed"), "approve")).content
    )
    assert html.fromstring(asked.content).xpath("//input[@name='confirms_hour'][@type='checkbox']")
    assert Progress.objects.get(pk=story.pk).publish_at.year == 2099


def test_putting_back_asks_why_and_for_personal_data_a_second_time(room):
    story = make_story(room, "published")
    browser = browser_of(room.approver)
    steps = f"/toa-soan/tin/{story.pk}/buoc/"
    browser.post(f"{steps}take_down/", {"take_down_kind": "personal_data"})
    assert "confirms_personal" not in browser.get(f"{steps}reinstate/").content.decode()

    without_reason = browser.post(f"{steps}reinstate/", {"note": ""})
    once = browser.post(f"{steps}reinstate/", {"note": "Đã làm mờ ảnh"})

    assert "Hãy ghi rõ lý do." in text_of(without_reason)
    assert once.status_code == 409
    assert "Bài đã gỡ vì dữ liệu cá nhân" in text_of(once)
    assert 'name="confirms_personal"' in once.content.decode()
    assert not story_again(story).live

    browser.post(f"{steps}reinstate/", {"note": "Đã làm mờ ảnh", "confirms_personal": "on"})

    assert story_again(story).live
    assert "Đã làm mờ ảnh" in text_of(browser.get(f"/toa-soan/tin/{story.pk}/"))


def test_putting_back_after_an_error_asks_the_reason_only(room):
    story = make_story(room, "taken_down")

    browser_of(room.approver).post(
        f"/toa-soan/tin/{story.pk}/buoc/reinstate/", {"note": "Đã đính chính"}
    )

    assert story_again(story).live
