"""The desk adds and changes topics and puts stories into them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from toasoan.editorial.actions import take_step
from toasoan.editorial.rules import Answers
from toasoan.editorial.transitions import Step
from toasoan.newsroom.editing.plain_body import StoryForm
from toasoan.newsroom.editing.typed import lines_of_story
from toasoan.newsroom.editing.viewsets import StoryViewSet
from toasoan.stories.changes import changes_between
from toasoan.stories.models import Story
from toasoan.stories.topics import Topic
from toasoan.testing.browsers import browser_of
from toasoan.testing.factories import (
    make_newsroom,
    make_story,
    photo_bytes,
    rewrite,
    story_again,
)

pytestmark = pytest.mark.django_db
LIST = "/toa-soan/chuyen-de/"


def make_topic(agency, slug="dot-1", name="Đợt một", **more):
    return Topic.objects.create(agency=agency, slug=slug, name=name, **more)


@pytest.mark.parametrize("person", ["editor", "webmaster"])
def test_the_desk_and_the_webmaster_open_and_close_topics(room, person):
    browser = browser_of(getattr(room, person))

    sent = {"name": "Đợt cao điểm", "slug": "dot-cao-diem", "is_open": "on"}
    assert browser.post(LIST + "them/", sent).url == LIST
    topic = Topic.objects.get(slug="dot-cao-diem")
    browser.post(f"{LIST}{topic.pk}/", sent | {"is_open": ""})

    topic.refresh_from_db()
    assert (topic.name, topic.is_open, topic.agency) == ("Đợt cao điểm", False, room.agency)
    assert "đã kết thúc" in browser.get(LIST).content.decode()


def test_a_photo_that_was_chosen_stands_for_the_topic_until_it_is_taken_off(room):
    topic, browser = make_topic(room.agency), browser_of(room.webmaster)
    make_story(room, "published", topic=topic)
    sent = {"name": topic.name, "slug": topic.slug, "is_open": "on"}
    photo = SimpleUploadedFile("truong-hoc.jpg", photo_bytes(1600, 900))

    assert browser.post(f"{LIST}{topic.pk}/", sent | {"photo": photo}).url == LIST

    topic.refresh_from_db()
    address = topic.picture.address(1280)
    reader = Client()
    assert reader.get(address).status_code == 200
    shown = reader.get(topic.get_absolute_url()).content.decode()
    shared = topic.picture.share_address
    assert f'<meta property="og:image" content="http://testserver{shared}">' in shown
    assert 'class="topic-photo"' in shown
    assert topic.picture.address(960) in reader.get("/chuyen-de/").content.decode()

    # What is saved without choosing again keeps it.
    browser.post(f"{LIST}{topic.pk}/", sent)
    assert Topic.objects.get().picture == topic.picture
    browser.post(f"{LIST}{topic.pk}/", sent | {"without_photo": "on"})
    assert Topic.objects.get().picture is None
    assert "topic-photo" not in reader.get(topic.get_absolute_url()).content.decode()
    assert reader.get(address).status_code == 404


def test_a_story_that_leaves_the_site_leaves_the_photo_of_the_topic(room):
    topic, browser = make_topic(room.agency), browser_of(room.webmaster)
    sent = {"name": topic.name, "slug": topic.slug, "is_open": "on"}
    photo = SimpleUploadedFile("truong-hoc.jpg", photo_bytes(1600, 900))
    browser.post(f"{LIST}{topic.pk}/", sent | {"photo": photo})
    topic.refresh_from_db()
    address = topic.picture.address(1280)
    shown = {"picture": topic.picture.pk, "caption": "Ảnh", "alternative_text": "Ảnh"}
    first, second = (make_story(room, "published", body=(("picture", shown),)) for _ in range(2))

    def take_down(story):
        answers = Answers(take_down_kind="error")
        take_step(
            story.pk, Step.TAKE_DOWN, actor=room.approver, answers=answers, now=timezone.now()
        )

    take_down(first)
    assert Client().get(address).status_code == 200
    # A live story that shows it keeps it public when the topic gives it up, but no longer.
    browser.post(f"{LIST}{topic.pk}/", sent | {"without_photo": "on"})
    assert Client().get(address).status_code == 200
    take_down(second)
    assert Client().get(address).status_code == 404


def test_what_is_no_photo_is_refused_with_a_sentence(room):
    topic, wrong = make_topic(room.agency), SimpleUploadedFile("anh.jpg", b"khong phai anh")
    sent = {"name": "Tên mới", "slug": topic.slug, "photo": wrong}

    answer = browser_of(room.editor).post(f"{LIST}{topic.pk}/", sent)

    assert answer.status_code == 422
    assert "Không đọc được ảnh từ tệp này" in answer.content.decode()
    assert Topic.objects.get().name == topic.name


def test_an_address_that_is_taken_is_refused_with_a_sentence(room):
    make_topic(room.agency)

    answer = browser_of(room.editor).post(LIST + "them/", {"name": "Khác", "slug": "dot-1"})

    assert answer.status_code == 422
    assert "Chuyên đề khác đã dùng địa chỉ này" in answer.content.decode()


def test_topics_are_closed_to_writers_and_to_other_agencies(room):
    elsewhere = make_newsroom("noi-khac", hostname="noi-khac.vidu.vn")
    topic = make_topic(elsewhere.agency)

    assert browser_of(room.contributor).get(LIST).status_code == 404
    assert browser_of(room.editor).get(f"{LIST}{topic.pk}/").status_code == 404


def offered(story, name):
    form_class = StoryViewSet.edit_handler.bind_to_model(Story).get_form_class()
    assert issubclass(form_class, StoryForm)
    return set(form_class(instance=story).fields[name].queryset)


def test_the_editor_offers_the_topics_that_go_on_and_the_one_the_story_stands_in(room):
    going_on, over = make_topic(room.agency), make_topic(room.agency, "dot-0", is_open=False)
    elsewhere = make_newsroom("noi-khac", hostname="noi-khac.vidu.vn")
    make_topic(elsewhere.agency)

    assert offered(make_story(room, "draft"), "topic") == {going_on}
    assert offered(make_story(room, "draft", topic=over), "topic") == {going_on, over}
    assert offered(make_story(room, "draft"), "section") == {room.section}


def test_a_revision_carries_the_topic_and_a_change_of_it_is_shown(room):
    story, topic = make_story(room, "editing"), make_topic(room.agency)
    before = story.get_latest_revision_as_object()

    rewrite(story, room.editor, topic=topic)

    after = story_again(story).get_latest_revision_as_object()
    changes = changes_between(before, after)
    assert [(change.part, change.new_words) for change in changes] == [("topic", "Đợt một")]
    assert any("Đợt một" in lines.lines for lines in lines_of_story(after))
