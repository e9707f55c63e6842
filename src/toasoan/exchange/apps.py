from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExchangeConfig(AppConfig):
    name = "toasoan.exchange"
    label = "exchange"
    verbose_name = _("Exchange")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen to the steps of stories that came from partners; hand over to partners."""
        from toasoan.exchange.carrying import by_partner
        from toasoan.exchange.receivers import listen
        from toasoan.outlets.carriers import register_way

        listen()
        register_way("exchange", by_partner)
