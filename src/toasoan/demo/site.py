"""The demo agency's site: facts of the footer, contacts, blocks of the home page, English pages."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils.text import capfirst

from toasoan.demo.agency import AGENCY, DISTRICTS
from toasoan.demo.emblems import emblem
from toasoan.demo.pictures import PORTRAITS
from toasoan.media.reading import NewPicture
from toasoan.portal.home.blocks import HomeBlocks
from toasoan.portal.models import EnglishHome, HomePage, StandingPage
from toasoan.site_settings.actions import (
    change_contact,
    change_leader,
    change_linked,
    change_look,
    keep_entry,
)
from toasoan.site_settings.models import Entry, Leader, Look, MenuPlace, UnitContact
from toasoan.stories.models import Section
from toasoan.units.models import Agency, Unit

_ENGLISH = (
    "<p>The People's Procuracy of Sông Thương exercises public prosecution and supervises judicial "
    "activities in the province. News is published in Vietnamese; these pages tell visitors "
    "from abroad who we are and how to reach us.</p>"
)
_VISITS = (
    "<p>Citizens are received on working days, 07:30–11:00 and 13:30–16:30. Please bring an "
    "identity document. Letters may be handed in at the reception or sent by post.</p>"
)
_HISTORY = (
    "<p>Viện kiểm sát nhân dân hai cấp của tỉnh được tổ chức theo mô hình khu vực từ ngày "
    "01/7/2025. Các Viện kiểm sát khu vực tiếp nhận nhiệm vụ của các đơn vị cấp huyện trước đó.</p>"
)
_LEADERSHIP = (
    (
        AGENCY.responsible_name, "Viện trưởng",
        "Lãnh đạo, chỉ đạo toàn diện công tác của Viện kiểm sát nhân dân hai cấp; trực tiếp phụ"
        " trách công tác tổ chức cán bộ, tài chính.",
        "Sáng thứ Ba của tuần thứ hai và tuần thứ tư hằng tháng",
    ),
    (
        "Vương Thị Nguyệt Hà", "Bí thư Đảng ủy, Phó Viện trưởng",
        "Phụ trách công tác kiểm sát việc giải quyết các vụ việc dân sự, hành chính; Trưởng Ban"
        " Chỉ đạo công tác tuyên truyền.",
        "Sáng thứ Năm của tuần thứ nhất hằng tháng",
    ),
    (
        "Đàm Khắc Nguyên", "Phó Viện trưởng",
        "Phụ trách khối hình sự và kiểm sát việc tạm giữ, tạm giam, thi hành án hình sự.",
        "Sáng thứ Năm của tuần thứ ba hằng tháng",
    ),
)  # fmt: skip
_NEWS = ("hoat-dong-cua-nganh", "xay-dung-dang", "guong-nguoi-tot-viec-tot", "nghien-cuu-trao-doi")
_ON_TOP = ("kiem-sat-hai-cap", "pho-bien-phap-luat", "thong-bao")
#: Made-up systems with the letters of their emblems.
_SOFTWARE = (
    ("Quản lý văn bản và điều hành", "https://vanban.vks-songthuong.example/", "VB"),
    ("Thư công vụ", "https://thu.vks-songthuong.example/", "TC"),
    ("Quản lý án hình sự", "https://an.vks-songthuong.example/", "AH"),
    ("Tra cứu văn bản pháp luật", "https://phapluat.vks-songthuong.example/", "PL"),
)
_BLOCKS: tuple[tuple[str, dict[str, object]], ...] = (
    ("leads", {}),
    ("documents", {}),
    ("schedule", {}),
    ("announcements", {}),
    ("events", {}),
    ("answers", {}),
    ("polls", {}),
    ("units", {}),
    ("photo_story", {}),
    ("sections", {}),
    ("most_read", {"period": "month", "shows_numbers": True}),
    ("counter", {}),
    (
        "links",
        {
            "links": [
                {"label": "Cơ cấu tổ chức", "address": "/to-chuc/"},
                {"label": "Liên hệ, tiếp công dân", "address": "/lien-he/"},
                {"label": "Sơ đồ trang", "address": "/so-do-trang/"},
                {"label": "Tìm kiếm tin, bài", "address": "/tim-kiem/"},
            ]
        },
    ),
)


def enter_site_facts(
    agency: Agency, units: Mapping[str, Unit], drawings: Mapping[tuple[str, int], NewPicture]
) -> None:
    """Enter footer facts, contacts, leadership, menus, the home page and the standing texts."""
    look = Look(
        licence="Số 07/GP-TTĐT, ngày 15/3/2022 (giấy phép mẫu)",
        opening_hours="Các ngày làm việc, 07:30–11:00 và 13:30–16:30",
        map_link="https://www.openstreetmap.org/#map=6/16.1/106.4",
        english_on=True,
        english_name="People's Procuracy of Sông Thương Province",
        english_parent_name="Supreme People's Procuracy",
        english_slogan="Just, upright, impartial, careful, modest",
        english_address="12 Bờ Kè Street, Thương Giang Ward, Sông Thương Province",
    )
    change_look(agency, look, actor=None)
    for number, district in enumerate(DISTRICTS, start=1):
        contact = UnitContact(
            address=f"{capfirst(district.communes[0])}, {AGENCY.province}",
            phone=f"0200 000 0{number:02}0",
            email=f"kv{number}@vks-songthuong.example",
        )
        change_contact(units[f"kv{number}"], contact)
    _write_pages(HomePage.objects.get(pk=agency.site.root_page_id))
    _enter_leadership(agency, drawings)
    _arrange_menus(agency)


def _enter_leadership(agency: Agency, drawings: Mapping[tuple[str, int], NewPicture]) -> None:
    for portrait, (name, post, duties, receives) in zip(PORTRAITS, _LEADERSHIP, strict=False):
        leader = Leader(
            agency=agency, name=name, post=post, duties=duties, receives=receives,
            decision_number="15/QĐ-VKS", from_on=dt.date(2022, 1, 4),
        )  # fmt: skip
        change_leader(leader, actor=None, portrait=drawings[portrait])


def _arrange_menus(agency: Agency) -> None:
    """The main menu in groups, and the software that the site leads to."""
    sections = {one.slug: one for one in Section.objects.filter(agency=agency)}
    about = StandingPage.objects.get(slug="gioi-thieu", path__startswith=agency.site.root_page.path)
    groups: tuple[tuple[str, tuple[dict[str, Any], ...]], ...] = (
        (
            "Giới thiệu",
            (
                {"page": about, "label": "Giới thiệu chung"},
                {"label": "Cơ cấu tổ chức", "address": "/to-chuc/"},
                {"label": "Liên hệ", "address": "/lien-he/"},
            ),
        ),
        (
            "Tin tức",
            (
                *({"section": sections[slug]} for slug in _NEWS),
                {"label": "Thư viện ảnh", "address": "/thu-vien-anh/"},
                {"label": "Video", "address": "/video/"},
            ),
        ),
    )
    for label, lines in groups:
        group = Entry(agency=agency, place=MenuPlace.MENU, label=label)
        keep_entry(group)
        for line in lines:
            keep_entry(Entry(agency=agency, place=MenuPlace.MENU, parent=group, **line))
    for slug in _ON_TOP:
        keep_entry(Entry(agency=agency, place=MenuPlace.MENU, section=sections[slug]))
    keep_entry(Entry(agency=agency, place=MenuPlace.MENU, label="Sự kiện", address="/su-kien/"))
    for label, address, letters in _SOFTWARE:
        entry = Entry(agency=agency, place=MenuPlace.LINKS, label=label, address=address)
        change_linked(entry, actor=None, emblem=emblem(letters))


def _write_pages(home: HomePage) -> None:
    about = StandingPage.objects.child_of(home).get(slug="gioi-thieu")
    about.add_child(
        instance=StandingPage(title="Quá trình tổ chức", slug="qua-trinh-to-chuc", text=_HISTORY)
    )
    home.refresh_from_db()
    front = home.add_child(instance=EnglishHome(title="Welcome", text=_ENGLISH))
    front.add_child(
        instance=StandingPage(
            title="Visiting us", slug="visiting-us", text=_VISITS, show_in_menus=True
        )
    )
    front.add_child(
        instance=StandingPage(
            title="About us", slug="about-us", text=_ENGLISH, counterpart=about, show_in_menus=True
        )
    )
    home.refresh_from_db()
    home.blocks = HomeBlocks().to_python(
        [{"type": name, "value": value} for name, value in _BLOCKS]
    )
    home.save_revision().publish()
