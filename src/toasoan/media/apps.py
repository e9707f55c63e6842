from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MediaConfig(AppConfig):
    name = "toasoan.media"
    label = "media"
    verbose_name = _("Photos and files")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Put our rights in place of Wagtail's collections."""
        from wagtail.permissions import register_permission_policy

        from toasoan.media.models import Attachment, Picture
        from toasoan.media.policies import MediaPolicy

        register_permission_policy(Picture, MediaPolicy(Picture))
        register_permission_policy(Attachment, MediaPolicy(Attachment))
