from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


def _around_preview(story: Any, request: Any, **kwargs: Any) -> dict[str, Any]:
    """What the public template needs for a story that is being previewed."""
    from toasoan.portal.story.context import preview_context

    return preview_context(story, request)


def _look_preview(sender: Any, **parts: Any) -> Any:
    """The public page as the webmaster's typed values would make it."""
    from toasoan.portal.look_preview import look_preview

    return look_preview(parts["request"], parts["look"], parts["emblem"])


class PortalConfig(AppConfig):
    name = "toasoan.portal"
    label = "portal"
    verbose_name = _("Portal")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Lend the newsroom the public page for its previews; tell the page store of changes."""
        from toasoan.portal.frame import structure
        from toasoan.portal.search import following, lists, organisation, standing_pages
        from toasoan.site_settings.signals import preview
        from toasoan.stories.signals import preview_context

        preview_context.connect(_around_preview, dispatch_uid="portal")
        preview.connect(_look_preview, dispatch_uid="portal")
        structure.listen()
        standing_pages.register_kind()
        standing_pages.listen()
        organisation.register_kinds()
        lists.register_kinds()
        following.listen()
