"""What ``toasoan init`` creates, and that a mistake creates nothing."""

import datetime as dt
from dataclasses import replace

import pytest
from django.contrib.auth.models import Group
from django.urls import resolve, reverse
from wagtail.models import Page, Site

from toasoan.accounts.models import User
from toasoan.editorial.models import Reason
from toasoan.newsroom.people.sheets import headings
from toasoan.notifications.models import Holiday, OfficeHours, StepLimit
from toasoan.operations.actions import FirstUnit, NewAgency, create_agency
from toasoan.operations.first_agency import create_first_agency, plan_first_agency
from toasoan.operations.init_answers import InitAnswers, unit_of
from toasoan.refusals import RefusedError
from toasoan.site_settings.page_rights import enter_page_rights
from toasoan.units import first_data
from toasoan.units.duties import Duty
from toasoan.units.first_data import enter_first_data, register_first_data
from toasoan.units.models import Agency, BoardKind, Unit, UnitKind
from toasoan.units.queries import duties_of

pytestmark = pytest.mark.django_db

ANSWERS = InitAnswers(
    name="Viện kiểm sát nhân dân tỉnh Sông Thử",
    short_name="VKSND tỉnh Sông Thử",
    code="song-thu",
    host="tin.vidu.vn",
    port=443,
    webmaster="Lê Thị Quản",
    username="",
    email="quan@vidu.vn",
)


def sheet(tmp_path, *lines):
    names = [str(name) for name in headings().values()]
    rows = [";".join(names), *lines]
    path = tmp_path / "danh-sach.csv"
    path.write_text("\ufeff" + "\n".join(rows), encoding="utf-8")
    return str(path)


def create(answers=ANSWERS):
    return create_first_agency(plan_first_agency(answers))


def test_an_agency_has_a_site_a_home_page_and_the_first_data_of_every_room():
    agency = create_agency(NewAgency(code="song-thu", name="Viện Thử", hostname="tin.vidu.vn"))

    assert Site.objects.get() == agency.site
    assert agency.site.is_default_site
    assert Page.objects.filter(depth=2).get().pk == agency.site.root_page_id
    for model in (Reason, OfficeHours, StepLimit, Holiday):
        assert model.objects.filter(agency=agency).exists(), model
    assert Group.objects.filter(name__endswith="song-thu").exists()


def test_entering_first_data_again_changes_nothing():
    agency = create_agency(NewAgency(code="song-thu", name="Viện Thử", hostname="tin.vidu.vn"))
    reason = Reason.objects.filter(agency=agency).first()
    Reason.objects.filter(pk=reason.pk).update(label="Nhãn của cơ quan")
    before = Reason.objects.count(), Holiday.objects.count(), StepLimit.objects.count()

    enter_first_data(agency)

    assert (Reason.objects.count(), Holiday.objects.count(), StepLimit.objects.count()) == before
    reason.refresh_from_db()
    assert reason.label == "Nhãn của cơ quan"


def test_a_room_that_registers_first_data_is_asked_for_it(monkeypatch):
    monkeypatch.setattr(first_data, "_registered", {"site_settings": enter_page_rights})
    agencies = []
    register_first_data("thử", agencies.append)

    agency = create_agency(NewAgency(code="song-thu", name="Viện Thử", hostname="tin.vidu.vn"))

    assert agencies == [agency]
    assert not Reason.objects.exists()


def test_two_units_with_one_code_leave_no_agency():
    unit = FirstUnit(
        code="kv1", kind=UnitKind.REGION, name="Khu vực 1", short_name="KV1",
        opened_on=dt.date(2026, 1, 1),
    )  # fmt: skip

    with pytest.raises(RefusedError):
        create_agency(NewAgency(code="song-thu", name="Viện Thử", hostname="v.vn"), [unit, unit])

    assert not Agency.objects.exists()


def test_the_first_webmaster_keeps_the_site_and_gets_a_link(settings):
    settings.WAGTAILADMIN_BASE_URL = "https://tin.vidu.vn"

    link = create()

    webmaster = User.objects.get()
    assert webmaster.username == "quan.lt"
    assert not webmaster.has_usable_password()
    assert duties_of(webmaster, dt.date.today()) == {Duty.KEEP_SITE}  # noqa: DTZ011
    assert set(Group.objects.get(name__endswith="song-thu").user_set.all()) == {webmaster}
    path = link.removeprefix("https://tin.vidu.vn")
    assert resolve(path).view_name == "newsroom:invitation"
    assert path.startswith(reverse("wagtailadmin_home"))


def test_units_by_hand_have_kind_team_and_order():
    create(replace(ANSWERS, units=tuple(map(unit_of, ["Phòng 1", "VKSND khu vực 2", "Huyện Tam"]))))

    units = list(Unit.objects.order_by("order"))
    assert [(unit.name, unit.kind) for unit in units] == [
        ("Phòng 1", UnitKind.DEPARTMENT),
        ("VKSND khu vực 2", UnitKind.REGION),
        ("Huyện Tam", UnitKind.DISTRICT),
    ]
    assert all(unit.boards.filter(kind=BoardKind.UNIT_TEAM).exists() for unit in units)


def test_the_list_of_the_people_screens_brings_people_units_and_boards(tmp_path):
    people = sheet(
        tmp_path,
        "Trần Văn Viết;;viet@vidu.vn;Kiểm sát viên;Phòng 1;;05/8/2024;15/QĐ;01/8/2024",
        "Đỗ Thị Duyệt;;;Viện trưởng;Viện kiểm sát nhân dân khu vực 2;Trưởng;;;",
        "Mai Văn Chủ;;;Phó Viện trưởng;Ban Chỉ đạo trang tin;Trưởng;;;",
        "Hồ Thị Biên;;;;Phòng 1;Trưởng;;;",
    )

    create(replace(ANSWERS, people_file=people))

    assert set(Unit.objects.values_list("short_name", flat=True)) == {
        "Phòng 1",
        "VKSND khu vực 2",
    }
    # The boards are as old as the oldest seat of the list.
    assert set(Unit.objects.values_list("opened_on", flat=True)) == {dt.date(2024, 8, 5)}
    agency = Agency.objects.get()
    assert agency.boards.get(kind=BoardKind.STEERING).name == "Ban Chỉ đạo trang tin"
    head = User.objects.get(last_name="Mai Văn")
    assert Duty.APPROVE in duties_of(head, dt.date.today())  # noqa: DTZ011
    assert User.objects.count() == 5


def test_mistakes_of_the_list_are_told_line_by_line_and_nothing_stays(tmp_path):
    people = sheet(
        tmp_path,
        "Trần Văn Viết;;khong-phai-thu;;Phòng 1;;;;",
        "Đỗ Thị Duyệt;;;;Phòng 1;Vua;;;",
    )

    with pytest.raises(RefusedError) as refused:
        create(replace(ANSWERS, people_file=people))

    assert "Dòng 2" in str(refused.value)
    assert "Dòng 3" in str(refused.value)
    assert not Agency.objects.exists()
    assert not User.objects.exists()


@pytest.mark.parametrize(
    ("changed", "part"),
    [
        ({"username": "Có Dấu"}, "a–z"),
        ({"email": "a@b"}, "a@b"),
        ({"units": (unit_of("Phòng 1"), unit_of("Phòng 1"))}, "phong-1"),
    ],
)
def test_mistakes_are_told_before_there_is_a_database(changed, part):
    with pytest.raises(RefusedError, match=part):
        plan_first_agency(replace(ANSWERS, **changed))


def test_a_file_that_is_no_list_is_refused(tmp_path):
    path = tmp_path / "danh-sach.xlsx"
    path.write_bytes(b"PK nothing")

    with pytest.raises(RefusedError):
        plan_first_agency(replace(ANSWERS, people_file=str(path)))
