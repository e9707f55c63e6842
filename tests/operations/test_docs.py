"""What the pages for people name is there: commands, settings, files, modules; and all are named."""

import importlib
import re
import tomllib
from functools import reduce
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import get_commands

from toasoan.conf import cli
from toasoan.conf.settings_table import SETTINGS

ROOT = Path(__file__).parents[2]
PAGES = [
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "SECURITY.md",
    *sorted((ROOT / "docs").glob("*.md")),
    *sorted((ROOT / "docs/decisions").glob("*.md")),
]
ROOMS = sorted(path.parent.name for path in (ROOT / "src/toasoan").glob("*/__init__.py"))
#: What stands in code spans and code blocks: only there names are meant as they are written.
CODE = re.compile(r"```.*?```|`[^`\n]+`", re.DOTALL)
FOLDERS = r"(?:src|tests|docs|script|bench|\.ci)"
#: Commands that other commands start; nobody types them.
STARTED_BY_OTHERS = cli.PARTS | {"synchronise"}


@pytest.fixture(params=PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def page(request):
    return request.param


def code_of(page):
    return CODE.findall(page.read_text(encoding="utf-8"))


def test_files_it_names_are_there(page):
    named = [
        path.rstrip("./")
        for code in code_of(page)
        for path in re.findall(rf"(?<![\w./<>-]){FOLDERS}/[\w./*-]+", code)
    ]

    assert [path for path in named if not list(ROOT.glob(path))] == []


def test_tests_it_names_are_there(page):
    named = [
        (path, name)
        for code in code_of(page)
        for path, name in re.findall(r"([\w/.-]+\.py)::(\w+)", code)
    ]

    assert [pair for pair in named if f"def {pair[1]}(" not in _text(ROOT / pair[0])] == []


def _text(path):
    return path.read_text(encoding="utf-8") if path.exists() else ""


def test_links_lead_to_files(page):
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))

    assert [link for link in links if not (page.parent / link).exists()] == []


def test_commands_it_names_are_there(page):
    named = [
        match
        for code in code_of(page)
        for match in re.findall(r"(?:^`|^|/bin/|\s)toasoan ([a-z_]+)(?: ([a-z_]+))?", code)
    ]
    known = set(cli.COMMANDS) | cli.DELEGATED

    assert [command for command, _ in named if command not in known] == []
    ours = [name for command, name in named if command == "manage" and name]
    assert [name for name in ours if name not in get_commands()] == []


def test_settings_it_names_are_there(page):
    named = {name for code in code_of(page) for name in re.findall(r"\bTOASOAN_[A-Z_]+\b", code)}
    known = {row.name for row in SETTINGS} | set(dir(settings))

    assert named - known == set()


def test_measurements_it_names_are_there(page):
    named = {name for code in code_of(page) for name in re.findall(r"script/bench (\w+)", code)}

    assert [name for name in named if not (ROOT / f"bench/{name}.py").exists()] == []


def test_modules_it_names_are_there(page):
    """A name such as `editorial.actions.take_step`: a room, its modules, and what they hold."""
    rooms = "|".join(ROOMS)
    named = {
        name
        for code in code_of(page)
        for name in re.findall(rf"^`((?:{rooms})(?:\.\w+)+)`$", code)
        if not name.endswith((".md", ".py", ".sqlite"))
    }

    assert [name for name in sorted(named) if not _resolves(f"toasoan.{name}")] == []


def _resolves(name):
    """Whether the name leads to a module or to something in one, or in a model's class."""
    parts = name.split(".")
    for length in range(len(parts), 1, -1):
        try:
            module = importlib.import_module(".".join(parts[:length]))
        except ModuleNotFoundError:
            continue
        try:
            reduce(getattr, parts[length:], module)
        except AttributeError:
            return _is_a_model(module, parts[length:])
        return True
    return False


def _is_a_model(module, rest):
    """`units.Change` is short for the model of that name."""
    try:
        models = importlib.import_module(f"{module.__name__}.models")
    except ModuleNotFoundError:
        return False
    return len(rest) == 1 and hasattr(models, rest[0])


def test_every_command_is_told():
    document = (ROOT / "docs/operations.md").read_text(encoding="utf-8")
    commands = (set(cli.COMMANDS) | cli.DELEGATED) - STARTED_BY_OTHERS
    managed = {
        name
        for name, app in get_commands().items()
        if app.startswith("toasoan.") and name not in cli.DELEGATED
    }

    assert [name for name in sorted(commands) if f"`toasoan {name}" not in document] == []
    undocumented = managed - STARTED_BY_OTHERS
    assert [
        name for name in sorted(undocumented) if f"`toasoan manage {name}" not in document
    ] == []


def test_every_command_is_in_the_readme():
    line = re.search(r"`\.venv/bin/toasoan (\w+ \|[^`]+)`", (ROOT / "README.md").read_text())
    commands = (set(cli.COMMANDS) | cli.DELEGATED) - cli.PARTS

    assert {word.split()[0] for word in line[1].split("|")} == commands


def test_every_script_is_in_the_house_plan():
    document = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    scripts = [path.name for path in (ROOT / "script").iterdir() if path.is_file()]
    plain = [name for name in scripts if "." not in name]

    assert [name for name in plain if f"`script/{name}`" not in document] == []


def test_every_room_is_in_the_house_plan():
    document = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")

    assert [room for room in ROOMS if f"`{room}`" not in document] == []


def test_every_dependency_is_told():
    document = (ROOT / "docs/dependencies.md").read_text(encoding="utf-8").lower()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    groups = project["dependency-groups"]
    lines = [*project["project"]["dependencies"], *groups["test"], *groups["lint"]]
    named = [re.match(r"[A-Za-z0-9-]+", line)[0] for line in lines]

    # Names break over lines at their hyphens there.
    flat = re.sub(r"-\n", "-", document)
    assert len(named) > 20
    for name in named:
        assert name.lower() in flat
