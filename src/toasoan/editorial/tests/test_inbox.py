"""Which stories wait in whose inbox, and which stories a person finds."""

import datetime as dt

import pytest
from django.utils import timezone

from toasoan.editorial.actions import note_change, take_step
from toasoan.editorial.inbox import (
    StoryQuery,
    count_waiting,
    find_stories,
    listed,
    recently_decided,
    waiting_elsewhere,
    waiting_for,
)
from toasoan.editorial.models import Progress
from toasoan.editorial.queries import offered_steps, situation_of
from toasoan.editorial.transitions import Status, Step
from toasoan.editorial.turn_sql import stories_visible_to, visible_rows
from toasoan.stories.models import NewsroomIndexEntry, Story
from toasoan.stories.newsroom_index import IdSpan, index_missing_stories, rebuild_newsroom_index
from toasoan.testing.factories import (
    ROUTES,
    make_member,
    make_story,
    on_screen,
    team_of,
)
from toasoan.units.models import MembershipRole
from toasoan.vietnamese.dates import local_day

pytestmark = pytest.mark.django_db
WRITERS = {"contributor", "vetter"}


@pytest.fixture
def today():
    return local_day(timezone.now())


def take(story, step, person, **answers):
    return take_step(
        story.pk, step, actor=person, answers=on_screen(story.pk, **answers), now=timezone.now()
    )


def rewrite(story, person, **parts):
    story = Story.objects.get(pk=story.pk)
    text = story.get_latest_revision_as_object()
    for name, value in parts.items():
        setattr(text, name, value)
    text.save_revision(user=person, clean=False)
    note_change(story.pk, actor=person, now=timezone.now())


def ids(rows):
    return [row.pk for row in rows]


def elsewhere(person, today):
    return {row.pk for rows in waiting_elsewhere(person, today) for row in rows}


def find(person, today, words="", **parts):
    found_parts = find_stories(person, StoryQuery(words=words, **parts), today)
    return [number for part in found_parts for number in part.ids(IdSpan(50))]


def test_lists_and_the_one_door_agree_about_what_exists_for_whom(room, today):
    for status in ROUTES:
        make_story(room, status)

    for person in room.people().values():
        by_door = set(stories_visible_to(person, today).values_list("pk", flat=True))
        by_list = set(
            Progress.objects.filter(visible_rows(person, today)).values_list("pk", flat=True)
        )
        assert by_list == by_door


def test_whoever_something_waits_for_is_offered_a_step_that_nothing_speaks_against(room, today):
    second_vetter = make_member(team_of(room.unit), MembershipRole.DEPUTY)
    stories = {status: make_story(room, status) for status in ROUTES}
    people = [*room.people().values(), second_vetter]

    for person in people:
        waiting = set(ids(waiting_for(person, today)))
        for status, story in stories.items():
            progress = Progress.objects.select_related("story").get(pk=story.pk)
            situation = situation_of(progress.story, progress, person, timezone.now())
            forward = {Step.SUBMIT, Step.HAND_IN, Step.VET, Step.CLAIM, Step.PROPOSE, Step.APPROVE}
            free = {step for step, problems in offered_steps(situation) if not problems}
            if story.pk in waiting:
                assert free & forward, (person, status)


@pytest.mark.parametrize(
    ("status", "whose"),
    [
        ("draft", {"contributor"}),
        ("submitted", {"vetter"}),
        ("received", {"editor", "second_editor"}),
        ("editing", {"editor"}),
        ("proposed", {"approver", "second_approver"}),
        ("approved", set()),
        ("published", set()),
        ("taken_down", set()),
        ("withdrawn", set()),
        ("rejected", set()),
    ],
)
def test_a_story_waits_for_exactly_those_whose_turn_it_is(room, today, status, whose):
    story = make_story(room, status)

    waits_for = {
        name
        for name, person in room.people().items()
        if story.pk in ids(waiting_for(person, today))
    }

    assert waits_for == whose


def test_a_leaders_own_story_waits_for_the_other_leader_or_for_them_when_alone(room, today):
    story = make_story(room)
    Story.objects.filter(pk=story.pk).update(author=room.vetter)
    Progress.objects.filter(pk=story.pk).update(author=room.vetter)
    take(story, Step.SUBMIT, room.vetter)
    assert ids(waiting_for(room.vetter, today)) == [story.pk]

    deputy = make_member(team_of(room.unit), MembershipRole.DEPUTY)

    assert ids(waiting_for(room.vetter, today)) == []
    assert elsewhere(room.vetter, today) == {story.pk}
    assert ids(waiting_for(deputy, today)) == [story.pk]


def test_what_an_approver_changed_last_waits_for_another_approver(room, today):
    story = make_story(room, "proposed")
    Progress.objects.filter(pk=story.pk).update(last_changed_by=room.approver)

    assert ids(waiting_for(room.approver, today)) == []
    assert ids(waiting_for(room.second_approver, today)) == [story.pk]


def test_what_came_back_stands_first_and_says_why_until_it_moves_on(room, today):
    old = make_story(room, "draft", now=timezone.now() - dt.timedelta(days=9))
    story = make_story(room, "submitted")
    take(story, Step.RETURN_TO_CONTRIBUTOR, room.vetter, reason_codes=("chua-dat",), note="Ảnh mờ")

    rows = list(listed(waiting_for(room.contributor, today)))

    assert ids(rows) == [story.pk, old.pk]
    assert (rows[0].back_codes, rows[0].back_note) == (["chua-dat"], "Ảnh mờ")
    assert f"{rows[0].back_last_name} {rows[0].back_first_name}" == str(room.vetter)
    take(story, Step.SUBMIT, room.contributor)
    assert Progress.objects.get(pk=story.pk).return_entry_id is None


def test_an_open_story_stands_on_one_side_or_the_other_for_whoever_sees_it(room, today):
    for status in ROUTES:
        make_story(room, status)
    moving = (Status.DRAFT, Status.SUBMITTED, Status.RECEIVED, Status.EDITING, Status.PROPOSED,
              Status.APPROVED)  # fmt: skip

    for person in room.people().values():
        seen = set(
            Progress.objects.filter(visible_rows(person, today), status__in=moving).values_list(
                "pk", flat=True
            )
        )
        mine, others = (
            set(ids(waiting_for(person, today))),
            elsewhere(person, today),
        )
        assert mine | others == seen
        assert not mine & others


def test_counting_stops_where_it_is_told_to(room, today):
    for _ in range(4):
        make_story(room, "received")

    assert count_waiting(room.editor, today, 3) == 3
    assert count_waiting(room.editor, today, 9) == 4
    assert count_waiting(room.contributor, today, 9) == 0


@pytest.mark.parametrize(
    "typed", ["duong bo", "đường bộ", "ĐƯỜNG BỘ", "đường bộ Lê Thử", "an toàn duong"]
)
def test_a_search_finds_with_and_without_accents(room, today, typed):
    story = make_story(room, "draft", headline="An toàn đường bộ", bylines=(("Lê Thử", "words"),))
    make_story(room, "draft", headline="Kho lưu trữ", bylines=(("Trần Văn", "words"),))

    assert find(room.contributor, today, typed) == [story.pk]


def test_exact_marks_come_first_and_each_story_once(room, today):
    exact = make_story(room, "draft", headline="Chuyện của mẹ")
    other = make_story(room, "draft", headline="Chuyện của mé")
    newest = make_story(room, "draft", headline="Chuyen cua me")

    assert find(room.contributor, today, "mẹ") == [exact.pk, newest.pk, other.pk]
    assert find(room.contributor, today, "me") == [newest.pk, other.pk, exact.pk]


def test_a_search_finds_the_number_the_unit_and_the_author(room, today):
    story = make_story(room, "received")

    for typed in (str(story.pk), f"#{story.pk}", room.unit.short_name, str(room.contributor)):
        assert find(room.editor, today, typed)[0] == story.pk, typed
    assert find(room.editor, today, "9" * 40) == []
    assert find(room.editor, today, "!?") == []


def test_the_words_follow_every_save_of_the_text(room, today):
    story = make_story(room, "editing", headline="Bản đầu tiên")

    rewrite(story, room.editor, headline="Bản cuối cùng")

    assert find(room.editor, today, "cuoi cung") == [story.pk]
    assert find(room.editor, today, "dau tien") == []
    assert NewsroomIndexEntry.objects.get(pk=story.pk).headline == "Bản cuối cùng"


def test_the_words_of_a_correction_are_found_before_it_is_public(room, today):
    story = make_story(room, "published", headline="Tiêu đề đang đăng")
    take(story, Step.BEGIN_CORRECTION, room.editor)

    rewrite(story, room.editor, headline="Tiêu đề đính chính")

    assert find(room.editor, today, "dinh chinh") == [story.pk]


def test_a_correction_waits_for_its_writer_then_for_another_approver(room, today):
    story = make_story(room, "published")
    take(story, Step.BEGIN_CORRECTION, room.editor)
    rewrite(story, room.editor, headline="Tiêu đề đính chính")
    assert ids(waiting_for(room.editor, today)) == [story.pk]
    assert ids(waiting_for(room.approver, today)) == []

    take(story, Step.PROPOSE_CORRECTION, room.editor, wrong="Sai", right="Đúng")

    assert ids(waiting_for(room.editor, today)) == []
    assert ids(waiting_for(room.approver, today)) == [story.pk]


def test_nobody_finds_what_does_not_exist_for_them(room, today):
    story = make_story(room, "submitted", headline="Chuyện kín")

    assert find(room.vetter, today, "chuyen kin") == [story.pk]
    for name in ("other_vetter", "editor", "approver", "board_member", "webmaster", "outsider"):
        assert find(getattr(room, name), today, "chuyen kin") == []
        assert find(getattr(room, name), today, str(story.pk)) == []


@pytest.mark.parametrize("typed", ['"', "a OR b", "NOT", "chuyện:*", "' & |", "NEAR(a b)", "--"])
def test_words_that_mean_something_to_a_database_are_only_words(room, today, typed):
    make_story(room, "draft")

    assert find(room.contributor, today, typed) == []


def test_filters_narrow_each_by_itself(room, today):
    now = timezone.now()
    old = make_story(room, "received", now=now - dt.timedelta(days=10), genre="feature")
    new = make_story(room, "editing", section=room.section)

    def narrowed(**parts):
        return find(room.editor, today, **parts)

    assert narrowed() == [new.pk, old.pk]
    assert narrowed(statuses=("received",)) == [old.pk]
    assert narrowed(genre="feature") == [old.pk]
    assert narrowed(section_id=room.section.pk, genre="brief") == [new.pk]
    assert narrowed(unit_ids=(room.other_unit.pk,)) == []
    assert narrowed(author_ids=(room.contributor.pk,)) == [new.pk, old.pk]
    assert narrowed(author_ids=()) == []
    assert narrowed(since=now - dt.timedelta(days=1)) == [new.pk]
    assert narrowed(until=now - dt.timedelta(days=1)) == [old.pk]
    assert narrowed(waiting_since=now - dt.timedelta(days=3)) == [old.pk]
    assert narrowed(words="kiem sat", statuses=("editing",)) == [new.pk]


def test_the_section_and_genre_are_those_of_the_latest_text(room, today):
    story = make_story(room, "editing", genre="brief")

    rewrite(story, room.editor, genre="interview")

    assert find(room.editor, today, genre="interview") == [story.pk]
    assert find(room.editor, today, genre="brief") == []


def test_the_table_of_words_can_be_built_anew_and_filled_where_it_lacks(room, today):
    first, second = make_story(room, "draft", headline="Một"), make_story(room, headline="Hai")
    NewsroomIndexEntry.objects.filter(pk=first.pk).delete()
    assert index_missing_stories() == 1
    NewsroomIndexEntry.objects.filter(pk=second.pk).update(folded="x", exact="x")

    assert rebuild_newsroom_index() == 2
    assert find(room.contributor, today, "hai") == [second.pk]
    assert find(room.contributor, today, "mot") == [first.pk]


def test_recently_decided_goes_latest_first(room, today):
    now = timezone.now()
    old = make_story(room, "rejected", now=now - dt.timedelta(days=2))
    new = make_story(room, "published", now=now)

    assert [ids(rows) for rows in recently_decided(room.contributor, today)] == [[new.pk, old.pk]]
    assert [ids(rows) for rows in recently_decided(room.outsider, today)] == [[]]
