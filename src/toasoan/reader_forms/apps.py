from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReaderFormsConfig(AppConfig):
    name = "toasoan.reader_forms"
    label = "reader_forms"
    verbose_name = _("Reader forms")
    default_auto_field = "django.db.models.BigAutoField"
