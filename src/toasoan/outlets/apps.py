from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OutletsConfig(AppConfig):
    name = "toasoan.outlets"
    label = "outlets"
    verbose_name = _("Outlets")
    default_auto_field = "django.db.models.BigAutoField"
