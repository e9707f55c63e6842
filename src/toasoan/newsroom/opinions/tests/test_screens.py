"""Webmaster, editors and board read what readers think; the webmaster keeps polls and switches."""

import datetime as dt

import pytest
from django.utils import timezone

from toasoan.opinions.models import AgencyOpinions, AskedPage, Poll, StoryScore
from toasoan.testing.browsers import browser_of
from toasoan.testing.factories import make_newsroom, make_story
from toasoan.testing.opinions import judge, make_poll, rate
from toasoan.vietnamese.dates import local_day

pytestmark = pytest.mark.django_db
HERE = "/toa-soan/y-kien-ban-doc/"
POLLS = f"{HERE}tham-do/"


@pytest.fixture(scope="module")
def story_of_module(room_of_module, django_db_blocker):
    with django_db_blocker.unblock():
        return make_story(room_of_module, "published")


@pytest.fixture
def story(story_of_module, room):
    return story_of_module


@pytest.fixture
def browser(room):
    return browser_of(room.webmaster)


def poll_form(**parts):
    today = local_day(timezone.now())
    whole = {
        "version": 0, "question": "Câu hỏi?", "options": "Có\nKhông\n", "show_results": "always",
        "opens_on": today.isoformat(), "closes_on": (today + dt.timedelta(days=3)).isoformat(),
        "is_published": "on",
    }  # fmt: skip
    return whole | parts


@pytest.mark.parametrize("person", ["webmaster", "editor", "approver", "board_member"])
def test_who_reads_opinions(room, story, person):
    rate(story, 5, 4)
    judge(room, "no", "no", "no", "no", "yes", words="Thiếu biểu mẫu")
    poll = make_poll(room)
    browser = browser_of(getattr(room, person))

    judged = AskedPage.objects.get()
    for path in ("", "tai-ve/", f"bai/{story.pk}/", "trang/", "trang/tai-ve/", "trang/loi/",
                 f"trang/{judged.pk}/", "tham-do/", f"tham-do/{poll.pk}/ket-qua/",
                 f"tham-do/{poll.pk}/tai-ve/"):  # fmt: skip
        assert browser.get(HERE + path).status_code == 200, path
    assert "Thiếu biểu mẫu" in browser.get(f"{HERE}trang/{judged.pk}/").content.decode()


@pytest.mark.parametrize("person", ["contributor", "vetter", "clerk"])
def test_who_does_not(room, story, person):
    browser = browser_of(getattr(room, person))

    assert browser.get(HERE).status_code == 404
    assert browser.get(f"{HERE}bai/{story.pk}/").status_code == 404


def test_an_editor_keeps_no_polls_and_turns_no_switches(room):
    poll, browser = make_poll(room), browser_of(room.editor)

    for path in ("tham-do/them/", f"tham-do/{poll.pk}/", f"tham-do/{poll.pk}/dong/", "cai-dat/"):
        assert browser.get(HERE + path).status_code == 404
        assert browser.post(HERE + path, poll_form()).status_code == 404


def test_what_belongs_to_another_agency_is_not_there(room, browser):
    other = make_newsroom("khac", hostname="khac.localhost")
    story, poll = make_story(other, "published"), make_poll(other)
    judge(other, "yes")

    for path in (f"bai/{story.pk}/", f"trang/{AskedPage.objects.get().pk}/",
                 *(f"tham-do/{poll.pk}/{tail}" for tail in
                   ("", "dong/", "xoa/", "ket-qua/", "tai-ve/"))):  # fmt: skip
        assert browser.get(HERE + path).status_code == 404, path
    assert browser.post(f"{HERE}bai/{story.pk}/tat/").status_code == 404
    assert browser.post(f"{POLLS}{poll.pk}/xoa/").status_code == 404
    assert Poll.objects.filter(pk=poll.pk).exists()


def test_a_draft_has_no_page_of_ratings(room, browser):
    assert browser.get(f"{HERE}bai/{make_story(room, 'draft').pk}/").status_code == 404


def test_the_table_of_ratings_and_its_file_say_the_same(room, story, browser):
    rate(story, 5, 5, 5, 5, 4)

    [row] = browser.get(f"{HERE}?xep=cao-nhat").context["rows"]
    lines = b"".join(browser.get(f"{HERE}tai-ve/").streaming_content).decode()

    assert (row.number, row.total, str(row.average)) == (5, 24, "4.8")
    assert f"{story.headline};{story.get_absolute_url()};5;24;4,8;4,8" in lines
    workbook = browser.get(f"{HERE}tai-ve/?dang=xlsx")
    assert workbook["Content-Type"].endswith("spreadsheetml.sheet")
    assert b"".join(workbook.streaming_content).startswith(b"PK")


def test_a_file_of_opinions_hides_small_numbers(room, browser):
    judge(room, *["yes"] * 7, "no", words="Rõ")
    judge(room, "no", subject="page:2", words="Một mình")

    table = b"".join(browser.get(f"{HERE}trang/tai-ve/").streaming_content).decode()
    words = b"".join(browser.get(f"{HERE}trang/loi/").streaming_content).decode()

    assert "Giới thiệu;/gioi-thieu/;8;dưới 5;0;dưới 5" in table
    assert "Giới thiệu;/gioi-thieu/;dưới 5;dưới 5;dưới 5;dưới 5" in table
    assert "Rõ" in words
    assert "Một mình" not in words
    page = browser.get(f"{HERE}trang/{AskedPage.objects.get(subject='page:2').pk}/")
    assert "Một mình" not in page.content.decode()


def test_a_story_is_left_out_and_taken_in_again(room, story):
    browser = browser_of(room.editor)

    browser.post(f"{HERE}bai/{story.pk}/tat/")
    assert StoryScore.objects.get().is_off
    browser.post(f"{HERE}bai/{story.pk}/bat/")
    assert not StoryScore.objects.get().is_off


def test_switches_are_turned_and_noted(room, browser):
    assert browser.post(f"{HERE}cai-dat/", {"satisfaction_on": "on"}).status_code == 302

    row = AgencyOpinions.objects.get(agency=room.agency)
    assert (row.ratings_on, row.satisfaction_on) == (False, True)
    assert "tắt đánh giá bài viết" in browser.get(f"{HERE}cai-dat/").content.decode()


def test_a_poll_is_added_changed_and_closed(room, browser):
    assert browser.post(f"{POLLS}them/", poll_form()).url == POLLS
    poll = Poll.objects.get()
    assert [option.words for option in poll.options.all()] == ["Có", "Không"]

    browser.post(f"{POLLS}{poll.pk}/", poll_form(options="Có\nKhông\nKhác"))
    assert poll.options.count() == 3

    browser.post(f"{POLLS}{poll.pk}/dong/")
    poll.refresh_from_db()
    assert poll.closed_at is not None


def test_what_is_wrong_with_a_poll_stands_at_its_field(room, browser):
    answer = browser.post(f"{POLLS}them/", poll_form(options="Có"))

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["options"]
    assert not Poll.objects.exists()


def test_a_poll_without_votes_is_removed_after_a_question(room, browser):
    poll = make_poll(room)

    assert Poll.objects.filter(pk=poll.pk).exists()
    assert browser.get(f"{POLLS}{poll.pk}/xoa/").status_code == 200
    browser.post(f"{POLLS}{poll.pk}/xoa/")

    assert not Poll.objects.exists()


def test_the_storys_own_page_leads_to_its_ratings(room, story):
    rate(story, 5, 4)

    for person, shown in ((room.editor, True), (room.contributor, False)):
        page = browser_of(person).get(f"/toa-soan/tin/{story.pk}/").content.decode()
        assert (f"{HERE}bai/{story.pk}/" in page) is shown
