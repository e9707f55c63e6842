"""As whom somebody writes in a schedule."""

from dataclasses import dataclass

from toasoan.accounts.models import User


@dataclass(frozen=True, slots=True)
class Writer:
    """Who writes: somebody of the office, or somebody of these units."""

    user: User
    is_office: bool
    unit_ids: frozenset[int] = frozenset()
