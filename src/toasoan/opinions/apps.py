from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OpinionsConfig(AppConfig):
    name = "toasoan.opinions"
    label = "opinions"
    verbose_name = _("Opinions of readers")
    default_auto_field = "django.db.models.BigAutoField"
