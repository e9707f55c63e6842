"""Two installations on one machine, each with its own folder and process, exchange a story."""

import json
import re
import subprocess
import sys
import time
import urllib.parse
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from lxml import html

from tests.installation import ROOT, Installation
from tests.operations.officer import Officer

EXCHANGE, HANDOVERS = "/toa-soan/trao-doi/", "/toa-soan/tin-nhan/"
PLACEMENTS = "/toa-soan/dang-bao/"
#: Tables and a newsroom are made first.
START_WITHIN = 120.0


@dataclass
class Side:
    """One of the two agencies: its people at work, and what the test asks it to do."""

    installation: Installation

    def person(self, name):
        """Somebody of the newsroom who has signed in."""
        officer = Officer(self.installation.port)
        officer.carry_session(self.told["sessions"][name])
        return officer

    @property
    def told(self):
        return json.loads((self.installation.folder / "people.json").read_text())

    def do(self, deed):
        status, _headers, text = Officer(self.installation.port).post(deed, {})
        assert status == 200, text
        return json.loads(text)


@contextmanager
def running(folder, code):
    """Start one side; it is stopped in the end whatever happens."""
    folder.mkdir()
    settings = {
        "EXCHANGING": code,
        "DJANGO_SETTINGS_MODULE": "toasoan.conf.settings.development",
        "TOASOAN_PRIVATE_NETWORKS": "127.0.0.0/8",
    }
    installation = Installation(folder, settings=settings)
    log = folder.parent / f"{code}.log"
    with log.open("wb") as output:
        process = subprocess.Popen(  # noqa: S603  # our own program
            [sys.executable, "-m", "tests.operations.exchanging", str(installation.port)],
            env=installation.environment,
            cwd=ROOT,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        yield Side(installation), process, log
    finally:
        process.terminate()
        process.wait(30)


def wait_for(side, process, log):
    """Wait until the side answers."""
    end = time.monotonic() + START_WITHIN
    while True:
        try:
            if Officer(side.installation.port).get("/healthz")[0] == 200:
                return side
        except OSError:
            assert process.poll() is None, log.read_text()
            assert time.monotonic() < end, log.read_text()
        with_pause(process)


def with_pause(process):
    """Waiting for the process is waiting without sleeping: it returns early if it ends."""
    try:
        process.wait(0.05)
    except subprocess.TimeoutExpired:
        return


@pytest.fixture(scope="module")
def sides(tmp_path_factory):
    """Both agencies, started side by side."""
    place = tmp_path_factory.mktemp("exchange")
    with running(place / "song", "song-thu") as one, running(place / "bien", "bien-thu") as other:
        yield wait_for(*one), wait_for(*other)


def code_of(side):
    """The connection code that the webmaster copies; made by them first."""
    webmaster = side.person("webmaster")
    webmaster.get(EXCHANGE)
    webmaster.post(f"{EXCHANGE}tao-ma/", {})
    return webmaster.get(f"{EXCHANGE}ma-ket-noi.txt")[2]


def digits_on(page):
    return html.fromstring(page).xpath("//ol[contains(@class, 'comparison-digits')]/li/text()")


def connect(side, code):
    """Paste the other side's code; returns the webmaster, the partner's page and the digits."""
    webmaster = side.person("webmaster")
    webmaster.get(EXCHANGE)
    status, headers, page = webmaster.post(EXCHANGE, {"code": code})
    assert status == 302, page
    return webmaster, headers["Location"], webmaster.get(headers["Location"])[2]


def confirm(webmaster, address, page):
    hidden = {
        name: re.search(rf'name="{name}" value="([0-9a-f]+)"', page)[1]
        for name in ("seen", "own_seen")
    }
    typed = {"read_by": "Trần Văn Đối", "same": "on", "outlet": ""}
    assert webmaster.post(address, hidden | typed)[0] == 302


def test_a_story_is_handed_over_published_there_and_its_use_comes_back(sides):
    one, other = sides
    codes = {side.installation.port: code_of(side) for side in sides}

    first = connect(one, codes[other.installation.port])
    second = connect(other, codes[one.installation.port])
    assert digits_on(first[2]) == digits_on(second[2]) != []
    confirm(*first)
    confirm(*second)

    one.do("/gui")
    assert one.do("/vong")[0] == 1
    # The photo is fetched from the first side; that the story came is told.
    assert other.do("/vong") == [0, 1, 1]

    editor = other.person("editor")
    listed = editor.get(HANDOVERS)[2]
    assert "Tin của song-thu" in listed
    page = re.search(rf'href="({HANDOVERS}\d+/)"', listed)[1]
    editor.get(page)
    told = other.told
    taken = editor.post(page, {"unit": str(told["unit"]), "section": str(told["section"])})
    assert taken[0] == 302, taken[2]
    path = other.do("/dang")
    # That it was taken over, and then that it was published.
    assert other.do("/vong")[2] == 2

    status, _headers, public = Officer(other.installation.port).get(path)
    assert (status, "Tin của song-thu" in public) == (200, True)
    saved = one.person("editor").get(f"{PLACEMENTS}tai-ve/")[2]
    assert urllib.parse.urljoin(Officer(other.installation.port).address, path) in saved
