"""The webmaster's screens of people, boards, units; everybody's stand-ins."""

import datetime as dt
import io
import re

import openpyxl
import pytest
import time_machine
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from lxml import html

from toasoan.accounts.models import User
from toasoan.editorial.models import Progress
from toasoan.ledger.models import LedgerEntry
from toasoan.newsroom.kit.screens import load_screens
from toasoan.newsroom.people.sheets import read_list
from toasoan.newsroom.people.tasks import mail_invitation
from toasoan.stories.models import Story
from toasoan.testing.browsers import browser_of
from toasoan.testing.factories import make_member, make_newsroom, make_story, team_of
from toasoan.units.actions import name_stand_in
from toasoan.units.models import (
    Delegation,
    Membership,
    MembershipRole,
    OrganisationChange,
    Succession,
    Unit,
)
from toasoan.vietnamese.dates import TZ

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 7, 10, 9, 0, tzinfo=TZ)
TODAY = NOW.date()
TOMORROW = TODAY + dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def keeper(room):
    return browser_of(room.webmaster)


def at(name, *args):
    return reverse(f"newsroom:{name}", args=args)


def page_of(answer):
    return html.fromstring(answer.content)


def text_of(answer):
    return " ".join(page_of(answer).text_content().split())


def seat_of(person):
    return Membership.objects.get(user=person)


def names_on(answer):
    return [link.text for link in page_of(answer).xpath("//a[@class='people-list__name']")]


def test_people_are_listed_in_vietnamese_order_and_found_without_accents(room, keeper):
    room.vetter.first_name, room.vetter.last_name = "Ánh", "Đặng Thị"
    room.vetter.post = "Viện trưởng"
    room.vetter.save()
    room.editor.first_name, room.editor.last_name = "Ưng", "Lê"
    room.editor.save()

    everybody = names_on(keeper.get(at("people")))

    assert (everybody[0], everybody[-1]) == ("Đặng Thị Ánh", "Lê Ưng")
    assert names_on(keeper.get(at("people"), {"q": "dang anh"})) == ["Đặng Thị Ánh"]
    assert names_on(keeper.get(at("people"), {"q": "vien truong"})) == ["Đặng Thị Ánh"]
    assert names_on(keeper.get(at("people"), {"q": "xyz"})) == []
    team = team_of(room.unit)
    assert len(names_on(keeper.get(at("people"), {"ban": team.pk}))) == 2
    assert names_on(keeper.get(at("people"), {"tt": "khoa"})) == []


def test_the_list_is_saved_as_a_table_without_formulas(room, keeper):
    room.vetter.post = "=HYPERLINK(1)"
    room.vetter.save()

    book = openpyxl.load_workbook(
        io.BytesIO(keeper.get(at("people_file"), {"dang": "xlsx"}).getvalue())
    ).active
    csv_text = keeper.get(at("people_file"), {"dang": "csv"}).getvalue().decode("utf-8-sig")

    assert book.max_row == 12
    assert all(cell.data_type != "f" for row in book for cell in row)
    assert "'=HYPERLINK(1)" in csv_text
    assert keeper.get(at("people_file"), {"dang": "exe"})["Content-Type"].startswith("text/csv")


def test_one_account_is_opened_with_its_seat_and_an_invitation_that_works(room, keeper):
    answer = keeper.post(
        at("person_add"),
        {
            "full_name": "Nguyễn Thị Lan Khuê", "username": "", "email": "khue@vidu.vn",
            "post": "Kiểm sát viên", "board": team_of(room.unit).pk, "role": "member",
            "from_on": "2026-07-10", "decision_number": "15/QĐ-VKS", "decision_on": "",
        },
    )  # fmt: skip
    assert answer.url == at("people_slips")

    person = User.objects.get(username="khue.ntl")
    assert seat_of(person).decision_number == "15/QĐ-VKS"
    slips = keeper.post(at("people_slips_print"))
    address = page_of(slips).xpath("//p[@class='slip__address']")[0].text
    assert slips["Cache-Control"] == "no-store"
    stranger = Client()
    assert stranger.get(address, follow=True).status_code == 200
    assert "khue.ntl" in text_of(slips)


def test_what_is_wrong_with_a_new_account_stands_at_its_field(room, keeper):
    answer = keeper.post(
        at("person_add"),
        {
            "full_name": "Lê Mới", "username": room.contributor.username, "email": "",
            "post": "", "board": team_of(room.unit).pk, "role": "head", "from_on": "2026-07-10",
        },
    )  # fmt: skip

    assert answer.status_code == 422
    assert "Đã có người khác dùng tên đăng nhập này." in text_of(answer)
    assert not User.objects.filter(first_name="Mới").exists()


def test_closing_an_account_asks_who_goes_on_and_keeps_bylines(room, keeper):
    colleague = make_member(team_of(room.unit), MembershipRole.MEMBER, name="Vũ Thị Thay")
    mine, left = make_story(room, "draft", now=NOW), make_story(room, "draft", now=NOW)
    published = make_story(room, "published", now=NOW)
    session = browser_of(room.contributor)
    address = at("person_disable", room.contributor.pk)
    preview = page_of(keeper.get(address))
    assert len(preview.xpath("//select[starts-with(@name, 'story_')]")) == 2

    answer = keeper.post(address, {"because": "Chuyển công tác", f"story_{mine.pk}": colleague.pk})

    assert answer.status_code == 302
    room.contributor.refresh_from_db()
    assert not room.contributor.is_active
    assert Story.objects.get(pk=mine.pk).author == colleague
    assert Story.objects.get(pk=left.pk).author == room.contributor
    kept = Story.objects.get(pk=published.pk)
    assert (kept.author, kept.live) == (room.contributor, True)
    assert [byline.name for byline in kept.bylines.all()] == ["Lê Thị Thử"]
    assert session.get(at("inbox")).status_code == 302
    keeper.post(at("person_enable", room.contributor.pk))
    room.contributor.refresh_from_db()
    assert room.contributor.is_active


def test_claims_of_a_closed_account_go_back_to_the_queue(room, keeper):
    story = make_story(room, "editing", now=NOW)

    keeper.post(at("person_disable", room.editor.pk), {"because": "Nghỉ hưu"})

    progress = Progress.objects.get(pk=story.pk)
    assert (progress.status, progress.claimed_by) == ("received", None)
    trail = text_of(browser_of(room.second_editor).get(at("story", story.pk)))
    assert "Trả về danh sách chờ biên tập" in trail


def test_a_crafted_taker_from_another_unit_is_refused_and_nothing_happens(room, keeper):
    story = make_story(room, "draft", now=NOW)

    answer = keeper.post(
        at("person_disable", room.contributor.pk),
        {"because": "x", f"story_{story.pk}": room.other_contributor.pk},
    )

    assert answer.status_code == 422
    room.contributor.refresh_from_db()
    assert room.contributor.is_active


def test_seats_are_given_ended_and_annulled_on_the_screens(room, keeper):
    team = team_of(room.unit)
    keeper.post(
        at("board_seat", team.pk),
        {"person": room.editor.pk, "role": "deputy", "from_on": "2026-07-10",
         "decision_number": "7/QĐ", "decision_on": "2026-07-09"},
    )  # fmt: skip
    given = team.memberships.get(user=room.editor)
    assert (given.role, given.decision_on) == ("deputy", dt.date(2026, 7, 9))

    assert keeper.post(at("seat_annul", given.pk), {"because": ""}).status_code == 422
    keeper.post(at("seat_annul", given.pk), {"because": "Nhầm người"})
    board = keeper.get(at("board", team.pk))
    assert "đã hủy: Nhầm người" in text_of(board)

    assert keeper.post(at("seat_end", seat_of(room.vetter).pk), {"to_on": "2026-07-09"}).url
    assert "Đơn vị chưa có người kiểm duyệt" in text_of(keeper.get(at("board", team.pk)))
    assert room.unit.short_name in text_of(keeper.get(at("boards")))


def test_an_overlapping_seat_is_refused_with_a_sentence(room, keeper):
    answer = keeper.post(
        at("person_seat", room.contributor.pk),
        {"board": team_of(room.unit).pk, "role": "member", "from_on": "2026-07-10"},
    )

    assert answer.status_code == 422
    assert "đã là thành viên" in text_of(answer)


def test_boards_are_founded_and_closed(room, keeper):
    keeper.post(
        at("board_add"), {"kind": "outreach", "unit": "", "name": "Tiểu ban Tuyên truyền",
                          "opened_on": "2026-07-01"},
    )  # fmt: skip
    board = room.agency.boards.get(name="Tiểu ban Tuyên truyền")

    keeper.post(at("board_close", board.pk), {"to_on": "2026-07-09"})

    board.refresh_from_db()
    assert board.closed_on == dt.date(2026, 7, 9)
    assert "Tiểu ban Tuyên truyền" in text_of(keeper.get(at("boards")))


def test_a_unit_is_opened_with_its_team(room, keeper):
    keeper.post(
        at("unit_add"), {"name": "Viện kiểm sát nhân dân khu vực 9", "short_name": "Khu vực 9",
                         "code": "khu-vuc-9", "kind": "region", "opened_on": "2026-07-10"},
    )  # fmt: skip
    unit = Unit.objects.get(code="khu-vuc-9")

    assert team_of(unit).name == "Tổ tuyên truyền Khu vực 9"
    again = keeper.post(
        at("unit_add"), {"name": "A", "short_name": "A", "code": "khu-vuc-9", "kind": "region",
                         "opened_on": "2026-07-10"},
    )  # fmt: skip
    assert again.status_code == 422


def merger(room, **changed):
    return {
        "kind": "merged", "predecessors": [room.unit.pk, room.other_unit.pk],
        "happened_on": "2026-07-10", "decision_number": "84/NQ",
    } | changed  # fmt: skip


CARRY_ON = {
    "asked_carry_on": "1", "name_0": "Viện kiểm sát nhân dân khu vực 1",
    "short_0": "Khu vực 1", "code_0": "", "kind_0": "region",
}  # fmt: skip


def hidden(answer):
    return {
        field.get("name"): field.get("value", "")
        for field in page_of(answer).xpath("//form//input[@type='hidden']")
    }


def test_the_wizard_shows_everything_first_and_does_it_on_confirmation(room, keeper):
    make_story(room, "draft", now=NOW)
    make_story(room, "published", now=NOW)
    second = keeper.post(at("succession"), merger(room))
    assert "Đơn vị mới: tên đầy đủ" in text_of(second)

    third = keeper.post(at("succession"), merger(room) | CARRY_ON)
    assert third.status_code == 200
    words = text_of(third)
    assert "hoạt động đến hết ngày 09/07/2026" in words
    assert "1 tin, bài đã đăng giữ nguyên tên đơn vị" in words
    assert "mã khu-vuc-1" in words
    assert not Unit.objects.filter(code="khu-vuc-1").exists()

    seats = {
        f"seat_{seat_of(room.vetter).pk}": "new-0", f"role_{seat_of(room.vetter).pk}": "head",
    }  # fmt: skip
    done = keeper.post(
        at("succession"), merger(room) | CARRY_ON | seats | {"asked_seats": "1", "confirm": "1"}
    )

    succession = Succession.objects.get()
    assert done.url == at("succession_done", succession.pk)
    result = text_of(keeper.get(done.url))
    assert "đã chuyển 1" in result
    assert "Thu hồi việc sắp xếp" not in result
    assert "Khu vực 1" in text_of(keeper.get(at("units")))


def test_the_last_page_repeats_every_choice_and_one_goes_back_with_all_answers(room, keeper):
    make_story(room, "draft", now=NOW)
    seats = {
        f"seat_{seat_of(room.vetter).pk}": "new-0", f"role_{seat_of(room.vetter).pk}": "head",
    }  # fmt: skip
    answered = merger(room) | CARRY_ON | seats | {"asked_seats": "1"}

    last = keeper.post(at("succession"), answered | {"check": "1"})

    words = text_of(last)
    assert "84/NQ" in words
    assert "10/07/2026" in words
    assert "Viện kiểm sát nhân dân khu vực 1 (mới, mã khu-vuc-1)" in words
    assert f"{room.vetter} ({room.unit.short_name}): Khu vực 1, " in words
    assert "không tham gia nữa" in words
    assert not Succession.objects.exists()
    page = last.content.decode()
    assert page.index("không thu hồi được") < page.index('name="confirm"')
    # All answers are carried by the page itself: confirming needs nothing else.
    carried = {**hidden(last), "predecessors": [room.unit.pk, room.other_unit.pk]}
    for place, sentence in [("carry_on", "Khu vực 1"), ("which", "84/NQ")]:
        before = keeper.post(at("succession"), carried | {"back_to": place})
        assert before.status_code == 200
        values = page_of(before).xpath("//form//input[not(@type='hidden')]/@value")
        assert sentence in values
    assert keeper.post(at("succession"), carried | {"confirm": "1"}).status_code == 302


def test_the_wizard_proposes_one_head_and_says_what_stands_in_the_way(room, keeper):
    third = page_of(keeper.post(at("succession"), merger(room) | CARRY_ON))
    roles = [
        select.xpath("./option[@selected]/@value")[0]
        for select in third.xpath("//select[starts-with(@name, 'role_')]")
    ]
    assert sorted(roles) == ["deputy", "head", "member", "member"]

    heads = {}
    for person in (room.vetter, room.other_vetter):
        heads |= {f"seat_{seat_of(person).pk}": "new-0", f"role_{seat_of(person).pk}": "head"}
    answer = keeper.post(
        at("succession"), merger(room) | CARRY_ON | heads | {"asked_seats": "1", "confirm": "1"}
    )

    assert answer.status_code == 409
    assert "đã có người đứng đầu" in text_of(answer)
    assert not Succession.objects.exists()


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"kind": "renamed"}, "Chỉ chọn một đơn vị."),
        ({"predecessors": []}, "Không được để trống."),
        ({"happened_on": "2026-13-01"}, "ngày"),
        ({"decision_number": ""}, "Không được để trống."),
    ],
)
def test_the_first_page_is_not_left_before_it_is_right(room, keeper, changed, sentence):
    answer = keeper.post(at("succession"), merger(room, **changed))

    assert answer.status_code == 422
    assert sentence in text_of(answer)


def test_a_unit_closes_without_a_second_page(room, keeper):
    one = merger(room, kind="closed", predecessors=[room.unit.pk])

    preview = keeper.post(at("succession"), one)
    assert "Đơn vị nào nhận các tin, bài chưa đăng?" in text_of(preview)
    done = keeper.post(
        at("succession"),
        one | {"asked_carry_on": "1", "asked_seats": "1", "heir": f"unit-{room.other_unit.pk}",
               "confirm": "1"},
    )  # fmt: skip

    assert done.status_code == 302
    room.unit.refresh_from_db()
    assert room.unit.closed_on == dt.date(2026, 7, 9)


def test_a_coming_reorganisation_is_taken_back_from_its_page(room, keeper):
    coming = merger(room, happened_on="2026-08-01") | CARRY_ON
    done = keeper.post(at("succession"), coming | {"asked_seats": "1", "confirm": "1"})
    assert "Thu hồi việc sắp xếp" in text_of(keeper.get(done.url))

    keeper.post(at("succession_undo", Succession.objects.get().pk))

    assert not Succession.objects.exists()
    assert not Unit.objects.filter(code="khu-vuc-1").exists()


HEADINGS = "Họ và tên;Tên đăng nhập;Thư điện tử;Chức vụ;Đơn vị hoặc ban;Vai trò"


def sent(*lines):
    content = "\n".join([HEADINGS, *lines]).encode("utf-8-sig")
    return {"file": SimpleUploadedFile("ds.csv", content, content_type="text/csv")}


def test_a_list_is_shown_first_then_its_good_lines_become_accounts(room, keeper):
    unit = room.unit.short_name
    preview = keeper.post(
        at("people_upload"),
        sent(f"Nguyễn Thị Lan Khuê;;khue@vidu.vn;;{unit};", f"Vũ An;;sai;;{unit};Sếp",
             f"Trần Bình;;;;{unit};Phó"),
    )  # fmt: skip
    words = text_of(preview)
    assert "2 dòng đúng." in words
    assert "Thư điện tử: Thư điện tử không đúng." in words
    assert not User.objects.filter(username="khue.ntl").exists()
    sealed = hidden(preview)["sealed"]

    wrong = read_list(keeper.post(at("people_wrong_lines"), {"sealed": sealed}).getvalue())
    assert [line.cells["name"] for line in wrong] == ["Vũ An"]
    keeper.post(at("people_confirm"), {"sealed": sealed})

    assert User.objects.filter(username__in=["khue.ntl", "binh.t"]).count() == 2
    assert not User.objects.filter(first_name="An", last_name="Vũ").exists()
    assert seat_of(User.objects.get(username="binh.t")).role == "deputy"
    again = keeper.post(at("people_confirm"), {"sealed": sealed})
    assert User.objects.filter(first_name="Khuê").count() == 1
    assert again.status_code == 409


def test_a_preview_that_was_changed_or_is_of_another_agency_is_refused(room, keeper):
    preview = keeper.post(at("people_upload"), sent(f"Vũ An;;;;{room.unit.short_name};"))
    sealed = hidden(preview)["sealed"]
    elsewhere = make_newsroom("noi-khac", hostname="noi-khac.vidu.vn")

    for browser, token in ((keeper, sealed + "x"), (browser_of(elsewhere.webmaster), sealed)):
        assert browser.post(at("people_confirm"), {"sealed": token}).url == at("people_upload")

    assert not User.objects.filter(first_name="An", last_name="Vũ").exists()


def test_a_file_that_is_no_list_is_refused_with_a_sentence(room, keeper):
    picture = {"file": SimpleUploadedFile("ds.xlsx", b"\x89PNG\r\n\x1a\n\x00")}

    answer = keeper.post(at("people_upload"), picture)

    assert answer.status_code == 422
    assert "UTF-8" in text_of(answer) or "không phải bảng" in text_of(answer)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_template_is_a_list_that_can_be_read(room, keeper, kind):
    (line,) = read_list(keeper.get(at("people_template"), {"dang": kind}).getvalue())

    assert line.cells["name"] == "Nguyễn Thị Ví Dụ"


def test_an_invitation_by_mail_goes_to_the_person_alone(room):
    mail_invitation.call(room.contributor.pk, room.agency.pk, room.webmaster.pk, "https://vidu.vn/")

    (message,) = mail.outbox
    assert message.to == [room.contributor.email]
    address = re.search(r"https://vidu\.vn/\S+", message.body)[0]
    assert Client().get(address.removeprefix("https://vidu.vn"), follow=True).status_code == 200


def test_nobody_is_mailed_whose_account_is_closed(room):
    room.contributor.is_active = False
    room.contributor.save()

    assert not mail_invitation.call(
        room.contributor.pk, room.agency.pk, room.webmaster.pk, "https://v.vn/"
    )
    assert mail.outbox == []


def stand_in(room, **changed):
    return {
        "board": team_of(room.unit).pk, "delegate": room.contributor.pk,
        "from_on": "2026-07-10", "to_on": "2026-07-12", "reason": "Nghỉ phép",
    } | changed  # fmt: skip


def test_a_leader_names_a_stand_in_and_takes_it_back(room):
    leader = browser_of(room.vetter)
    form = page_of(leader.get(at("stand_in_add")))
    offered = form.xpath("//select[@name='delegate']//option/@value")
    assert set(offered) == {"", str(room.contributor.pk)}

    leader.post(at("stand_in_add"), stand_in(room))

    story = make_story(room, "submitted", now=NOW)
    Story.objects.filter(pk=story.pk).update(author=room.outsider)
    Progress.objects.filter(pk=story.pk).update(submitted_by=room.outsider)
    helper = browser_of(room.contributor)
    assert "Nghỉ phép" in text_of(helper.get(at("stand_ins")))
    helper.post(at("step", story.pk, "vet"), {"revision_id": story.latest_revision_id})
    entry = LedgerEntry.objects.get(kind="story.vet")
    assert (entry.actor, entry.acting_for) == (room.contributor, room.vetter)
    trail = text_of(leader.get(at("story", story.pk)))
    assert f"thay {room.vetter}" in trail

    end = at("my_stand_in_end", Delegation.objects.get().pk)
    consequence = page_of(leader.get(end)).xpath("//*[@id='consequence']")[0].text
    assert f"không còn xem và quyết định thay {room.vetter}" in consequence
    assert browser_of(room.contributor).get(at("stand_ins")).status_code == 200
    assert leader.post(end).url == at("stand_ins")
    assert leader.post(end).status_code == 422
    assert browser_of(room.contributor).get(at("stand_ins")).status_code == 404


def test_somebody_of_another_unit_cannot_be_chosen_even_by_a_crafted_post(room):
    answer = browser_of(room.vetter).post(
        at("stand_in_add"), stand_in(room, delegate=room.other_vetter.pk)
    )

    assert answer.status_code == 422
    assert not Delegation.objects.exists()


def test_nobody_ends_a_stand_in_that_somebody_else_named(room):
    delegation = name_stand_in(
        room.vetter, room.contributor, board=team_of(room.unit), from_on=TODAY, to_on=TOMORROW,
        actor=room.vetter, now=NOW,
    )  # fmt: skip

    for person in (room.contributor, room.other_vetter, room.editor):
        answer = browser_of(person).post(at("my_stand_in_end", delegation.pk))
        assert answer.status_code == 404
    webmaster, end = browser_of(room.webmaster), at("stand_in_end", delegation.pk)
    assert webmaster.get(end).status_code == 200
    delegation.refresh_from_db()
    assert delegation.annulled_at is None
    assert webmaster.post(end).url == at("all_stand_ins")
    delegation.refresh_from_db()
    assert delegation.annulled_at == NOW


def test_the_webmaster_names_a_stand_in_for_somebody_who_cannot(room, keeper):
    answer = keeper.post(at("person_stand_in", room.vetter.pk), stand_in(room))

    assert answer.url == at("person", room.vetter.pk)
    assert OrganisationChange.objects.get(kind="delegated").actor == room.webmaster
    assert "thay" in text_of(keeper.get(at("all_stand_ins")))
    # Writing needs no stand-in.
    assert keeper.get(at("person_stand_in", room.contributor.pk)).status_code == 404


def things_of(room):
    """The id that each argument of an address takes, for an agency."""
    delegation = name_stand_in(
        room.vetter, room.contributor, board=team_of(room.unit), from_on=TODAY, to_on=TOMORROW,
        actor=room.vetter, now=NOW,
    )  # fmt: skip
    succession = Succession.objects.create(kind="closed", happened_on=TOMORROW)
    succession.predecessors.set([room.unit])
    return {
        "person_id": room.contributor.pk,
        "board_id": team_of(room.unit).pk,
        "seat_id": seat_of(room.contributor).pk,
        "unit_id": room.unit.pk,
        "succession_id": succession.pk,
        "delegation_id": delegation.pk,
        "action": "mo-khoa",
    }


def addresses():
    """Every address here with its arguments by name."""
    for screen in load_screens().screens:
        if screen.view.__module__.startswith("toasoan.newsroom.people."):
            arguments = re.findall(r"<\w+:(\w+)>", screen.route)
            yield screen.address.name.removeprefix("newsroom:"), arguments


def test_what_belongs_to_another_agency_does_not_exist(room):
    elsewhere = make_newsroom("noi-khac", hostname="noi-khac.vidu.vn")
    things = things_of(room)
    stranger = browser_of(elsewhere.webmaster)

    answers = {
        (name, method): getattr(stranger, method)(
            reverse(f"newsroom:{name}", kwargs={each: things[each] for each in arguments})
        ).status_code
        for name, arguments in addresses()
        if arguments and "kind" not in arguments
        for method in ("get", "post")
    }

    assert len(answers) > 25
    assert set(answers.values()) <= {404, 405}
    assert {code for (_name, method), code in answers.items() if method == "post"} >= {404}
    listed = text_of(stranger.get(at("people"))).split()
    assert room.contributor.username not in listed


def test_only_the_webmaster_opens_these_screens(room):
    own = {"stand_ins", "stand_in_add", "my_stand_in_end"}
    things = things_of(room) | {"kind": "csv"}
    for person in ("contributor", "vetter", "editor", "approver", "board_member", "outsider"):
        browser = browser_of(getattr(room, person))
        for name, arguments in addresses():
            if name in own:
                continue
            address = reverse(f"newsroom:{name}", kwargs={each: things[each] for each in arguments})
            for method in ("get", "post"):
                assert getattr(browser, method)(address).status_code in {404, 405}, (person, name)


def test_an_account_that_another_agency_answers_for_too_is_not_touched(room, keeper):
    elsewhere = make_newsroom("noi-khac", hostname="noi-khac.vidu.vn")
    Membership.objects.create(
        user=room.contributor, board=team_of(elsewhere.unit), role="member", from_on=TODAY
    )

    assert keeper.get(at("person", room.contributor.pk)).status_code == 200
    for name in ("person_edit", "person_disable", "person_enable", "person_invite"):
        assert keeper.post(at(name, room.contributor.pk), {}).status_code in {404, 405}


def test_the_history_tells_who_did_what(room, keeper):
    keeper.post(
        at("person_edit", room.contributor.pk),
        {"full_name": "Lê Thị Đổi", "username": room.contributor.username,
         "email": room.contributor.email, "post": "Kiểm tra viên"},
    )  # fmt: skip

    page = text_of(keeper.get(at("person", room.contributor.pk)))

    assert "Sửa thông tin" in page
    assert str(room.webmaster) in page
