"""Public pages in Lighthouse: home, section, story, search, on a phone and on a computer."""

import json
import re
import shutil
import subprocess
import tempfile
import urllib.request
from pathlib import Path

from bench._agency import running_agency

WEB = Path(__file__).parent / "web"
LEAST = 98
_SECTION = "kiem-sat-hai-cap"


def main() -> None:
    """Start the demo agency and let Lighthouse look at the four kinds of pages."""
    chromium = shutil.which("chromium") or shutil.which("chromium-headless-shell")
    if not chromium or not shutil.which("node") or not (WEB / "node_modules").exists():
        print("Chromium, node or Lighthouse is missing: script/bootstrap --ci installs them")
        return
    with (
        tempfile.TemporaryDirectory(prefix="toasoan-bench-") as folder,
        running_agency(folder) as agency,
    ):
        site = f"http://127.0.0.1:{agency.port}"
        _look(chromium, [site + path for path in _paths(site)])


def _paths(site: str) -> list[str]:
    """One page of each kind; each is kept by the page store before it is looked at."""
    section = f"/{_SECTION}/"
    with urllib.request.urlopen(site + section, timeout=60) as answer:  # noqa: S310
        story = re.search(rf'href="(/{_SECTION}/[^"/]+-\d+)"', answer.read().decode())
    assert story, "the section has no stories"
    paths = ["/", section, story[1], "/tim-kiem/"]
    for path in paths:
        urllib.request.urlopen(site + path, timeout=60).read()  # noqa: S310
    return paths


def _look(chromium: str, addresses: list[str]) -> None:
    with subprocess.Popen(
        ["node", "lighthouse.mjs", chromium, *addresses],
        cwd=WEB, stdout=subprocess.PIPE, text=True,
    ) as looking:  # fmt: skip
        assert looking.stdout is not None
        for line in looking.stdout:
            found = json.loads(line)
            scores = ", ".join(f"{name} {score}" for name, score in found["scores"].items())
            short = min(found["scores"].values()) < LEAST
            print(
                f"{found['device']:<9}{found['address'].partition('//')[2].partition('/')[2][:40]:<42}"
                f"{scores}{'  too little' if short else ''}  {' '.join(found['failed'])}",
                flush=True,
            )
    assert looking.returncode == 0, "Lighthouse failed"
