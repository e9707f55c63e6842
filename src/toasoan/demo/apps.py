from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DemoConfig(AppConfig):
    name = "toasoan.demo"
    label = "demo"
    verbose_name = _("Demo agency")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let the sign-in page ask for the demo's accounts."""
        from toasoan.demo.sign_in import offered_demo_accounts
        from toasoan.newsroom.account.offers import register_offers

        register_offers(offered_demo_accounts)
