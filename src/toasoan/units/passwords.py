"""A password is not the agency's name."""

from toasoan.accounts.models import User
from toasoan.accounts.passwords import refuse_names
from toasoan.units.models import Agency


class AgencyNamesValidator:
    """Not made of the names of the agency; one query."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Refuse what little remains without them."""
        rows = Agency.objects.values_list("name", "parent_name", "code")
        refuse_names(password, tuple(name for row in rows for name in row if name))

    def get_help_text(self) -> str:
        """Nothing to say beforehand."""
        return ""
