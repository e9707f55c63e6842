"""What a refusal says."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a step cannot be taken: a code, a sentence for the person, the field to look at.

    `photo` is the number of the photo in reading order when the problem is one photo's.
    """

    code: str
    message: str
    field: str = ""
    photo: int = 0


class StepRefusedError(Exception):
    """A step was refused; `problems` says everything that stands in its way."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("; ".join(problem.message for problem in problems))
        self.problems = tuple(problems)
