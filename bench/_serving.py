"""A kept story page under load: Granian with the page store, nginx with the same bytes, Django.

Each server has the first core for itself, the client (wrk) the second; they take turns in one run,
so a machine that is busy is busy for all of them. Counted twice: requests a second, and requests
a second of the server's own processor time, which other people's work disturbs less.
"""

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
from typing import NamedTuple

import psutil

from bench._agency import free_port

ROUNDS = 3
SECONDS = 4
CONNECTIONS = 32
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


class Asked(NamedTuple):
    """What is put under load: a server, and the address or the wrk script that asks it."""

    pid: int
    port: int
    address: str
    script: str = ""


def measure(folder: Path, address: str, others: list[str]) -> None:
    """Print what each server does with the same page, and the site with other ones in turn."""
    if not shutil.which("wrk") or not shutil.which("nginx"):
        print("nginx and wrk are missing: script/bootstrap --ci installs them")
        return
    with ExitStack() as running:
        kept = running.enter_context(_granian("toasoan.conf.wsgi:site"))
        before = running.enter_context(_granian_wsgi("toasoan.conf.wsgi:application"))
        site = running.enter_context(_granian("bench._uncached:application"))
        body, headers = _fetch(kept, address)
        static = running.enter_context(_nginx(folder / "nginx", address, body, headers))
        found = _take_turns(
            {
                "page store": Asked(*kept, address),
                "page store, Granian's WSGI": Asked(*before, address),
                "nginx": Asked(*static, address),
                "uncached": Asked(*site, address),
                "uncached, story after story": Asked(*site, "", _script(folder, others)),
                "empty view": Asked(*site, "/empty"),
            }
        )
    _show(found)


def _script(folder: Path, addresses: list[str]) -> str:
    """What makes wrk ask for one address after another."""
    path = folder / "addresses.lua"
    listed = ",\n".join(f'"{address}"' for address in addresses)
    path.write_text(
        f"local addresses = {{{listed}}}\nlocal place = 0\n"
        "request = function()\n  place = place % #addresses + 1\n"
        '  return wrk.format("GET", addresses[place])\nend\n'
    )
    return str(path)


def _take_turns(asked: dict[str, Asked]) -> dict[str, list[tuple[float, float]]]:
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in asked}
    for _ in range(ROUNDS):
        for name, one in asked.items():
            found[name].append(_load(one))
    return found


def _show(found: dict[str, list[tuple[float, float]]]) -> None:
    medians = {
        name: [statistics.median(one[which] for one in rounds) for which in (0, 1)]
        for name, rounds in found.items()
    }
    for name, (a_second, a_cpu_second) in medians.items():
        print(
            f"{name:<28} {a_second:9.0f} requests/s ({a_second / medians['nginx'][0]:.2f} of nginx)"
            f"  {1000 / a_cpu_second:7.3f} ms of processor time each"
            f" ({medians['empty view'][1] / a_cpu_second:.1f} of an empty view)"
        )


def _load(asked: Asked) -> tuple[float, float]:
    before = _processor_time(asked.pid)
    script = ["-s", asked.script] if asked.script else []
    said = subprocess.run(
        ["taskset", "-c", "1", "wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", *script,
         "-H", "Host: testserver", "-H", "Accept-Encoding: gzip",
         f"http://127.0.0.1:{asked.port}{asked.address}"],
        capture_output=True, text=True, check=True, timeout=SECONDS + 30,
    ).stdout  # fmt: skip
    assert "Non-2xx" not in said, said
    requests = re.search(r"(\d+) requests in ([\d.]+)s", said)
    assert requests, said
    taken = _processor_time(asked.pid) - before
    return int(requests[1]) / float(requests[2]), int(requests[1]) / max(taken, 0.01)


def _processor_time(pid: int) -> float:
    process = psutil.Process(pid)
    family = [process, *process.children(recursive=True)]
    return sum(sum(one.cpu_times()[:2]) for one in family)


@contextmanager
def _granian(application: str) -> Iterator[tuple[int, int]]:
    port = free_port()
    served = f"serve(host='127.0.0.1', port={port}, workers=1, application='{application}')"
    started = f"from toasoan.operations.web import serve; {served}"
    yield from _running(["taskset", "-c", "0", sys.executable, "-c", started], port)


@contextmanager
def _granian_wsgi(application: str) -> Iterator[tuple[int, int]]:
    """The server as it was without limits: eight threads that read, answer and send."""
    port = free_port()
    started = (
        "from granian.constants import HTTPModes, Interfaces; from granian.log import LogLevels; "
        "from granian.server import Server; "
        f"Server('{application}', port={port}, interface=Interfaces.WSGI, http=HTTPModes.http1, "
        "websockets=False, blocking_threads=8, log_level=LogLevels.error).serve()"
    )
    yield from _running(["taskset", "-c", "0", sys.executable, "-c", started], port)


@contextmanager
def _nginx(
    folder: Path, address: str, body: bytes, headers: list[tuple[str, str]]
) -> Iterator[tuple[int, int]]:
    port = free_port()
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
    yield from _running(command, port)


def _running(command: list[str], port: int) -> Iterator[tuple[int, int]]:
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
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


def _listens(port: int) -> bool:
    import socket

    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
