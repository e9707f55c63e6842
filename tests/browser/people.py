"""People of the demo agency at their browsers."""

import datetime as dt
import json
import re
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyotp
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

from tests.installation import Installation
from toasoan.vietnamese.dates import TZ

PICTURES = Path(__file__).parents[2] / "var" / "journey"

_ANIMATIONS_OVER = """() => Promise.allSettled(
    document.getAnimations()
        .filter((each) => each.effect.getTiming().iterations !== Infinity)
        .map((each) => each.finished)
)"""

_AXE = Axe().axe_script
#: Rules that axe does not run by itself.
_EXPERIMENTAL = (
    *("css-orientation-lock", "focus-order-semantics", "label-content-name-mismatch"),
    *("p-as-heading", "table-fake-caption", "td-has-header"),
)
_RUN_AXE = """([within, rules]) => axeOfTests.run(within === 'html' ? document : within, {
    resultTypes: ['violations'], rules,
}).then((results) => results.violations.flatMap(
    (rule) => rule.nodes.map((node) => [rule.id, node.html.slice(0, 200)])
))"""


@dataclass
class Office:
    """The running agency, its accounts, and a browser."""

    browser: Browser
    installation: Installation
    passwords: dict[str, str]
    #: Keys of authenticator apps, for who is asked for a second factor.
    secrets: dict[str, str] = field(default_factory=dict)
    #: Key → the half minute of the code that was last used with it.
    used_steps: dict[str, int] = field(default_factory=dict)
    #: Who is asked for a second factor → the cookies of their session. Another window of theirs
    #: takes them over: a code opens once, and the next one is half a minute away.
    sessions: dict[str, list[Any]] = field(default_factory=dict)
    #: Off where signing in itself is looked at.
    keeps_sessions: bool = True

    @classmethod
    def of(cls, browser: Browser, installation: Installation) -> "Office":
        """The office of a running agency, with the accounts that its first start wrote down."""
        file = installation.folder / "tai-khoan-demo.txt"
        accounts = file.read_text(encoding="utf-8")
        secrets = secrets_in(accounts)
        # Each app was added with the code of that half minute.
        used_steps = dict.fromkeys(secrets.values(), int(file.stat().st_mtime) // 30)
        return cls(browser, installation, passwords_in(accounts), secrets, used_steps)

    @property
    def portal(self) -> str:
        return f"http://127.0.0.1:{self.installation.port}/"

    @property
    def newsroom(self) -> str:
        return f"{self.portal}toa-soan/"

    def reader(self, width: int = 1280) -> Page:
        """A fresh browser window of somebody who has not signed in."""
        height = 780 if width < 600 else 900
        context = self.browser.new_context(
            viewport={"width": width, "height": height},
            locale="vi-VN",
            timezone_id="Asia/Ho_Chi_Minh",
        )
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.on("pageerror", lambda error: self.troubles.append(str(error)))
        return page

    @property
    def troubles(self) -> list[str]:
        """Errors of scripts on any page."""
        return self.__dict__.setdefault("_troubles", [])

    def sign_in(self, username: str, width: int = 1280) -> Page:
        """The person's first screen, after signing in."""
        page = self.reader(width)
        page.context.add_cookies(self.sessions.get(username, []))
        # Who only reads figures begins at the dashboard.
        arrived = re.compile(f"{re.escape(self.newsroom)}(so-lieu/tong-quan/)?$")
        page.goto(self.newsroom)
        if arrived.match(page.url):
            return page
        page.fill("[name=username]", username)
        page.fill("[name=password]", self.passwords[username])
        page.get_by_role("button", name="Đăng nhập", exact=True).click()
        if username in self.secrets:
            page.wait_for_url("**/buoc-hai/")
            self.pass_second_step(page, username)
        page.wait_for_url(arrived)
        if username in self.secrets and self.keeps_sessions:
            self.sessions[username] = page.context.cookies()
        return page

    def pass_second_step(self, page: Page, username: str, button: str = "Tiếp tục") -> None:
        """Type what the person's app would show."""
        page.fill("[name=code]", self.next_code(page, username))
        page.get_by_role("button", name=button).click()

    def next_code(self, page: Page, username: str) -> str:
        """What the person's app shows.

        A code opens once: who signs in twice within half a minute takes the next one, which is
        accepted half a minute early, or waits for it.
        """
        secret = self.secrets[username]
        totp = pyotp.TOTP(secret)
        step = max(int(time.time()) // 30, self.used_steps.get(secret, 0) + 1)
        while step > int(time.time()) // 30 + 1:
            page.wait_for_timeout(500)
        self.used_steps[secret] = step
        return totp.at(step * 30)

    @staticmethod
    def settle(page: Page) -> None:
        """Wait until the page's own scripts have loaded what they need."""
        page.wait_for_load_state("networkidle")

    @staticmethod
    def press_in_menu(page: Page, name: str) -> None:
        """Press a button of the editor's footer that lies in its drop-up menu."""
        button = page.get_by_role("button", name=name)
        if not button.is_visible():
            page.locator(
                "footer .c-dropdown__toggle, footer [data-w-dropdown-target='toggle']"
            ).first.click()
        button.click()

    def picture(self, page: Page, name: str) -> None:
        """Keep what the person sees."""
        folder = PICTURES / ("postgres" if self.installation.database_url else "sqlite")
        folder.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=folder / f"{name}.png", full_page=True)

    def counts_of_today(self) -> tuple[int, int]:
        """How many stories were received and published today, by the command."""
        figures = self.figures_of(dt.datetime.now(TZ).date())
        return figures["received"], figures["published"]

    def figures_of(self, day: dt.date) -> dict[str, Any]:
        """The figures of a day that the command gives."""
        of_day = day.isoformat()
        done = self.installation.run("figures", "--from", of_day, "--to", of_day, "--json")
        assert done.returncode == 0, done.stderr
        figures: dict[str, Any] = json.loads(done.stdout)
        return figures


@dataclass
class Taps:
    """Counts how often somebody taps for a job, from the desk on, after signing in.

    A tap is a link, a button, or the choice of a file. What is typed or chosen in the fields of a
    form is writing and no tap; so is scrolling, which the job must not need to find its button.
    """

    page: Page
    number: int = 0

    def tap(self, control: Locator) -> None:
        """Tap a link or a button."""
        control.first.click()
        self.number += 1

    def choose_file(self, field: str, name: str, content: bytes, kind: str) -> None:
        """Choose a file in the field: the window of the device opens and closes by one tap."""
        file = {"name": name, "mimeType": kind, "buffer": content}
        self.page.set_input_files(field, file)  # type: ignore[arg-type]  # stubs: a TypedDict
        self.number += 1


def passwords_in(text: str) -> dict[str, str]:
    """User name → password, from the file that the first start writes."""
    found = re.findall(r"(\w+)\s+([a-z2-9]{4}(?:-[a-z2-9]{4}){3})", text)
    return dict(found)


def secrets_in(text: str) -> dict[str, str]:
    """User name → key of the authenticator app, from the same file."""
    return dict(re.findall(r"^(\w+) .*?([A-Z2-7]{32})$", text, re.M))


def barriers(
    page: Page, *, colours: bool = True, experimental: bool = False
) -> list[tuple[str, str]]:
    """What shuts somebody out of the screen: axe's rules with the element, and too wide a page.

    Waits for the page to stand still: a click does not wait for the page it leads to.
    `colours` and `experimental` as for `broken_rules`.
    """
    Office.settle(page)
    # Half-faded words have half the contrast.
    page.evaluate(_ANIMATIONS_OVER)
    found = broken_rules(page, colours=colours, experimental=experimental)
    return found + too_wide(page)


def broken_rules(
    page: Page, within: str = "html", *, colours: bool = True, experimental: bool = False
) -> list[tuple[str, str]]:
    """What of the page breaks a rule of axe: the rule, and the element.

    Comparing `colours` is most of the work: left out where they have been compared already.
    `experimental` adds the rules that axe calls so.
    """
    # Under a name of its own: the editor of pages has brought an axe with other rules.
    if not page.evaluate("'axeOfTests' in window"):
        page.evaluate(_AXE)
        page.evaluate("() => { window.axeOfTests = window.axe; }")
    # Only what is found comes over: passing on what is in order takes as long as a third of the rules.
    rules = {"color-contrast": {"enabled": colours}}
    rules |= {name: {"enabled": experimental} for name in _EXPERIMENTAL}
    found = page.evaluate(_RUN_AXE, [within, rules])
    return [(rule, html) for rule, html in found]


def too_wide(page: Page) -> list[tuple[str, str]]:
    """Whether the page has to be pushed sideways at its window's width."""
    is_wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    return [("wider than the window", page.url)] if is_wide else []


def expect_accessible(page: Page, *widths: int) -> None:
    """No barrier at each of the widths (CSS pixels); at the window's own when none is given."""
    for width in widths:
        page.set_viewport_size({"width": width, "height": 800})
        assert barriers(page) == [], (page.url, width)
    if not widths:
        assert barriers(page) == [], page.url


def tab_to(page: Page, control: Locator | str, most: int = 120) -> None:
    """Press Tab until the control has the focus, as somebody without a mouse does."""
    wanted = page.locator(control).first if isinstance(control, str) else control.first
    expect(wanted).to_be_visible()
    for _ in range(most):
        if wanted.evaluate("control => control === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{control} is not reached by keyboard")
