"""The demo agency's site: facts of the footer, contacts, blocks of the home page, English pages."""

from collections.abc import Mapping

from django.utils.text import capfirst

from toasoan.demo.agency import AGENCY, DISTRICTS
from toasoan.portal.home.blocks import HomeBlocks
from toasoan.portal.models import EnglishHome, HomePage, StandingPage
from toasoan.site_settings.actions import change_contact, change_look
from toasoan.site_settings.models import Look, UnitContact
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
_BLOCKS: tuple[tuple[str, dict[str, object]], ...] = (
    ("leads", {}),
    ("announcements", {}),
    ("units", {}),
    ("events", {}),
    ("photo_story", {}),
    ("sections", {}),
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


def enter_site_facts(agency: Agency, units: Mapping[str, Unit]) -> None:
    """Enter footer facts, contacts of the units, the home page and the standing texts."""
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
