"""Photos in a real browser: several at once, their percentage, the place that crops keep."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.people import Office, expect_accessible
from toasoan.testing.factories import photo_bytes
from toasoan.testing.hostile_files import truncated_jpeg

#: Reading a photo takes a second on a busy machine.
SOON = 20_000
pytestmark = pytest.mark.browser


def files(**contents: bytes) -> list[dict[str, object]]:
    return [
        {"name": f"{name}.jpg", "mimeType": "image/jpeg", "buffer": content}
        for name, content in contents.items()
    ]


def draft(office: Office, page: Page) -> str:
    """The number of a new story that the server has."""
    page.goto(office.newsroom + "viet-tin/")
    office.settle(page)
    page.wait_for_timeout(2200)
    page.fill("[name=headline]", "Tin có nhiều ảnh")
    page.get_by_role("button", name="Lưu bản nháp").click()
    page.wait_for_url(re.compile(r"/soan-tin/edit/\d+/"))
    return re.search(r"edit/(\d+)", page.url)[1]  # type: ignore[index]


def test_several_photos_go_into_a_story_and_into_a_gallery_of_the_editor(office: Office) -> None:
    page = office.sign_in("congtacvien")
    story = draft(office, page)
    page.goto(f"{office.newsroom}tin/{story}/anh/")
    page.set_input_files(
        "[data-files]",
        files(rong=photo_bytes(1400, 900), nho=photo_bytes(500, 300), hong=truncated_jpeg()),
    )

    expect(page.get_by_text("Đã gửi 2/2 ảnh")).to_be_visible(timeout=SOON)
    expect(page.get_by_text("Ảnh này chỉ rộng 500 điểm ảnh, trang cần 900")).to_be_visible()
    expect(page.get_by_text("Ảnh bị hỏng")).to_be_visible()
    expect_accessible(page, 390, 1280)
    page.get_by_role("textbox", name="Chú thích ảnh").first.fill("Ảnh rộng")
    page.locator("li", has_text="hong.jpg").get_by_role("button", name="Bỏ ảnh này").click()
    page.get_by_role("button", name="Đưa vào thành chùm ảnh").click()
    expect(page.get_by_text("Đã đưa 2 ảnh vào cuối bài.")).to_be_visible()

    page.goto(f"{office.newsroom}soan-tin/edit/{story}/")
    office.settle(page)
    page.get_by_role("button", name="Chọn nhiều ảnh").click()
    dialog = page.locator("dialog.photo-dialog")
    dialog.locator("[data-files]").set_input_files(files(ba=photo_bytes(1000, 700)))
    expect(dialog.get_by_text("Đã gửi 1/1 ảnh")).to_be_visible(timeout=SOON)
    dialog.get_by_role("textbox", name="Chú thích ảnh").fill("Ảnh thứ ba")
    dialog.get_by_role("button", name="Đưa vào chùm ảnh").click()
    captions = page.locator("[name^=body-][name$=-caption]")
    expect(captions.last).to_have_value("Ảnh thứ ba")
    assert captions.count() == 3


def test_a_press_on_a_photo_chooses_what_crops_keep(office: Office) -> None:
    page = office.sign_in("congtacvien")
    story = draft(office, page)
    page.goto(f"{office.newsroom}tin/{story}/anh/")
    page.set_input_files("[data-files]", files(rong=photo_bytes(1400, 900)))
    address = page.get_by_role("link", name="Điểm chính của ảnh")
    expect(address).to_be_visible(timeout=SOON)
    page.goto(office.newsroom.split("/toa-soan/")[0] + str(address.get_attribute("href")))

    expect_accessible(page, 390, 1280)
    box = page.locator("[data-photo] img").bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] * 0.8, box["y"] + box["height"] * 0.2)

    expect(page.get_by_label("Cách mép trái (%)")).to_have_value(re.compile("^(79|80|81)$"))
    expect(page.get_by_label("Cách mép trên (%)")).to_have_value(re.compile("^(19|20|21)$"))
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.get_by_text("Ảnh khi cắt sẽ luôn giữ chỗ anh/chị đã chọn.")).to_be_visible()
