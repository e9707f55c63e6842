"""The post: what stands in a mail, when it goes, what happens when it is not taken."""

import datetime as dt
import smtplib

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone

from toasoan.editorial.actions import take_step
from toasoan.editorial.transitions import Step
from toasoan.notifications.actions import NotificationFacts, choose, mark_all_read, tell
from toasoan.notifications.kinds import Group, How, NotificationKind
from toasoan.notifications.models import MailState, Notification
from toasoan.notifications.post import MOST_PER_RUN, deliver_due
from toasoan.notifications.rules import BACK_OFF
from toasoan.notifications.tasks import deliver_mail
from toasoan.testing.factories import make_story, make_user, on_screen
from toasoan.vietnamese.dates import TZ

pytestmark = pytest.mark.django_db
EVENING = dt.datetime(2026, 11, 26, 19, 0, tzinfo=TZ)  # a Thursday
MORNING = dt.datetime(2026, 11, 27, 7, 30, tzinfo=TZ)
TROUBLE = {"error": None, "on_open": None}


class TroubledPost(EmailBackend):
    """A mail server that has bad days; the network is what a test may replace."""

    def open(self):
        if TROUBLE["on_open"]:
            raise TROUBLE["on_open"]

    def send_messages(self, messages):
        if TROUBLE["error"]:
            raise TROUBLE["error"]
        return super().send_messages(messages)


@pytest.fixture
def trouble(settings):
    settings.EMAIL_BACKEND = f"{__name__}.TroubledPost"
    TROUBLE.update(error=None, on_open=None)
    yield TROUBLE
    TROUBLE.update(error=None, on_open=None)


def notify(person, key="k", kind=NotificationKind.ASSIGNED, now=EVENING, **about):
    tell([person], kind, about=NotificationFacts(key=key, **about), now=now)
    return Notification.objects.get(recipient=person, key=key)


def test_the_mail_says_what_happened_and_opens_the_story(room):
    story = make_story(room, "submitted")

    deliver_due(timezone.now())

    letter = mail.outbox[0]
    assert letter.to == [room.vetter.email]
    assert letter.subject == "Chờ kiểm duyệt: Kiểm sát trực tiếp tại nhà tạm giữ"
    assert "Có tin, bài của đơn vị chờ anh/chị kiểm duyệt." in letter.body
    assert f"http://127.0.0.1:8000/toa-soan/tin/{story.pk}/\n" in letter.body
    assert letter.extra_headers["Auto-Submitted"] == "auto-generated"


def test_the_mail_names_nobody_and_quotes_nothing_but_the_headline(room):
    make_story(room, "rejected")

    deliver_due(timezone.now())

    names = [str(person) for person in room.people().values()]
    for letter in mail.outbox:
        html = letter.alternatives[0].content
        for text in (letter.body, html, letter.subject):
            assert "Đoàn làm việc" not in text
            assert "công bố quyết định" not in text
            assert not any(name in text for name in names)


def test_a_headline_can_neither_add_a_header_nor_markup():
    person = make_user()
    notify(person, title="Tin <b>đậm</b>\nBcc: ai@vidu.vn")

    deliver_due(EVENING)

    letter = mail.outbox[0]
    assert letter.subject == "Được phân công: Tin <b>đậm</b> Bcc: ai@vidu.vn"
    assert letter.recipients() == [person.email]
    assert "&lt;b&gt;" in letter.alternatives[0].content


def test_a_task_that_runs_twice_sends_once(room):
    make_story(room, "submitted")

    first, second = deliver_mail.func(), deliver_mail.func()

    assert (first, second) == (1, 0)
    assert len(mail.outbox) == 1
    notification = Notification.objects.get(kind=NotificationKind.VETTING)
    assert notification.mail == MailState.SENT
    assert notification.mail_sent_at is not None


def test_a_letter_that_another_worker_has_taken_is_left_to_it_until_it_is_late():
    notification = notify(make_user())
    Notification.objects.filter(pk=notification.pk).update(
        mail=MailState.SENDING, mail_due_at=EVENING + dt.timedelta(minutes=10)
    )

    assert deliver_due(EVENING + dt.timedelta(minutes=9)).sent == 0
    assert deliver_due(EVENING + dt.timedelta(minutes=10)).sent == 1
    assert mail.outbox[0].extra_headers["Message-ID"] == f"<one-{notification.pk}@127.0.0.1>"


def test_a_run_sends_no_more_than_its_limit():
    for number in range(MOST_PER_RUN + 2):
        notify(make_user(), key=str(number))

    first = deliver_due(EVENING).sent
    second = deliver_due(EVENING + dt.timedelta(seconds=20)).sent

    assert (first, second) == (MOST_PER_RUN, 2)


@pytest.mark.parametrize(
    "error",
    [
        smtplib.SMTPServerDisconnected("closed"),
        smtplib.SMTPDataError(451, b"try later"),
        TimeoutError(),
        smtplib.SMTPRecipientsRefused({"ai@vidu.vn": (450, b"greylisted")}),
    ],
)
def test_what_is_not_taken_is_tried_again_with_growing_pauses_and_then_fails(trouble, error):
    notification = notify(make_user())
    trouble["error"] = error
    now, waits = EVENING, []
    while True:
        deliver_due(now)
        notification.refresh_from_db()
        if notification.mail == MailState.FAILED:
            break
        waits.append(notification.mail_due_at - now)
        now = notification.mail_due_at

    assert tuple(waits) == BACK_OFF
    assert notification.mail_attempts == len(BACK_OFF) + 1
    assert notification.mail_failure.startswith(("Máy chủ thư", "Không kết nối"))
    assert mail.outbox == []


def test_a_mail_that_was_not_taken_at_first_arrives_once(trouble):
    notification = notify(make_user())
    trouble["error"] = smtplib.SMTPServerDisconnected("closed")
    deliver_due(EVENING)
    trouble["error"] = None

    deliver_due(EVENING + dt.timedelta(minutes=5))
    deliver_due(EVENING + dt.timedelta(minutes=9))

    notification.refresh_from_db()
    assert (notification.mail, notification.mail_failure, len(mail.outbox)) == (
        MailState.SENT,
        "",
        1,
    )


def test_an_address_that_does_not_exist_is_not_tried_again(trouble):
    person = make_user()
    trouble["error"] = smtplib.SMTPRecipientsRefused({person.email: (550, b"no such user")})
    notification = notify(person)

    deliver_due(EVENING)

    notification.refresh_from_db()
    assert notification.mail == MailState.FAILED
    assert notification.mail_failure == "Máy chủ thư không nhận địa chỉ này (mã 550)."


def test_a_mail_server_that_is_down_costs_one_connection_a_run_and_no_letter(trouble):
    trouble["on_open"] = ConnectionRefusedError()
    for number in range(3):
        notify(make_user(), key=str(number))

    done = deliver_due(EVENING)

    assert done.postponed == 3
    assert set(Notification.objects.values_list("mail", "mail_attempts")) == {("waiting", 1)}


def test_nothing_personal_reaches_the_log(trouble, caplog):
    person = make_user("tendangnhap", name="Nguyễn Văn Kín")
    trouble["error"] = smtplib.SMTPRecipientsRefused({person.email: (550, b"no " * 9)})
    notify(person, title="Tiêu đề kín")

    deliver_due(EVENING)

    assert "was not taken" in caplog.text
    for word in (person.email, "tendangnhap", "Kín", "kín"):
        assert word not in caplog.text


def test_who_may_not_see_the_story_any_more_gets_no_mail_about_it(room):
    make_story(room, "submitted")
    seat = room.vetter.memberships.get()
    seat.to_on = dt.date(2021, 1, 1)
    seat.save()

    deliver_due(timezone.now())

    assert mail.outbox == []
    assert Notification.objects.get(kind=NotificationKind.VETTING).mail == MailState.NOT_NEEDED


def test_a_person_who_was_disabled_meanwhile_gets_no_mail():
    person = make_user()
    notify(person)
    person.is_active = False
    person.save()

    deliver_due(EVENING)

    assert mail.outbox == []


def test_the_digest_is_one_mail_on_the_working_morning_what_waits_first(room):
    person = room.vetter
    choose(person, dict.fromkeys(Group, How.DIGEST))
    notify(
        person,
        "a",
        NotificationKind.PLAN_CHANGED,
        title="Hội nghị sơ kết",
        path="/toa-soan/ke-hoach/1/",
    )
    notify(person, "b", NotificationKind.ASSIGNED, title="Lễ kết nạp đảng viên")

    before = deliver_due(MORNING - dt.timedelta(seconds=1)).sent
    after = deliver_due(MORNING).sent
    again = deliver_due(MORNING + dt.timedelta(seconds=20)).sent

    assert (before, after, again) == (0, 1, 0)
    letter = mail.outbox[0]
    assert letter.subject == "Tòa soạn: 2 thông báo, ngày 27/11/2026"
    assert letter.body.index("VIỆC CHỜ ANH/CHỊ XỬ LÝ") < letter.body.index("Lễ kết nạp đảng viên")
    assert letter.body.index("Lễ kết nạp đảng viên") < letter.body.index("Hội nghị sơ kết")
    assert "http://127.0.0.1:8000/toa-soan/ke-hoach/1/" in letter.body
    assert set(Notification.objects.values_list("mail", flat=True)) == {"sent"}


def test_the_digest_leaves_out_what_was_read_or_done_by_a_colleague(room):
    choose(room.editor, {Group.WAITING: How.DIGEST, Group.OUTCOME: How.DIGEST})
    now = timezone.now()
    story = make_story(room, "received", now=now)
    notify(room.editor, "read", NotificationKind.ASSIGNED, now=now)
    mark_all_read(actor=room.editor, now=now)
    Notification.objects.filter(recipient=room.editor, story=story).update(read_at=None)
    notify(room.editor, "kept", NotificationKind.PUBLISHED, now=now, title="Còn lại")

    later = now + dt.timedelta(minutes=5)
    take_step(
        story.pk, Step.CLAIM, actor=room.second_editor, answers=on_screen(story.pk), now=later
    )
    deliver_due(now + dt.timedelta(days=20))

    letters = [letter for letter in mail.outbox if letter.to == [room.editor.email]]
    assert [letter.subject.split(",")[0] for letter in letters] == ["Tòa soạn: 1 thông báo"]
    assert "Còn lại" in letters[0].body
    states = Notification.objects.filter(recipient=room.editor).values_list("key", "mail")
    assert {state for key, state in states if key != "kept"} == {MailState.NOT_NEEDED}


def test_what_concerns_the_account_is_mailed_at_once_whatever_was_chosen():
    person = make_user()
    choose(person, dict.fromkeys(Group, How.DIGEST))
    notify(person, kind=NotificationKind.PASSWORD_CHANGED)

    assert deliver_due(EVENING).sent == 1
    assert mail.outbox[0].subject == "Đổi mật khẩu"
