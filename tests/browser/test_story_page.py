"""A story's page in a real browser: photos by keyboard, videos on request, reading aloud."""

import re
import urllib.request

import pytest
from playwright.sync_api import Route, expect

from tests.browser.people import Office, barriers

pytestmark = pytest.mark.browser

PATHS = ("thu-vien-anh/", "video/", "chuyen-de/", "chuyen-de/phap-luat-den-truong/")

#: A browser with a Vietnamese voice that notes what it is given to say.
VOICE = """
window.said = [];
const voice = {lang: "vi-VN", name: "Mẫu"};
const speech = {
    paused: false, getVoices: () => [voice], addEventListener() {},
    speak(part) { window.said.push(part.text); }, cancel() {},
    pause() { this.paused = true; }, resume() { this.paused = false; },
};
Object.defineProperty(window, "speechSynthesis", {value: speech});
window.SpeechSynthesisUtterance = class extends EventTarget {
    constructor(text) { super(); this.text = text; }
};
"""


def first_of(office: Office, wall: str) -> str:
    """The address of the latest story of a page of pictures."""
    with urllib.request.urlopen(office.portal + wall, timeout=60) as answer:  # noqa: S310
        link = re.search(r'picture-wall__link" href="/([^"]+)"', answer.read().decode())
    assert link
    return office.portal + link[1]


@pytest.fixture
def photo_story(office: Office) -> str:
    return first_of(office, "thu-vien-anh/")


def test_photos_are_turned_with_the_arrows_and_the_focus_comes_back(
    office: Office, photo_story: str
) -> None:
    page = office.reader()
    page.goto(photo_story)
    links = page.locator(".story-photo__link")
    links.first.focus()
    page.keyboard.press("Enter")
    viewer = page.get_by_role("dialog", name="Ảnh")

    expect(viewer.locator(".viewer__place")).to_have_text(f"1/{links.count()}")
    page.keyboard.press("ArrowRight")
    expect(viewer.locator(".viewer__place")).to_have_text(f"2/{links.count()}")
    large = re.compile(re.escape(links.nth(1).get_attribute("href") or "none") + "$")
    expect(viewer.get_by_role("img")).to_have_attribute("src", large)
    page.keyboard.press("Escape")

    expect(viewer).to_be_hidden()
    expect(links.nth(1)).to_be_focused()


def test_without_javascript_a_photo_is_a_link_to_the_large_one(
    office: Office, photo_story: str
) -> None:
    context = office.browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(photo_story)
    page.locator(".gallery a").first.click()

    assert page.url.endswith(".webp")
    assert page.request.get(page.url).ok
    context.close()


def test_nothing_is_loaded_from_a_videos_host_before_the_press(office: Office) -> None:
    page = office.reader()
    elsewhere: list[str] = []

    def with_a_known_host(route: Route) -> None:
        answer = route.fetch()
        marked = answer.text().replace('class="video"', 'class="video" data-video="abcdefghijk"')
        route.fulfill(response=answer, body=marked)

    def not_answered(route: Route) -> None:
        elsewhere.append(route.request.url)
        route.abort()

    address = first_of(office, "video/")
    page.route(address, with_a_known_host)
    page.route(lambda url: not url.startswith(office.portal), not_answered)
    page.goto(address)
    page.wait_for_load_state("networkidle")
    assert elsewhere == []

    page.locator(".video__link").first.click()

    expect(page.locator(".video iframe")).to_be_focused()
    assert [one.partition("?")[0] for one in elsewhere] == [
        "https://www.youtube-nocookie.com/embed/abcdefghijk"
    ]


def test_a_story_is_read_aloud_when_there_is_a_voice(office: Office, photo_story: str) -> None:
    page = office.reader()
    page.add_init_script(VOICE)
    page.goto(photo_story)
    page.get_by_role("button", name="Nghe bài").click()

    assert page.evaluate("window.said") == [page.locator("h1").inner_text()]
    page.get_by_role("button", name="Tạm dừng").click()
    page.get_by_role("button", name="Đọc tiếp").click()
    page.get_by_role("button", name="Dừng đọc").click()
    expect(page.get_by_role("button", name="Nghe bài")).to_be_visible()


def test_there_is_no_button_without_a_voice(office: Office, photo_story: str) -> None:
    page = office.reader()
    page.add_init_script(VOICE.replace('"vi-VN"', '"en-US"'))
    page.goto(photo_story)

    expect(page.get_by_role("button", name="In", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="Nghe bài")).to_be_hidden()


def test_one_menu_passes_a_story_on_and_escape_closes_it(office: Office, photo_story: str) -> None:
    page = office.reader()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(photo_story)
    share = page.locator("summary", has_text="Chia sẻ")
    code = page.get_by_role("img", name="Mã QR dẫn tới trang này")
    expect(code).to_be_hidden()

    share.focus()
    page.keyboard.press("Enter")
    expect(code).to_be_visible()
    assert [one.inner_text() for one in page.locator(".share__way:visible").all()] == [
        "Sao chép liên kết", "Zalo", "Facebook", "Thư điện tử",
    ]  # fmt: skip
    page.get_by_role("button", name="Sao chép liên kết").click()
    expect(page.get_by_role("button", name="Đã sao chép liên kết")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == page.url
    page.keyboard.press("Escape")

    expect(code).to_be_hidden()
    expect(share).to_be_focused()


def test_a_phone_shares_with_its_own_sheet(office: Office, photo_story: str) -> None:
    context = office.browser.new_context(has_touch=True, is_mobile=True, locale="vi-VN")
    page = context.new_page()
    page.add_init_script(
        "window.given = []; navigator.share = async (what) => { given.push(what); };"
    )
    page.goto(photo_story)
    page.locator("summary", has_text="Chia sẻ").tap()

    assert page.evaluate("given") == [{"title": page.locator("h1").inner_text(), "url": page.url}]
    expect(page.get_by_role("img", name="Mã QR dẫn tới trang này")).to_be_hidden()
    context.close()


def test_text_size_and_contrast_are_remembered(office: Office, photo_story: str) -> None:
    page = office.reader()
    page.goto(photo_story)
    page.get_by_role("button", name="Chữ lớn hơn").first.click()
    page.get_by_role("button", name="Tương phản").click()

    page.goto(office.portal)

    root = page.locator("html")
    expect(root).to_have_attribute("data-size", "large")
    expect(root).to_have_attribute("data-contrast", "high")


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_axe_finds_nothing_on_the_pages_of_stories(office: Office, width: int) -> None:
    page = office.reader(width)
    story = first_of(office, "thu-vien-anh/")
    for address in (story, *(office.portal + path for path in PATHS)):
        page.goto(address)
        assert barriers(page, experimental=True) == [], address
    page.goto(story)
    page.locator(".gallery a").first.click()
    assert barriers(page) == []
