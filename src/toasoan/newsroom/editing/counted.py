"""Fields whose length is counted beside them while somebody types."""

from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from wagtail.admin.panels import FieldPanel
from wagtail.admin.widgets import AdminAutoHeightTextInput

from toasoan.editorial.checklist import HEADLINE_LENGTH, STANDFIRST_MOST
from toasoan.stories.models import Story

#: Field → the number of characters that read well; the checklist gives the same advice.
GUIDES = {"headline": HEADLINE_LENGTH, "standfirst": STANDFIRST_MOST}


class CountedText(AdminAutoHeightTextInput):  # type: ignore[misc]  # Wagtail ships no types
    """A field that grows with its text and has a counter (counted-field.js).

    The browser's own `maxlength` would cut what is pasted without a word, so it is left out: what
    is too long is marked, and refused with a sentence when it is saved.
    """

    def __init__(self, field: str, *, is_one_line: bool = False) -> None:
        self.field = field
        self.is_one_line = is_one_line
        super().__init__()

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Add what the counter's script reads."""
        context: dict[str, Any] = super().get_context(name, value, attrs)
        most = Story._meta.get_field(self.field).max_length  # type: ignore[union-attr]
        own = context["widget"]["attrs"]
        own.pop("maxlength", None)
        limits = {"guide": GUIDES[self.field], "most": most}
        counted = _("{count} characters – at best up to %(guide)d, at most %(most)d")
        own["data-counted"] = counted % limits
        over = _("{count} characters: %(most)d at most, shorten by {over}")
        own["data-counted-over"] = over % limits
        own["data-counted-guide"] = GUIDES[self.field]
        own["data-counted-most"] = most
        if self.is_one_line:
            own["data-one-line"] = ""
        return context

    def value_from_datadict(self, data: QueryDict, files: Any, name: str) -> Any:
        """One line when the field is one: a browser without scripts may send more."""
        value = super().value_from_datadict(data, files, name)
        return " ".join(value.split()) if self.is_one_line and value else value


class CountedPanel(FieldPanel):  # type: ignore[misc]  # Wagtail ships no types
    """The panel of a counted field."""

    def __init__(self, field_name: str, *, is_one_line: bool = False, **kwargs: Any) -> None:
        widget = CountedText(field_name, is_one_line=is_one_line)
        super().__init__(field_name, widget=widget, **kwargs)
        self.is_one_line = is_one_line

    def clone_kwargs(self) -> dict[str, Any]:
        """What makes the same panel again."""
        kwargs: dict[str, Any] = super().clone_kwargs()
        kwargs.pop("widget", None)
        return kwargs | {"is_one_line": self.is_one_line}
