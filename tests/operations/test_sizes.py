"""Functions stay short enough to be read at one look."""

import ast
from pathlib import Path

SOURCES = Path(__file__).parents[2] / "src/toasoan"
MOST_LINES = 40


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


def lines_of(function):
    first = function.body[0]
    has_docstring = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    words = first.end_lineno - first.lineno + 1 if has_docstring else 0
    return function.end_lineno - function.lineno + 1 - words
