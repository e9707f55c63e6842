"""What every rule answers with: problems, and the one exception that carries them. No Django."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """Why something cannot be done.

    `code` names the rule for programs and tests, `message` is a whole sentence for the person,
    `field` the form field to look at ("" for none). `item` is the number, from 1, of the one
    that is meant where a field holds several, as photos in reading order (0 for none).
    """

    code: str
    message: str
    field: str = ""
    item: int = 0


class RefusedError(Exception):
    """An action was refused and changed nothing; `problems` says everything that stands against it.

    Raise it inside the action's transaction. Screens show each problem at its field, programs
    read the codes; `str()` gives the sentences one after another.
    """

    def __init__(self, *problems: Problem) -> None:
        super().__init__(*problems)
        self.problems = problems

    def __str__(self) -> str:
        return " ".join(problem.message for problem in self.problems)


def refuse(problems: Sequence[Problem]) -> None:
    """Raise RefusedError when there is a problem, do nothing otherwise."""
    if problems:
        raise RefusedError(*problems)
