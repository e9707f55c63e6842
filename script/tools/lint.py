"""
Run every check of the sources, show how long each takes, and name those that failed.

``script/lint`` runs all; ``script/lint mypy ruff`` those named.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
PYTHON = str(BIN / "python")
SOURCES = [
    "src",
    "tests",
    "script/tools",
    "conftest.py",
    *(["bench"] if (ROOT / "bench").exists() else []),
]


def templates() -> list[str]:
    """Return every HTML template of ours."""
    return [
        str(path.relative_to(ROOT))
        for path in sorted(ROOT.glob("src/toasoan/*/templates/**/*.html"))
    ]


def steps() -> dict[str, list[str]]:
    """Return the commands by name, the quickest first."""
    pages = templates()
    manage = [str(BIN / "toasoan"), "manage"]
    return {
        "format": [str(BIN / "ruff"), "format", "--check", "--quiet", *SOURCES],
        "ruff": [str(BIN / "ruff"), "check", "--quiet", *SOURCES],
        "messages": [PYTHON, "script/tools/messages.py", "check"],
        "djhtml": [str(BIN / "djhtml"), "--check", *pages],
        "deptry": [str(BIN / "deptry"), "src"],
        "imports": [str(BIN / "lint-imports")],
        "check": [*manage, "check", "--fail-level", "WARNING"],
        "migrations": [*manage, "makemigrations", "--check", "--dry-run"],
        "djlint": [str(BIN / "djlint"), "--lint", "--quiet", *pages],
        "mypy": [str(BIN / "mypy")],
    }


def main() -> int:
    """Run the steps and return 1 when any failed."""
    known = steps()
    asked = sys.argv[1:] or list(known)
    if unknown := [name for name in asked if name not in known]:
        print(f"Unknown: {', '.join(unknown)}. There are: {', '.join(known)}.")
        return 2
    with tempfile.TemporaryDirectory(prefix="toasoan-lint-") as folder:
        failed = [name for name in asked if not passes(name, known[name], folder)]
    print(f"Failed: {', '.join(failed)}" if failed else "Everything is in order.")
    return 1 if failed else 0


def passes(name: str, command: list[str], folder: str) -> bool:
    """Run one step in a data folder of its own; show its words only when it fails."""
    environment = {**os.environ, "TOASOAN_DATA": folder, "PYTHONWARNINGS": "default"}
    environment["DJANGO_SETTINGS_MODULE"] = "toasoan.conf.settings.production"
    environment.pop("DATABASE_URL", None)
    began = time.monotonic()
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    word = "ok" if done.returncode == 0 else "FAILED"
    print(f"{name:<12}{word:<8}{time.monotonic() - began:6.1f} s", flush=True)
    if done.returncode:
        print(f"{done.stdout}{done.stderr}", flush=True)
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
