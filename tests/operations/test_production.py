"""The files of `docs/production/` and the production chapter name what exists."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.installation import ROOT
from toasoan.conf.cli import COMMANDS, DELEGATED
from toasoan.conf.settings_table import SETTINGS

FOLDER = ROOT / "docs" / "production"
CHAPTER = (ROOT / "docs" / "operations.md").read_text("utf-8").partition("## A production")[2]
UNITS = sorted(FOLDER.glob("toasoan*.service")) + sorted(FOLDER.glob("*.timer"))
FILES = [*UNITS, FOLDER / "toasoan.env", FOLDER / "nginx.conf"]


def test_every_file_is_named_in_the_chapter_and_every_named_file_is_there():
    named = set(re.findall(r"docs/production/([\w.-]+)", CHAPTER))

    assert named == {path.name for path in FOLDER.iterdir()}


def test_every_command_exists():
    text = CHAPTER + "".join(path.read_text("utf-8") for path in FILES)
    called = set(re.findall(r"(?:bin/toasoan|`toasoan) ([a-z]+)", text))

    assert {"up", "init", "backup", "restore", "doctor"} <= called
    assert called <= COMMANDS.keys() | DELEGATED


def test_every_setting_exists():
    text = CHAPTER + "".join(path.read_text("utf-8") for path in FILES)
    named = set(re.findall(r"\b(TOASOAN_[A-Z_]+|DATABASE_URL)\b", text))

    assert named <= {setting.name for setting in SETTINGS}


def test_commands_can_be_read_by_a_shell():
    blocks = re.findall(r"```sh\n(.*?)```", CHAPTER, re.DOTALL)

    assert len(blocks) >= 8
    for block in blocks:
        done = subprocess.run(
            ["sh", "-n"],  # noqa: S607
            input=block, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr + block


def test_the_certificate_is_there_before_nginx_is_asked():
    """`nginx -t` refuses a file whose certificate is missing."""
    assert CHAPTER.index("openssl req") < CHAPTER.index("nginx -t")


def test_units_proxy_and_settings_agree_on_port_and_folder():
    settings = (FOLDER / "toasoan.env").read_text("utf-8")
    port = re.search(r"^TOASOAN_PORT=(\d+)$", settings, re.MULTILINE)
    folder = re.search(r"^TOASOAN_DATA=(.+)$", settings, re.MULTILINE)

    assert port
    assert f"server 127.0.0.1:{port[1]};" in (FOLDER / "nginx.conf").read_text("utf-8")
    assert folder
    for service in ("toasoan.service", "toasoan-backup.service"):
        text = (FOLDER / service).read_text("utf-8")
        assert folder[1] in re.search(r"^ReadWritePaths=(.+)$", text, re.MULTILINE)[1].split()
        assert "EnvironmentFile=/etc/toasoan.env" in text


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not installed")
def test_systemd_accepts_the_units(tmp_path: Path):
    program = tmp_path / "toasoan"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    for unit in UNITS:
        text = unit.read_text("utf-8").replace("/opt/toasoan/current/bin/toasoan", str(program))
        (tmp_path / unit.name).write_text(text)

    done = subprocess.run(  # noqa: S603
        ["systemd-analyze", "verify", *(str(tmp_path / unit.name) for unit in UNITS)],  # noqa: S607
        capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert done.returncode == 0, done.stderr
    assert "toasoan" not in done.stderr, done.stderr


@pytest.mark.skipif(
    not (shutil.which("nginx") and shutil.which("openssl")), reason="nginx is not installed"
)
def test_nginx_accepts_its_file(tmp_path: Path):
    key, chain = tmp_path / "privkey.pem", tmp_path / "fullchain.pem"
    subprocess.run(  # noqa: S603
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj",  # noqa: S607
         "/CN=localhost", "-keyout", str(key), "-out", str(chain)],
        capture_output=True, check=True,
    )  # fmt: skip
    site = (FOLDER / "nginx.conf").read_text("utf-8").replace("/etc/ssl/toasoan", str(tmp_path))
    # `-t` binds the ports: not those of the machine.
    site = re.sub(
        r"listen (\[::\]:)?(80|443)", lambda found: f"listen {found[1] or ''}4{found[2]}", site
    )
    main = tmp_path / "main.conf"
    main.write_text(
        f"pid {tmp_path}/nginx.pid;\nerror_log stderr;\nevents {{}}\nhttp {{\n"
        f"access_log off;\n{site}\n}}\n"
    )

    done = subprocess.run(  # noqa: S603
        ["nginx", "-t", "-c", str(main), "-p", str(tmp_path)],  # noqa: S607
        capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert done.returncode == 0, done.stderr
