"""First start with the demo agency, second start, and peak memory of the running server."""

import re
import tempfile
from pathlib import Path

import psutil

from bench._agency import running_agency


def main() -> None:
    """Start twice in a folder of its own, visit some pages, and say what it took."""
    with tempfile.TemporaryDirectory(prefix="toasoan-bench-") as folder:
        first, said = _start(folder, visits=0)
        second, _said = _start(folder, visits=300)
        print("\n".join(line for line in said.splitlines() if re.search(r"\d,\d", line)))
        print(f"first start  {first:6.1f} s")
        print(f"second start {second:6.1f} s  ratio {second / first:.3f}")


def _start(folder: str, visits: int) -> tuple[float, str]:
    with running_agency(folder) as agency:
        if visits:
            _visit(agency.port, visits)
            _show_memory(agency.pid)
        return agency.seconds, agency.said


def _visit(port: int, visits: int) -> None:
    from http.client import HTTPConnection

    paths = ["/", "/hoat-dong-cua-nganh/", "/tim-kiem/?q=kiem+sat", "/rss.xml", "/toa-soan/login/"]
    for number in range(visits):
        connection = HTTPConnection("127.0.0.1", port, timeout=30)
        connection.request("GET", paths[number % len(paths)])
        connection.getresponse().read()
        connection.close()


def _show_memory(pid: int) -> None:
    total = 0.0
    for process in [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]:
        peak = _peak(process.pid)
        unique = process.memory_full_info().pss / 1e6
        total += unique
        command = " ".join(process.cmdline()[-2:])[-40:]
        print(f"memory  {unique:6.0f} MB shared fairly, {peak:6.0f} MB peak  {command}")
    print(f"memory  {total:6.0f} MB all processes")


def _peak(pid: int) -> float:
    """The high-water mark of resident memory, in MB."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    return int(found[1]) / 1000 if found else 0.0
