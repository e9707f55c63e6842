from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RecordsConfig(AppConfig):
    name = "toasoan.records"
    label = "records"
    verbose_name = _("Official documents")
    default_auto_field = "django.db.models.BigAutoField"
