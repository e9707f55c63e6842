from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SiteSettingsConfig(AppConfig):
    name = "toasoan.site_settings"
    label = "site_settings"
    verbose_name = _("Look of the site")
    default_auto_field = "django.db.models.BigAutoField"
