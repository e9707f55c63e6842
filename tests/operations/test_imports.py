"""No module imports itself through others, neither at its top nor inside a function."""

from graphlib import CycleError, TopologicalSorter

import grimp


def circle(graph):
    """The modules of one import circle, the first one repeated at the end; empty without any."""
    imported_by = {one: graph.find_modules_directly_imported_by(one) for one in graph.modules}
    try:
        TopologicalSorter(imported_by).prepare()
    except CycleError as error:
        return error.args[1]
    return []


def test_a_circle_is_found():
    graph = grimp.ImportGraph()
    for importer, imported in [("a", "b"), ("b", "c"), ("c", "a"), ("d", "a")]:
        graph.add_import(importer=importer, imported=imported)

    assert set(circle(graph)) == {"a", "b", "c"}


def test_the_project_has_no_import_circle():
    # With imports inside functions and those for type checkers only.
    graph = grimp.build_graph("toasoan", cache_dir=None)

    assert circle(graph) == []
