from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RecordsConfig(AppConfig):
    name = "toasoan.records"
    label = "records"
    verbose_name = _("Official documents")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let documents be found; register what an agency's register begins with."""
        from toasoan.records.first_data import enter_first_types
        from toasoan.records.search import register_kind
        from toasoan.units.first_data import register_first_data

        register_kind()
        register_first_data("records", enter_first_types)
