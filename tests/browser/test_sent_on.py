"""From the desk to an outlet, into the figures, into a closed report, and back into a story."""

import datetime as dt
import re
from zipfile import ZipFile

import pytest
from playwright.sync_api import Page, expect

from tests.browser.people import Office
from toasoan.vietnamese.dates import TZ

pytestmark = pytest.mark.browser
OUTLET = "Báo Sông Thương"


def placed_today(office: Office, page: Page) -> int:
    """How many uses of today the figures count for the outlet."""
    today = dt.datetime.now(TZ).date().isoformat()
    page.goto(f"{office.newsroom}so-lieu/?from={today}&to={today}")
    row = page.locator("tr", has_text=OUTLET)
    found = re.search(r"(\d+)\s*$", row.first.inner_text()) if row.count() else None
    return int(found[1]) if found else 0


def test_a_story_is_sent_on_used_counted_reported_and_told(office: Office, tmp_path) -> None:
    # The editor sends a story that was sent nowhere, and writes down that it was used.
    page = office.sign_in("bientap")
    before = placed_today(office, page)
    page.goto(office.newsroom + "chua-gui/")
    page.locator("main .story-list__item a[href*='/tin/']").first.click()
    story = page.url
    page.get_by_role("link", name=re.compile("^Gửi")).first.click()
    page.get_by_label(OUTLET).check()
    page.get_by_role("button", name="Gửi", exact=True).click()
    page.wait_for_url(story)
    sent = page.locator("#noi-gui, section", has_text=OUTLET).first
    expect(sent).to_be_visible()
    office.picture(page, "15-da-gui-noi-nhan")
    page.goto(story + "dang-bao/")
    page.select_option("[name=outlet]", label=OUTLET)
    page.get_by_role("button", name="Lưu").click()
    page.wait_for_url(story)
    expect(page.locator("main")).to_contain_text(OUTLET)
    assert placed_today(office, page) == before + 1

    # The report of the month: its draft is filled in, then an approver closes it.
    page.goto(office.newsroom + "bao-cao/soan/")
    page.get_by_role("button", name="Tạo bản thảo").click()
    page.wait_for_url(re.compile(r"/bao-cao/\d+/viet/$"))
    report = page.url.removesuffix("viet/")
    office.picture(page, "16-soan-bao-cao")
    page.context.close()
    page = office.sign_in("duyet")
    page.goto(report)
    page.get_by_role("link", name="Chốt báo cáo").click()
    page.get_by_role("button", name="Chốt báo cáo").click()
    page.wait_for_url(report)
    expect(page.locator("main")).to_contain_text("Đã chốt")
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile("Word")).first.click()
    word = tmp_path / "bao-cao.docx"
    download.value.save_as(word)
    assert OUTLET in ZipFile(word).read("word/document.xml").decode()
    page.context.close()

    # The closed report becomes a draft story in the editor.
    page = office.sign_in("bientap")
    page.goto(report + "viet-tin/")
    page.get_by_role("button", name="Tạo bản thảo").click()
    page.wait_for_url(re.compile(r"/soan-tin/edit/\d+/$"))
    expect(page.locator("[name=headline]")).not_to_have_value("")
    page.context.close()
