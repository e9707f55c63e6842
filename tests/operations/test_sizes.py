"""Functions stay short and simple enough to be read at one look."""

import ast
import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCES = ROOT / "src/toasoan"
MOST_LINES = 40
#: Cyclomatic complexity; ruff counts it (rule C901).
MOST_COMPLEX = 10
_LEFT_OUT = re.compile(r"noqa:?[^#\n]*\bC90?1?\b|noqa\s*(?:$|#)|ruff: noqa", re.MULTILINE)


def test_no_function_is_longer_than_forty_lines_besides_its_docstring():
    found = [
        (str(path.relative_to(SOURCES)), function.name)
        for path in sorted(SOURCES.rglob("*.py"))
        if not {"tests", "migrations"} & set(path.parts)
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        and lines_of(function) > MOST_LINES
    ]

    assert found == []


def test_the_measure_leaves_out_the_docstring_only():
    function = ast.parse('def f():\n    """One.\n\n    Two."""\n    return 1\n').body[0]

    assert lines_of(function) == 2


def test_no_function_is_more_complex_than_ten():
    """No share of the functions, not even one: ruff refuses them, and nothing excepts any."""
    rules = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["ruff"]["lint"]
    excepted = {code for codes in rules["per-file-ignores"].values() for code in codes}

    assert rules["mccabe"]["max-complexity"] <= MOST_COMPLEX
    assert "C90" in rules["select"]
    assert not [code for code in excepted | set(rules["ignore"]) if code.startswith("C9")]
    assert [
        str(path.relative_to(ROOT))
        for path in sorted(SOURCES.rglob("*.py"))
        if _LEFT_OUT.search(path.read_text(encoding="utf-8"))
    ] == []


def test_an_exception_from_the_rule_would_be_found():
    for line in ("def f():  # noqa: C901", "def f():  # noqa: S603, C901", "x = 1  # noqa"):
        assert _LEFT_OUT.search(line), line
    assert not _LEFT_OUT.search("run()  # noqa: S603  (our own command)")


def lines_of(function):
    first = function.body[0]
    has_docstring = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    words = first.end_lineno - first.lineno + 1 if has_docstring else 0
    return function.end_lineno - function.lineno + 1 - words
