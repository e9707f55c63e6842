"""The measurements, which no check of types reads, import only what there is."""

import ast
import importlib
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
OWN = ("toasoan", "bench", "tests")


def imported_names():
    """Module and name of every import from our own code in the measurements."""
    for path in sorted((ROOT / "bench").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in OWN:
                for alias in node.names:
                    yield pytest.param(node.module, alias.name, id=f"{path.stem}-{alias.name}")


@pytest.mark.parametrize(("module", "name"), list(imported_names()))
def test_what_a_measurement_imports_is_there(module, name, monkeypatch):
    monkeypatch.setattr(sys, "path", [str(ROOT), *sys.path])
    found = importlib.import_module(module)

    if not hasattr(found, name):
        importlib.import_module(f"{module}.{name}")
