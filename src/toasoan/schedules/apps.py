from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SchedulesConfig(AppConfig):
    name = "toasoan.schedules"
    label = "schedules"
    verbose_name = _("Work schedules")
    default_auto_field = "django.db.models.BigAutoField"
