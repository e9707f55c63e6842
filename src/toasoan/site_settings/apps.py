from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


def _seats_changed(sender: object, agency_id: int, **kwargs: Any) -> None:  # any keyword
    from toasoan.site_settings.page_rights import follow_seats

    follow_seats(agency_id)


class SiteSettingsConfig(AppConfig):
    name = "toasoan.site_settings"
    label = "site_settings"
    verbose_name = _("Look of the site")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register page rights, abbreviations of the search, and places of public information."""
        from toasoan.search.equivalents import register_abbreviations
        from toasoan.site_settings.abbreviations import abbreviations_of, enter_first_abbreviations
        from toasoan.site_settings.page_rights import enter_page_rights
        from toasoan.site_settings.public_places import register_places
        from toasoan.units.first_data import register_first_data
        from toasoan.units.signals import seats_changed

        seats_changed.connect(_seats_changed)
        register_first_data("site_settings", enter_page_rights)
        register_first_data("abbreviations", enter_first_abbreviations)
        register_abbreviations(abbreviations_of)
        register_places()
