import doctest
import importlib
import pkgutil

import pytest

from toasoan import vietnamese

MODULES = [
    f"{vietnamese.__name__}.{found.name}"
    for found in pkgutil.iter_modules(vietnamese.__path__)
    if not found.ispkg
]


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_in_the_docstrings_are_true(name: str) -> None:
    result = doctest.testmod(importlib.import_module(name))

    assert result.attempted > 0
    assert result.failed == 0
