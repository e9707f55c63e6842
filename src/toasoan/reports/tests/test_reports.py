"""Drafts that follow the figures, closing, and what never changes afterwards."""

import datetime as dt

import pytest
from django.db import DatabaseError, transaction

from toasoan.ledger.models import PLACED
from toasoan.refusals import RefusedError
from toasoan.reports.actions import (
    LimitationText,
    MeasureText,
    PartText,
    ReportText,
    add_measure,
    begin_supplement,
    close_report,
    save_text,
    say_outcome,
)
from toasoan.reports.content import as_json, canonical, from_json, hash_of
from toasoan.reports.models import MeasureState, Report, ReportKind
from toasoan.reports.queries import content_of, draft_of
from toasoan.reports.tests.seed import (
    AFTER,
    JUNE,
    begin,
    cancel_a_placement,
    seed_half_year,
    write,
)
from toasoan.vietnamese.periods import half_year, month

pytestmark = pytest.mark.django_db


@pytest.fixture
def seeded(room):
    seed_half_year(room)
    return room


def values(content):
    return {figure.key: figure.value for figure in content.figures}


def codes(refusal):
    return {problem.code for problem in refusal.value.problems}


def part(draft, key):
    return next(one for one in draft.parts if one.row.key == key)


def text_with(draft, key, words):
    """What the editor sends when a person rewrote one part and looked at the others."""
    parts = {
        one.row.key: PartText(
            one.row.heading, words if one.row.key == key else one.text, one.suggested
        )
        for one in draft.parts
    }
    return ReportText(title=draft.report.title, parts=parts)


def close(report, room, now=AFTER):
    return close_report(report.pk, actor=room.approver, now=now)


def test_the_seeds_half_year(seeded):
    content = content_of(begin(seeded))

    assert (
        values(content).items()
        >= {
            "received": 96,
            "published": 78,
            "rate": 8125,
            "placements:trang-toi-cao": 32,
            "placements:bao-nganh": 29,
            "placements:bao-tinh": 0,
            "clippings": 100,
        }.items()
    )
    words = " ".join(line for one in content.parts for line in one.paragraphs)
    assert "đã nhận 96 tin, bài (tăng 12 so với kỳ trước)" in words
    assert "duyệt đăng 78 tin, bài trên trang tin điện tử" in words
    assert "đạt tỷ lệ 81,25%" in words
    assert "Trang tin ngành đăng 32 tin, bài" in words
    assert "báo, đài khác đưa 100 tin, bài" in words


@pytest.mark.parametrize("key", ["units", "sections", "genres", "outlets"])
def test_the_tables_of_a_monthly_notice_add_up(seeded, key):
    table = content_of(begin(seeded, ReportKind.MONTH, JUNE)).table(key)

    counts = [at for at, column in enumerate(table.columns) if column.kind == "count"]
    assert table.total.cells[0]
    for at in counts:
        assert sum(row.cells[at] for row in table.rows) == table.total.cells[at]


def test_a_monthly_notice_says_last_months_total_and_ranks_the_units(seeded):
    content = content_of(begin(seeded, ReportKind.MONTH, JUNE))

    words = {one.key: " ".join(one.paragraphs) for one in content.parts}
    assert "so với tháng trước" in words["results"]
    assert "Có 02/02 đơn vị có tin, bài được đăng:" in words["units"]


def test_every_number_of_the_report_has_its_rows(seeded):
    content = content_of(begin(seeded))

    for figure in content.figures:
        if figure.kind == "count" and figure.key != "views":
            behind = [one for one in content.stories if one.figure == figure.key]
            assert len(behind) == figure.value


def test_the_same_period_is_not_reported_twice(seeded):
    begin(seeded)

    with pytest.raises(RefusedError) as refusal:
        begin(seeded)

    assert codes(refusal) == {"exists"}


def test_a_part_that_nobody_touched_follows_the_figures(seeded):
    report = begin(seeded)
    save_text(
        report.pk, text_with(draft_of(report), "next", "Tập huấn viết tin."), version=1,
        actor=seeded.editor, now=AFTER,
    )  # fmt: skip

    write(seeded, "story.received", 4)

    report.refresh_from_db()
    draft = draft_of(report)
    assert "đã nhận 100 tin, bài" in part(draft, "results").text
    assert part(draft, "next").text == "Tập huấn viết tin."
    close(report, seeded)


def test_a_part_that_a_person_wrote_is_looked_at_again_before_closing(seeded):
    report = begin(seeded)
    text = text_with(draft_of(report), "results", "Đã nhận 96 tin, chất lượng nâng lên.")
    save_text(report.pk, text, version=1, actor=seeded.editor, now=AFTER)
    write(seeded, "story.received", 4)
    report.refresh_from_db()

    assert part(draft_of(report), "results").is_outdated
    with pytest.raises(RefusedError) as refusal:
        close(report, seeded)

    assert codes(refusal) == {"outdated"}


def test_who_saves_an_older_version_is_refused(seeded):
    report = begin(seeded)
    text = text_with(draft_of(report), "next", "Một.")
    save_text(report.pk, text, version=1, actor=seeded.editor, now=AFTER)

    with pytest.raises(RefusedError) as refusal:
        save_text(report.pk, text, version=1, actor=seeded.approver, now=AFTER)

    assert codes(refusal) == {"overtaken"}


def test_a_period_is_closed_when_it_is_over(seeded):
    report = begin(seeded)

    with pytest.raises(RefusedError) as refusal:
        close(report, seeded, now=dt.datetime(2023, 6, 30, 12, tzinfo=AFTER.tzinfo))

    assert codes(refusal) == {"not-over"}


def test_a_closed_report_stays_byte_for_byte_and_a_supplement_names_what_changed(seeded):
    report = close(begin(seeded), seeded)
    before = canonical(Report.objects.get(pk=report.pk).content)

    write(seeded, PLACED, 2, outlet="bao-nganh")
    cancel_a_placement("trang-toi-cao")

    after = Report.objects.get(pk=report.pk)
    assert canonical(after.content) == before
    assert hash_of(after.content) == after.sha256 == report.sha256
    assert values(content_of(after))["placements:bao-nganh"] == 29
    supplement = begin_supplement(report.pk, actor=seeded.approver, now=AFTER)
    changed = content_of(supplement).supplemented.differences
    assert {(one.key, one.then, one.now) for one in changed} == {
        ("placements:trang-toi-cao", 32, 31),
        ("placements:bao-nganh", 29, 31),
    }
    words = part(draft_of(supplement), "changes").text
    assert "Báo ngành: báo cáo đã chốt ghi 29, nay là 31." in words


def test_a_second_supplement_is_compared_with_the_first(seeded):
    report = close(begin(seeded), seeded)
    write(seeded, PLACED, 2, outlet="bao-nganh")
    close(begin_supplement(report.pk, actor=seeded.approver, now=AFTER), seeded)
    write(seeded, PLACED, 1, outlet="bao-nganh")

    second = begin_supplement(report.pk, actor=seeded.approver, now=AFTER)

    (changed,) = content_of(second).supplemented.differences
    assert (changed.then, changed.now) == (31, 32)


@pytest.mark.parametrize("deed", ["update", "delete"])
def test_the_database_refuses_to_change_a_closed_report(seeded, deed):
    report = close(begin(seeded), seeded)
    rows = Report.objects.filter(pk=report.pk)
    deeds = {
        "update": lambda: rows.update(title="Khác"),
        "delete": lambda: rows._raw_delete(rows.db),
    }

    with pytest.raises(DatabaseError), transaction.atomic():
        deeds[deed]()


def test_what_is_stored_is_read_back_as_it_was(seeded):
    content = content_of(begin(seeded))

    assert from_json(as_json(content)) == content


def test_the_next_report_opens_with_what_became_of_the_last_ones_measures(seeded):
    first = begin(seeded, period=half_year(2022, 2))
    measure = MeasureText(text="Mở lớp tập huấn", unit=seeded.unit, due_on=dt.date(2023, 5, 1))
    row = add_measure(first.pk, measure, version=1, actor=seeded.editor, now=AFTER)
    close(first, seeded)
    say_outcome(
        row.pk, state=MeasureState.DONE, note="Đã mở tháng 4", actor=seeded.editor, now=AFTER
    )

    content = content_of(begin(seeded))

    assert content.parts[0].key == "earlier"
    assert "01 nhiệm vụ đã hoàn thành" in content.parts[0].paragraphs[0]
    assert [(one.text, one.state, one.note) for one in content.earlier] == [
        ("Mở lớp tập huấn", "done", "Đã mở tháng 4")
    ]


def test_what_became_of_a_measure_does_not_change_the_closed_report(seeded):
    report = begin(seeded)
    row = add_measure(
        report.pk, MeasureText(text="Mở lớp"), version=1, actor=seeded.editor, now=AFTER
    )
    close(report, seeded)
    say_outcome(row.pk, state=MeasureState.DONE, note="", actor=seeded.editor, now=AFTER)

    assert content_of(Report.objects.get(pk=report.pk)).measures[0].state == MeasureState.GOING_ON


def test_a_suggested_limitation_that_was_left_out_is_not_suggested_again(room):
    report = begin(room, ReportKind.MONTH, month(2023, 6))
    (suggested,) = draft_of(report).limitations
    assert suggested.source == "silent-units"

    text = ReportText(
        title="",
        parts={},
        limitations=[
            LimitationText(suggested.text, suggested.source, suggested.suggested, left_out=True),
            LimitationText("Kinh phí còn thiếu."),
        ],
    )
    save_text(report.pk, text, version=1, actor=room.editor, now=AFTER)

    report.refresh_from_db()
    assert [one.text for one in content_of(report).weaknesses] == ["Kinh phí còn thiếu."]
