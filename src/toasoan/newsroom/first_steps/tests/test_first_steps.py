"""The first screen of a new agency's webmaster: ticked from facts, gone when done or put aside."""

import datetime as dt

import pytest
from django.core import mail
from django.utils import timezone
from lxml import html

from toasoan.newsroom.first_steps.queries import steps_of
from toasoan.site_settings.backups import record_backup
from toasoan.site_settings.first_steps import begin_first_steps
from toasoan.site_settings.models import FirstSteps, Look
from toasoan.stories.models import Section
from toasoan.testing.browsers import browser_of
from toasoan.testing.factories import board_of, make_member, make_newsroom, make_story
from toasoan.units.models import Agency, BoardKind, Membership, MembershipRole

pytestmark = pytest.mark.django_db
HOME, LIST = "/toa-soan/", "/toa-soan/bat-dau/"
LETTER, ASIDE = f"{LIST}thu-thu/", f"{LIST}de-sau/"
TODAY = dt.date(2026, 11, 25)


@pytest.fixture
def room():
    made = make_newsroom()
    begin_first_steps(made.agency)
    return made


def done(room):
    return {step.name for step in steps_of(room.agency, timezone.localdate()) if step.done}


def finish(room):
    Agency.objects.filter(pk=room.agency.pk).update(
        address="Số 1", phone="0200", responsible_person="Lê Văn Thử"
    )
    Look.objects.create(agency=room.agency, licence="Số 1/GP")
    record_backup(began_at=timezone.now(), now=timezone.now())
    FirstSteps.objects.update(mail_tested_at=timezone.now())
    make_story(room, "published")
    room.agency.refresh_from_db()


def in_menu(answer):
    """Whether the newsroom's menu leads to the list."""
    return f'"url": "{LIST}"' in answer.content.decode()


def test_the_menu_leads_webmasters_to_the_list_until_it_is_done(room):
    browser = browser_of(room.webmaster)

    assert in_menu(browser.get(LIST))
    assert not in_menu(browser_of(room.editor).get(HOME))

    finish(room)
    browser.get(LIST)
    assert not in_menu(browser.get(HOME))


def test_the_webmaster_of_a_new_agency_begins_with_the_list(room):
    answer = browser_of(room.webmaster).get(HOME)

    assert (answer.status_code, answer["Location"]) == (302, LIST)


@pytest.mark.parametrize("person", ["contributor", "vetter", "editor", "approver"])
def test_everybody_else_begins_with_the_inbox(room, person):
    assert browser_of(getattr(room, person)).get(HOME).status_code == 200
    assert browser_of(getattr(room, person)).get(LIST).status_code == 404


def test_an_agency_that_was_not_made_by_init_is_not_asked_for_anything():
    room = make_newsroom()

    assert browser_of(room.webmaster).get(HOME).status_code == 200


def test_every_line_leads_to_its_place(room):
    browser = browser_of(room.webmaster)
    page = html.fromstring(browser.get(LIST).content)

    addresses = page.xpath("//a[contains(@class, 'first-step__link')]/@href")

    assert len(page.xpath("//li[contains(@class, 'first-step')]")) == 7
    assert len(addresses) == 5
    for address in addresses:
        assert browser.get(address, follow=True).status_code == 200, address


def test_lines_tick_themselves_from_facts(room):
    assert done(room) == {"units", "people", "sections"}

    Section.objects.all().delete()
    Membership.objects.filter(board__kind=BoardKind.CONTENT).delete()
    assert done(room) == {"units"}
    people = steps_of(room.agency, timezone.localdate())[1]
    assert "biên tập viên" in people.advice

    make_member(board_of(room.agency, BoardKind.CONTENT), MembershipRole.MEMBER)
    assert done(room) == {"units", "people"}


def test_facts_of_the_footer_are_named_while_they_are_missing(room):
    appearance = steps_of(room.agency, timezone.localdate())[3]

    assert not appearance.done
    assert "địa chỉ" in appearance.advice


def test_when_everything_is_done_the_inbox_is_first_again_and_stays(room):
    finish(room)
    browser = browser_of(room.webmaster)

    inbox = browser.get(HOME)
    assert inbox.status_code == 200
    assert not in_menu(inbox)

    Section.objects.exclude(pk=room.section.pk).delete()
    FirstSteps.objects.update(mail_tested_at=None)
    assert browser.get(HOME).status_code == 200


def test_the_list_can_be_put_aside_and_opened_again(room):
    browser = browser_of(room.webmaster)

    assert browser.post(ASIDE)["Location"] == HOME
    inbox = browser.get(HOME)
    assert inbox.status_code == 200
    assert in_menu(inbox)
    again = browser.get(LIST)
    assert again.status_code == 200
    assert ASIDE not in again.content.decode()


def test_the_test_letter_is_really_sent_and_ticks_the_line(room):
    answer = browser_of(room.webmaster).post(LETTER, follow=True)

    assert [letter.to for letter in mail.outbox] == [[room.webmaster.email]]
    assert room.webmaster.email in answer.content.decode()
    assert "mail" in done(room)


def test_a_mail_server_that_refuses_is_told_and_nothing_is_ticked(room, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1

    answer = browser_of(room.webmaster).post(LETTER, follow=True)

    assert "Máy chủ thư không nhận" in answer.content.decode()
    assert "mail" not in done(room)


def test_without_a_mail_server_or_an_address_it_is_said_so(room, settings):
    settings.EMAIL_BACKEND = "toasoan.conf.printed_mail.PrintedMail"
    assert (
        "TOASOAN_SMTP_URL" in browser_of(room.webmaster).post(LETTER, follow=True).content.decode()
    )

    room.webmaster.email = ""
    room.webmaster.save()
    answer = browser_of(room.webmaster).post(LETTER, follow=True)
    assert "chưa có địa chỉ thư" in answer.content.decode()
    assert "mail" not in done(room)
