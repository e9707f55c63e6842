"""Wagtail panels with our templates."""

from typing import Any

from django.forms import Media
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from modelcluster.forms import BaseChildFormSet
from wagtail.admin.compare import TagsFieldComparison
from wagtail.admin.panels import FieldPanel, InlinePanel

from toasoan.stories.numbers import row_number


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


class RowsFormSet(BaseChildFormSet):  # type: ignore[misc]  # the package ships no types
    """Rows of a panel; one whose id is no number is a new row, not an error of the server."""

    data: Any

    def _construct_form(self, i: int, **kwargs: Any) -> Any:
        key = f"{self.add_prefix(i)}-id"
        if self.is_bound and row_number(self.data.get(key, "")) is None:
            self.data = self.data.copy()
            self.data[key] = ""
        return super()._construct_form(i, **kwargs)


class QuietInlinePanel(InlinePanel):  # type: ignore[misc]  # Wagtail ships no types
    """An inline panel without inline script (docs/decisions/0008)."""

    def get_form_options(self) -> dict[str, Any]:
        """Wagtail's options, with rows that read their ids carefully."""
        options: dict[str, Any] = super().get_form_options()
        options["formsets"][self.relation_name]["formset"] = RowsFormSet
        return options

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
