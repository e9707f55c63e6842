"""Readers rate, judge and vote on the site, with and without a script."""

import datetime as dt
import json

import pytest
from django.core.cache import cache
from django.utils import timezone
from lxml import html

from toasoan.opinions.actions.polls import close_poll
from toasoan.opinions.actions.switches import set_story_off, set_switches
from toasoan.opinions.models import AgencyOpinions, PageOpinion, Poll, PollVote, StoryRating
from toasoan.portal.frame.page_parts import PageSubject
from toasoan.portal.models import StandingPage
from toasoan.portal.opinions.tokens import page_of
from toasoan.testing.factories import make_newsroom, make_story
from toasoan.testing.opinions import make_poll, rate
from toasoan.vietnamese.dates import local_day

pytestmark = pytest.mark.django_db
HERE = {"HTTP_SEC_FETCH_SITE": "same-origin", "HTTP_ORIGIN": "http://testserver"}
SCRIPT = HERE | {"HTTP_ACCEPT": "application/json"}
DAY = dt.timedelta(days=1)


@pytest.fixture(scope="module")
def story_of_module(room_of_module, django_db_blocker):
    with django_db_blocker.unblock():
        return make_story(room_of_module, "published")


@pytest.fixture
def story(story_of_module, room):
    return story_of_module


def tree(answer):
    return html.fromstring(answer.content.decode())


def rating_of(client, story, stars, **extra):
    return client.post(f"/danh-gia/{story.pk}/", {"stars": stars, "link": ""}, **(HERE | extra))


# Ratings


def test_a_rating_without_a_script_leads_to_a_page_of_thanks(client, story):
    answer = rating_of(client, story, 4)

    assert (answer.status_code, answer.url) == (303, f"/danh-gia/{story.pk}/cam-on/")
    assert StoryRating.objects.get().stars == 4
    thanks = client.get(answer.url)
    assert thanks.status_code == 200
    assert tree(thanks).xpath("//main//a/@href")[-1] == story.get_absolute_url()
    assert not answer.cookies


def test_a_rating_by_script_is_answered_in_words_and_may_be_changed(client, story):
    first = rating_of(client, story, 2, **SCRIPT).json()
    second = rating_of(client, story, 5, **SCRIPT).json()

    assert first["taken"] is second["taken"] is True
    assert first["words"] != second["words"]
    assert StoryRating.objects.get().stars == 5


@pytest.mark.parametrize("stars", ["", "0", "6", "năm"])
def test_what_is_no_rating_is_refused_with_the_way_back(client, story, stars):
    answer = rating_of(client, story, stars)

    assert answer.status_code == 422
    assert f"{story.get_absolute_url()}#danh-gia" in tree(answer).xpath("//main//a/@href")
    assert not StoryRating.objects.exists()


def test_a_rating_from_another_site_is_refused(client, story):
    other = {"HTTP_SEC_FETCH_SITE": "cross-site", "HTTP_ORIGIN": "https://khac.vn"}

    assert rating_of(client, story, 5, **other).status_code == 403
    assert not StoryRating.objects.exists()


def test_a_filled_trap_is_no_rating(client, story):
    answer = client.post(f"/danh-gia/{story.pk}/", {"stars": 5, "link": "http://x.vn"}, **HERE)

    assert answer.status_code == 422
    assert not StoryRating.objects.exists()


@pytest.mark.parametrize("status", ["draft", "taken_down"])
def test_what_is_not_on_the_site_is_not_rated(client, room, status):
    hidden = make_story(room, status)

    assert rating_of(client, hidden, 5).status_code == 404
    assert client.get(f"/danh-gia/{hidden.pk}/").status_code == 404


def test_a_story_of_another_agency_is_not_rated_here(client, room):
    other = make_newsroom("khac", hostname="khac.localhost")

    assert rating_of(client, make_story(other, "published"), 5).status_code == 404


def test_the_page_shows_the_average_from_five_ratings_on(client, story):
    rate(story, 5, 5, 4, 4)
    before = client.get(story.get_absolute_url()).content.decode()
    assert "Chưa đủ đánh giá" in before
    assert "aggregateRating" not in before

    rate(story, 5, who="fifth")
    cache.clear()
    after = tree(client.get(story.get_absolute_url()))

    said = after.xpath("//*[@id='danh-gia']/p")[0].text_content()
    assert said == "Tổng số điểm của bài viết là: 23 trong 5 đánh giá; điểm trung bình 4,6/5."
    found = [json.loads(one) for one in after.xpath("//script[@type='application/ld+json']/text()")]
    [graph] = [one["@graph"][0] for one in found if "aggregateRating" in one["@graph"][0]]
    assert graph["aggregateRating"]["ratingValue"] == "4.6"
    assert graph["aggregateRating"]["ratingCount"] == 5


def test_switched_off_the_page_asks_nothing(client, room, story):
    off = {"ratings_on": False, "satisfaction_on": False}
    set_switches(room.agency, **off, actor=room.webmaster, now=timezone.now())

    page = client.get(story.get_absolute_url()).content.decode()

    assert "danh-gia" not in page
    assert "y-kien-ve-trang" not in page
    assert rating_of(client, story, 5).status_code == 422


def test_a_story_that_is_left_out_has_no_stars(client, room, story):
    set_story_off(story, is_off=True, actor=room.editor, now=timezone.now())

    assert "danh-gia" not in client.get(story.get_absolute_url()).content.decode()


# Usefulness


def key_of(room):
    return AgencyOpinions.objects.get(agency=room.agency).page_key


def token_on(answer):
    return tree(answer).xpath("//form[@action='/y-kien-ve-trang/']/input[@name='page']/@value")[0]


def opinion_of(client, token, **parts):
    sent = {"page": token, "level": "no", "reason": "unclear", "words": "Khó hiểu", "link": ""}
    return client.post("/y-kien-ve-trang/", sent | parts, **HERE)


def test_a_reader_says_whether_a_story_is_useful(client, room, story):
    token = token_on(client.get(story.get_absolute_url()))
    answer = opinion_of(client, token, words="Thiếu mẫu đơn, hỏi 0912345678")

    assert answer.status_code == 303
    opinion = PageOpinion.objects.select_related("page").get()
    assert (opinion.page.subject, opinion.page.path) == (
        f"story:{story.pk}", story.get_absolute_url(),
    )  # fmt: skip
    assert opinion.version == story.last_published_at.replace(microsecond=0)
    assert opinion.words == "Thiếu mẫu đơn, hỏi […]"
    assert story.get_absolute_url() in tree(client.get(answer.url)).xpath("//main//a/@href")


def test_standing_pages_and_units_ask_too(client, room):
    root = room.agency.site.root_page
    root.add_child(
        instance=StandingPage(title="Hỏi đáp thủ tục", slug="thu-tuc", text="<p>Chữ</p>")
    )

    for path, subject in (("/thu-tuc/", "page:"), (room.unit.get_absolute_url(), "unit:")):
        page = page_of(key_of(room), token_on(client.get(path)))
        assert page.subject.startswith(subject)
        assert page.path == path


@pytest.mark.parametrize("spoil", ["", "x", "cut"])
def test_a_page_that_the_site_did_not_name_is_refused(client, room, story, spoil):
    token = token_on(client.get(story.get_absolute_url()))
    bad = {"": "", "x": "x", "cut": token[:-1]}[spoil]

    assert opinion_of(client, bad).status_code == 422
    assert not PageOpinion.objects.exists()


def test_a_page_of_another_agency_is_refused(client, room, story):
    token = token_on(client.get(story.get_absolute_url()))

    assert page_of(key_of(room), token) is not None
    assert page_of(key_of(make_newsroom("khac", hostname="khac.localhost")), token) is None


@pytest.mark.parametrize(
    "asked", ["//khac.vn/x", "https://khac.vn", "javascript:alert(1)", "/\\khac.vn"]
)
def test_thanks_lead_to_no_other_site(client, room, asked):
    answer = client.get("/y-kien-ve-trang/cam-on/", {"trang": asked})

    assert tree(answer).xpath("//main//a/@href")[-1] == "/"


def test_a_subject_may_do_without_versions():
    assert PageSubject("unit:1", "Đơn vị").version is None


# Polls


def vote_for(client, poll, *places, **extra):
    options = list(poll.options.all())
    sent = {"options": [options[place].pk for place in places], "link": ""}
    return client.post(f"{poll.get_absolute_url()}binh-chon/", sent, **(HERE | extra))


def shown_results(client, path):
    return [
        tuple(cell.text_content().strip() for cell in row)
        for row in tree(client.get(path)).xpath("//table[@class='poll-results']/tbody/tr")
    ]


def test_a_vote_without_a_script_leads_to_the_results(client, room):
    poll = make_poll(room)
    assert shown_results(client, poll.get_absolute_url()) == []

    answer = vote_for(client, poll, 1)

    assert (answer.status_code, answer.url) == (303, f"{poll.get_absolute_url()}da-binh-chon/")
    assert shown_results(client, answer.url) == [
        ("Trên cổng này", "0", "0%"), ("Trên báo", "1", "100%"), ("Trên mạng xã hội", "0", "0%"),
    ]  # fmt: skip
    assert "không đại diện" in client.get(answer.url).content.decode()


def test_a_second_vote_of_the_day_is_not_counted(client, room):
    poll = make_poll(room)
    vote_for(client, poll, 1)

    answer = vote_for(client, poll, 0, **SCRIPT)

    assert (answer.status_code, answer.json()["taken"]) == (422, False)
    assert PollVote.objects.count() == 1


@pytest.mark.parametrize(
    ("rule", "open_", "voted"),
    [("always", True, True), ("after_voting", False, True), ("after_closing", False, False)],
)
def test_results_are_shown_as_the_poll_says(client, room, rule, open_, voted):
    poll = make_poll(room, show_results=rule)
    address = poll.get_absolute_url()

    assert bool(shown_results(client, address)) is open_
    assert bool(shown_results(client, f"{address}da-binh-chon/")) is voted
    close_poll(poll.pk, actor=room.webmaster, now=timezone.now())
    assert shown_results(client, address)
    assert "binh-chon/" not in "".join(tree(client.get(address)).xpath("//form/@action"))


def test_the_list_has_open_coming_and_closed_polls(client, room):
    today = local_day(timezone.now())
    make_poll(room, question="Đang mở?")
    make_poll(room, question="Sắp mở?", opens_on=today + DAY, closes_on=today + DAY)
    over = make_poll(room, question="Đã đóng?")
    hidden = make_poll(room, question="Ẩn?", is_published=False)
    Poll.objects.filter(pk=over.pk).update(opens_on=today - 2 * DAY, closes_on=today - DAY)

    words = tree(client.get("/tham-do/")).xpath("//main")[0].text_content()

    assert words.index("Đang mở?") < words.index("Sắp mở?") < words.index("Đã đóng?")
    assert "Ẩn?" not in words
    assert client.get(hidden.get_absolute_url()).status_code == 404
    assert vote_for(client, hidden, 0).status_code == 404
    assert vote_for(client, over, 0).status_code == 422


def test_other_words_lead_to_the_right_address(client, room):
    poll = make_poll(room)

    assert client.get(f"/tham-do/khac-{poll.pk}/").url == poll.get_absolute_url()
    assert client.get("/tham-do/khong-co/").status_code == 404


def test_an_open_poll_stands_on_the_home_page_that_has_the_block(client, room):
    poll, other = make_poll(room), make_poll(room, on_home=False, question="Không ở trang chủ?")
    home = room.agency.site.root_page.specific
    home.blocks = [("polls", {"title": "Thăm dò ý kiến"})]
    home.save()
    cache.clear()

    page = tree(client.get("/"))

    assert page.xpath("//form/@action").count(f"{poll.get_absolute_url()}binh-chon/") == 1
    assert other.question not in page.text_content()
    assert len(page.xpath("//form//input[@name='options']")) == 3


def test_the_numbers_of_an_open_poll_are_a_minute_old_at_most(client, room):
    poll = make_poll(room, show_results="always")

    policy = client.get(poll.get_absolute_url()).wsgi_request.META["toasoan.cache_policy"]

    assert policy.kept
    assert policy.until <= timezone.now().timestamp() + 61
