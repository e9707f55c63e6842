"""The shipped `docs/production/nginx.conf`, started as it stands: its limits hold."""

import os
import re
import shutil
import socket
import ssl
import subprocess
import threading
import time
import warnings
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.installation import ROOT, free_port

SITE = ROOT / "docs" / "production" / "nginx.conf"
NAME = "tin.ten-mien.gov.vn"
pytestmark = pytest.mark.skipif(
    not (shutil.which("nginx") and shutil.which("openssl")), reason="nginx is not installed"
)
MB = 1024 * 1024


@dataclass
class Toasoan:
    """Stands behind nginx in place of the site and notes what reaches it, and when it was whole."""

    requests: list[tuple[str, str, dict[str, str], int]] = field(default_factory=list)
    #: Seconds between the first byte of a request and the end of its body.
    took: list[float] = field(default_factory=list)
    sent: threading.Event = field(default_factory=threading.Event)


class Handler(BaseHTTPRequestHandler):
    """Answers for the site; `site` is given to a class of each server's own."""

    protocol_version = "HTTP/1.1"
    site: Toasoan

    def do_GET(self) -> None:
        self._note(0)
        headers = [("ETag", '"1-gzip"'), ("Strict-Transport-Security", "max-age=5")]
        if self.headers["If-None-Match"] == '"1-gzip"':
            self._answer(304, headers, b"")
        elif self.path == "/lon":
            self._answer(200, headers, b"x" * (2 * MB))
            self.site.sent.set()
        else:
            self._answer(200, [*headers, ("Content-Encoding", "gzip")], b"a kept page")

    def do_POST(self) -> None:
        began = time.monotonic()
        size = int(self.headers["Content-Length"])
        self.rfile.read(size)
        self.site.took.append(time.monotonic() - began)
        self._note(size)
        self._answer(200, [], b"taken")

    def _note(self, size: int) -> None:
        self.site.requests.append((self.command, self.path, dict(self.headers), size))

    def _answer(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
        self.send_response(status)
        for name, value in [*headers, ("Content-Length", str(len(body)))]:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_words: object) -> None:
        """Say nothing."""


@dataclass
class Proxy:
    """A running nginx: its ports, its folder, the site behind it."""

    http: int
    https: int
    folder: Path
    site: Toasoan

    def connect(self) -> ssl.SSLSocket:
        context = ssl.create_default_context(cafile=str(self.folder / "fullchain.pem"))
        context.check_hostname = False
        plain = socket.create_connection(("127.0.0.1", self.https), timeout=40)
        return context.wrap_socket(plain)

    def ask(self, path="/", *, method="GET", body=b"", length=None, **headers: str):
        """Status, headers by lower-case name, body."""
        with self.connect() as connection:
            connection.sendall(head(path, method, length or len(body), **headers) + body)
            return answer_on(connection)

    @property
    def log(self) -> str:
        return (self.folder / "toasoan.log").read_text(encoding="utf-8")


def head(path, method, length, **headers: str) -> bytes:
    lines = [f"{method} {path} HTTP/1.1", f"Host: {NAME}", "Connection: close"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    lines += [f"Content-Length: {length}"] if method == "POST" else []
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def answer_on(connection) -> tuple[int, dict[str, list[str]], bytes]:
    content = b""
    while block := connection.recv(65_536):
        content += block
    top, _, body = content.partition(b"\r\n\r\n")
    first, *lines = top.decode().split("\r\n")
    headers: dict[str, list[str]] = {}
    for line in lines:
        name, _, value = line.partition(": ")
        headers.setdefault(name.lower(), []).append(value)
    return int(first.split()[1]) if first else 0, headers, body


@pytest.fixture(scope="module")
def proxy(tmp_path_factory) -> Iterator[Proxy]:
    folder = tmp_path_factory.mktemp("nginx")
    site = Toasoan()
    behind = ThreadingHTTPServer(("127.0.0.1", 0), type("Own", (Handler,), {"site": site}))
    behind.daemon_threads = True
    threading.Thread(target=behind.serve_forever, daemon=True).start()
    made = Proxy(free_port(), free_port(), folder, site)
    subprocess.run(  # noqa: S603
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj",  # noqa: S607
         f"/CN={NAME}", "-keyout", str(folder / "privkey.pem"),
         "-out", str(folder / "fullchain.pem")],
        capture_output=True, check=True,
    )  # fmt: skip
    configuration = main_configuration(made, behind.server_address[1])
    process = subprocess.Popen(  # noqa: S603
        ["nginx", "-c", str(configuration), "-p", str(folder), "-g", "daemon off;"],  # noqa: S607
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for_port(made.https, process)
        yield made
    finally:
        process.terminate()
        process.wait(20)
        behind.shutdown()
        behind.server_close()


def main_configuration(proxy: Proxy, port: int) -> Path:
    """What Debian's own file says, around the shipped one with the places of this machine."""
    text = SITE.read_text("utf-8")
    text = text.replace("/etc/ssl/toasoan", str(proxy.folder))
    text = text.replace("/var/log/nginx", str(proxy.folder))
    text = text.replace("127.0.0.1:8000", f"127.0.0.1:{port}")
    text = re.sub(r"\n *listen \[::\].*", "", text)
    text = text.replace("listen 80;", f"listen 127.0.0.1:{proxy.http};")
    text = text.replace("listen 443 ssl;", f"listen 127.0.0.1:{proxy.https} ssl;")
    # A second of a test stands for ten of a slow client.
    text = re.sub(r"client_(header|body)_timeout 10s", r"client_\1_timeout 1s", text)
    text = text.replace("lingering_timeout 2s", "lingering_timeout 100ms")
    places = "".join(
        f"{name}_temp_path {proxy.folder}/{name};\n"
        for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    user = "user root;\n" if os.geteuid() == 0 else ""
    path = proxy.folder / "main.conf"
    path.write_text(
        f"{user}pid {proxy.folder}/nginx.pid;\nerror_log {proxy.folder}/error.log;\n"
        f"worker_processes 1;\nevents {{ worker_connections 768; }}\n"
        f"http {{\n{places}{text}\n}}\n",
        encoding="utf-8",
    )
    return path


def wait_for_port(port: int, process) -> None:
    end = time.monotonic() + 20
    while True:
        assert process.poll() is None
        assert time.monotonic() < end
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)


# The way to the site


def test_http_leads_to_https_under_the_sites_own_name(proxy):
    with socket.create_connection(("127.0.0.1", proxy.http), timeout=20) as connection:
        connection.sendall(
            b"GET /tin/?a=b HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
        )
        status, headers, _body = answer_on(connection)

    assert status == 301
    assert headers["location"] == [f"https://{NAME}/tin/?a=b"]


@pytest.mark.parametrize("path", ["/", "/toa-soan/login/"])
def test_browsers_are_told_once_to_stay_with_https(proxy, path):
    assert proxy.ask(path)[1]["strict-transport-security"] == ["max-age=31536000"]


def test_a_kept_page_passes_as_it_is_and_is_asked_for_again(proxy):
    status, headers, body = proxy.ask("/", Accept_Encoding="gzip")
    again = proxy.ask("/", If_None_Match='"1-gzip"')

    assert (status, body) == (200, b"a kept page")
    assert (headers["etag"], headers["content-encoding"]) == (['"1-gzip"'], ["gzip"])
    assert again[0] == 304


def test_the_site_hears_the_readers_address_from_nginx_only(proxy):
    proxy.ask("/ai", X_Forwarded_For="6.6.6.6", X_Forwarded_Proto="http")

    headers = proxy.site.requests[-1][2]
    assert headers["X-Forwarded-For"] == "127.0.0.1"
    assert headers["X-Forwarded-Proto"] == "https"
    assert headers["Host"] == NAME


def test_old_versions_of_tls_are_refused(proxy):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    context.set_ciphers("ALL:@SECLEVEL=0")
    context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        context.maximum_version = ssl.TLSVersion.TLSv1_1

    with (
        socket.create_connection(("127.0.0.1", proxy.https), timeout=20) as plain,
        pytest.raises((ssl.SSLError, OSError)),
    ):
        context.wrap_socket(plain)


# What is sent


@pytest.mark.parametrize(
    ("path", "size", "status"),
    [
        ("/tim-kiem/", 60_000, 200),
        ("/tim-kiem/", 70_000, 413),
        ("/toa-soan/login/", 70_000, 413),
        ("/toa-soan/gui-word/", 2 * MB, 200),
        ("/toa-soan/gui-word/", 33 * MB, 413),
    ],
)
def test_a_body_has_the_size_of_its_address(proxy, path, size, status):
    sent = b"x" * size if status == 200 else b""

    answer = proxy.ask(path, method="POST", body=sent, length=size)

    assert answer[0] == status
    if status == 413:
        assert "tối đa 30 MB" in answer[2].decode()
        assert answer[1]["strict-transport-security"] == ["max-age=31536000"]


def test_a_body_without_an_end_is_cut_at_the_size_of_its_address(proxy):
    before = len(proxy.site.requests)
    with proxy.connect() as connection:
        chunked = head("/tim-kiem/", "GET", 0, Transfer_Encoding="chunked")
        connection.sendall(chunked.replace(b"GET", b"POST"))
        piece = b"8000\r\n" + b"x" * 0x8000 + b"\r\n"
        try:
            for _ in range(4):
                connection.sendall(piece)
            status = answer_on(connection)[0]
        except OSError:
            status = 413

    assert status == 413
    assert len(proxy.site.requests) == before


def test_a_body_reaches_the_site_only_when_it_is_whole(proxy):
    with proxy.connect() as connection:
        connection.sendall(head("/toa-soan/gui-word/", "POST", 40_000) + b"x" * 20_000)
        time.sleep(0.4)
        before = len(proxy.site.took)
        connection.sendall(b"x" * 20_000)
        assert answer_on(connection)[0] == 200

    assert len(proxy.site.took) == before + 1
    assert proxy.site.took[-1] < 0.3


def test_a_body_that_stops_is_given_up_and_never_reaches_the_site(proxy):
    before = len(proxy.site.requests)
    with proxy.connect() as connection:
        connection.sendall(head("/tim-kiem/", "POST", 1_000) + b"half")
        began = time.monotonic()
        status, _headers, _body = answer_on(connection)

    assert status in {0, 408}
    assert time.monotonic() - began < 10
    assert len(proxy.site.requests) == before


def test_headers_that_come_a_sign_at_a_time_are_given_up(proxy):
    with proxy.connect() as connection:
        began = time.monotonic()
        closed = False
        while not closed and time.monotonic() - began < 10:
            try:
                connection.sendall(b"G")
                connection.settimeout(0.2)
                closed = connection.recv(1_000) is not None
            except TimeoutError:
                continue
            except OSError:
                closed = True

    assert closed
    assert time.monotonic() - began < 8


# What is read


def test_an_answer_is_taken_off_the_site_however_slowly_it_is_read(proxy):
    proxy.site.sent.clear()
    with proxy.connect() as connection:
        connection.sendall(head("/lon", "GET", 0))
        connection.recv(100)

        assert proxy.site.sent.wait(10)


# How much one network may do


def test_one_network_has_so_many_requests_at_once_and_the_others_go_on(proxy):
    """Sixty; slow bodies beyond them are refused with a sentence."""
    with ThreadPoolExecutor(16) as pool:
        slow = list(pool.map(lambda _number: proxy.connect(), range(70)))
    try:
        for connection in slow:
            connection.sendall(head("/tim-kiem/", "POST", 1_000) + b"x")
        with ThreadPoolExecutor(16) as pool:
            answers = list(pool.map(answer_on, slow))
    finally:
        for connection in slow:
            connection.close()

    refused = [answer for answer in answers if answer[0] == 429]
    assert len(refused) == 10
    assert "quá nhiều yêu cầu" in refused[0][2].decode()
    assert refused[0][1]["retry-after"] == ["10"]
    assert refused[0][1]["strict-transport-security"] == ["max-age=31536000"]
    assert proxy.ask("/")[0] == 200


def test_whoever_knocks_at_the_sign_in_too_often_waits(proxy):
    with ThreadPoolExecutor(8) as pool:
        statuses = list(pool.map(lambda _number: proxy.ask("/toa-soan/login/")[0], range(60)))

    assert set(statuses) == {200, 429}
    assert 20 <= statuses.count(200) <= 45


# The log


def test_no_token_reaches_the_log(proxy):
    paths = [
        "/toa-soan/loi-moi/secret-token/", "/toa-soan/mat-khau-moi/secret-token/",
        "/toa-soan%2Flich/secret-token/lich.ics", "//anh/12/secret-token/800/",
        "/tep-noi-bo/secret-token.pdf", "/a/?page=1&token=secret-token",
    ]  # fmt: skip
    for path in paths:
        proxy.ask(path, Referer=f"https://{NAME}/toa-soan/loi-moi/secret-token/")
    end = time.monotonic() + 10
    while proxy.log.count("/a/?...") < 1:
        assert time.monotonic() < end

    assert "/toa-soan/loi-moi/..." in proxy.log
    assert "secret-token" not in proxy.log
    assert "secret-token" not in (proxy.folder / "toasoan.error.log").read_text()


def test_while_the_site_is_away_it_says_so_with_503(proxy, tmp_path):
    """The site behind this nginx is gone: nobody listens at its port."""
    gone = Proxy(free_port(), free_port(), tmp_path, Toasoan())
    for name in ("privkey.pem", "fullchain.pem"):
        shutil.copy(proxy.folder / name, tmp_path)
    process = subprocess.Popen(  # noqa: S603
        ["nginx", "-c", str(main_configuration(gone, free_port())), "-p", str(tmp_path),  # noqa: S607
         "-g", "daemon off;"],
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        wait_for_port(gone.https, process)
        status, headers, body = gone.ask("/")
    finally:
        process.terminate()
        process.wait(20)

    assert (status, headers["retry-after"]) == (503, ["30"])
    assert "quay lại sau một phút" in body.decode()
