"""A kept story page under load: Granian with the page store, nginx with the same bytes, Django.

Each server has the first core for itself, the client (wrk) the second; they take turns in one run,
so a machine that is busy is busy for all of them. Counted twice: requests a second, and requests
a second of the server's own processor time, which other people's work disturbs less.
"""

import io
import os
import re
import shutil
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psutil

ROUNDS = 3
SECONDS = 4
CONNECTIONS = 32
VISITS = 150
_NGINX = """
{user}
worker_processes 1;
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 1024; }}
http {{
    access_log off;
    client_body_temp_path {folder}/temp;
    proxy_temp_path {folder}/temp;
    fastcgi_temp_path {folder}/temp;
    uwsgi_temp_path {folder}/temp;
    scgi_temp_path {folder}/temp;
    gzip_static on;
    sendfile on;
    tcp_nopush on;
    keepalive_requests 10000000;
    open_file_cache max=100;
    default_type "text/html; charset=utf-8";
    server {{ listen 127.0.0.1:{port}; root {folder}/root; {headers} }}
}}
"""


def measure(folder: Path, address: str) -> None:
    """Print what each server does with the same page."""
    _against_an_empty_view(address)
    if not shutil.which("wrk") or not shutil.which("nginx"):
        print("nginx and wrk are missing: script/bootstrap --ci installs them")
        return
    with ExitStack() as running:
        kept = running.enter_context(_granian(store="on"))
        uncached = running.enter_context(_granian(store="off"))
        body, headers = _fetch(kept, address)
        static = running.enter_context(_nginx(folder / "nginx", address, body, headers))
        ports = {"page store": kept, "nginx": static, "uncached": uncached}
        found = _take_turns(ports, address)
    _show(found)


def _take_turns(
    ports: dict[str, tuple[int, int]], address: str
) -> dict[str, list[tuple[float, float]]]:
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in ports}
    for _ in range(ROUNDS):
        for name, (pid, port) in ports.items():
            found[name].append(_load(pid, port, address))
    return found


def _show(found: dict[str, list[tuple[float, float]]]) -> None:
    medians = {
        name: [statistics.median(one[which] for one in rounds) for which in (0, 1)]
        for name, rounds in found.items()
    }
    for name, (a_second, a_cpu_second) in medians.items():
        shares = (
            a_second / medians["nginx"][0],
            a_cpu_second / medians["nginx"][1],
        )
        print(
            f"{name:<11} {a_second:9.0f} requests/s ({shares[0]:.2f} of nginx)  "
            f"{a_cpu_second:9.0f} per second of processor time ({shares[1]:.2f})"
        )


def _load(pid: int, port: int, address: str) -> tuple[float, float]:
    before = _processor_time(pid)
    said = subprocess.run(
        ["taskset", "-c", "1", "wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s",
         "-H", "Host: testserver", "-H", "Accept-Encoding: gzip",
         f"http://127.0.0.1:{port}{address}"],
        capture_output=True, text=True, check=True, timeout=SECONDS + 30,
    ).stdout  # fmt: skip
    assert "Non-2xx" not in said, said
    requests = re.search(r"(\d+) requests in ([\d.]+)s", said)
    assert requests, said
    taken = _processor_time(pid) - before
    return int(requests[1]) / float(requests[2]), int(requests[1]) / max(taken, 0.01)


def _processor_time(pid: int) -> float:
    process = psutil.Process(pid)
    family = [process, *process.children(recursive=True)]
    return sum(sum(one.cpu_times()[:2]) for one in family)


@contextmanager
def _granian(*, store: str) -> Iterator[tuple[int, int]]:
    port = _free_port()
    environment = {**os.environ, "TOASOAN_PORT": str(port), "TOASOAN_PAGE_STORE": store}
    command = ["taskset", "-c", "0", sys.executable, "-m", "toasoan.conf.cli", "web"]
    yield from _running(command, port, environment)


@contextmanager
def _nginx(
    folder: Path, address: str, body: bytes, headers: list[tuple[str, str]]
) -> Iterator[tuple[int, int]]:
    port = _free_port()
    page = folder / "root" / address.lstrip("/")
    page.parent.mkdir(parents=True)
    page.write_bytes(b"")
    page.with_name(f"{page.name}.gz").write_bytes(body)
    # The same headers as ours: sending them is work too.
    added = " ".join(f'add_header {name} "{value}";' for name, value in headers)
    # Its worker would be somebody who cannot read our temporary folder.
    user = "user root;" if os.geteuid() == 0 else ""
    settings = _NGINX.format(user=user, folder=folder, port=port, headers=added)
    (folder / "nginx.conf").write_text(settings)
    command = ["taskset", "-c", "0", "nginx", "-c", str(folder / "nginx.conf"), "-p", str(folder)]
    yield from _running(command, port, dict(os.environ))


def _running(
    command: list[str], port: int, environment: dict[str, str]
) -> Iterator[tuple[int, int]]:
    process = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)
    try:
        end = time.monotonic() + 90
        while not _listens(port):
            assert process.poll() is None
            assert time.monotonic() < end
            time.sleep(0.1)
        yield process.pid, port
    finally:
        process.terminate()
        process.wait(20)


def _fetch(server: tuple[int, int], address: str) -> tuple[bytes, list[tuple[str, str]]]:
    """The kept page as gzip, and the headers that nginx does not send by itself."""
    asked = urllib.request.Request(
        f"http://127.0.0.1:{server[1]}{address}",
        headers={"Host": "testserver", "Accept-Encoding": "gzip"},
    )
    with urllib.request.urlopen(asked, timeout=60) as answer:  # noqa: S310
        own = {"content-type", "content-length", "content-encoding", "etag", "last-modified"}
        own |= {"server", "date", "connection", "transfer-encoding"}
        headers = [(name, value) for name, value in answer.getheaders() if name.lower() not in own]
        assert answer.headers["Content-Encoding"] == "gzip"
        return answer.read(), headers


def _against_an_empty_view(address: str) -> None:
    """Processor time of an uncached story page in the time of a view that does nothing."""
    from django.core.handlers.wsgi import WSGIHandler
    from django.test.utils import override_settings

    with override_settings(ROOT_URLCONF="bench._empty"):
        site = WSGIHandler()
        story, nothing = (_visits(site, path) for path in (address, "/empty"))
    print(
        f"story page {story * 1000:.2f} ms of processor time, empty view {nothing * 1000:.2f} ms, "
        f"ratio {story / nothing:.1f}"
    )


def _visits(site: object, path: str) -> float:
    taken = []
    for _ in range(VISITS):
        environ = {
            "REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": "", "SCRIPT_NAME": "",
            "HTTP_HOST": "testserver", "SERVER_NAME": "testserver", "SERVER_PORT": "80",
            "wsgi.url_scheme": "http", "wsgi.input": io.BytesIO(),
        }  # fmt: skip
        began = time.process_time()
        answer = site(environ, lambda status, headers: None)  # type: ignore[operator]
        b"".join(answer)
        taken.append(time.process_time() - began)
        assert answer.status_code == 200
    return statistics.median(taken)


def _listens(port: int) -> bool:
    import socket

    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _free_port() -> int:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])
