from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IdentityConfig(AppConfig):
    name = "toasoan.identity"
    label = "identity"
    verbose_name = _("Look of the site")
    default_auto_field = "django.db.models.BigAutoField"
