"""
Why an operation cannot be done, for the person at the keyboard.

The modules that run before Django is loaded (preflight, up, supervisor, prepared, archive) write
their sentences in Vietnamese as they stand: there are no catalogues yet.
"""


class OperationRefusedError(Exception):
    """One Vietnamese sentence that says what is wrong and, where possible, what to do."""
