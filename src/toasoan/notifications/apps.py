from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NotificationsConfig(AppConfig):
    name = "toasoan.notifications"
    label = "notifications"
    verbose_name = _("Notifications")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """X."""
        from toasoan.notifications.administration import give_first_calendar
        from toasoan.notifications.forgetting import register_rules
        from toasoan.notifications.receivers import listen
        from toasoan.units.first_data import register_first_data

        listen()
        register_first_data("notifications", give_first_calendar)
        register_rules()
