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
# Wagtail's own foundations come with it in the version it needs; whitenoise is named in the
# settings only.
DEPENDENCIES = [
    "--extend-exclude=.*/(tests|testing|migrations)/.*",
    "--per-rule-ignores=DEP002=whitenoise|psycopg,DEP003=modelcluster|taggit|modelsearch|treebeard",
]


def ours(pattern: str) -> list[str]:
    """Return our own files of one kind in the rooms and in the newsroom's packages."""
    rooms = [f"src/toasoan/*/{pattern}", f"src/toasoan/newsroom/*/{pattern}"]
    return [str(path.relative_to(ROOT)) for room in rooms for path in sorted(ROOT.glob(room))]


def steps() -> dict[str, list[str]]:
    """Return the commands by name, the quickest first."""
    pages = ours("templates/**/*.html")
    manage = [str(BIN / "toasoan"), "manage"]
    return {
        "format": [str(BIN / "ruff"), "format", "--check", "--quiet", *SOURCES],
        "ruff": [str(BIN / "ruff"), "check", "--quiet", *SOURCES],
        "messages": [PYTHON, "script/tools/messages.py", "check"],
        "djhtml": [str(BIN / "djhtml"), "--check", *pages],
        "djcss": [str(BIN / "djcss"), "--check", *ours("static/**/*.css")],
        "djjs": [str(BIN / "djjs"), "--check", *ours("static/**/*.js")],
        "deptry": [str(BIN / "deptry"), "src", *DEPENDENCIES],
        "imports": [str(BIN / "lint-imports")],
        "check": [*manage, "check", "--fail-level", "WARNING"],
        "migrations": [*manage, "makemigrations", "--check", "--dry-run"],
        "static": [*manage, "collectstatic", "--noinput", "--verbosity=0"],
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
