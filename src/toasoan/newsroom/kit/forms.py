"""Forms that show what the rules refuse at the field that it is about."""

from django import forms

from toasoan.refusals import RefusedError


class RefusableForm(forms.Form):
    """A form that shows what the rules said where it belongs."""

    #: Name of a field in the rules → name of a field here, where they differ.
    renamed: dict[str, str] = {}

    def refuse(self, refusal: RefusedError | RefusedError) -> None:
        """Put each problem at its field, or above the form when the form has no such field."""
        for problem in refusal.problems:
            name = self.renamed.get(problem.field, problem.field)
            self.add_error(name if name in self.fields else None, problem.message)
