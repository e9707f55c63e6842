"""The page behind the link in an outlet's mail."""

import datetime as dt
import re

import pytest
from django.test import Client
from django.utils import timezone

from toasoan.ledger.models import ANSWERED, PLACED, LedgerEntry
from toasoan.outlets.answer_links import link_of
from toasoan.outlets.models import Answer, Dispatch, Placement
from toasoan.testing.factories import make_story
from toasoan.testing.outlets import make_dispatch, make_outlet
from toasoan.vietnamese.dates import local_day


@pytest.fixture
def sent(room):
    now = timezone.now()
    story = make_story(room, "published", now=now - dt.timedelta(days=3), headline="Tin đã gửi")
    outlet = make_outlet(room.agency)
    return make_dispatch(story, outlet, actor=room.editor, now=now - dt.timedelta(days=2))


@pytest.fixture
def path(sent):
    return re.sub(r"^https?://[^/]+", "", link_of(sent))


@pytest.fixture
def outlet_person():
    """A browser without a session that sends no cookie, as one behind a mail program."""
    return Client(enforce_csrf_checks=True)


def answer_of(sent):
    sent.refresh_from_db()
    return Answer(sent.answer)


def test_the_word_is_secret_the_same_in_every_mail_and_only_its_hash_is_kept(sent, path, settings):
    word = path.rstrip("/").rpartition("/")[2]

    assert len(word) == 43
    assert sent.answer_key != word
    assert len(sent.answer_key) == 64
    assert link_of(sent).endswith(path)
    settings.SECRET_KEY = "another"
    assert not link_of(sent).endswith(path)


@pytest.mark.parametrize(
    "query", ["", "?chon=da-nhan", "?chon=se-dang", "?chon=da-dang", "?chon=khong-dung"]
)
def test_opening_the_link_changes_nothing(sent, path, outlet_person, query):
    before = LedgerEntry.objects.count()

    for method in (outlet_person.get, outlet_person.head):
        answer = method(f"{path}{query}")
        assert answer.status_code == 200

    assert answer_of(sent) is Answer.WAITING
    assert LedgerEntry.objects.count() == before
    assert not outlet_person.cookies
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["X-Robots-Tag"] == "noindex"


def test_the_page_shows_the_story_and_nobodys_name(room, sent, path, outlet_person):
    page = outlet_person.get(path).content.decode()

    assert "Tin đã gửi" in page
    assert str(room.agency) in page
    assert str(room.editor) not in page
    assert "<script" not in page


@pytest.mark.parametrize(
    ("slug", "answer"),
    [
        ("da-nhan", Answer.ACKNOWLEDGED),
        ("se-dang", Answer.ACCEPTED),
        ("khong-dung", Answer.DECLINED),
    ],
)
def test_one_confirmation_answers(sent, path, outlet_person, slug, answer):
    said = outlet_person.post(path, {"chon": slug, "note": "Cảm ơn"}, follow=True)

    assert "Đã ghi nhận" in said.content.decode()
    assert answer_of(sent) is answer
    assert sent.answer_note == "Cảm ơn"
    assert LedgerEntry.objects.get(kind=ANSWERED).detail["source"] == "mail_link"


def test_a_use_is_a_placement_that_the_desk_sees_as_reported(sent, path, outlet_person):
    day = local_day(timezone.now())
    use = {"chon": "da-dang", "placed_on": day, "headline": "Tiêu đề báo", "address": "trang 2"}

    for _time in range(2):
        assert outlet_person.post(path, use).status_code == 302

    placement = Placement.objects.get()
    assert (placement.source, placement.dispatch) == ("mail_link", sent)
    assert (placement.placed_on, placement.headline) == (day, "Tiêu đề báo")
    assert placement.confirmed_at is None
    assert answer_of(sent) is Answer.USED
    assert LedgerEntry.objects.filter(kind=PLACED).count() == 1


def test_a_day_that_cannot_be_is_refused_and_said(sent, path, outlet_person):
    day = local_day(timezone.now()) + dt.timedelta(days=2)
    use = {"chon": "da-dang", "placed_on": day, "headline": "x"}

    answer = outlet_person.post(path, use)

    assert answer.status_code == 422
    assert "tương lai" in answer.content.decode()
    assert not Placement.objects.exists()


def test_what_was_said_already_is_offered_no_more(sent, path, outlet_person):
    for _time in range(2):
        outlet_person.post(path, {"chon": "se-dang"})

    page = outlet_person.get(path).content.decode()
    assert "chon=se-dang" not in page
    assert "chon=da-nhan" not in page
    assert "chon=da-dang" in page
    assert LedgerEntry.objects.filter(kind=ANSWERED).count() == 1


@pytest.mark.parametrize(("days", "status"), [(179, 200), (181, 410)])
def test_a_link_ends_after_half_a_year(sent, path, outlet_person, days, status):
    sent_at = timezone.now() - dt.timedelta(days=days)
    Dispatch.objects.filter(pk=sent.pk).update(sent_at=sent_at)

    assert outlet_person.get(path).status_code == status
    outlet_person.post(path, {"chon": "se-dang"})

    assert answer_of(sent) is (Answer.ACCEPTED if status == 200 else Answer.WAITING)


def test_a_story_that_was_taken_down_is_said_to_be(room, outlet_person):
    story = make_story(room, "taken_down")
    dispatch = make_dispatch(story, make_outlet(room.agency), actor=room.editor, now=timezone.now())
    path = re.sub(r"^https?://[^/]+", "", link_of(dispatch))

    answer = outlet_person.post(path, {"chon": "se-dang"})

    assert answer.status_code == 410
    assert "đã được gỡ" in answer.content.decode()
    assert answer_of(dispatch) is Answer.WAITING


def test_a_wrong_word_is_not_found_and_guessing_ends(path, outlet_person):
    wrong = f"/toa-soan/tra-loi/{'a' * 43}/"

    said = [outlet_person.get(wrong).status_code for _time in range(32)]

    assert said[:29] == [404] * 29
    assert said[-1] == 429
    assert outlet_person.get(path).status_code == 429


def test_right_words_are_never_counted(path, outlet_person):
    assert {outlet_person.get(path).status_code for _time in range(40)} == {200}


def test_only_a_story_has_a_link(sent, path, outlet_person):
    Dispatch.objects.filter(pk=sent.pk).update(purpose="correction")

    assert outlet_person.get(path).status_code == 404
