"""A reader looks for an official document: filters, its page, its file."""

import hashlib
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.people import Office, broken_rules, too_wide

pytestmark = pytest.mark.browser


def numbers(page: Page) -> list[str]:
    return page.locator(".register__number a").all_inner_texts()


def test_pages_of_documents_shut_nobody_out(office: Office) -> None:
    page = office.reader()
    page.goto(office.portal + "van-ban/")
    first = page.locator(".register__number a").first.get_attribute("href")
    troubles: list[tuple[object, ...]] = []
    for address in ("/van-ban/", "/van-ban/?q=xyzxyz", "/van-ban/du-thao/", first):
        page.goto(office.portal + str(address).lstrip("/"))
        for width in (360, 768, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            troubles += [(address, width, *one) for one in broken_rules(page, "main")]
            troubles += [(address, width, *one) for one in too_wide(page)]

    assert troubles == []


def test_a_reader_finds_a_document_on_the_phone_and_saves_its_file(office: Office) -> None:
    context = office.browser.new_context(
        viewport={"width": 390, "height": 780}, java_script_enabled=False
    )
    page = context.new_page()
    page.goto(office.portal + "van-ban/")
    row = page.locator(".register__row").filter(has=page.locator(".register__files a")).first
    number = row.locator(".register__number a").inner_text()

    page.get_by_label("Số, ký hiệu hoặc từ").fill(number.replace("/", " ").replace("-", " "))
    page.get_by_role("button", name="Tìm kiếm", exact=True).last.click()
    assert number in numbers(page)
    page.get_by_role("link", name=number, exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(number)
    page.get_by_text("Kiểm tra tệp").first.click()
    digest = page.locator(".document-files__hash").first.inner_text()
    with page.expect_download() as saving:
        page.locator(".document-files__link").first.click()

    saved = Path(saving.value.path()).read_bytes()
    assert hashlib.sha256(saved).hexdigest() == digest
    context.close()
