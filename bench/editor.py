"""A story of 20,000 words in the editor: opened, typed into and saved in Chromium."""

import tempfile
import time
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, Response, sync_playwright

from bench._agency import Agency, running_agency
from tests.browser.conftest import CHROMIUM
from tests.browser.people import passwords_in

PERSON, WORDS, PARAGRAPH, ROUNDS = "congtacvien", 20_000, 50, 3
MOST_OPEN, MOST_SAVE = 2.0, 1.0  # seconds
_TYPED = "Viết thêm một câu vào giữa bài "
_FIELD = "#panel-body-content [contenteditable=true]"
#: The last paragraph stands when the whole text does.
_LAST = f"{_FIELD} [data-block]:nth-child({WORDS // PARAGRAPH})"
_PUT = """words => {
    const text = document.getElementById('body-root').rootBlock.children[0];
    const content = window.DraftJS.ContentState.createFromText(words);
    text.block.setState(window.DraftJS.EditorState.createWithContent(content));
}"""
_MIDDLE = """() => {
    const word = document.querySelectorAll('#panel-body-content [data-text=true]')[200].firstChild;
    const range = document.createRange();
    range.setStart(word, 10);
    word.parentElement.closest('[contenteditable=true]').focus();
    getSelection().removeAllRanges();
    getSelection().addRange(range);
}"""


def main() -> None:
    """Print seconds by the clock, and by the processor for the page's main thread."""
    with (
        tempfile.TemporaryDirectory(prefix="toasoan-bench-") as folder,
        running_agency(folder) as agency,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(locale="vi-VN", viewport={"width": 1280, "height": 900})
        _sign_in(page, agency, Path(folder))
        address = _write(page, agency)
        _open(page, address)
        _type(page)
        _save(page)
        browser.close()


def _sign_in(page: Page, agency: Agency, folder: Path) -> None:
    accounts = next(folder.rglob("tai-khoan-demo.txt")).read_text(encoding="utf-8")
    page.goto(f"http://127.0.0.1:{agency.port}/toa-soan/")
    page.fill("[name=username]", PERSON)
    page.fill("[name=password]", passwords_in(accounts)[PERSON])
    page.get_by_role("button", name="Đăng nhập", exact=True).click()
    page.wait_for_url("**/toa-soan/")


def _write(page: Page, agency: Agency) -> str:
    words = "Viện kiểm sát nhân dân khu vực tuyên truyền phổ biến pháp luật".split()  # noqa: SIM905
    paragraph = " ".join((words * PARAGRAPH)[:PARAGRAPH])
    page.goto(f"http://127.0.0.1:{agency.port}/toa-soan/viet-tin/")
    page.wait_for_timeout(3000)
    page.fill("[name=headline]", "Bài hai vạn chữ")
    page.evaluate(_PUT, "\n".join([paragraph] * (WORDS // PARAGRAPH)))
    page.wait_for_timeout(1000)
    page.get_by_role("button", name="Lưu bản nháp").click()
    page.wait_for_url("**/soan-tin/edit/**")
    return page.url


def _processor(page: Page) -> Any:
    """A function that gives the seconds of the page's main thread so far."""
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def seconds() -> float:
        found = session.send("Performance.getMetrics")["metrics"]
        return float(next(one["value"] for one in found if one["name"] == "TaskDuration"))

    return seconds


def _open(page: Page, address: str) -> None:
    seconds = _processor(page)
    for _round in range(ROUNDS):
        page.goto("about:blank")
        before, began = seconds(), time.monotonic()
        page.goto(address, wait_until="commit")
        answered = time.monotonic() - began
        page.locator(_LAST).wait_for()
        took = time.monotonic() - began
        thread = seconds() - before
        print(f"open {took:.2f} s (answer {answered:.2f}, thread {thread:.2f}; {MOST_OPEN} s)")


def _type(page: Page) -> None:
    page.wait_for_timeout(3000)
    page.evaluate(_MIDDLE)
    seconds = _processor(page)
    before = seconds()
    for letter in _TYPED:
        page.keyboard.type(letter)
        page.wait_for_timeout(100)
    print(f"a key {1000 * (seconds() - before) / len(_TYPED):.0f} ms of the main thread")


def _save(page: Page) -> None:
    page.wait_for_timeout(6000)
    began = time.monotonic()
    with page.expect_response(_is_pressed) as answer:
        page.get_by_role("button", name="Lưu bản nháp").click()
    took = time.monotonic() - began
    print(f"save {took:.2f} s ({MOST_SAVE} s), answered {answer.value.status}")


def _is_pressed(answer: Response) -> bool:
    return "toasoan-press" in answer.request.headers
