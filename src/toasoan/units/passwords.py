"""A password validator that knows the agency's names."""

from toasoan.accounts.models import User
from toasoan.accounts.passwords import refuse_names
from toasoan.units.models import Agency


class AgencyNamesValidator:
    """Refuses passwords made of the names of the agency. One query."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Raise ValidationError when little of the password remains without the names."""
        rows = Agency.objects.values_list("name", "parent_name", "code")
        refuse_names(password, tuple(name for row in rows for name in row if name))

    def get_help_text(self) -> str:
        """Empty: the form shows no hint for this rule."""
        return ""
