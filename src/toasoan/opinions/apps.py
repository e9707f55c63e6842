from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OpinionsConfig(AppConfig):
    name = "toasoan.opinions"
    label = "opinions"
    verbose_name = _("Opinions of readers")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Have readers' keys and words forgotten by age; begin each agency with its switches."""
        from toasoan.opinions.first_data import enter_switches
        from toasoan.opinions.forgetting import register_rules
        from toasoan.units.first_data import register_first_data

        register_rules()
        register_first_data("opinions", enter_switches)
