from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RetentionConfig(AppConfig):
    name = "toasoan.retention"
    label = "retention"
    verbose_name = _("Retention")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the rules of the rooms beneath, and the first ages of an agency."""
        from toasoan.retention.accounts import register_rules_of_accounts
        from toasoan.retention.actions import enter_first_ages
        from toasoan.units.first_data import register_first_data

        register_rules_of_accounts()
        register_first_data("retention", enter_first_ages)
