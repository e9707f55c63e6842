from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DisclosureConfig(AppConfig):
    name = "toasoan.disclosure"
    label = "disclosure"
    verbose_name = _("Public information")
    default_auto_field = "django.db.models.BigAutoField"
