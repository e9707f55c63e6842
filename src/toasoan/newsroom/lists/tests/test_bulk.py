"""One step for several stories."""

import pytest
from django.test import Client
from lxml import html

from toasoan.editorial.models import Progress
from toasoan.editorial.transitions import Step
from toasoan.ledger.models import LedgerEntry
from toasoan.newsroom.lists.bulk import BULK_STEPS
from toasoan.stories.models import Story
from toasoan.testing.browsers import browser_of, text_of
from toasoan.testing.factories import make_story

pytestmark = pytest.mark.django_db
BULK = "/toa-soan/nhieu-tin/"


def statuses(*stories):
    return [Progress.objects.get(pk=story.pk).status for story in stories]


def press(person, step, stories, **given):
    marked = {"tin": [story.pk for story in stories]}
    return browser_of(person).post(f"{BULK}{step}/", marked | {"note": ""} | given)


def test_only_steps_that_all_marked_stories_offer_are_shown(room):
    received, editing = make_story(room, "received"), make_story(room, "editing")
    browser = browser_of(room.editor)

    both = text_of(browser.get(BULK, {"tin": [received.pk, editing.pk]}))
    one = text_of(browser.get(BULK, {"tin": [received.pk]}))

    assert "Nhận bài" in one
    assert "Nhận bài" not in both
    assert "Trả lại đơn vị" in both or "Trả lại" in both


def test_several_stories_are_claimed_at_once_each_with_its_line_in_the_ledger(room):
    stories = [make_story(room, "received", headline=f"Tin {n}") for n in range(3)]

    answer = press(room.editor, "claim", stories)

    assert statuses(*stories) == ["editing"] * 3
    assert LedgerEntry.objects.filter(kind="story.claim", actor=room.editor).count() == 3
    assert all(f"Tin {n}" in text_of(answer) for n in range(3))


def test_one_reason_goes_with_every_return(room):
    stories = [make_story(room, "received") for _ in range(2)]

    press(room.editor, "return_to_unit", stories, reasons="chua-dat", note="Bổ sung số liệu")

    assert statuses(*stories) == ["submitted"] * 2
    said = LedgerEntry.objects.filter(kind="story.return_to_unit")
    assert {(tuple(entry.reason_codes), entry.note) for entry in said} == {
        (("chua-dat",), "Bổ sung số liệu")
    }


def test_without_a_reason_nothing_moves_and_the_form_asks_again(room):
    stories = [make_story(room, "received") for _ in range(2)]

    answer = press(room.editor, "reject", stories, note="Tin cũ")

    assert answer.status_code == 409
    assert "Hãy chọn ít nhất một lý do" in text_of(answer)
    page = html.fromstring(answer.content)
    assert len(page.xpath("//input[@name='tin']")) == 2
    assert page.xpath("//textarea[@name='note']")[0].text.strip() == "Tin cũ"
    assert statuses(*stories) == ["received"] * 2


def test_the_confirmation_lists_what_will_happen_and_what_will_not(room):
    ready = make_story(room, "editing", headline="Đủ rồi")
    lacking = make_story(room, "editing", headline="Thiếu mục")
    text = Story.objects.get(pk=lacking.pk).get_latest_revision_as_object()
    text.section = None
    text.save_revision(user=room.editor, clean=False)

    page = html.fromstring(
        browser_of(room.editor).get(f"{BULK}propose/", {"tin": [ready.pk, lacking.pk]}).content
    )

    free, held = (
        page.xpath(f"//section[@aria-labelledby='{name}']")[0] for name in ("free", "held")
    )
    assert "Đủ rồi" in free.text_content()
    assert "Chưa chọn chuyên mục" in held.text_content()
    assert page.xpath("//input[@name='tin']/@value") == [str(ready.pk)]
    assert statuses(ready, lacking) == ["editing"] * 2


def test_a_refused_story_undoes_nothing_of_the_others(room):
    first, gone = make_story(room, "received"), make_story(room, "editing")

    answer = press(room.editor, "claim", [first, gone])

    assert answer.status_code == 200
    assert statuses(first, gone) == ["editing", "editing"]
    assert LedgerEntry.objects.filter(kind="story.claim", story_id=gone.pk).count() == 1
    assert "không còn ở bước này" in text_of(answer)


def test_a_text_that_changed_after_the_confirmation_is_left_alone(room):
    story = make_story(room, "submitted")
    other = make_story(room, "submitted")
    stale = {f"ban-{story.pk}": story.latest_revision_id - 1}

    answer = press(
        room.vetter, "return_to_contributor", [story, other], reasons="chua-dat", **stale
    )

    # Returning does not ask for the version; what answers for the text is not done in bulk.
    assert answer.status_code == 200
    assert statuses(story, other) == ["draft", "draft"]


def test_foreign_stories_are_not_there_and_only_foreign_ones_are_no_page(room):
    own, foreign = make_story(room, "submitted", headline="Của tôi"), make_story(room, "submitted")
    Progress.objects.filter(pk=foreign.pk).update(unit=room.other_unit)
    Story.objects.filter(pk=foreign.pk).update(unit=room.other_unit, headline="Bí mật")
    given = {"reasons": "chua-dat"}

    answer = press(room.vetter, "return_to_contributor", [own, foreign], **given)

    assert statuses(own, foreign) == ["draft", "submitted"]
    assert str(foreign.pk) not in [
        link.rsplit("/", 2)[1] for link in html.fromstring(answer.content).xpath("//main//a/@href")
    ]
    assert press(room.vetter, "return_to_contributor", [foreign], **given).status_code == 404
    assert browser_of(room.vetter).get(f"{BULK}withdraw/?tin={foreign.pk}").status_code == 404


def test_what_is_answered_for_after_reading_is_not_done_in_bulk(room):
    stories = [make_story(room, "proposed")]

    for step in set(Step) - set(BULK_STEPS):
        assert press(room.approver, step, stories).status_code == 404, step
    assert {Step.VET, Step.APPROVE, Step.CONFIRM, Step.FORCE_PUBLISH}.isdisjoint(BULK_STEPS)


def test_numbers_that_are_none_and_too_many_are_said(room):
    browser = browser_of(room.editor)

    assert "Chưa đánh dấu tin, bài nào" in text_of(browser.get(f"{BULK}?tin=x&tin=-1&tin=1e9"))
    assert "nhiều nhất 50" in text_of(browser.get(BULK, {"tin": list(range(1, 60))}))
    assert browser.get(f"{BULK}claim/?tin=9999999999999999999999").status_code == 404


def test_a_press_needs_its_token_and_asking_changes_nothing(room):
    story = make_story(room, "received")
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(room.editor)

    assert strict.post(f"{BULK}claim/", {"tin": story.pk}).status_code == 403
    strict.get(f"{BULK}claim/?tin={story.pk}")
    assert statuses(story) == ["received"]
