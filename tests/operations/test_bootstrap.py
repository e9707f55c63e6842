"""
The environment is made by any Python from 3.11, is made whole or not at all, and touches
nothing but the checkout.
"""

import importlib.util
import os
import subprocess
from pathlib import Path

import pytest

SCRIPTS = Path(__file__).parents[2] / "script"
spec = importlib.util.spec_from_file_location("bootstrap", SCRIPTS / "tools" / "bootstrap.py")


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    """Return the tool as it stands in a checkout of its own, with a uv that only pretends."""
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    for name in ("uv.lock", "pyproject.toml"):
        (tmp_path / name).write_text("one\n")
    monkeypatch.setattr(tool, "ROOT", tmp_path)
    monkeypatch.setattr(tool, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(tool, "STAMP", tmp_path / ".venv" / ".toasoan-ready")
    monkeypatch.setattr(tool, "UV_HOME", tmp_path / ".uv")
    for name in ("UV_DEFAULT_INDEX", "UV_INDEX_URL", "PIP_INDEX_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(tool, "own_index", lambda: "")
    return tool


def pretend_uv(tool, body):
    uv = tool.UV_HOME / tool.UV_VERSION / "bin" / "uv"
    uv.parent.mkdir(parents=True)
    uv.write_text(f"#!/bin/sh\n{body}\n")
    uv.chmod(0o755)


WORKS = 'echo "$@" >> calls; mkdir -p .venv/bin; ln -sf /bin/sh .venv/bin/python'


def test_a_second_run_does_nothing(checkout):
    pretend_uv(checkout, WORKS)

    checkout.make_environment(dev=False)
    checkout.make_environment(dev=False)

    calls = (checkout.ROOT / "calls").read_text().splitlines()
    assert len(calls) == 1
    assert calls[0].startswith("sync --frozen --inexact ")
    assert "--no-default-groups" in calls[0]


def test_a_changed_lock_file_brings_the_environment_up_to_date_and_keeps_what_tests_need(checkout):
    pretend_uv(checkout, WORKS)
    checkout.make_environment(dev=True)

    (checkout.ROOT / "uv.lock").write_text("two\n")
    checkout.make_environment(dev=False)

    calls = (checkout.ROOT / "calls").read_text().splitlines()
    assert len(calls) == 2
    assert "--group dev" in calls[1]


def test_a_failed_first_run_leaves_no_environment(checkout):
    pretend_uv(checkout, "mkdir -p .venv/bin; exit 1")

    with pytest.raises(checkout.BootstrapError, match="Không cài được các gói phần mềm"):
        checkout.make_environment(dev=False)

    assert not checkout.VENV.exists()


def test_a_failed_update_is_taken_up_again_by_the_next_run(checkout):
    pretend_uv(checkout, WORKS)
    checkout.make_environment(dev=False)
    (checkout.ROOT / "uv.lock").write_text("two\n")
    uv = checkout.UV_HOME / checkout.UV_VERSION / "bin" / "uv"
    uv.write_text("#!/bin/sh\nexit 1\n")

    with pytest.raises(checkout.BootstrapError):
        checkout.make_environment(dev=False)

    assert checkout.VENV.exists()
    assert not checkout.is_ready(dev=False)


def test_no_command_can_fill_or_empty_another_environment_than_the_checkouts(checkout, monkeypatch):
    """Once "uv pip sync" emptied the system's Python, which UV_PYTHON had pointed it to."""
    pretend_uv(checkout, 'echo "$UV_PYTHON$VIRTUAL_ENV|$@" >> calls; ' + WORKS)
    monkeypatch.setattr(checkout, "own_index", lambda: "https://packages.example/simple")
    monkeypatch.setenv("UV_PYTHON", "/usr/bin/python3")
    monkeypatch.setenv("VIRTUAL_ENV", "/somewhere/else")

    checkout.make_environment(dev=False)

    calls = (checkout.ROOT / "calls").read_text().splitlines()
    chosen = [call for call in calls if call.startswith("|")]
    assert len(chosen) == 4
    ours = f"--python {checkout.VENV}/bin/python"
    assert all(ours in call for call in chosen if call.startswith("|pip "))
    assert chosen[1].endswith(str(checkout.VENV))


def test_an_old_python_is_told_so_in_one_sentence(tmp_path):
    for name in ("sh", "dirname"):
        (tmp_path / name).symlink_to(
            f"/bin/{name}" if os.path.exists(f"/bin/{name}") else f"/usr/bin/{name}"
        )
    old = tmp_path / "python3"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    script = tmp_path / "checkout" / "script" / "bootstrap"
    script.parent.mkdir(parents=True)
    script.write_bytes((SCRIPTS / "bootstrap").read_bytes())

    done = subprocess.run(  # noqa: S603
        ["/bin/sh", str(script)],
        env={"PATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 2
    assert done.stderr == (
        "Máy này chưa có Python 3.11 trở lên; hãy cài Python 3.11 rồi chạy lại.\n"
    )
    assert list(script.parent.parent.iterdir()) == [script.parent]
