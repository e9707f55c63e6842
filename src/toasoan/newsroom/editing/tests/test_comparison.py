"""The page that compares two versions: whose they are, what changed, and the next step."""

import pytest
from django.utils import timezone
from lxml import html

from toasoan.editorial.actions import take_step
from toasoan.editorial.transitions import Step
from toasoan.newsroom.kit.step_wording import WORDING
from toasoan.testing.browsers import browser_of
from toasoan.testing.factories import make_story, on_screen, rewrite

TEXT = "".join(f"<p>Đoạn giữ nguyên số {number}.</p>" for number in range(6))


def page_of(person, story, base, to="latest"):
    address = f"/toa-soan/soan-tin/history/{story.pk}/revisions/compare/{base}...{to}/"
    answer = browser_of(person).get(address)
    assert answer.status_code == 200
    (main,) = html.fromstring(answer.content).xpath("//main")
    return main


def words(element):
    return " ".join(element.text_content().split())


@pytest.fixture
def changed(room):
    """A story with one sentence changed by the desk, and the version that the unit sent."""
    body = (("text", f"{TEXT}<p>Đoàn làm việc hai ngày.</p>"),)
    story = make_story(room, "editing", body=body)
    sent = story.latest_revision_id
    text = story.get_latest_revision_as_object()
    source = text.body[0].value.source.replace("hai ngày", "ba ngày")
    stream = text.body.stream_block.to_python([{"type": "text", "value": source, "id": "x"}])
    rewrite(story, room.editor, body=stream, standfirst="Sa-pô mới.")
    return story, sent


def test_it_names_both_versions_and_folds_what_stayed(room, changed):
    story, sent = changed

    main = page_of(room.approver, story, sent)

    before, after = main.xpath(".//dl[contains(@class, 'comparison-versions')]/div")
    assert "Kiểm duyệt, gửi về tỉnh" in words(before)
    assert str(room.contributor) in words(before)
    assert "bản mới nhất" in words(after)
    assert str(room.editor) in words(after)
    assert len(main.xpath(".//dl//time")) == 2
    (folded,) = main.xpath(".//details")
    assert words(folded.find("summary")).startswith("6 đoạn không đổi")
    assert not folded.get("open")
    (line,) = main.find_class("comparison-line")
    assert "Đã sửa" in words(line)
    assert [words(mark) for mark in (*line.iter("del"), *line.iter("ins"))] == ["hai", "ba"]
    assert "Sa-pô mới." in words(main)


def test_two_versions_that_say_the_same_are_said_to(room):
    story = make_story(room, "draft")
    first = story.latest_revision_id

    main = page_of(room.contributor, story, first)

    assert "Hai bản giống nhau" in words(main)
    assert not main.xpath(".//details | .//del | .//ins")


def test_the_approver_goes_on_from_the_comparison_with_the_latest_version_only(room):
    story = make_story(room, "editing")
    first = story.latest_revision_id
    rewrite(story, room.editor, headline="Tiêu đề khác")
    take_step(
        story.pk, Step.PROPOSE, actor=room.editor, answers=on_screen(story.pk), now=timezone.now()
    )
    step = f"/toa-soan/tin/{story.pk}/buoc/approve/"

    latest = page_of(room.approver, story, first)
    earlier = page_of(room.approver, story, "earliest", str(first))
    writer = page_of(room.contributor, story, first)

    assert [words(a) for a in latest.xpath(f".//a[@href='{step}']")] == [
        WORDING[Step.APPROVE].button
    ]
    assert not earlier.xpath(f".//a[@href='{step}']")
    assert not writer.xpath(f".//a[@href='{step}']")


def test_a_version_of_another_story_is_not_found(room):
    story, other = make_story(room, "draft"), make_story(room, "draft")
    versions = f"earliest...{other.latest_revision_id}"
    address = f"/toa-soan/soan-tin/history/{story.pk}/revisions/compare/{versions}/"

    assert browser_of(room.contributor).get(address).status_code == 404
