"""The notifications' screens: everybody their own list, the webmaster the log, the limits, the days."""

import datetime as dt
from urllib.parse import parse_qs

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from lxml import html

from toasoan.notifications.actions import NotificationFacts, tell
from toasoan.notifications.administration import give_first_calendar
from toasoan.notifications.kinds import Group, How, NotificationKind
from toasoan.notifications.models import Holiday, MailChoice, Notification, OfficeHours, StepLimit
from toasoan.notifications.queries import PER_PAGE, choices_of
from toasoan.testing.browsers import text_of
from toasoan.testing.factories import make_newsroom, make_story

pytestmark = pytest.mark.django_db


def without_calendar(room):
    """The agency before anything of its calendar was entered."""
    for model in (OfficeHours, StepLimit, Holiday):
        model.objects.filter(agency=room.agency).delete()
    return room


@pytest.fixture
def room():
    return without_calendar(make_newsroom())


def browser_of(person, **options):
    browser = Client(**options)
    browser.force_login(person)
    return browser


def own(person, **columns):
    return Notification.objects.filter(recipient=person, **columns)


KEEPERS_SCREENS = ("limits", "office_hours", "holidays", "holiday_add", "notification_log")


@pytest.mark.parametrize("name", KEEPERS_SCREENS)
def test_what_the_webmaster_keeps_does_not_exist_for_others(room, name):
    address = reverse(f"newsroom:{name}")

    assert browser_of(room.webmaster).get(address).status_code == 200
    for person in (room.contributor, room.vetter, room.editor, room.approver, room.board_member):
        assert browser_of(person).get(address).status_code == 404


@pytest.mark.parametrize(
    "person", ["contributor", "vetter", "editor", "approver", "board_member", "webmaster"]
)
def test_everybody_finds_their_notifications_from_every_screen(room, person):
    page = html.fromstring(browser_of(getattr(room, person)).get("/toa-soan/", follow=True).content)

    assert page.xpath("//p[@class='notification-bell']/a/@href") == ["/toa-soan/thong-bao/"]
    assert browser_of(getattr(room, person)).get("/toa-soan/thong-bao/").status_code == 200


def test_the_bell_counts_what_is_unread(room):
    make_story(room, "submitted")
    make_story(room, "submitted")

    page = html.fromstring(browser_of(room.vetter).get("/toa-soan/").content)

    count = page.xpath("//span[@data-notification-count]")[0].text_content()
    assert " ".join(count.split()) == "2 chưa đọc"


def test_the_list_says_what_happened_and_who_did_it(room):
    make_story(room, "rejected")

    text = text_of(browser_of(room.contributor).get("/toa-soan/thong-bao/"))

    assert "Tin, bài không được sử dụng. Nội dung vẫn được lưu." in text
    assert "Kiểm sát trực tiếp tại nhà tạm giữ" in text
    assert "Lý do: Trùng tin đã đăng." in text
    assert str(room.editor) in text


def test_an_empty_list_says_what_will_stand_there(room):
    assert "Chưa có thông báo nào." in text_of(
        browser_of(room.contributor).get("/toa-soan/thong-bao/")
    )


def test_opening_a_notification_reads_it_and_leads_to_the_story(room):
    story = make_story(room, "submitted")
    notification = own(room.vetter).get()

    answer = browser_of(room.vetter).post(
        reverse("newsroom:notification_open", args=[notification.pk])
    )

    assert answer.headers["Location"] == reverse("newsroom:story", args=[story.pk])
    notification.refresh_from_db()
    assert notification.read_at is not None


def test_the_notification_of_another_person_does_not_exist(room):
    make_story(room, "submitted")
    notification = own(room.vetter).get()

    answer = browser_of(room.contributor).post(
        reverse("newsroom:notification_open", args=[notification.pk])
    )

    assert answer.status_code == 404
    notification.refresh_from_db()
    assert notification.read_at is None


def test_a_look_alone_changes_nothing(room):
    make_story(room, "submitted")
    notification = own(room.vetter).get()
    browser = browser_of(room.vetter)

    for name, args in (
        ("notification_open", [notification.pk]),
        ("notifications_read", []),
        ("notifications_story_read", [notification.story_id]),
    ):
        assert browser.get(reverse(f"newsroom:{name}", args=args)).status_code == 405
    browser.get("/toa-soan/thong-bao/")

    assert own(room.vetter, read_at=None).count() == 1


def test_reading_needs_the_forms_own_token(room):
    browser = browser_of(room.vetter, enforce_csrf_checks=True)

    assert browser.post(reverse("newsroom:notifications_read")).status_code == 403


def test_everything_is_marked_as_read_at_once(room):
    make_story(room, "submitted")
    make_story(room, "submitted")

    answer = browser_of(room.vetter).post(reverse("newsroom:notifications_read"), follow=True)

    assert "Đã đánh dấu đọc tất cả thông báo." in text_of(answer)
    assert not own(room.vetter, read_at=None).exists()


def test_a_storys_page_offers_its_script_a_form_and_a_foreign_story_does_not_exist(room):
    story = make_story(room, "submitted")
    browser = browser_of(room.vetter)
    page = html.fromstring(browser.get(reverse("newsroom:story", args=[story.pk])).content)
    address = page.xpath("//form[@data-module='notifications-read']/@action")[0]

    foreign = browser_of(room.other_vetter).post(address)
    answer = browser.post(address)

    assert (foreign.status_code, answer.status_code) == (404, 204)
    assert not own(room.vetter, read_at=None).exists()
    page = html.fromstring(browser.get(reverse("newsroom:story", args=[story.pk])).content)
    assert page.xpath("//form[@data-module='notifications-read']") == []


def test_a_title_goes_out_of_sight_with_the_story(room):
    story = make_story(room, "submitted")
    seat = room.vetter.memberships.get()
    seat.to_on = dt.date(2021, 1, 1)
    seat.save()
    own_again = room.other_unit.boards.get()
    own_again.memberships.create(user=room.vetter, role="head", from_on=dt.date(2021, 1, 2))

    answer = browser_of(room.vetter).get("/toa-soan/thong-bao/")

    assert "Kiểm sát trực tiếp" not in text_of(answer)
    assert f"Tin, bài số {story.pk}" in text_of(answer)
    assert b"/mo/" not in answer.content


def test_pages_follow_each_other_without_gap_or_repetition(room):
    now = timezone.now()
    for number in range(PER_PAGE + 5):
        # Many at the very same moment: the key decides.
        about = NotificationFacts(key=str(number), title=f"Việc {number:02d}", path="/toa-soan/")
        tell([room.editor], NotificationKind.ASSIGNED, about=about, now=now)
    browser = browser_of(room.editor)

    first = html.fromstring(browser.get("/toa-soan/thong-bao/").content)
    tell(
        [room.editor],
        NotificationKind.ASSIGNED,
        about=NotificationFacts(key="x", title="Mới"),
        now=timezone.now(),
    )
    older = first.xpath("//nav[@class='pager']/a/@href")[0]
    second = html.fromstring(browser.get(f"/toa-soan/thong-bao/{older}").content)

    titles = [
        " ".join(button.text_content().split())
        for page in (first, second)
        for button in page.xpath("//button[@class='notification-list__open']")
    ]
    assert titles == [f"Việc {number:02d}" for number in reversed(range(PER_PAGE + 5))]


@pytest.mark.parametrize("crafted", ["x", "20260101T000000.0-", "9-9", "20260101T000000.0-9e9"])
def test_a_crafted_place_in_the_list_does_not_exist(room, crafted):
    answer = browser_of(room.editor).get("/toa-soan/thong-bao/", {"sau": crafted})

    assert answer.status_code == 404


def test_the_list_costs_the_same_however_long_it_is(room, django_assert_num_queries):
    make_story(room, "submitted")
    browser = browser_of(room.vetter)
    # The first look opens the visit and fills Wagtail's own caches.
    browser.get("/toa-soan/thong-bao/")
    with CaptureQueriesContext(connection) as short:
        browser.get("/toa-soan/thong-bao/")

    for _number in range(5):
        make_story(room, "submitted")

    with django_assert_num_queries(len(short)):
        browser.get("/toa-soan/thong-bao/")


def test_a_person_chooses_how_mail_comes(room):
    choices = {"waiting": "digest", "outcome": "none", "remark": "at_once", "overdue": "digest",
              "plan": "none", "quota": "digest", "disclosure": "digest",
              "schedule": "digest"}  # fmt: skip

    answer = browser_of(room.vetter).post(
        reverse("newsroom:notification_choices"), choices, follow=True
    )

    assert "Đã lưu." in text_of(answer)
    assert choices_of(room.vetter) == {Group(group): How(how) for group, how in choices.items()}
    assert not MailChoice.objects.exclude(user=room.vetter).exists()


def test_what_waits_cannot_be_switched_off_by_a_crafted_form(room):
    crafted = dict.fromkeys(["waiting", "outcome", "remark", "overdue", "plan"], "none")

    answer = browser_of(room.vetter).post(reverse("newsroom:notification_choices"), crafted)

    assert answer.status_code == 422
    assert choices_of(room.vetter)[Group.WAITING] is How.AT_ONCE


def test_a_person_without_an_address_is_told_whom_to_ask(room):
    room.vetter.email = ""
    room.vetter.save()

    text = text_of(browser_of(room.vetter).get(reverse("newsroom:notification_choices")))

    assert "hãy nhờ người quản trị trang tin nhập giúp" in text


def test_a_storys_people_see_who_was_told_and_nobody_else_does(room):
    story = make_story(room, "received")
    address = reverse("newsroom:story_notifications", args=[story.pk])

    text = text_of(browser_of(room.contributor).get(address))

    assert str(room.editor) in text
    assert "Chờ biên tập" in text
    assert browser_of(room.other_vetter).get(address).status_code == 404


def test_the_log_shows_who_was_told_what_without_headlines(room):
    story = make_story(room, "submitted")

    text = text_of(browser_of(room.webmaster).get(reverse("newsroom:notification_log")))

    assert str(room.vetter) in text
    assert f"Tin, bài số {story.pk}" in text
    assert "chờ gửi thư" in text
    assert "Kiểm sát trực tiếp" not in text


def test_the_log_is_filtered_by_person_and_story(room):
    room.vetter.last_name, room.vetter.first_name = "Triệu Văn", "Thịnh"
    room.vetter.save()
    first, second = make_story(room, "submitted"), make_story(room, "received")
    browser = browser_of(room.webmaster)

    def stories(**filters):
        page = html.fromstring(browser.get(reverse("newsroom:notification_log"), filters).content)
        return {
            row.xpath("./td[4]")[0].text_content()
            for row in page.xpath("//table[@class='notification-table']/tbody/tr")
        }

    assert stories(tin=first.pk) == {f"Tin, bài số {first.pk}"}
    assert stories(nguoi="Thịnh Triệu", tin=second.pk) == {f"Tin, bài số {second.pk}"}
    assert stories(nguoi="khong-co-ai") == set()
    assert stories(tin="abc") == {f"Tin, bài số {pk}" for pk in (first.pk, second.pk)}


def test_the_log_of_another_agency_is_not_shown(room):
    other = make_newsroom("khac", hostname="khac.vn")
    make_story(other, "submitted")

    text = text_of(browser_of(room.webmaster).get(reverse("newsroom:notification_log")))

    assert "Chưa có thông báo nào." in text


def limits(**changed):
    kept = dict.fromkeys(["submitted", "received", "editing", "proposed", "draft", "published"])
    return {
        f"{status}-{name}": changed.get(status, (8, 16))[order]
        for status in kept
        for order, name in enumerate(("first", "second"))
    }


def test_the_webmaster_sets_the_limits(room):
    answer = browser_of(room.webmaster).post(
        reverse("newsroom:limits"), limits(submitted=(4, 12)), follow=True
    )

    assert "Đã lưu thời hạn." in text_of(answer)
    row = StepLimit.objects.get(agency=room.agency, status="submitted")
    assert (row.first_hours, row.second_hours) == (4, 12)


@pytest.mark.parametrize("wrong", [(8, 8), (0, 4), ("x", 4), (8, 401)])
def test_limits_that_make_no_sense_are_refused_beside_their_field(room, wrong):
    answer = browser_of(room.webmaster).post(reverse("newsroom:limits"), limits(submitted=wrong))

    assert answer.status_code == 422
    assert html.fromstring(answer.content).xpath("//p[@class='newsroom-field__error']")
    assert not StepLimit.objects.exists()


def test_the_webmaster_sets_the_office_hours_from_a_day_on(room):
    summer = {"from_on": "2027-04-16", "morning_from": "07:00", "morning_to": "11:30",
              "afternoon_from": "13:30", "afternoon_to": "17:00"}  # fmt: skip
    browser = browser_of(room.webmaster)

    refused = browser.post(reverse("newsroom:office_hours"), summer | {"morning_to": "06:00"})
    saved = browser.post(reverse("newsroom:office_hours"), summer, follow=True)

    assert refused.status_code == 422
    assert "Giờ làm việc chưa đúng thứ tự." in text_of(refused)
    assert "Từ 16/04/2027: 07:00–11:30 và 13:30–17:00" in text_of(saved)
    assert OfficeHours.objects.get().agency == room.agency


HOLIDAY = {"name": "Nghỉ bù", "kind": "off", "first_on": "2027-05-04", "last_on": "2027-05-04",
           "decision": "Thông báo thử"}  # fmt: skip


def test_the_webmaster_enters_changes_and_removes_a_holiday(room):
    browser = browser_of(room.webmaster)

    browser.post(reverse("newsroom:holiday_add"), HOLIDAY)
    again = browser.post(reverse("newsroom:holiday_add"), HOLIDAY)
    day = Holiday.objects.get()
    browser.post(
        reverse("newsroom:holiday_edit", args=[day.pk]), HOLIDAY | {"last_on": "2027-05-05"}
    )
    day.refresh_from_db()
    question = browser.get(reverse("newsroom:holiday_remove", args=[day.pk]))

    assert "Ngày nghỉ này đã được nhập." in text_of(again)
    assert day.last_on == dt.date(2027, 5, 5)
    assert "sẽ được tính như ngày thường" in text_of(question)
    browser.post(reverse("newsroom:holiday_remove", args=[day.pk]))
    assert not Holiday.objects.exists()


@pytest.mark.parametrize(
    "wrong", [{"last_on": "2027-05-03"}, {"last_on": "2027-07-03"}, {"name": ""}, {"kind": "x"}]
)
def test_a_holiday_that_makes_no_sense_is_refused(room, wrong):
    answer = browser_of(room.webmaster).post(reverse("newsroom:holiday_add"), HOLIDAY | wrong)

    assert answer.status_code == 422
    assert not Holiday.objects.exists()


def test_the_holidays_of_another_agency_do_not_exist(room):
    other = make_newsroom("khac", hostname="khac.vn")
    give_first_calendar(other.agency)
    day = Holiday.objects.first()
    browser = browser_of(room.webmaster)

    for name in ("holiday_edit", "holiday_remove"):
        assert browser.post(reverse(f"newsroom:{name}", args=[day.pk])).status_code == 404
    assert Holiday.objects.filter(pk=day.pk).exists()


def test_the_holidays_of_a_year_are_listed_with_what_is_only_expected(room):
    give_first_calendar(room.agency)
    browser = browser_of(room.webmaster)

    text = text_of(browser.get(reverse("newsroom:holidays"), {"nam": "2027"}))

    assert "Tết Nguyên đán" in text
    assert "dự kiến" in text
    assert browser.get(reverse("newsroom:holidays"), {"nam": "1900"}).status_code == 200


def test_nobody_signed_in_is_asked_to_sign_in_and_comes_back_to_the_story(room):
    story = make_story(room, "submitted")

    answer = Client().get(reverse("newsroom:story", args=[story.pk]))

    _address, _mark, query = answer.headers["Location"].partition("?")
    assert parse_qs(query) == {"next": [f"/toa-soan/tin/{story.pk}/"]}
