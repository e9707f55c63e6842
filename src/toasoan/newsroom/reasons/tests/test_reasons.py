"""The list of reasons, and what came back, counted by reason and unit."""

import datetime as dt
import io

import pytest
import time_machine
from django.utils import timezone
from lxml import html
from openpyxl import load_workbook

from toasoan.editorial.actions import take_step
from toasoan.editorial.models import Reason
from toasoan.editorial.rules import Answers
from toasoan.editorial.transitions import Step
from toasoan.figures.returns import CountedAction, behind_return, returns
from toasoan.testing.browsers import browser_of, text_of
from toasoan.testing.factories import make_correction, make_newsroom, make_story, on_screen
from toasoan.vietnamese.dates import TZ, local_day
from toasoan.vietnamese.periods import half_year, sector_year

pytestmark = pytest.mark.django_db
REASONS = "/toa-soan/ly-do/"
RETURNS = "/toa-soan/tra-lai/"


def today():
    return local_day(timezone.now())


def new_reason(**parts):
    return {"label": "Ảnh mờ", "use": "return", "from_on": str(today()), "code": ""} | parts


def send_back(story, step, actor, *codes, now=None):
    answers = Answers(reason_codes=codes)
    take_step(story.pk, step, actor=actor, answers=answers, now=now or timezone.now())


def test_the_webmaster_and_the_heads_of_the_desk_keep_the_reasons_and_nobody_else(room):
    keepers = {"webmaster", "second_editor"}
    people = room.people()
    del people["outsider"]

    answers = {name: browser_of(person).get(REASONS) for name, person in people.items()}

    assert {name for name, answer in answers.items() if answer.status_code == 200} == keepers
    assert {a.status_code for name, a in answers.items() if name not in keepers} == {404}


def test_a_reason_is_added_and_can_be_chosen_from_its_day_on(room):
    browser_of(room.webmaster).post(REASONS, new_reason())

    reason = Reason.objects.get(label="Ảnh mờ")
    assert (reason.code, reason.added_by, reason.to_on) == ("anh-mo", room.webmaster, None)
    story = make_story(room, "received")
    send_back(story, Step.RETURN_TO_UNIT, room.editor, "anh-mo")


def test_everything_that_is_wrong_with_a_new_reason_is_said(room):
    crafted = new_reason(label="Nội dung chưa đạt", code="chua-dat", from_on="2020-01-01")

    answer = browser_of(room.webmaster).post(REASONS, crafted)

    assert answer.status_code == 422
    for sentence in ("đã có trong danh sách", "Mã này đã dùng", "từ hôm nay trở đi"):
        assert sentence in text_of(answer)


def test_the_code_of_an_ended_reason_is_not_used_again(room):
    long_ago = dt.date(2020, 1, 1)
    Reason.objects.create(
        agency=room.agency, code="cu", label="Cũ", use="return", from_on=long_ago, to_on=long_ago
    )

    answer = browser_of(room.webmaster).post(REASONS, new_reason(code="cu"))

    assert answer.status_code == 422


def test_a_reason_ends_on_a_day_and_keeps_its_words_in_what_was_counted(room):
    story = make_story(room, "received")
    send_back(story, Step.RETURN_TO_UNIT, room.editor, "chua-dat")
    browser = browser_of(room.webmaster)
    browser.post(REASONS, new_reason())
    old = Reason.objects.get(code="chua-dat")

    answer = browser.post(f"{REASONS}{old.pk}/ngung/", {"to_on": str(today())})

    assert answer.status_code == 302
    old.refresh_from_db()
    assert (old.to_on, old.ended_by, old.label) == (today(), room.webmaster, "Nội dung chưa đạt")
    tomorrow = timezone.now() + dt.timedelta(days=1)
    with time_machine.travel(tomorrow):
        form = browser_of(room.editor).get(f"/toa-soan/tin/{story.pk}/")
    assert "Nội dung chưa đạt" in text_of(form)


def test_the_last_reason_of_a_kind_does_not_end(room):
    only = Reason.objects.get(use="reject", code="trung-tin")
    Reason.objects.filter(use="reject").exclude(pk=only.pk).delete()

    answer = browser_of(room.webmaster).post(f"{REASONS}{only.pk}/ngung/", {"to_on": str(today())})

    assert "lý do cuối cùng" in text_of(answer)
    assert Reason.objects.get(pk=only.pk).to_on is None


def test_reasons_of_another_agency_do_not_exist(room):
    other = make_newsroom("song-khac", "khac.vidu.vn")
    theirs = Reason.objects.filter(agency=other.agency).first()

    answer = browser_of(room.webmaster).get(f"{REASONS}{theirs.pk}/ngung/")

    assert answer.status_code == 404


def table(room, period):
    counted = returns(room.agency, period)
    return {(row.action, row.code): (row.total, row.numbers) for row in counted.rows}, counted


def test_returns_and_refusals_are_counted_by_reason_and_unit(room):
    Reason.objects.create(
        agency=room.agency, code="anh", label="Ảnh", use="return", from_on=dt.date(2020, 1, 1)
    )
    first, second = make_story(room, "received"), make_story(room, "proposed")
    send_back(first, Step.RETURN_TO_UNIT, room.editor, "chua-dat", "anh")
    send_back(second, Step.RETURN_TO_DESK, room.approver, "anh")
    make_story(room, "rejected")
    urgent = make_story(room, "received")
    take_step(
        urgent.pk, Step.FORCE_PUBLISH, actor=room.approver, answers=on_screen(urgent.pk, note="Gấp"),
        now=timezone.now(),
    )  # fmt: skip

    day = today()
    numbers, counted = table(room, half_year(day.year, 1 if day.month <= 6 else 2))

    assert [unit.pk for unit in counted.units] == [room.unit.pk, room.other_unit.pk]
    assert numbers[CountedAction.RETURN, ""] == (2, (2, 0))
    assert numbers[CountedAction.RETURN, "anh"] == (2, (2, 0))
    assert numbers[CountedAction.RETURN, "chua-dat"] == (1, (1, 0))
    assert numbers[CountedAction.TO_UNIT, ""] == (1, (1, 0))
    assert numbers[CountedAction.TO_DESK, ""] == (1, (1, 0))
    assert numbers[CountedAction.REFUSAL, "trung-tin"] == (1, (1, 0))
    assert numbers[CountedAction.URGENT, ""] == (1, (1, 0))
    assert counted.owing == 1


def test_a_return_inside_a_unit_is_not_opened_to_the_board(room):
    inside = make_story(room, "submitted", headline="Chuyện nội bộ")
    send_back(inside, Step.RETURN_TO_CONTRIBUTOR, room.vetter, "chua-dat")

    browser = browser_of(room.board_member)

    assert browser.get(f"{RETURNS}return/").context["number"] == 0
    assert "Chuyện nội bộ" not in text_of(browser.get(f"{RETURNS}return-to-contributor/"))


def test_a_returned_correction_counts_as_a_return(room):
    story = make_correction(room)
    send_back(story, Step.RETURN_CORRECTION, room.approver, "chua-dat")

    browser = browser_of(room.board_member)

    assert browser.get(f"{RETURNS}return-correction/").context["number"] == 1
    assert browser.get(f"{RETURNS}return/?ly-do=chua-dat").context["number"] == 1


@pytest.mark.parametrize(
    ("moment", "before", "after"),
    [
        ((2023, 6, 30, 23, 59), 1, 0),
        ((2023, 7, 1, 0, 0), 0, 1),
    ],
)
def test_the_half_years_part_at_midnight_in_viet_nam(room, moment, before, after):
    now = dt.datetime(*moment, tzinfo=TZ)
    story = make_story(room, "received", now=now - dt.timedelta(hours=1))
    send_back(story, Step.RETURN_TO_UNIT, room.editor, "chua-dat", now=now)

    def number(half):
        return len(behind_return(room.agency, half_year(2023, half), CountedAction.RETURN))

    assert (number(1), number(2)) == (before, after)


@pytest.mark.parametrize(("day", "year"), [((2023, 11, 30, 23, 59), 2023), ((2023, 12, 1), 2024)])
def test_the_sectors_years_part_on_the_first_of_december(room, day, year):
    now = dt.datetime(*day, tzinfo=TZ)
    story = make_story(room, "received", now=now - dt.timedelta(hours=1))
    send_back(story, Step.RETURN_TO_UNIT, room.editor, "chua-dat", now=now)

    counted = {y: returns(room.agency, sector_year(y)).rows[0].total for y in (2023, 2024)}

    assert counted == {year: 1, 4047 - year: 0}


def test_every_number_of_the_table_opens_as_many_stories(room):
    story = make_story(room, "received")
    send_back(story, Step.RETURN_TO_CONTRIBUTOR, room.editor, "chua-dat")
    make_story(room, "rejected")
    browser = browser_of(room.board_member)
    page = html.fromstring(browser.get(RETURNS).content)

    cells = page.xpath("//table//td/a")

    assert cells
    for cell in cells:
        assert str(browser.get(cell.get("href")).context["number"]) == cell.text


def test_the_table_is_saved_for_excel(room):
    # A spreadsheet would take such words for a formula.
    Reason.objects.filter(use="reject").update(label="=1+1")
    make_story(room, "rejected")

    answer = browser_of(room.board_member).get(f"{RETURNS}tai-ve/")

    lines = answer.getvalue().decode("utf-8-sig").splitlines()
    assert lines[1] == f"Lý do;Toàn cơ quan;{room.unit.short_name};{room.other_unit.short_name}"
    assert {"Không sử dụng;1;1;0", "'=1+1;1;1;0"} <= set(lines)


@pytest.mark.filterwarnings("ignore:Workbook contains no default style")
def test_the_table_is_saved_as_a_workbook(room):
    make_story(room, "rejected")

    answer = browser_of(room.board_member).get(f"{RETURNS}tai-ve/?dang=xlsx")

    sheet = load_workbook(io.BytesIO(answer.getvalue())).active
    rows = list(sheet.iter_rows(values_only=True))
    assert ("Không sử dụng", 1, 1, 0) in rows


def test_the_table_costs_the_same_whatever_the_number_of_stories(
    room, django_assert_max_num_queries
):
    make_story(room, "rejected")

    with django_assert_max_num_queries(26):
        returns(room.agency, half_year(today().year, 1 if today().month <= 6 else 2))
