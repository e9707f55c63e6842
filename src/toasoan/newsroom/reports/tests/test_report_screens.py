"""Reports on screen: who sees them, the editor beside its figures, closing, the draft story."""

import pytest
from lxml import html

from toasoan.newsroom.reports.forms import ReportTextForm
from toasoan.reports.actions import MeasureText, add_measure, close_report
from toasoan.reports.models import MeasureState, Report, ReportMeasure
from toasoan.reports.queries import draft_of
from toasoan.reports.tests.seed import AFTER, begin, seed_half_year, write
from toasoan.stories.models import Genre, Story
from toasoan.testing.browsers import browser_of, text_of
from toasoan.testing.factories import make_newsroom

pytestmark = pytest.mark.django_db
REPORTS = "/toa-soan/bao-cao/"


@pytest.fixture(scope="module")
def room_of_module(room_of_module, django_db_blocker):
    """The module's newsroom with the seed's half-year in its ledger."""
    with django_db_blocker.unblock():
        seed_half_year(room_of_module)
    return room_of_module


def typed(report, **changes):
    """What the editor's form sends when nothing but these fields was touched."""
    report.refresh_from_db()
    form = ReportTextForm(None, draft=draft_of(report))
    sent = {name: form[name].value() or "" for name in form.fields}
    return {name: value for name, value in sent.items() if value is not False} | changes


def closed(room):
    return close_report(begin(room).pk, actor=room.approver, now=AFTER)


def test_only_the_board_and_the_desk_see_reports(room):
    address = f"{REPORTS}{begin(room).pk}/"
    people = room.people()
    del people["outsider"]

    answers = {name: browser_of(one).get(address).status_code for name, one in people.items()}

    readers = {"editor", "second_editor", "approver", "second_approver", "board_member"}
    assert {name for name, status in answers.items() if status == 200} == readers
    assert {status for name, status in answers.items() if name not in readers} == {404}


@pytest.mark.parametrize(
    ("person", "place", "status"),
    [
        ("board_member", "viet/", 404),
        ("editor", "viet/", 200),
        ("editor", "chot/", 404),
        ("approver", "chot/", 200),
    ],
)
def test_the_desk_writes_and_an_approver_closes(room, person, place, status):
    answer = browser_of(getattr(room, person)).get(f"{REPORTS}{begin(room).pk}/{place}")

    assert answer.status_code == status


def test_a_report_of_another_agency_does_not_exist(room):
    other = make_newsroom("song-khac", "khac.vidu.vn")

    assert browser_of(room.editor).get(f"{REPORTS}{begin(other).pk}/").status_code == 404


def test_choosing_a_period_begins_a_draft_in_its_editor(room):
    sent = {"period": "own", "first": "2023-01-01", "last": "2023-06-30", "title": "Sơ kết"}

    answer = browser_of(room.editor).post(f"{REPORTS}soan/", sent)

    report = Report.objects.get(title="Sơ kết")
    assert answer["Location"] == f"{REPORTS}{report.pk}/viet/"


def test_the_seeds_figures_stand_on_the_page_and_each_opens_its_rows(room):
    browser = browser_of(room.board_member)
    page = browser.get(f"{REPORTS}{begin(room).pk}/")

    numbers = html.fromstring(page.content).xpath('//*[@class="figure-card__number"]')
    shown = [one.text_content() for one in numbers]
    assert [*shown[:3], *shown[4:6]] == ["96", "78", "81,25%", "32", "29"]
    assert "100" in shown
    links = {one.text_content(): one.get("href") for one in numbers if one.get("href")}
    assert browser.get(links["96"]).context["page"].paginator.count == 96


def test_saving_keeps_the_words_and_parts_that_were_left_follow_the_figures(room):
    report = begin(room)
    sent = typed(report, part_next="Mở lớp tập huấn.\r\nTăng cường kiểm tra.")

    browser_of(room.editor).post(f"{REPORTS}{report.pk}/viet/", sent)
    write(room, "story.received", 4)

    report.refresh_from_db()
    texts = {part.row.key: part.text for part in draft_of(report).parts}
    assert texts["next"] == "Mở lớp tập huấn.\nTăng cường kiểm tra."
    assert "đã nhận 100 tin, bài" in texts["results"]


def test_two_people_at_once_the_second_sees_both_texts_and_loses_nothing(room):
    report = begin(room)
    first, second = typed(report, part_next="Bản một."), typed(report, part_next="Bản hai.")
    address = f"{REPORTS}{report.pk}/viet/"
    browser_of(room.editor).post(address, first)

    answer = browser_of(room.approver).post(address, second)

    assert answer.status_code == 409
    assert "Bản một." in text_of(answer)
    assert "Bản hai." in text_of(answer)
    again = {name: value for name, value in second.items() if name != "version"}
    version = html.fromstring(answer.content).xpath('string(//input[@name="version"]/@value)')
    assert browser_of(room.approver).post(address, again | {"version": version}).status_code == 302
    assert report.parts.get(key="next").text == "Bản hai."


def test_closing_is_asked_first_and_the_page_shows_the_check_sum(room):
    report = begin(room)
    browser = browser_of(room.approver)

    question = browser.get(f"{REPORTS}{report.pk}/chot/")
    browser.post(f"{REPORTS}{report.pk}/chot/")

    report.refresh_from_db()
    assert "Không ai sửa được nữa" in text_of(question)
    assert report.is_closed
    assert report.sha256 in text_of(browser.get(f"{REPORTS}{report.pk}/"))


def test_a_draft_begun_by_mistake_is_discarded_after_a_question_and_a_closed_report_is_not(room):
    draft = begin(room)
    add_measure(draft.pk, MeasureText(text="Mở lớp."), version=1, actor=room.editor, now=AFTER)
    browser = browser_of(room.editor)

    asked = browser.get(f"{REPORTS}{draft.pk}/bo/")
    done = browser.post(f"{REPORTS}{draft.pk}/bo/")
    closed_one = closed(room)
    refused = browser.post(f"{REPORTS}{closed_one.pk}/bo/")

    assert "không lấy lại được" in asked.content.decode()
    assert (done.status_code, done["Location"]) == (302, REPORTS)
    assert refused.status_code == 422
    assert list(Report.objects.filter(agency=room.agency)) == [closed_one]


def test_a_measure_is_set_and_what_became_of_it_is_said(room):
    report = begin(room)
    browser = browser_of(room.editor)
    sent = {
        "text": "Mở lớp tập huấn", "owner": f"unit-{room.unit.pk}", "due_on": "2023-12-01",
        "document": "Kế hoạch số 120/KH-VKSTC", "version": report.version,
    }  # fmt: skip
    browser.post(f"{REPORTS}{report.pk}/nhiem-vu/", sent)
    measure = ReportMeasure.objects.get()
    assert "Mở lớp" not in text_of(browser.get("/toa-soan/nhiem-vu/"))
    close_report(report.pk, actor=room.approver, now=AFTER)

    listed = text_of(browser.get("/toa-soan/nhiem-vu/"))
    browser.post(f"/toa-soan/nhiem-vu/{measure.pk}/ket-qua/", {"state": "done", "note": "Xong"})

    assert "Mở lớp tập huấn" in listed
    assert "01/12/2023" in listed
    measure.refresh_from_db()
    assert (measure.state, measure.note, measure.owner_unit) == (
        MeasureState.DONE, "Xong", room.unit,
    )  # fmt: skip


def test_who_saw_an_older_version_sets_no_measure(room):
    report = begin(room)
    sent = {"text": "Mở lớp", "owner": "", "version": report.version + 5}

    answer = browser_of(room.editor).post(f"{REPORTS}{report.pk}/nhiem-vu/", sent)

    assert answer.status_code == 422
    assert not ReportMeasure.objects.exists()


def test_a_closed_report_becomes_a_draft_story_with_figures_limitations_and_tasks(room):
    report = begin(room)
    measure = MeasureText(text="Mở lớp tập huấn.", document="Kế hoạch số 120/KH-VKSTC")
    add_measure(report.pk, measure, version=1, actor=room.editor, now=AFTER)
    write(room, "story.reject", 3)
    close_report(report.pk, actor=room.approver, now=AFTER)

    answer = browser_of(room.editor).post(
        f"{REPORTS}{report.pk}/viet-tin/", {"unit": room.unit.pk, "section": room.section.pk}
    )

    story = Story.objects.latest("pk").get_latest_revision_as_object()
    assert answer.status_code == 302
    assert story.genre == Genre.FEATURE
    assert story.headline.endswith("sơ kết công tác tuyên truyền 6 tháng đầu năm 2023")
    assert "đã nhận 96 tin, bài, duyệt đăng 78 tin, bài" in story.standfirst
    assert "81,25%" in story.standfirst
    body = " ".join(str(block.value) for block in story.body)
    assert "hạn chế như: có 03 tin, bài gửi về không sử dụng được" in body
    assert "mở lớp tập huấn (theo kế hoạch số 120/KH-VKSTC)" in body


@pytest.mark.parametrize("person", ["board_member", "approver", "contributor"])
def test_who_does_not_write_stories_begins_none_from_a_report(room, person):
    report = closed(room)

    answer = browser_of(getattr(room, person)).get(f"{REPORTS}{report.pk}/viet-tin/")

    assert answer.status_code == 404


def test_the_lists_are_saved_as_files(room):
    closed(room)
    browser = browser_of(room.editor)

    for address in (f"{REPORTS}tai-ve/", "/toa-soan/nhiem-vu/tai-ve/"):
        assert browser.get(address)["Content-Disposition"].startswith("attachment")
