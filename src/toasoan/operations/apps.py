from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


def _seats_changed(sender: object, agency_id: int, **kwargs: Any) -> None:  # any keyword
    from toasoan.operations.sync import follow_seats

    follow_seats(agency_id)


class OperationsConfig(AppConfig):
    name = "toasoan.operations"
    label = "operations"
    verbose_name = _("Operations")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let the webmasters' rights on pages follow every change of seats at once."""
        from toasoan.units.signals import seats_changed

        seats_changed.connect(_seats_changed)
