"""Hours typed with a step: the button and the message say what will happen, slips are asked about."""

import datetime as dt

import pytest
from django.utils import timezone
from lxml import html

from toasoan.editorial.actions import take_step
from toasoan.editorial.models import Progress
from toasoan.editorial.transitions import Step
from toasoan.newsroom.kit.step_hours import button_words
from toasoan.stories.models import Story
from toasoan.testing.browsers import browser_of, text_of
from toasoan.testing.factories import make_correction, make_story, on_screen
from toasoan.vietnamese.dates import TZ

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 11, 29, 9, 0, tzinfo=TZ)
MONDAY = dt.datetime(2026, 11, 30, 15, 0, tzinfo=TZ)
DAY, HOUR, MINUTE = dt.timedelta(days=1), dt.timedelta(hours=1), dt.timedelta(minutes=1)


def page(story, step):
    return f"/toa-soan/tin/{story.pk}/buoc/{step}/"


def typed(moment):
    return moment.astimezone(TZ).strftime("%Y-%m-%dT%H:%M")


def button(answer):
    (found,) = html.fromstring(answer.content).xpath("//button[@data-sending]")
    return found.text_content().strip()


def status(story):
    return Progress.objects.get(pk=story.pk).status


@pytest.mark.parametrize(
    ("step", "moment", "words"),
    [
        (Step.APPROVE, None, "Duyệt, đăng ngay"),
        (Step.APPROVE, MONDAY, "Duyệt, đăng lúc 15:00 thứ Hai 30/11"),
        (Step.APPROVE, NOW - HOUR, "Duyệt, đăng ngay"),
        (Step.PROPOSE, None, "Trình duyệt đăng"),
        (Step.PROPOSE, MONDAY, "Trình duyệt, đề nghị đăng lúc 15:00 thứ Hai 30/11"),
        (Step.SCHEDULE, MONDAY, "Hẹn đăng lúc 15:00 thứ Hai 30/11"),
        (Step.SET_EMBARGO, None, "Bỏ giờ cấm đăng"),
        (Step.SET_EXPIRY, MONDAY + 400 * DAY, "Gỡ lúc 15:00 thứ Ba 04/01/2028"),
        (Step.TAKE_DOWN, None, "Gỡ bài"),
    ],
)
def test_the_button_says_what_will_happen(step, moment, words):
    assert button_words(step, moment, NOW) == words


def test_the_desks_wish_stands_on_the_approvers_button(room):
    story = make_story(room, "editing")
    tomorrow = (timezone.now() + DAY).replace(second=0, microsecond=0)
    sent = {"publish_at": typed(tomorrow), "revision_id": story.latest_revision_id}
    browser_of(room.editor).post(page(story, "propose"), sent)

    shown = browser_of(room.approver).get(page(story, "approve"))

    assert button(shown) == button_words(Step.APPROVE, tomorrow, timezone.now())
    assert "Đề nghị đăng lúc" in text_of(
        browser_of(room.approver).get(f"/toa-soan/tin/{story.pk}/")
    )


def test_a_wished_hour_that_passed_while_the_story_waited_publishes_at_once(room):
    story = make_story(room, "editing")
    answers = on_screen(story.pk, publish_at=timezone.now() + MINUTE)
    take_step(story.pk, Step.PROPOSE, actor=room.editor, answers=answers, now=timezone.now())
    wished = (timezone.now() - 3 * HOUR).replace(second=40)
    Progress.objects.filter(pk=story.pk).update(publish_at=wished)
    browser = browser_of(room.approver)
    shown = browser.get(page(story, "approve"))
    fields = dict(html.fromstring(shown.content).xpath("//form[@data-module]")[0].form_values())

    done = browser.post(page(story, "approve"), fields, follow=True)

    assert button(shown) == "Duyệt, đăng ngay"
    assert status(story) == "published"
    assert "Đã duyệt và đăng." in text_of(done)


def test_after_publishing_the_message_leads_to_the_story(room):
    story = make_story(room, "proposed")

    done = browser_of(room.approver).post(
        page(story, "approve"), {"revision_id": story.latest_revision_id}, follow=True
    )

    address = Story.objects.get(pk=story.pk).get_absolute_url()
    (link,) = html.fromstring(done.content).xpath(f"//a[@href='{address}']")
    assert link.text_content() == "Xem bài trên trang"


def test_a_corrections_message_leads_to_the_story_too(room):
    story = make_correction(room)
    said = {"wrong": "a", "right": "b", "revision_id": story.latest_revision_id}

    done = browser_of(room.approver).post(page(story, "correct"), said, follow=True)

    assert Story.objects.get(pk=story.pk).get_absolute_url() in done.content.decode()


def test_for_an_hour_ahead_the_message_says_when(room):
    story = make_story(room, "proposed")
    tomorrow = timezone.now() + DAY
    sent = {"publish_at": typed(tomorrow), "revision_id": story.latest_revision_id}

    done = browser_of(room.approver).post(page(story, "approve"), sent, follow=True)

    assert button_words(Step.APPROVE, tomorrow, timezone.now()).split(" lúc ")[1] in text_of(done)
    assert status(story) == "approved"


def test_without_scripts_a_button_that_spoke_of_another_hour_does_nothing_yet(room):
    story = make_story(room, "proposed")
    tomorrow = timezone.now() + DAY
    sent = {
        "publish_at": typed(tomorrow), "said_hour": "", "revision_id": story.latest_revision_id,
    }  # fmt: skip
    browser = browser_of(room.approver)

    asked = browser.post(page(story, "approve"), sent)

    assert (asked.status_code, status(story)) == (422, "proposed")
    assert button(asked) == button_words(Step.APPROVE, tomorrow, timezone.now())
    browser.post(page(story, "approve"), sent | {"said_hour": typed(tomorrow)})
    assert status(story) == "approved"


SLIPS = [
    (Step.PROPOSE, "editing", "editor", "publish_at"),
    (Step.PROPOSE, "editing", "editor", "embargo_until"),
    (Step.APPROVE, "proposed", "approver", "publish_at"),
    (Step.APPROVE, "proposed", "approver", "embargo_until"),
    (Step.APPROVE, "proposed", "approver", "expires_at"),
    (Step.SCHEDULE, "approved", "approver", "publish_at"),
    (Step.SET_EMBARGO, "approved", "approver", "embargo_until"),
    (Step.SET_EXPIRY, "published", "approver", "expires_at"),
]


@pytest.mark.parametrize(("step", "before", "person", "field"), SLIPS)
@pytest.mark.parametrize("slip", ["2020-01-01T00:00", "9999-01-01T00:00", "2099-01-01T00:00"])
def test_every_hour_typed_at_every_door_is_asked_about(room, step, before, person, field, slip):
    story = make_story(room, before)
    kept = Progress.objects.values().get(pk=story.pk)
    browser = browser_of(getattr(room, person))
    sent = {field: slip, "revision_id": story.latest_revision_id}

    by_form = browser.post(page(story, step), sent)
    by_api = browser.post(
        f"/toa-soan/api/tin/{story.pk}/buoc/{step}/", sent, content_type="application/json"
    )
    in_bulk = browser.post(
        f"/toa-soan/nhieu-tin/{step}/",
        sent | {"tin": story.pk, f"ban-{story.pk}": sent["revision_id"]},
    )

    assert {by_form.status_code, by_api.status_code} <= {409, 422}
    assert in_bulk.status_code in {404, 409, 422}
    assert Progress.objects.values().get(pk=story.pk) == kept
