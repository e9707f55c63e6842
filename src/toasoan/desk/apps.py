from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    name = "toasoan.desk"
    label = "desk"
    verbose_name = _("Newsroom")
    default_auto_field = "django.db.models.BigAutoField"
