"""Remarks: who writes, who closes, and that none is ever lost."""

import datetime as dt

import pytest
from django.utils import timezone

from toasoan.editorial.models import Remark, RemarkTurn
from toasoan.editorial.queries import latest_text, roles_today
from toasoan.editorial.remarks.actions import make_remark, reopen_remark, resolve_remark
from toasoan.editorial.remarks.queries import remarks_on
from toasoan.editorial.remarks.rules import (
    LIMIT,
    WINDOW_MINUTES,
    quote_stands,
    reopening_problems,
    resolving_problems,
    writing_problems,
)
from toasoan.editorial.signals import remark_made
from toasoan.editorial.transitions import Relation
from toasoan.editorial.turn import Role
from toasoan.refusals import RefusedError
from toasoan.testing.factories import make_story, rewrite, story_again
from toasoan.vietnamese.dates import local_day

WRITER, ME, BOSS = 1, 2, 3


def refused(problems):
    return [problem.code for problem in problems]


@pytest.mark.parametrize(
    ("text", "quote", "lately", "codes"),
    [
        ("Kiểm tra lại tên.", "", 0, []),
        ("x" * 2000, "x" * 500, LIMIT - 1, []),
        ("  ", "", 0, ["no-text"]),
        ("x" * 2001, "", 0, ["long-text"]),
        ("Tên?", "x" * 501, 0, ["long-quote"]),
        ("Tên?", "", LIMIT, ["too-many"]),
    ],
)
def test_a_remark_has_words_a_length_and_a_pace(text, quote, lately, codes):
    assert refused(writing_problems(text, quote, written_lately=lately)) == codes


@pytest.mark.parametrize(
    ("roles", "is_open", "codes"),
    [
        ([Role(Relation.EDITOR, ME)], True, []),
        ([Role(Relation.AUTHOR, WRITER)], True, ["own-remark"]),
        ([], True, ["no-part"]),
        # Whoever only stands in for the writer is not the other side.
        ([Role(Relation.VETTER, ME, WRITER)], True, ["own-remark"]),
        ([Role(Relation.EDITOR, ME), Role(Relation.VETTER, ME, WRITER)], True, []),
        ([Role(Relation.VETTER, ME, BOSS)], True, []),
        ([Role(Relation.EDITOR, ME)], False, ["already-closed"]),
    ],
)
def test_the_other_side_closes_a_remark_never_who_wrote_it(roles, is_open, codes):
    found = resolving_problems(writer_id=WRITER, roles=roles, is_open=is_open)

    assert refused(found) == codes


def test_an_answer_has_a_length_and_only_a_closed_remark_opens_again():
    role = [Role(Relation.EDITOR, ME)]
    long = "x" * 501

    assert refused(resolving_problems(writer_id=WRITER, roles=role, is_open=True, note=long)) == [
        "long-note"
    ]
    assert refused(reopening_problems(is_open=False, note=long)) == ["long-note"]
    assert refused(reopening_problems(is_open=True)) == ["still-open"]
    assert reopening_problems(is_open=False) == []


def test_a_quote_is_found_however_lines_and_marks_are_written():
    words = "Đoàn làm việc trong hai ngày.\nKết quả tốt."

    assert quote_stands("hai ngày. Kết   quả", words)
    assert quote_stands("ha\u0069 nga\u0300y", words)
    assert not quote_stands("ba ngày", words)


@pytest.fixture
def sent_signals():
    heard = []

    def listen(sender, *, remark, actor, **kwargs):
        heard.append((remark.pk, actor, remark.is_open))

    remark_made.connect(listen)
    yield heard
    remark_made.disconnect(listen)


def write(story, actor, **parts):
    return make_remark(story, actor=actor, now=timezone.now(), **({"text": "Tên ai?"} | parts))


def test_a_remark_is_closed_opened_again_and_everything_is_kept(room, sent_signals):
    story = make_story(room, "editing")
    now = timezone.now()

    remark = write(story, room.editor, quote="hai  ngày")
    resolve_remark(remark, note="Đã sửa.", actor=room.contributor, now=now)
    reopen_remark(remark, actor=room.editor, now=now + dt.timedelta(seconds=1))

    (shown,) = remarks_on(story, latest_text(story), [], 0)
    assert (shown.remark.text, shown.remark.quote, shown.passage.stands) == (
        "Tên ai?",
        "hai ngày",
        True,
    )
    assert [(turn.kind, turn.actor, turn.note) for turn in shown.turns] == [
        ("resolved", room.contributor, "Đã sửa."),
        ("reopened", room.editor, ""),
    ]
    assert shown.remark.is_open
    assert sent_signals == [
        (remark.pk, room.editor, True),
        (remark.pk, room.contributor, False),
        (remark.pk, room.editor, True),
    ]


def test_the_writer_is_refused_and_a_colleague_of_the_desk_is_not(room):
    story = make_story(room, "editing")
    remark = write(story, room.editor)

    with pytest.raises(RefusedError, match="không tự"):
        resolve_remark(remark, actor=room.editor, now=timezone.now())
    resolve_remark(remark, actor=room.second_editor, now=timezone.now())

    with pytest.raises(RefusedError, match="xử lý rồi"):
        resolve_remark(remark, actor=room.contributor, now=timezone.now())
    assert RemarkTurn.objects.count() == 1


def test_a_quote_that_has_gone_from_the_text_is_said_to_have_gone(room):
    story = make_story(room, "editing")
    write(story, room.editor, quote="chữ này không còn")

    (shown,) = remarks_on(story, latest_text(story), [], 0)

    assert not shown.passage.stands


def test_a_remark_follows_its_paragraph_when_the_passage_is_changed_and_until_it_is_gone(room):
    body = (("text", "<p>Đoàn làm việc hai ngày.</p><ul><li>Một việc</li><li>Hai việc</li></ul>"),)
    story = make_story(room, "editing", body=body)
    write(story, room.editor, quote="việc hai ngày")
    write(story, room.editor, quote="Một việc Hai việc")

    def passages_after(**change):
        text = latest_text(story_again(story))
        source = text.body[0].value.source.replace(*change["words"])
        raw = [{"type": "text", "value": source, "id": "x"}]
        rewrite(story, room.editor, body=text.body.stream_block.to_python(raw))
        shown = remarks_on(story, latest_text(story_again(story)), [], 0)
        return [(row.passage.stands, row.passage.now_reads) for row in shown][::-1]

    assert passages_after(words=("hai ngày", "ba ngày")) == [
        (False, "Đoàn làm việc ba ngày."),
        (True, ""),
    ]
    assert passages_after(words=("Đoàn làm việc ba ngày.", ""))[0] == (False, "")


def test_the_screen_offers_closing_to_those_who_may(room):
    story = make_story(room, "editing")
    write(story, room.editor)
    today = local_day(timezone.now())

    def offered(person):
        roles = roles_today(person, story.progress, today)
        return [shown.may_resolve for shown in remarks_on(story, latest_text(story), roles, 0)]

    assert offered(room.editor) == [False]
    assert offered(room.contributor) == offered(room.vetter) == offered(room.approver) == [True]


def test_nobody_deletes_a_remark(room):
    remark = write(make_story(room, "draft"), room.vetter)

    with pytest.raises(TypeError):
        remark.delete()
    with pytest.raises(TypeError):
        Remark.objects.filter(pk=remark.pk).delete()
    assert Remark.objects.exists()


def test_a_flood_of_remarks_is_stopped_and_time_opens_the_way_again(room):
    story = make_story(room, "draft")
    now = timezone.now()
    for _ in range(LIMIT):
        make_remark(story, text="x", actor=room.vetter, now=now)

    with pytest.raises(RefusedError, match="nhiều ý kiến"):
        make_remark(story, text="x", actor=room.vetter, now=now)
    later = now + dt.timedelta(minutes=WINDOW_MINUTES, seconds=1)
    assert make_remark(story, text="x", actor=room.vetter, now=later)


def test_the_remarks_of_a_story_cost_two_queries(room, django_assert_num_queries):
    story = make_story(room, "editing")
    for _ in range(5):
        resolve_remark(write(story, room.editor), actor=room.vetter, now=timezone.now())
    text = latest_text(story)

    with django_assert_num_queries(2):
        remarks_on(story, text, [], 0)
