"""Files made to do harm, and heavy good ones: time, memory, and how long others wait meanwhile."""

import http.client
import io
import re
import sqlite3
import tempfile
import threading
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode

import psutil
from PIL import Image

from bench._agency import Agency, running_agency
from toasoan.testing.hostile_files import BAD_PICTURES, HARMLESS_PICTURES, heic, png_bomb, saved
from toasoan.testing.pictures import noise
from toasoan.testing.word import build_docx, sample_story_docx

MOST_SECONDS, MOST_MEGABYTES, MOST_WAIT = 5.0, 400, 0.5
_PHOTO, _PHONE = (4032, 3024), (8064, 6048)
_BOUNDARY = "toasoan-bench"
_IMAGES = "/toa-soan/images/chooser/create/"
_WORD = "/toa-soan/gui-word/"


def main() -> None:
    """Start the demo agency and send it every file as a contributor, one after the other."""
    with tempfile.TemporaryDirectory(prefix="toasoan-bench-") as folder:
        _measure(folder)


def _measure(folder: str) -> None:
    with running_agency(folder) as agency:
        # The first two of the list are asked for no second factor.
        (username, password), other = _accounts(folder)[:2]
        sender = Person(agency.port, username, password)
        print(f"{'file':38} {'KB':>7} {'status':>6} {'s':>6} {'web MB':>7} {'reader MB':>9}"
              f" {'lock s':>7} {'sign-in s':>9}")  # fmt: skip
        _send(agency, folder, sender, other, "nothing sent for three seconds", None)
        for name, make in _pictures().items():
            _send(agency, folder, sender, other, name, lambda make=make: picture(make()))
        for name, make in _word_files().items():
            _send(agency, folder, sender, other, name, lambda make=make: word(sender, make()))


def _accounts(folder: str) -> list[tuple[str, str]]:
    """User names and passwords of the demo's people."""
    text = (Path(folder) / "var" / "tai-khoan-demo.txt").read_text(encoding="utf-8")
    return re.findall(r"(\S+) +([a-z2-9]{4}(?:-[a-z2-9]{4}){3})", text)


def _pictures() -> dict[str, Callable[[], bytes]]:
    smooth = Image.radial_gradient("L")
    photo = Image.merge("RGB", (smooth, smooth.rotate(90), smooth.rotate(180)))
    large = photo.resize(_PHONE)
    good = {
        "good: JPEG of 12 million pixels": lambda: saved(photo.resize(_PHOTO), "JPEG", quality=95),
        "good: HEIC of 12 million pixels": lambda: heic(photo.resize(_PHOTO)),
        "good: JPEG of 48 million pixels": lambda: saved(large, "JPEG"),
        "good: progressive, 48 million": lambda: saved(large, "JPEG", progressive=True),
        "good: PNG of 48 million pixels": lambda: saved(large, "PNG", compress_level=1),
        "good: noise, 2,560 × 2,560, alpha": lambda: saved(noise(2100, 2100, "RGBA"), "PNG"),
    }
    return {**BAD_PICTURES, **HARMLESS_PICTURES, **good}


def _word_files() -> dict[str, Callable[[], bytes]]:
    bomb = (png_bomb(9_999), "Ảnh")
    # Each of 2.6 MB or so, as cameras write them.
    noisy = noise(504, 378).resize(_PHOTO)
    return {
        "Word: twelve bombs of 9,999²": lambda: _word([bomb] * 12),
        "Word: ten photos of 12 million": lambda: _word(
            [(saved(noisy.rotate(n), "JPEG", quality=80), "Ảnh") for n in range(10)]
        ),
        "Word: text that unpacks to 90 MB": lambda: _swollen(90_000_000),
        "Word: 90,000 elements": lambda: build_docx("<w:p/>" * 90_000),
    }


def _word(pictures: list[tuple[bytes, str]]) -> bytes:
    return sample_story_docx("Tiêu đề", "Sa-pô.", ["Một.", "Hai."], pictures, "Người Viết")


def _swollen(size: int) -> bytes:
    """A Word file whose text unpacks to so many bytes."""
    out = io.BytesIO(_word([]))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/media/x.xml", b" " * size)
    return out.getvalue()


def picture(content: bytes) -> tuple[str, dict[str, str], str, bytes]:
    """A photo for the chooser: address, fields, name of the file's field, file."""
    return _IMAGES, {"image-chooser-upload-title": "A"}, "image-chooser-upload-file", content


def word(sender: "Person", content: bytes) -> tuple[str, dict[str, str], str, bytes]:
    """A Word file for the page that takes them."""
    return _WORD, {"unit": sender.unit()}, "file", content


class Person:
    """Somebody who signs in and sends files, over one connection after another."""

    def __init__(self, port: int, username: str, password: str) -> None:
        self._port = port
        self._cookies: dict[str, str] = {}
        login = "/toa-soan/login/"
        self.ask("GET", login)
        body = urlencode({"username": username, "password": password, **self._token()})
        self.ask("POST", login, body.encode(), "application/x-www-form-urlencoded")
        assert "sessionid" in self._cookies, f"{username} could not sign in"

    def ask(self, method: str, path: str, body: bytes = b"", kind: str = "") -> tuple[int, str]:
        """Status and text of the answer; cookies are kept."""
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=120)
        cookies = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        headers = {"Cookie": cookies, **({"Content-Type": kind} if kind else {})}
        headers["Origin"] = f"http://127.0.0.1:{self._port}"
        connection.request(method, path, body or None, headers)
        answer = connection.getresponse()
        for header in answer.headers.get_all("Set-Cookie") or ():
            name, _equals, value = header.partition(";")[0].partition("=")
            self._cookies[name] = value
        text = answer.read().decode("utf-8", "replace")
        connection.close()
        return answer.status, text

    def unit(self) -> str:
        """The unit that a Word file is sent for."""
        _status, text = self.ask("GET", _WORD)
        found = re.search(r'name="unit"[^>]*value="(\d+)"|<option value="(\d+)"', text)
        assert found, "no unit on the page for Word files"
        return found[1] or found[2]

    def send(self, address: str, fields: dict[str, str], field: str, content: bytes) -> int:
        """Post a form with a file; the status."""
        out = io.BytesIO()
        for name, value in {**fields, **self._token()}.items():
            out.write(_head(f'name="{name}"') + value.encode() + b"\r\n")
        out.write(_head(f'name="{field}"; filename="tep.docx"') + content + b"\r\n")
        out.write(f"--{_BOUNDARY}--\r\n".encode())
        kind = f"multipart/form-data; boundary={_BOUNDARY}"
        return self.ask("POST", address, out.getvalue(), kind)[0]

    def _token(self) -> dict[str, str]:
        return {"csrfmiddlewaretoken": self._cookies.get("csrftoken", "")}


def _head(words: str) -> bytes:
    return f"--{_BOUNDARY}\r\nContent-Disposition: form-data; {words}\r\n\r\n".encode()


class Watch(threading.Thread):
    """What happens beside an upload: memory, the database's write lock, others who sign in."""

    def __init__(self, agency: Agency, folder: str, other: tuple[str, str]) -> None:
        super().__init__(daemon=True)
        self._agency, self._folder, self._other = agency, folder, other
        self._over = threading.Event()
        self.web = self.reader = 0.0
        self.lock = self.sign_in = 0.0

    def run(self) -> None:
        """Look until it is over."""
        threads = [threading.Thread(target=look) for look in (self._memory, self._lock)]
        for thread in threads:
            thread.start()
        while not self._over.wait(0.05):
            began = time.monotonic()
            Person(self._agency.port, *self._other)
            self.sign_in = max(self.sign_in, time.monotonic() - began)
        for thread in threads:
            thread.join()

    def end(self) -> None:
        """Stop looking."""
        self._over.set()
        self.join()

    def _memory(self) -> None:
        top = psutil.Process(self._agency.pid)
        while not self._over.wait(0.02):
            for process in top.children(recursive=True):
                try:
                    size = process.memory_info().rss / 1e6
                    is_reader = "toasoan.sent_files.process" in process.cmdline()
                except psutil.Error:
                    continue
                self.reader = max(self.reader, size) if is_reader else self.reader
                self.web = self.web if is_reader else max(self.web, size)

    def _lock(self) -> None:
        base = sqlite3.connect(f"{self._folder}/var/toasoan.sqlite3", timeout=60)
        base.isolation_level = None
        while not self._over.wait(0.01):
            began = time.monotonic()
            base.execute("BEGIN IMMEDIATE")
            base.execute("ROLLBACK")
            self.lock = max(self.lock, time.monotonic() - began)
        base.close()


def _send(
    agency: Agency,
    folder: str,
    sender: Person,
    other: tuple[str, str],
    name: str,
    make: Callable[[], tuple[str, dict[str, str], str, bytes]] | None,
) -> None:
    form = make() if make else None
    watch = Watch(agency, folder, other)
    watch.start()
    time.sleep(0.3)
    began = time.monotonic()
    status = sender.send(*form) if form else time.sleep(3) or 0
    taken = time.monotonic() - began
    watch.end()
    size = len(form[3]) // 1000 if form else 0
    is_late = taken > MOST_SECONDS and "Word" not in name
    late = " !" if is_late or watch.reader > MOST_MEGABYTES or watch.lock > MOST_WAIT else ""
    print(
        f"{name:38} {size:7} {status:6} {taken:6.2f} {watch.web:7.0f} {watch.reader:9.0f}"
        f" {watch.lock:7.2f} {watch.sign_in:9.2f}{late}",
        flush=True,
    )
