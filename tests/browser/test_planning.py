"""From the plan to a draft in a real browser: the desk plans, a writer on a phone writes."""

import datetime as dt
import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.people import Office, expect_accessible

pytestmark = pytest.mark.browser

TITLE = "Ra quân tuyên truyền an toàn giao thông tại xã Suối Nứa"


def tomorrow() -> dt.date:
    here = dt.datetime.now(dt.timezone(dt.timedelta(hours=7))).date()
    return here + dt.timedelta(days=1)


def test_an_event_of_the_plan_becomes_a_draft(office: Office) -> None:
    # The editor enters the event, with the keyboard only.
    page = office.sign_in("bientap")
    page.get_by_role("link", name="Kế hoạch tin, bài").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Kế hoạch tin, bài: Tháng")
    expect_accessible(page)
    office.picture(page, "20-ke-hoach-thang")
    page.get_by_role("link", name="Thêm sự kiện").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("ke-hoach/them/"))
    page.get_by_label("Tên sự kiện").focus()
    page.keyboard.type(TITLE)
    page.keyboard.press("Tab")
    page.keyboard.type("Nhà văn hóa xã Suối Nứa")
    page.get_by_label("Ngày", exact=True).fill(tomorrow().isoformat())
    page.get_by_label("Bắt đầu lúc").fill("08:00")
    for choice in ("VKSND khu vực 3", "tin", "ảnh"):
        page.get_by_label(choice, exact=True).focus()
        page.keyboard.press("Space")
    page.get_by_label("Hạn gửi, ngày").fill((tomorrow() + dt.timedelta(days=1)).isoformat())
    expect_accessible(page)
    office.picture(page, "21-them-su-kien")
    page.get_by_role("button", name="Đưa vào kế hoạch").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"ke-hoach/\d+/"))
    event_address = page.url

    # And gives it to somebody of the unit.
    option = page.locator("#candidate option", has_text="Nguyễn Thị Lan Khuê")
    page.get_by_label("Người đưa tin").select_option(value=option.get_attribute("value"))
    page.get_by_label("Phần việc").fill("viết tin, chụp ảnh")
    page.get_by_role("button", name="Phân công", exact=True).click()
    expect(
        page.get_by_text("Đã phân công. Người được phân công sẽ nhận thông báo.")
    ).to_be_visible()
    expect_accessible(page)
    office.picture(page, "22-su-kien-da-phan-cong")
    page.context.close()

    # The writer finds it on the desk, on a small phone.
    page = office.sign_in("congtacvien", width=360)
    work = page.locator("section", has=page.locator("h2#assignments"))
    work.get_by_role("link", name=TITLE).click()
    page.wait_for_url(event_address)
    expect_accessible(page)
    office.picture(page, "23-viec-duoc-phan-cong")
    page.get_by_label("Anh/chị viết gì?").select_option(label="tin")
    page.get_by_role("button", name="Viết tin này").click()
    page.wait_for_url(re.compile(r"/soan-tin/edit/\d+/"))
    expect(page.locator("[name=headline]")).to_have_value(TITLE)
    standfirst = page.locator("[name=standfirst]").input_value()
    day = f"{tomorrow():%d/%m/%Y}"
    assert standfirst.startswith(f"Sáng {day}, tại Nhà văn hóa xã Suối Nứa")
    office.picture(page, "24-ban-nhap-tu-ke-hoach")
    page.goto(event_address)
    expect(page.get_by_role("link", name="Viết tiếp bản nháp của anh/chị")).to_be_visible()
    page.goto(f"{office.newsroom}ke-hoach/?thang={tomorrow():%Y-%m}")
    entry = page.get_by_role("link", name=re.compile(f"08:00 {TITLE}"))
    expect(entry).to_be_visible()
    expect(entry).to_contain_text("đang viết")
    expect_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    office.picture(page, "25-ke-hoach-dien-thoai")
    page.context.close()

    # For another unit's leader it does not exist.
    page = office.sign_in("lanhdao2")
    answer = page.goto(event_address)
    assert answer is not None
    assert answer.status == 404
    page.goto(f"{office.newsroom}ke-hoach/danh-sach/?thang={tomorrow():%Y-%m}")
    expect(page.get_by_text(TITLE)).to_have_count(0)
    page.context.close()


def test_the_calendar_works_without_scripts_and_the_phone_reads_it(office: Office) -> None:
    signed_in = office.sign_in("lanhdao")
    context = office.browser.new_context(
        java_script_enabled=False, storage_state=signed_in.context.storage_state()
    )
    page = context.new_page()
    page.goto(f"{office.newsroom}ke-hoach/?thang=2026-12")
    page.get_by_role("link", name="Tháng sau").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Kế hoạch tin, bài: Tháng 01 năm 2027"
    )
    page.get_by_role("link", name="Xem trên điện thoại").click()
    page.get_by_role("button", name="Tạo địa chỉ").click()
    page.get_by_role("link", name="Tạo địa chỉ mới").click()
    page.get_by_role("button", name="Tạo địa chỉ mới").click()
    secret = page.get_by_label("Địa chỉ của anh/chị. Hãy sao chép ngay").input_value()
    path = secret.partition("/toa-soan/")[2]
    context.close()
    signed_in.context.close()

    reader = office.reader()
    answer = reader.request.get(office.newsroom + path)
    assert answer.headers["content-type"].startswith("text/calendar")
    assert "BEGIN:VEVENT" in answer.text()
    assert answer.headers.get("set-cookie") is None
    assert reader.request.get(office.newsroom + "lich/" + "a" * 43 + ".ics").status == 404
    reader.context.close()
