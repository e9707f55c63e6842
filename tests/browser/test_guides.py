"""The pictures of the guides, taken in the demo agency: a guide never shows what is not there.

The pictures go to ``var/guides``; with ``TOASOAN_GUIDE_PICTURES=docs`` they replace those of
``docs/huong-dan/anh``.
"""

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.people import Office
from toasoan.newsroom.help.pages import GUIDES, folder
from toasoan.newsroom.help.tests.test_guides import pictures_in

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
TO_DOCUMENTS = os.environ.get("TOASOAN_GUIDE_PICTURES") == "docs"
TARGET = folder() / "anh" if TO_DOCUMENTS else ROOT / "var" / "guides"
PHONE, SCREEN = 390, 1100
#: A half-year that the demo agency has figures of.
PERIOD = "?from=2023-01-01&to=2023-06-30"


def at(path: str) -> Callable[[Office, Page], None]:
    """Go to an address of the newsroom."""

    def go(office: Office, page: Page) -> None:
        answer = page.goto(office.newsroom + path)
        assert answer is not None
        assert answer.ok, path

    return go


def first_story(office: Office, page: Page) -> None:
    """The first story that waits for the person."""
    page.goto(office.newsroom)
    waiting = page.locator("section", has=page.locator("h2#waiting"))
    waiting.locator("a[href*='/tin/']").first.click()
    page.wait_for_url(re.compile(r"/tin/\d+/"))


def step_of_first_story(name: str) -> Callable[[Office, Page], None]:
    """The page of a step of the first waiting story that offers it."""

    def go(office: Office, page: Page) -> None:
        page.goto(office.newsroom)
        links = page.locator("a[href*='/tin/']").evaluate_all("all => all.map(a => a.href)")
        for link in dict.fromkeys(links):
            answer = page.goto(f"{link.rstrip('/')}/buoc/{name}/")
            if answer is not None and f"/buoc/{name}/" in page.url:
                return
        raise AssertionError(f"no story on the desk offers {name}")

    return go


def changed_story(office: Office, page: Page) -> None:
    """Take a story up, change a word, and look at what changed."""
    first_story(office, page)
    address = page.url
    claim = page.get_by_role("button", name="Nhận bài")
    if claim.count():
        claim.first.click()
        page.wait_for_url(re.compile(r"/soan-tin/edit/\d+/"))
    page.goto(address)
    page.get_by_role("link", name="Sửa", exact=True).first.click()
    office.settle(page)
    standfirst = page.locator("[name=standfirst]")
    standfirst.fill(standfirst.input_value().rstrip(".") + ", bảo đảm đúng quy định.")
    office.press_in_menu(page, "Lưu bản nháp")
    expect(page.get_by_text("Đã lưu nội dung")).to_be_visible()
    page.goto(address)
    page.get_by_role("link", name=re.compile("Thay đổi")).first.click()
    office.settle(page)


def first_of(path: str) -> Callable[[Office, Page], None]:
    """From a list of people, boards or units to its first entry."""

    def go(office: Office, page: Page) -> None:
        at(path)(office, page)
        page.locator(".people-list__name").first.click()
        page.wait_for_url(re.compile(rf"/{path}\d+/"))

    return go


#: Picture → who, how wide, and the way there.
SHOTS: dict[str, tuple[str, int, Callable[[Office, Page], None]]] = {
    "cong-tac-vien-ban-lam-viec": ("congtacvien", PHONE, at("")),
    "cong-tac-vien-gui-word": ("congtacvien", PHONE, at("gui-word/")),
    "cong-tac-vien-soan-tin": ("congtacvien", PHONE, at("viet-tin/")),
    "cong-tac-vien-tin-cua-toi": ("congtacvien", PHONE, at("tin-cua-toi/")),
    "lanh-dao-tin-cho": ("lanhdao", PHONE, at("")),
    "lanh-dao-quyet-dinh": ("lanhdao", PHONE, first_story),
    "lanh-dao-phan-cong-thay": ("lanhdao", PHONE, at("phan-cong-thay/")),
    "bien-tap-hang-cho": ("bientap", SCREEN, at("")),
    "bien-tap-thay-doi": ("bientap", SCREEN, changed_story),
    "bien-tap-trinh-duyet": ("bientap", SCREEN, step_of_first_story("propose")),
    "nguoi-duyet-qua-trinh": ("duyet", SCREEN, first_story),
    "nguoi-duyet-duyet": ("duyet", SCREEN, step_of_first_story("approve")),
    "nguoi-duyet-go-bai": ("duyet", SCREEN, step_of_first_story("take_down")),
    "ban-chi-dao-so-lieu": ("banchidao", SCREEN, at("so-lieu/" + PERIOD)),
    "ban-chi-dao-danh-sach": ("banchidao", SCREEN, at("so-lieu/published/" + PERIOD)),
    "quan-tri-nguoi-dung": ("quantri", SCREEN, at("nhan-su/")),
    "quan-tri-thanh-vien": ("quantri", SCREEN, first_of("ban/")),
    "quan-tri-ke-thua": ("quantri", SCREEN, at("don-vi/sap-xep/")),
    "van-thu-van-ban": ("vanthu", SCREEN, at("van-ban/")),
    "van-thu-lich-lam-viec": ("vanthu", SCREEN, at("lich-lam-viec/")),
    "hoi-dap-don-niem-phong": ("vanthu", SCREEN, at("don-niem-phong/")),
}


def test_the_guides_show_what_the_newsroom_shows(office: Office) -> None:
    TARGET.mkdir(parents=True, exist_ok=True)
    signed_in: dict[tuple[str, int], Page] = {}
    for name, (person, width, go) in SHOTS.items():
        if (person, width) not in signed_in:
            signed_in[person, width] = office.sign_in(person, width)
        page = signed_in[person, width]
        go(office, page)
        office.settle(page)
        height = 780 if width == PHONE else 760
        page.set_viewport_size({"width": width, "height": height})
        page.screenshot(path=TARGET / f"{name}.jpg", type="jpeg", quality=72)
    for page in signed_in.values():
        page.context.close()


def test_every_picture_of_the_guides_is_taken_here() -> None:
    shown = {name for guide in GUIDES for name in pictures_in(guide)}

    assert shown == {f"{name}.jpg" for name in SHOTS}
