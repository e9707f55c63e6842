"""The steps as JSON are decided and worded as on the screens."""

import json

import pytest
from django.test import Client

from toasoan.editorial.models import Progress
from toasoan.testing.factories import make_correction, make_story

pytestmark = pytest.mark.django_db


def browser_of(person, **options):
    browser = Client(**options)
    browser.force_login(person)
    return browser


def address(story, step=""):
    return f"/toa-soan/api/tin/{story.pk}/" + (f"buoc/{step}/" if step else "")


def press(person, story, step, body):
    return browser_of(person).post(
        address(story, step),
        body if isinstance(body, str | bytes) else json.dumps(body),
        content_type="application/json",
    )


def test_a_story_tells_its_step_and_what_each_offered_step_lacks(room):
    story = make_story(room, "editing", section=None)

    shown = browser_of(room.editor).get(address(story)).json()

    assert (shown["status"], shown["status_label"]) == ("editing", "đang biên tập")
    steps = {step["name"]: step for step in shown["steps"]}
    assert set(steps) == {"propose", "return_to_contributor", "return_to_unit", "reject"}
    assert [p["field"] for p in steps["propose"]["problems"]] == ["section"]
    assert steps["reject"]["required"] == ["reasons"]


def test_what_the_person_does_not_see_does_not_exist(room):
    story = make_story(room, "submitted")

    for person in (room.other_vetter, room.editor, room.webmaster):
        assert browser_of(person).get(address(story)).status_code == 404
        assert press(person, story, "vet", {}).status_code == 404
    assert press(room.vetter, story, "no_step", {}).status_code == 404
    assert press(room.vetter, story, "publish", {}).status_code == 404


def test_a_step_is_taken_and_answers_where_the_story_is(room):
    story = make_story(room, "submitted")

    answer = press(room.vetter, story, "vet", {"revision_id": story.latest_revision_id})

    assert answer.status_code == 200
    assert answer.json()["status"] == "received"
    assert "chờ tòa soạn" in answer.json()["message"]


def test_a_refusal_says_everything_in_vietnamese(room):
    story = make_correction(room, "correcting")

    answer = press(room.editor, story, "propose_correction", {})

    assert answer.status_code == 409
    problems = answer.json()["problems"]
    assert [p["code"] for p in problems] == ["nothing-changed", "no-wrong", "no-right"]
    assert problems[1] == {
        "code": "no-wrong", "message": "Hãy ghi nội dung sai đã đăng.", "field": "wrong",
    }  # fmt: skip


@pytest.mark.parametrize(
    "body",
    [
        "{",
        "[]",
        '"vet"',
        '{"note": {"a": 1}}',
        '{"reasons": "chua-dat"}',
        '{"reasons": [1]}',
        '{"publish_at": "mai"}',
        '{"revision_id": "x"}',
        json.dumps({"note": "x" * 3000}),
        b"\xff\xfe",
        json.dumps({"note": "x" * 70_000}),
    ],
)
def test_what_cannot_be_read_is_refused_with_sentences_and_moves_nothing(room, body):
    story = make_story(room, "proposed")

    answer = press(room.approver, story, "approve", body)

    assert answer.status_code == 422
    assert all(p["message"] for p in answer.json()["problems"])
    assert Progress.objects.get(pk=story.pk).status == "proposed"


def test_an_hour_with_its_zone_is_understood(room):
    story = make_story(room, "proposed")

    given = {"publish_at": "2099-01-01T08:00:00+07:00", "confirms_hour": True}
    seen = {"revision_id": story.latest_revision_id}
    answer = press(room.approver, story, "approve", given | seen)

    assert answer.json()["publish_at"] == "2099-01-01T01:00:00+00:00"


def test_a_press_without_the_mark_of_the_session_moves_nothing(room):
    story = make_story(room, "submitted")
    browser = browser_of(room.vetter, enforce_csrf_checks=True)

    answer = browser.post(address(story, "vet"), "{}", content_type="application/json")

    assert answer.status_code == 403
    assert Progress.objects.get(pk=story.pk).status == "submitted"


def test_steps_are_not_taken_by_reading(room):
    story = make_story(room, "submitted")

    assert browser_of(room.vetter).get(address(story, "vet")).status_code == 405
