"""
Refusals of the operations, for the person at the keyboard.

The modules that run before Django is loaded (preflight, up, supervisor, prepared, archive, init)
write their sentences in Vietnamese as they stand: there are no catalogues yet.
"""

from toasoan.refusals import Problem, RefusedError


def refused(code: str, sentence: str) -> RefusedError:
    """The exception to raise: one sentence that says what is wrong and, if possible, what to do."""
    return RefusedError(Problem(code, sentence))
