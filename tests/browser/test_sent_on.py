"""From the desk to an outlet, into the figures, into a closed report, and back into a story."""

import datetime as dt
import re
from zipfile import ZipFile

import pytest
from playwright.sync_api import expect

from tests.browser.people import Office
from toasoan.vietnamese.dates import TZ

pytestmark = pytest.mark.browser
OUTLET = "Tạp chí Kiểm sát"


def placed_on(office: Office, day: dt.date) -> int:
    """How many uses of the day the figures count for the outlet."""
    return office.figures_of(day)["placements"]["tap-chi"]


def test_a_story_is_sent_on_used_counted_reported_and_told(office: Office, tmp_path) -> None:
    # The editor sends a story that was sent nowhere, and writes down that it was used.
    page = office.sign_in("bientap")
    yesterday = dt.datetime.now(TZ).date() - dt.timedelta(days=1)
    before = placed_on(office, yesterday)
    page.goto(office.portal)
    headline = page.locator("main h2 a, main h3 a").first
    number = re.search(r"-(\d+)$", headline.get_attribute("href") or "")
    assert number is not None
    story = f"{office.newsroom}tin/{number[1]}/"
    page.goto(story + "gui/")
    page.get_by_label(OUTLET).check()
    page.get_by_role("button", name="Gửi", exact=True).click()
    page.wait_for_url(story)
    sent = page.locator("#noi-gui, section", has_text=OUTLET).first
    expect(sent).to_be_visible()
    office.picture(page, "15-da-gui-noi-nhan")
    page.goto(story + "dang-bao/")
    page.select_option("[name=outlet]", label=OUTLET)
    page.fill("[name=placed_on]", yesterday.isoformat())
    page.get_by_role("button", name="Lưu").click()
    page.wait_for_url(story)
    expect(page.locator("main")).to_contain_text(OUTLET)
    assert placed_on(office, yesterday) == before + 1

    # The report of the day: its draft is filled in, then an approver closes it.
    page.goto(office.newsroom + "bao-cao/soan/")
    page.select_option("[name=period]", "own")
    page.fill("[name=first]", yesterday.isoformat())
    page.fill("[name=last]", yesterday.isoformat())
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
