from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EditorialConfig(AppConfig):
    name = "toasoan.editorial"
    label = "editorial"
    verbose_name = _("Editorial work")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the reasons that an agency begins with."""
        from toasoan.editorial.reasons import enter_first_reasons
        from toasoan.units.first_data import register_first_data

        register_first_data("editorial", enter_first_reasons)
