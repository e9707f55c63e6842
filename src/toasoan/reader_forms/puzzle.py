"""A sum that a browser does before a form is taken, in place of a captcha of somebody else.

The browser looks for a number whose SHA-256 together with the form's own signed moment begins
with `difficulty` zero bits: 2 ** difficulty tries on average, one look to check.
"""

import hashlib

#: A tenth of a second on a telephone at 14, some seconds at 18.
LEAST_DIFFICULTY, USUAL_DIFFICULTY, MOST_DIFFICULTY = 8, 16, 22
_LONGEST_SOLUTION = 12


def solves(moment: str, solution: str, difficulty: int) -> bool:
    """Whether this decimal number is a solution for the form made at this moment."""
    if not (solution.isascii() and solution.isdigit()) or len(solution) > _LONGEST_SOLUTION:
        return False
    digest = hashlib.sha256(f"{moment}:{solution}".encode()).digest()
    return int.from_bytes(digest) >> (256 - difficulty) == 0
