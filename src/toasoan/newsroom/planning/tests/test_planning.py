"""The screens of the plan: who sees what, what a crafted form may not do, the calendar's borders."""

import datetime as dt
import io
import re

import openpyxl
import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from lxml import html

from toasoan.editorial.models import Progress
from toasoan.notifications.models import Holiday
from toasoan.planning.actions import events, people
from toasoan.planning.kinds import Coverage
from toasoan.planning.models import Assignment, ExpectedEvent, PlannedStory
from toasoan.stories.models import Story
from toasoan.testing.factories import make_story
from toasoan.testing.plans import make_event
from toasoan.vietnamese.moments import at_local, whole_days

pytestmark = pytest.mark.django_db
PLAN = "/toa-soan/ke-hoach/"
SECRET = "Bimatkehoach"


def browser_of(person):
    browser = Client()
    if person is not None:
        browser.force_login(person)
    return browser


def page_of(answer):
    return html.fromstring(answer.content)


def text_of(answer):
    return " ".join(page_of(answer).text_content().split())


def entered(**parts):
    return {
        "version": "0",
        "title": "Hội nghị triển khai công tác",
        "place": "Hội trường",
        "first_day": "2026-11-30",
        "start_time": "23:30",
        "last_day": "",
        "end_time": "",
        "coverage": ["brief", "photo"],
        "due_day": "2026-12-01",
        "due_time": "",
        "about": "",
        "directive": "",
        "notes": "",
    } | parts


def test_an_event_is_entered_and_stands_on_its_day_in_viet_nam(room):
    browser = browser_of(room.editor)

    answer = browser.post(f"{PLAN}them/", entered(units=[str(room.unit.pk)]))

    event = ExpectedEvent.objects.get()
    assert answer.url == f"{PLAN}{event.pk}/"
    assert event.starts_at == dt.datetime(2026, 11, 30, 16, 30, tzinfo=dt.UTC)
    assert event.due_at == at_local(dt.date(2026, 12, 1), dt.time(17))
    assert event.coverage == (Coverage.BRIEF, Coverage.PHOTO)
    november = page_of(browser.get(f"{PLAN}?thang=2026-11"))
    day = november.xpath("//td[.//time[@datetime='2026-11-30']]")[0]
    assert "23:30 Hội nghị triển khai" in " ".join(day.text_content().split())
    assert event.title not in text_of(browser.get(f"{PLAN}danh-sach/?thang=2026-10"))


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"title": ""}, "Tên sự kiện"),
        ({"first_day": "30/02/2026"}, "Ngày"),
        ({"first_day": "1026-01-01"}, "từ 1945 đến 2100"),
        ({"last_day": "2026-11-29"}, "kết thúc trước khi bắt đầu"),
        ({"start_time": "", "last_day": "2026-11-29"}, "kết thúc trước khi bắt đầu"),
        ({"start_time": "", "end_time": "08:00"}, "Hãy ghi giờ bắt đầu"),
        ({"due_day": "", "due_time": "08:00"}, "Hãy chọn cả ngày"),
        ({"units": []}, "ít nhất một đơn vị"),
        ({"title": "x" * 201}, "Tên sự kiện"),
        ({"coverage": ["poem"]}, "Cần có"),
    ],
)
def test_what_is_wrong_is_said_and_everything_typed_is_kept(room, parts, said):
    form = entered(units=[str(room.unit.pk)]) | parts

    answer = browser_of(room.editor).post(f"{PLAN}them/", form)

    assert answer.status_code == 422
    assert said in text_of(answer)
    assert page_of(answer).xpath("//input[@name='place']/@value") == ["Hội trường"]
    assert not ExpectedEvent.objects.exists()


def test_a_unit_cannot_be_smuggled_into_a_form(room):
    answer = browser_of(room.contributor).post(
        f"{PLAN}them/", entered(units=[str(room.other_unit.pk)])
    )

    assert answer.status_code == 422
    assert not ExpectedEvent.objects.exists()


def test_the_form_of_an_event_shows_what_it_says(room):
    first = dt.date(2026, 11, 30)
    starts_at, ends_at = whole_days(first, first + dt.timedelta(days=2))
    event = make_event(
        room.editor, room.unit, starts_at=starts_at, ends_at=ends_at, all_day=True,
        due_at=at_local(first, dt.time(9)),
    )  # fmt: skip
    browser = browser_of(room.editor)
    fields = page_of(browser.get(f"{PLAN}{event.pk}/sua/")).xpath("//form[@method='post']")[-1]
    given = {name: fields.fields[name] for name in ("first_day", "last_day", "start_time",
                                                    "due_day", "due_time", "version")}  # fmt: skip

    browser.post(f"{PLAN}{event.pk}/sua/", dict(fields.form_values()))

    assert given == {
        "first_day": "2026-11-30",
        "last_day": "2026-12-02",
        "start_time": None,
        "due_day": "2026-11-30",
        "due_time": "09:00",
        "version": "0",
    }
    event.refresh_from_db()
    assert (event.starts_at, event.ends_at, event.version) == (starts_at, ends_at, 0)


def test_an_event_that_somebody_else_changed_meanwhile_is_not_overwritten(room):
    event = make_event(room.editor, room.unit)
    events.settle_event(event.pk, actor=room.approver, now=timezone.now())
    events.reopen_event(event.pk, actor=room.approver, now=timezone.now())

    answer = browser_of(room.editor).post(
        f"{PLAN}{event.pk}/sua/", entered(units=[str(room.unit.pk)])
    )

    assert answer.status_code == 409
    assert "vừa sửa sự kiện này" in text_of(answer)


#: Who reaches an event that concerns the room's unit.
SEES = {
    "contributor": True,
    "vetter": True,
    "editor": True,
    "approver": True,
    "other_contributor": False,
    "other_vetter": False,
    "board_member": False,
    "webmaster": False,
    "outsider": False,
}


def addresses(event, assignment):
    return {
        "get": ["", "sua/", "huy/"],
        "post": ["sua/", "huy/", "phan-cong/", f"bo-phan-cong/{assignment.pk}/", "viet/", "chep/",
                 "xong/", "mo-lai/"],
    }  # fmt: skip


@pytest.mark.parametrize(("person", "sees"), SEES.items())
def test_an_event_exists_for_its_unit_and_the_desk_only(room, person, sees):
    event = make_event(room.contributor, room.unit, title=SECRET, coverage=frozenset())
    row = people.assign(
        event.pk, candidate=f"{room.contributor.pk}-{room.unit.pk}", actor=room.vetter,
        now=timezone.now(),
    )  # fmt: skip
    make_event(room.editor, room.other_unit, title="Khác")
    browser = browser_of(getattr(room, person))

    answers = {
        (method, path): getattr(browser, method)(f"{PLAN}{event.pk}/{path}")
        for method, paths in addresses(event, row).items()
        for path in paths
    }
    lists = [browser.get(f"{PLAN}{path}") for path in ("", "danh-sach/", "ban-in/", "tai-ve/")]

    if not sees:
        assert {answer.status_code for answer in answers.values()} <= {404, 302}
        assert {answer.url for answer in answers.values() if answer.status_code == 302} <= {
            "/toa-soan/login/"
        }
        assert all(SECRET not in answer.getvalue().decode() for answer in lists)
    else:
        assert answers["get", ""].status_code == 200
        # The month of an event tomorrow may be the next one.
        shown = browser.get(f"{PLAN}danh-sach/?thang={timezone.localtime(event.starts_at):%Y-%m}")
        assert SECRET in shown.content.decode()


def test_people_of_one_unit_do_not_see_the_others_part_of_a_shared_event(room):
    now = timezone.now()
    event = make_event(room.editor, room.unit, room.other_unit)
    for person, unit in [
        (room.contributor, room.unit),
        (room.other_contributor, room.other_unit),
    ]:
        person.last_name = f"Họ{person.pk}"
        person.save()
        people.assign(
            event.pk, candidate=f"{person.pk}-{unit.pk}", part=f"Phần{person.pk}",
            actor=room.editor, now=now,
        )  # fmt: skip
    people.begin_planned_story(event.pk, Coverage.BRIEF, actor=room.other_contributor, now=now)
    theirs = [f"Họ{room.other_contributor.pk}", f"Phần{room.other_contributor.pk}"]
    month = f"{timezone.localtime(event.starts_at):%Y-%m}"

    def reads(person):
        browser = browser_of(person)
        paths = [f"{event.pk}/", f"danh-sach/?thang={month}", f"tai-ve/?thang={month}"]
        return " ".join(browser.get(PLAN + path).getvalue().decode() for path in paths)

    unit, desk = reads(room.vetter), reads(room.approver)
    assert [word in unit for word in theirs] == [False, False]
    assert "đang viết" not in unit
    assert "đã phân công" in unit
    assert [word in desk for word in theirs] == [True, True]


def test_the_desk_knows_of_a_draft_without_reading_it(room):
    event = make_event(room.editor, room.unit, title="Sự kiện")
    story = people.begin_planned_story(
        event.pk, Coverage.BRIEF, actor=room.contributor, now=timezone.now()
    )
    text = Story.objects.get(pk=story.pk).get_latest_revision_as_object()
    text.headline = SECRET
    text.save_revision(user=room.contributor, clean=False)

    seen_by_desk = browser_of(room.editor).get(f"{PLAN}{event.pk}/").content.decode()
    seen_by_unit = browser_of(room.vetter).get(f"{PLAN}{event.pk}/").content.decode()

    assert SECRET not in seen_by_desk
    assert "Tin đang ở đơn vị" in seen_by_desk
    assert SECRET in seen_by_unit


def test_pressing_write_opens_a_draft_that_leads_back_to_its_event(room):
    event = make_event(room.editor, room.unit, title="Ra quân tuyên truyền")
    browser = browser_of(room.contributor)

    answer = browser.post(f"{PLAN}{event.pk}/viet/", {"coverage": "photo"})

    story = PlannedStory.objects.get().story
    assert answer.url == f"/toa-soan/soan-tin/edit/{story.pk}/"
    assert "Theo kế hoạch: Ra quân tuyên truyền" in text_of(
        browser.get(f"/toa-soan/tin/{story.pk}/")
    )
    assert "Ra quân tuyên truyền" in text_of(browser.get(f"{PLAN}{event.pk}/"))
    back = page_of(browser.get(f"{PLAN}{event.pk}/")).xpath(
        f"//a[@href='/toa-soan/soan-tin/edit/{story.pk}/']"
    )
    assert [link.text for link in back] == ["Viết tiếp bản nháp của anh/chị"]
    refused = browser.post(f"{PLAN}{event.pk}/viet/", {"coverage": "poem"})
    assert refused.status_code == 422


@pytest.mark.parametrize("action", ["viet", "chep", "xong", "mo-lai", "phan-cong"])
def test_actions_are_posted(room, action):
    event = make_event(room.editor, room.unit)

    assert browser_of(room.editor).get(f"{PLAN}{event.pk}/{action}/").status_code == 405


def test_a_forged_post_from_elsewhere_is_refused(room):
    event = make_event(room.editor, room.unit)
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(room.editor)

    answer = browser.post(f"{PLAN}{event.pk}/xong/")

    assert answer.status_code == 403
    assert ExpectedEvent.objects.get().settled_at is None


def test_an_action_that_is_not_theirs_is_refused_with_a_sentence(room):
    event = make_event(room.editor, room.unit)
    browser = browser_of(room.contributor)

    answers = [browser.post(f"{PLAN}{event.pk}/xong/"), browser.post(f"{PLAN}{event.pk}/mo-lai/")]
    response = browser.get(f"{PLAN}{event.pk}/huy/")

    assert [answer.status_code for answer in answers] == [409, 409]
    assert "không thuộc phần anh/chị" in text_of(answers[0])
    assert response.status_code == 302


def test_an_event_is_cancelled_with_a_reason_and_opened_again(room):
    event = make_event(room.editor, room.unit)
    browser = browser_of(room.editor)

    silent = browser.post(f"{PLAN}{event.pk}/huy/", {"reason": " "})
    browser.post(f"{PLAN}{event.pk}/huy/", {"reason": "<b>Bão</b> số 9"})
    shown = browser.get(f"{PLAN}{event.pk}/")
    browser.post(f"{PLAN}{event.pk}/mo-lai/")

    assert silent.status_code == 422
    assert "<b>Bão</b>" not in shown.content.decode()
    assert "<b>Bão</b> số 9" in text_of(shown)
    assert ExpectedEvent.objects.get().cancelled_at is None


def test_the_leader_assigns_and_releases(room):
    event = make_event(room.editor, room.unit)
    browser = browser_of(room.vetter)
    key = f"{room.contributor.pk}-{room.unit.pk}"

    browser.post(f"{PLAN}{event.pk}/phan-cong/", {"candidate": key, "part": "chụp ảnh"})
    foreign = browser.post(
        f"{PLAN}{event.pk}/phan-cong/",
        {"candidate": f"{room.other_contributor.pk}-{room.other_unit.pk}"},
    )
    row = Assignment.objects.get()
    browser.post(f"{PLAN}{event.pk}/bo-phan-cong/{row.pk}/")

    assert foreign.status_code == 409
    assert (row.person, row.part) == (room.contributor, "chụp ảnh")
    row.refresh_from_db()
    assert row.released_at is not None


def test_assigned_work_stands_on_the_desk_and_overdue_work_on_the_planners(room):
    now = timezone.now()
    event = make_event(
        room.editor, room.unit, title="Việc gấp", due_at=now - dt.timedelta(hours=1),
        starts_at=now - dt.timedelta(hours=3),
    )  # fmt: skip
    people.assign(
        event.pk, candidate=f"{room.contributor.pk}-{room.unit.pk}", actor=room.editor, now=now
    )

    def work(person):
        found = page_of(browser_of(person).get("/toa-soan/", follow=True)).xpath(
            "//section[@aria-labelledby='assignments']"
        )
        return " ".join(found[0].text_content().split()) if found else None

    assert re.search("Việc gấp .*quá hạn", work(room.contributor))
    assert f"giao cho {room.contributor}" in work(room.editor)
    assert work(room.second_editor) is None
    assert "Hiện anh/chị chưa được phân công việc nào" in work(room.other_contributor)
    assert work(room.board_member) is None


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", {"A", "B", "AB"}),
        ("don_vi={unit}", {"A", "AB"}),
        ("loai=photo", {"B"}),
        ("cua_toi=on", {"AB"}),
        ("don_vi={other}&loai=photo", {"B"}),
        ("don_vi=99999&loai=poem", {"A", "B", "AB"}),
    ],
)
def test_filters_of_the_calendar(room, query, shown):
    start = at_local(dt.date(2026, 11, 10), dt.time(8))
    make_event(room.editor, room.unit, title="tên-A", starts_at=start)
    make_event(
        room.editor, room.other_unit, title="tên-B", starts_at=start,
        coverage=frozenset({Coverage.PHOTO}),
    )  # fmt: skip
    both = make_event(room.editor, room.unit, room.other_unit, title="tên-AB", starts_at=start)
    people.assign(both.pk, candidate=f"{room.editor.pk}-", actor=room.editor, now=timezone.now())

    filters = query.format(unit=room.unit.pk, other=room.other_unit.pk)
    page = page_of(browser_of(room.editor).get(f"{PLAN}?thang=2026-11&{filters}"))

    titles = page.xpath("//*[@class='plan-entry__title']/text()")
    assert {title.removeprefix("tên-") for title in titles} == shown


@pytest.mark.parametrize("month", ["2026-13", "abc", "1944-12", "2026-11-01", ""])
def test_a_month_that_makes_no_sense_is_this_month(room, month):
    with time_machine.travel("2026-11-30T16:59:00Z", tick=False):
        page = text_of(browser_of(room.editor).get(f"{PLAN}?thang={month}"))
    with time_machine.travel("2026-11-30T17:00:00Z", tick=False):
        later = text_of(browser_of(room.editor).get(f"{PLAN}?thang={month}"))

    assert "Kế hoạch tin, bài: Tháng 11 năm 2026" in page
    assert "Kế hoạch tin, bài: Tháng 12 năm 2026" in later


def test_months_lead_to_their_neighbours_with_the_filter(room):
    page = page_of(browser_of(room.editor).get(f"{PLAN}?thang=2026-12&loai=photo"))

    links = page.xpath("//nav[@class='plan-bar']/a/@href")
    assert f"{PLAN}?thang=2026-11&loai=photo" in links
    assert f"{PLAN}?thang=2027-01&loai=photo" in links


def test_an_event_over_a_months_border_stands_in_both(room):
    starts_at, ends_at = whole_days(dt.date(2026, 11, 30), dt.date(2026, 12, 1))
    make_event(
        room.editor, room.unit, title="Tập huấn", starts_at=starts_at, ends_at=ends_at,
        all_day=True,
    )  # fmt: skip
    browser = browser_of(room.editor)

    shown = [
        "Tập huấn" in text_of(browser.get(f"{PLAN}danh-sach/?thang={month}"))
        for month in ("2026-10", "2026-11", "2026-12", "2027-01")
    ]

    assert shown == [False, True, True, False]


def test_hours_of_stories_stand_in_the_calendar_of_those_who_see_them(room):
    with time_machine.travel("2026-11-29T16:45:00Z", tick=False):
        story = make_story(room, "approved", headline=SECRET)  # goes out at 23:45 on 30/11

        def reads(person):
            return text_of(browser_of(person).get(f"{PLAN}danh-sach/?thang=2026-11"))

        assert f"{SECRET} hẹn giờ đăng 23:45" in reads(room.editor)
        assert SECRET in reads(room.contributor)
        assert SECRET not in reads(room.other_vetter)
    assert story.progress.publish_at == dt.datetime(2026, 11, 30, 16, 45, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("status", "column", "word"),
    [
        ("proposed", "embargo_until", "cấm đăng trước giờ này"),
        ("published", "expires_at", "hết hạn, gỡ bài"),
        ("published", "embargo_until", None),
        ("taken_down", "expires_at", None),
    ],
)
def test_an_embargo_counts_until_publication_and_an_expiry_after_it(room, status, column, word):
    story = make_story(room, status, headline=SECRET)
    hour = at_local(dt.date(2026, 11, 30), dt.time(23, 45))
    Progress.objects.filter(pk=story.pk).update(**{column: hour})

    november = browser_of(room.editor).get(f"{PLAN}danh-sach/?thang=2026-11")
    december = browser_of(room.editor).get(f"{PLAN}danh-sach/?thang=2026-12")
    others = browser_of(room.board_member).get(f"{PLAN}danh-sach/?thang=2026-11")

    assert (f"{SECRET} {word} 23:45" in text_of(november)) is (word is not None)
    assert SECRET not in text_of(december)
    assert others.status_code == 404


def test_holidays_of_the_agency_are_named(room):
    Holiday.objects.filter(agency=room.agency).delete()
    Holiday.objects.create(
        agency=room.agency, name="Tết Nguyên đán", first_on=dt.date(2027, 2, 5),
        last_on=dt.date(2027, 2, 9),
    )  # fmt: skip

    page = page_of(browser_of(room.vetter).get(f"{PLAN}?thang=2027-02"))

    assert len(page.xpath("//*[@class='plan-day__holiday']")) == 5


def test_a_full_day_shows_some_lines_and_leads_to_the_rest(room):
    start = at_local(dt.date(2026, 11, 10), dt.time(8))
    for number in range(9):
        make_event(room.editor, room.unit, title=f"Việc {number}", starts_at=start)

    page = page_of(browser_of(room.editor).get(f"{PLAN}?thang=2026-11"))

    assert len(page.xpath("//*[@class='plan-entry__title']")) == 6
    link = page.xpath("//a[@class='plan-day__more']")[0]
    assert link.text == "và 3 việc nữa"
    assert link.get("href").endswith("#ngay-2026-11-10")


def test_the_month_as_a_file_and_on_paper(room):
    start = at_local(dt.date(2026, 11, 10), dt.time(8))
    make_event(room.editor, room.unit, title="=1+1", place="Hà Nội; số 1", starts_at=start)
    browser = browser_of(room.editor)

    file = browser.get(f"{PLAN}tai-ve/?thang=2026-11").getvalue().decode("utf-8-sig").splitlines()
    paper = text_of(browser.get(f"{PLAN}ban-in/?thang=2026-11"))

    assert file[0].startswith("Thời gian;Sự kiện;Địa điểm;Đơn vị;Cần có")
    assert file[1].startswith('10/11/2026, 08:00;\'=1+1;"Hà Nội; số 1"')
    assert "10/11/2026, 08:00" in paper
    workbook = browser.get(f"{PLAN}tai-ve/?thang=2026-11&dang=xlsx").getvalue()
    rows = list(openpyxl.load_workbook(io.BytesIO(workbook)).active.iter_rows(values_only=True))
    assert rows[1][:3] == ("10/11/2026, 08:00", "=1+1", "Hà Nội; số 1")


def test_a_month_of_500_events_needs_few_queries(room):
    start = at_local(dt.date(2026, 11, 1), dt.time(8))
    made = ExpectedEvent.objects.bulk_create(
        ExpectedEvent(
            agency=room.agency, title=f"Sự kiện {number}", made_by=room.editor, from_desk=True,
            starts_at=start + dt.timedelta(hours=number), ends_at=start + dt.timedelta(hours=number),
            made_at=start, changed_at=start, wants_brief=True, due_at=start,
        )
        for number in range(500)
    )  # fmt: skip
    through = ExpectedEvent.units.through
    through.objects.bulk_create(
        through(expectedevent_id=event.pk, unit_id=room.unit.pk) for event in made
    )
    Assignment.objects.bulk_create(
        Assignment(event=event, person=room.contributor, unit=room.unit, assigned_by=room.editor,
                   assigned_at=start)
        for event in made
    )  # fmt: skip
    browser = browser_of(room.editor)
    browser.get(PLAN)

    with CaptureQueriesContext(connection) as counted:
        answer = browser.get(f"{PLAN}?thang=2026-11")

    assert answer.status_code == 200
    ours = [
        query["sql"] for query in counted if re.search("planning_|stories_|holiday", query["sql"])
    ]
    assert len(ours) <= 7, ours
    assert len(counted) <= 15, [query["sql"] for query in counted]
