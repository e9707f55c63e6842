"""Registration of the story editor with Wagtail's shell."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.rich_text.editors.draftail.features import ControlFeature
from wagtail.snippets.models import register_snippet

from toasoan.newsroom.editing.panels import StepItem
from toasoan.newsroom.editing.viewsets import NoStoryDeletion, StoryViewSet
from toasoan.newsroom.kit.step_wording import FROM_EDITOR
from toasoan.stories.models import Story

register_snippet(StoryViewSet)
hooks.register("register_bulk_action", NoStoryDeletion, order=1000)


@hooks.register("construct_snippet_action_menu")
def our_buttons(items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    """Save, and the steps of the story; never the framework's publish or delete."""
    if context["model"] is not Story:
        return
    kept = [item for item in items if item.name in {None, "action-save"}]
    steps = [item for item in map(StepItem, FROM_EDITOR) if item.is_shown(context)]
    items[:] = steps + kept


@hooks.register("insert_global_admin_css")
def editor_style() -> SafeString:
    """The style of the editor and of the pages about a story's text."""
    return format_html('<link rel="stylesheet" href="{}">', static("newsroom/editing/editing.css"))


@hooks.register("insert_editor_js")
def names_of_fields() -> SafeString:
    """Every editor of the shell has a name for each field, our stories' and the pages' alike."""
    return format_html(
        '<script type="module" src="{}"></script>', static("newsroom/editing/names.js")
    )


@hooks.register("register_rich_text_features")
def insert_buttons(features: Any) -> None:
    """Buttons of the body's text that put a photo, a table … where the cursor stands.

    `features` is Wagtail's registry (it ships no types).
    """
    buttons = ControlFeature({"type": "insert-blocks"}, js=["newsroom/editing/insert-control.js"])
    features.register_editor_plugin("draftail", "insert-blocks", buttons)
