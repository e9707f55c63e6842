from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OutletsConfig(AppConfig):
    name = "toasoan.outlets"
    label = "outlets"
    verbose_name = _("Outlets")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen to the steps of stories."""
        from toasoan.editorial.signals import step_taken
        from toasoan.outlets.notices import hear_step

        step_taken.connect(hear_step, dispatch_uid="outlets-step")
