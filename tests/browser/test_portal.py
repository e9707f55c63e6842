"""Public pages as readers with different screens, keyboards and needs find them.

Pictures of every kind of page go to ``var/portal``; with ``TOASOAN_PORTAL_PICTURES=docs`` they
replace those of ``docs/pictures/portal``.
"""

import os
import re
from pathlib import Path

import pytest
from django.urls import resolve
from playwright.sync_api import Page, expect

from tests.browser.people import Office, barriers, broken_rules, too_wide
from tests.browser.reading import kinds_of_pages

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
TO_DOCUMENTS = os.environ.get("TOASOAN_PORTAL_PICTURES") == "docs"
PICTURES = ROOT / ("docs/pictures/portal" if TO_DOCUMENTS else "var/portal")
NARROWEST, WIDEST, BETWEEN = 360, 1280, 768
#: Every type of page that has an address of its own; `tin` and `don-vi` are found by links.
PAGES = (
    "", "to-chuc/", "lien-he/", "so-do-trang/", "gioi-thieu/", "gioi-thieu/qua-trinh-to-chuc/",
    "en/", "en/about-us/", "thong-bao/", "tim-kiem/?q=kiem+sat", "khong-co-trang-nay/",
    "don-vi/kv1/", "luu-tru/",
)  # fmt: skip
#: A link, a button or a field that a finger has to hit; links within sentences may be smaller.
_SMALL = """() => [...document.querySelectorAll(
    'nav a, nav summary, button, input, .pager__link, .link-tiles__link, .site-map__link, .top-line a'
)].filter((each) => each.checkVisibility() && each.closest('.visually-hidden, .skip-link') === null)
  .filter((each) => each.closest('.form-trap') === null)
  .map((each) => [each.outerHTML.slice(0, 80), (each.closest('label') ?? each).getBoundingClientRect()])
  .filter(([, box]) => box.height > 1 && box.height < 43.5).map(([html, box]) => html + box.height)"""

#: The colours of every element that is seen at a width, and whether its letters are large …
_NOTE_COLOURS = """() => {
    window.coloursOf = (each) => {
        const style = getComputedStyle(each);
        const size = parseFloat(style.fontSize), isBold = style.fontWeight >= 700;
        // WCAG 1.4.3 asks less of large letters: from 18 pt, or 14 pt when bold.
        const isLarge = size >= 24 || (isBold && size >= 18.66);
        return [style.color, style.backgroundColor, isLarge].join();
    };
    window.coloursSeen ??= new Map();
    for (const each of document.body.querySelectorAll('*')) {
        if (!each.checkVisibility()) continue;
        coloursSeen.set(each, [...(coloursSeen.get(each) ?? []), coloursOf(each)]);
    }
}"""
#: … and whether any is seen with others now: only then they have to be compared again.
_HAS_OTHER_COLOURS = """() => [...document.body.querySelectorAll('*')].some(
    (each) => each.checkVisibility() && !coloursSeen.get(each)?.includes(coloursOf(each))
)"""


def kinds(office: Office) -> list[str]:
    """One address of every kind of public page."""
    found = [office.portal + path for path in PAGES]
    found += [address for address, _markup in kinds_of_pages(office)]
    return list(dict.fromkeys(found))


def test_every_kind_of_page_is_open_to_everybody_at_every_width(office: Office) -> None:
    troubles: list[tuple[object, ...]] = []
    page = office.reader()
    addresses = kinds(office)
    for address in addresses:
        page.goto(address)
        for width in (NARROWEST, WIDEST):
            page.set_viewport_size({"width": width, "height": 800})
            troubles += [(address, width, *one) for one in barriers(page, experimental=True)]
            page.evaluate(_NOTE_COLOURS)
        page.set_viewport_size({"width": BETWEEN, "height": 800})
        has_others = page.evaluate(_HAS_OTHER_COLOURS)
        troubles += [(address, BETWEEN, *one) for one in barriers(page, colours=has_others)]
        keep_pictures(office, page)
    page.context.close()

    assert len(addresses) > 2 * len(PAGES)
    assert troubles == []


def keep_pictures(office: Office, page: Page) -> None:
    """What a reader sees first, on a phone and on a computer; one page of each kind."""
    path, _mark, query = page.url.removeprefix(office.portal).partition("?")
    if (query and not query.startswith("q=")) or "&" in query:
        return
    kind = resolve(f"/{path}").view_name
    name = kind.removeprefix("portal:").replace("_", "-")
    if kind in {"portal:search", "portal:section", "wagtail_serve"}:
        name = re.sub(r"[^a-z0-9]+", "-", f"page-{path}{query}").strip("-") if path else "home"
    PICTURES.mkdir(parents=True, exist_ok=True)
    for width, height in ((390, 1400), (1280, 1600)):
        page.set_viewport_size({"width": width, "height": height})
        page.screenshot(path=PICTURES / f"{name}-{width}.jpg", type="jpeg", quality=55)


def test_the_rules_find_grey_words_and_a_photo_without_a_description(office: Office) -> None:
    page = office.reader()
    page.set_content("<p style='color: #bbb'>Chữ nhạt</p><img src='/anh.jpg'>")

    assert {"color-contrast", "image-alt"} <= {rule for rule, _html in broken_rules(page)}
    assert "color-contrast" not in {rule for rule, _html in broken_rules(page, colours=False)}
    page.context.close()


def test_a_phone_has_room_for_fingers(office: Office) -> None:
    page = office.reader(360)
    small = {}
    for path in PAGES:
        page.goto(f"{office.portal}{path}")
        if found := page.evaluate(_SMALL):
            small[path] = found
    page.context.close()

    assert small == {}


def test_at_twice_the_size_nothing_is_cut_off_or_pushed_aside(office: Office) -> None:
    """200 % zoom of a 1280 px window is a window of 640 px; larger letters come on top of it."""
    page = office.reader(640)
    troubles = []
    for path in PAGES:
        page.goto(f"{office.portal}{path}")
        page.evaluate("document.documentElement.dataset.size = 'larger'")
        troubles += [(path, *one) for one in too_wide(page)]
    page.context.close()

    assert troubles == []


def test_on_a_large_screen_a_short_page_reaches_the_foot_and_zoom_keeps_the_head_small(
    office: Office,
) -> None:
    page = office.reader()
    troubles: list[tuple[object, ...]] = []
    for path in PAGES:
        page.goto(f"{office.portal}{path}")
        page.set_viewport_size({"width": 1920, "height": 1200})
        troubles += [(path, *one) for one in too_wide(page)]
        if page.evaluate(
            "document.querySelector('.site-footer').getBoundingClientRect().bottom"
        ) < (1199):
            troubles.append((path, "the footer ends above the foot of the window"))
        page.set_viewport_size({"width": 640, "height": 800})
        if page.evaluate("document.querySelector('.top-line').offsetHeight") > 50:
            troubles.append((path, "the first line takes two"))
    page.context.close()

    assert troubles == []


#: What a sheet of paper has no use for, and what the paper cuts off.
_PRINTED = """() => {
    const shown = (each) => each.checkVisibility() && each.getBoundingClientRect().height > 1;
    const tools = [...document.querySelectorAll(
        'nav, form, button, input, select, summary, dialog, .rail, .pager__link, .page-head__feed'
    )].filter(shown).map((each) => 'printed: ' + each.outerHTML.slice(0, 90));
    const cut = [...document.querySelectorAll('.wide-table, .gallery img')].filter((each) =>
        each.tagName === 'IMG' ? getComputedStyle(each).aspectRatio.includes('8 / 5')
            : getComputedStyle(each).overflowX !== 'visible'
    ).map((each) => 'cut: ' + each.outerHTML.slice(0, 90));
    const head = document.querySelector('.masthead').getBoundingClientRect().bottom;
    const over = [...document.querySelectorAll('main img')].filter(shown)
        .filter((each) => each.getBoundingClientRect().top < head - 1)
        .map((each) => 'over the head: ' + each.outerHTML.slice(0, 90));
    return [...tools, ...cut, ...over];
}"""


def test_paper_has_the_text_and_its_photos_but_no_tools(office: Office) -> None:
    page = office.reader(700)
    page.emulate_media(media="print")
    troubles = {}
    for address in kinds(office):
        page.goto(address)
        if found := page.evaluate(_PRINTED):
            troubles[address] = found
    page.goto(f"{office.portal}api/v1/")
    addresses = page.eval_on_selector_all(
        "a[href='/rss.xml'], a.spelled-out",
        "all => all.map(a => getComputedStyle(a, '::after').content)",
    )
    page.context.close()

    assert troubles == {}
    # The address of a link is printed behind its words, unless they are the address.
    assert sorted(addresses) == ['" (/rss.xml)"', *["none"] * 5]


@pytest.mark.parametrize("needs", [{"forced_colors": "active"}, {"contrast": "more"}])
def test_high_contrast_leaves_nothing_invisible(office: Office, needs: dict[str, str]) -> None:
    page = office.reader()
    page.emulate_media(**needs)  # type: ignore[arg-type]
    troubles = []
    for path in ("", "to-chuc/", "lien-he/"):
        page.goto(f"{office.portal}{path}")
        # Forced colours are the reader's own; axe compares them with the grounds we wrote.
        ours = {"color-contrast"} if "forced_colors" in needs else set()
        troubles += [(path, *one) for one in barriers(page) if one[0] not in ours]
        expect(page.get_by_role("button", name="Tìm kiếm").first).to_be_visible()
    page.context.close()

    assert troubles == []


def focused(page: Page) -> str:
    """What the keyboard is on."""
    return page.evaluate("document.activeElement.textContent.trim()")


def test_a_reader_with_a_keyboard_skips_opens_the_menu_and_searches(office: Office) -> None:
    page = office.reader(390)
    page.goto(office.portal)

    page.keyboard.press("Tab")
    assert focused(page) == "Đến nội dung chính"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "noi-dung"

    menu = page.locator("summary.menu__button")
    menu.focus()
    page.keyboard.press("Enter")
    link = page.locator(".menu__fold .menu__link", has_text="Thông báo")
    expect(link).to_be_visible()
    link.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Thông báo")

    page.get_by_role("searchbox").first.focus()
    page.keyboard.type("kiem sat")
    page.keyboard.press("Enter")
    page.wait_for_url("**/tim-kiem/?q=kiem+sat*")
    page.context.close()


def test_a_reader_without_scripts_reads_searches_and_changes_the_language(office: Office) -> None:
    context = office.browser.new_context(java_script_enabled=False, locale="vi-VN")
    page = context.new_page()
    page.goto(office.portal)

    page.get_by_role("link", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Welcome")
    page.get_by_role("link", name="Tiếng Việt").click()
    page.get_by_role("searchbox").fill("duong bo")
    page.get_by_role("button", name="Tìm kiếm").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    context.close()


def test_the_webmaster_sees_a_colour_before_readers_do(office: Office) -> None:
    page = office.sign_in("quantri")
    page.goto(f"{office.newsroom}giao-dien/")
    shown = page.frame_locator("iframe[name='xem-truoc']")
    expect(shown.locator(".masthead__name")).to_be_visible()

    before = {name: page.input_value(f"[name={name}]") for name in ("slogan", "colour")}
    page.fill("[name=slogan]", "Khẩu hiệu đang nhập")
    expect(shown.locator(".masthead__slogan")).to_have_text("Khẩu hiệu đang nhập")
    page.fill("[name=slogan]", before["slogan"])
    page.fill("[name=colour]", "#123a6b")
    expect(shown.locator("link[href*='/giao-dien/123a6b-']")).to_have_count(1)
    reader = office.reader()
    reader.goto(office.portal)
    assert reader.locator("link[href*='/giao-dien/']").count() == 0

    page.get_by_role("button", name="Lưu giao diện").click()
    expect(page.get_by_text("bạn đọc thấy giao diện mới")).to_be_visible()
    for _second in range(20):
        reader.reload()
        if reader.locator("link[href*='/giao-dien/123a6b-']").count():
            break
        reader.wait_for_timeout(250)
    colour = reader.evaluate(
        "getComputedStyle(document.querySelector('.menu-bar')).backgroundColor"
    )
    assert colour == "rgb(18, 58, 107)"
    reader.context.close()
    # The other tests look at the same agency.
    page.goto(f"{office.newsroom}giao-dien/")
    page.fill("[name=colour]", before["colour"])
    page.get_by_role("button", name="Lưu giao diện").click()
    expect(page.get_by_text("bạn đọc thấy giao diện mới")).to_be_visible()
    page.context.close()
