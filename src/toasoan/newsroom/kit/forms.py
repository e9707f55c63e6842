"""Forms that show what the rules refuse at the field that it is about."""

from collections.abc import Callable
from typing import Any

from django import forms

from toasoan.refusals import RefusedError


class RefusableForm(forms.Form):
    """A form that shows each problem of the rules at the field that it is about."""

    #: Name of a field in the rules → name of a field here, where they differ.
    renamed: dict[str, str] = {}

    def refuse(self, refusal: RefusedError) -> None:
        """Put each problem at its field, or above the form when the form has no such field."""
        for problem in refusal.problems:
            name = self.renamed.get(problem.field, problem.field)
            self.add_error(name if name in self.fields else None, problem.message)

    def carry_out(self, action: Callable[[], Any]) -> bool:
        """Take the action when what was typed is valid, and say whether it was taken.

        What the rules refuse (RefusedError) stands on the form afterwards.
        """
        if not self.is_valid():
            return False
        try:
            action()
        except RefusedError as refusal:
            self.refuse(refusal)
            return False
        return True
