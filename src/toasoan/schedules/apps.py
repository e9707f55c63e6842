from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SchedulesConfig(AppConfig):
    name = "toasoan.schedules"
    label = "schedules"
    verbose_name = _("Work schedules")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register what an agency begins with."""
        from toasoan.schedules.actions.rooms import enter_first_settings
        from toasoan.units.first_data import register_first_data

        register_first_data("schedules", enter_first_settings)
