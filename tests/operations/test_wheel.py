"""The wheel, installed outside the checkout: it holds what it needs, and an agency begins from it."""

import subprocess
import sys
import urllib.request
import zipfile
from email.parser import HeaderParser
from pathlib import Path

import pytest

from tests.installation import ROOT, Installation

#: One of each kind that the program reads while it runs.
NEEDED = (
    "toasoan/conf/locale/vi/LC_MESSAGES/django.mo",
    "toasoan/accounts/everyday_passwords.txt",
    "toasoan/newsroom/huong-dan/nguoi-duyet-dang.md",
    "toasoan/portal/static/portal/fonts/OFL.txt",
    "toasoan/printing/official.typ",
    "toasoan/printing/tinos/OFL.txt",
    "toasoan/printing/tinos/Tinos-Regular.ttf",
)


class Installed(Installation):
    """The wheel's own `toasoan` in an empty folder, which nothing tells where the data go."""

    @property
    def environment(self):
        found = super().environment | {"PYTHONPATH": str(Path(self.program[0]).parents[1])}
        del found["TOASOAN_DATA"]
        return found


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True, timeout=120)  # noqa: S603
    (made,) = folder.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """The folder with the wheel and its commands; what it depends on comes from the checkout."""
    (uv,) = ROOT.glob(".uv/*/bin/uv")
    site = tmp_path_factory.mktemp("site")
    install = [str(uv), "pip", "install", "--offline", "--no-deps", "--quiet"]
    where = ["--python", sys.executable, "--target", str(site)]
    subprocess.run([*install, *where, str(wheel)], check=True, timeout=120)  # noqa: S603
    return site


def test_the_wheel_holds_what_the_program_reads_and_no_tests(wheel):
    names = zipfile.ZipFile(wheel).namelist()

    assert [name for name in NEEDED if name not in names] == []
    for suffix in (".html", ".css", ".js", ".mo", ".woff2", ".md"):
        assert any(name.endswith(suffix) for name in names), suffix
    unwanted = ("/tests/", "toasoan/testing/", ".po", "test_")
    assert [name for name in names if any(part in name for part in unwanted)] == []


def test_every_file_of_a_room_is_in_the_wheel(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    kept = {
        path.relative_to(ROOT / "src").as_posix()
        for path in (ROOT / "src/toasoan").rglob("*")
        if path.is_file()
        and not {"tests", "testing", "__pycache__"} & set(path.parts)
        and path.suffix != ".po"
    }

    assert sorted(kept - names) == []


def test_its_metadata_name_licence_and_version(wheel):
    archive = zipfile.ZipFile(wheel)
    (metadata,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
    headers = HeaderParser().parsestr(archive.read(metadata).decode())

    assert headers["License-Expression"] == "Apache-2.0"
    assert f"toasoan-{headers['Version']}-py3" in wheel.name
    assert any(name.endswith("licenses/LICENSE") for name in archive.namelist())


def test_an_agency_begins_in_an_empty_folder_and_its_data_stay_there(installed, tmp_path):
    agency = Installed(tmp_path / "var", program=[str(installed / "bin/toasoan")], place=tmp_path)

    begun = agency.run(
        "init", "--name", "Viện kiểm sát nhân dân tỉnh Sông Thử", "--unit", "Phòng 1",
        "--webmaster", "Lê Thị Quản", "--username", "quantri",
    )  # fmt: skip

    assert begun.returncode == 0, begun.stdout + begun.stderr
    assert (tmp_path / "var" / "toasoan.sqlite3").exists()
    home = f"http://127.0.0.1:{agency.port}/"
    with agency.running(), urllib.request.urlopen(home, timeout=60) as answer:
        assert "Sông Thử" in answer.read().decode()
    assert [path.name for path in tmp_path.iterdir() if path.suffix != ".log"] == ["var"]
