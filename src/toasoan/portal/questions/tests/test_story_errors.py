"""An error in a story is reported from beneath it, with the edition that was read."""

import datetime as dt

import pytest

from toasoan.portal.questions.tests.sending import code_on, send
from toasoan.questions.models import Question
from toasoan.testing.factories import make_story
from toasoan.vietnamese.dates import local_day

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(room):
    return make_story(room, "published")


def test_the_link_stands_beneath_a_story(story, client):
    page = client.get(story.get_absolute_url()).content.decode()

    assert f'href="/hoi-dap/bao-loi/{story.pk}/" rel="nofollow"' in page


def test_a_report_is_kept_with_the_edition_and_calendar_days(story, client):
    path = f"/hoi-dap/bao-loi/{story.pk}/"
    page = send(client, path, passage="ngày 31/02", text="Ngày này không có.", email="")

    question = Question.objects.get()
    assert code_on(page)
    assert (question.kind, question.story, question.passage) == ("story_error", story, "ngày 31/02")
    assert question.edition == story.editions.last()
    assert question.due_on == local_day(question.received_at) + dt.timedelta(days=15)
    assert not question.wants_mail
    assert (question.asker.email, question.asker.phone) == ("", "")


def test_nothing_is_reported_about_what_is_not_on_the_site(room, client):
    draft = make_story(room, "draft")

    assert client.get(f"/hoi-dap/bao-loi/{draft.pk}/").status_code == 404
    assert client.get("/hoi-dap/bao-loi/999999/").status_code == 404


def test_an_empty_report_is_shown_again(story, client):
    page = send(client, f"/hoi-dap/bao-loi/{story.pk}/", text="")

    assert page.status_code == 422
