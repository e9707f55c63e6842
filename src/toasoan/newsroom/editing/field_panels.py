"""Wagtail panels with our templates."""

from django.forms import Media
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail.admin.compare import TagsFieldComparison
from wagtail.admin.panels import FieldPanel, InlinePanel


class _Module:
    """A script that the browser loads as a module, after the shell's own scripts."""

    def __init__(self, path: str) -> None:
        self.path = path

    def __html__(self) -> SafeString:
        return format_html('<script type="module" src="{}"></script>', static(self.path))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Module) and other.path == self.path

    def __hash__(self) -> int:
        return hash(self.path)


class QuietInlinePanel(InlinePanel):  # type: ignore[misc]  # Wagtail ships no types
    """An inline panel without inline script (docs/decisions/0008)."""

    class BoundPanel(InlinePanel.BoundPanel):  # type: ignore[misc]
        template_name = "newsroom/editing/inline_panel.html"

        @property
        def media(self) -> Media:
            """The shell's scripts, and the one that starts the panel."""
            return super().media + Media(
                js=[_Module("newsroom/editing/inline-panel.js")]  # type: ignore[list-item]  # stubs: str only
            )


class TagNames(TagsFieldComparison):  # type: ignore[misc]  # Wagtail ships no types
    """Compares tags by name; Wagtail's class compares slugs and counts a new order as change."""

    def get_items(self) -> tuple[list[str], list[str]]:
        """The names on both sides, in one order."""
        return sorted(tag.name for tag in self.val_a), sorted(tag.name for tag in self.val_b)

    def get_item_display(self, item: str) -> str:
        """The name itself: `get_items` returns names."""
        return item


class TagsPanel(FieldPanel):  # type: ignore[misc]  # Wagtail ships no types
    """The tags' field, compared by names."""

    def get_comparison_class(self) -> type[TagNames]:
        """The comparison by names."""
        return TagNames
