"""A reader who searches: with the keyboard alone, on a phone, without scripts."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.people import Office, broken_rules, too_wide
from tests.sweep.test_language import foreign_words

pytestmark = pytest.mark.browser

ADDRESSES = (
    "tim-kiem/",
    "tim-kiem/?q=kiểm sát trực tiếp",
    "tim-kiem/?q=kiểm sát&thu-tu=moi-nhat&loai=story.brief",
    "tim-kiem/?q=kiểm sát&tu=31/2/2026",
    "tim-kiem/?q=kiển sát viên xyzxyz",
    "tim-kiem/?q=kiểmm",
)


def results(page: Page) -> list[str]:
    return page.locator(".search-hit__title a").all_inner_texts()


def test_the_search_page_shuts_nobody_out(office: Office) -> None:
    page = office.reader()
    troubles: list[tuple[object, ...]] = []
    for address in ADDRESSES:
        page.goto(office.portal + address)
        for width in (360, 768, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            troubles += [(address, width, *one) for one in broken_rules(page, "main")]
            troubles += [(address, width, *one) for one in too_wide(page)]
        # Units found show their electronic addresses, which are no language.
        shown = re.sub(r"\S+@\S+", "", page.locator("main").inner_text())
        words = foreign_words(shown) - {"xyzxyz", "kiểmm"}
        troubles += [(address, word) for word in words]

    assert troubles == []


def test_a_reader_searches_with_the_keyboard_alone(office: Office) -> None:
    page = office.reader()
    page.goto(office.portal)
    page.get_by_label("Tìm trên trang tin").focus()
    page.keyboard.type("tam giu")
    page.keyboard.press("Enter")
    page.wait_for_url("**/tim-kiem/?q=*")
    everything = results(page)
    assert everything

    # On a computer the filters stand open beside the results.
    page.get_by_label("Loại").focus()
    page.keyboard.press("t")
    page.get_by_label("Từ ngày").focus()
    page.keyboard.type("1/1/2026")
    page.keyboard.press("Enter")
    page.wait_for_url("**tu=1%2F1%2F2026**")

    expect(page.locator(".search-page__in-use")).to_contain_text("từ 01/01/2026")
    assert set(results(page)) <= set(everything)


def test_a_mistyped_word_leads_to_what_was_meant_without_scripts(office: Office) -> None:
    context = office.browser.new_context(
        viewport={"width": 390, "height": 780}, java_script_enabled=False
    )
    page = context.new_page()
    page.goto(office.portal + "tim-kiem/?q=kiểmm sát")

    page.get_by_role("link", name="kiểm sát", exact=True).click()

    assert results(page)
    page.get_by_text("Lọc kết quả").click()
    page.get_by_label("Loại").select_option(label="Trang giới thiệu")
    page.get_by_role("button", name="Lọc", exact=True).click()
    expect(page.locator(".search-page__in-use")).to_contain_text("trang giới thiệu")
    page.get_by_role("link", name="Bỏ lọc").first.click()
    expect(page.locator(".search-page__in-use")).to_have_count(0)
    context.close()
