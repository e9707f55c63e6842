from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class UnitsConfig(AppConfig):
    name = "toasoan.units"
    label = "units"
    verbose_name = _("Units and boards")
    default_auto_field = "django.db.models.BigAutoField"
