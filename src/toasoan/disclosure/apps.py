from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DisclosureConfig(AppConfig):
    name = "toasoan.disclosure"
    label = "disclosure"
    verbose_name = _("Public information")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the kinds of places and the list that an agency begins with."""
        from toasoan.disclosure.first_data import enter_first_items
        from toasoan.disclosure.own_places import register_own_places
        from toasoan.disclosure.room_places import register_room_places
        from toasoan.units.first_data import register_first_data

        register_own_places()
        register_room_places()
        register_first_data("disclosure", enter_first_items)
