"""A body field whose block definitions stay out of migrations."""

from typing import Any

from wagtail.fields import StreamField


class BodyField(StreamField):  # type: ignore[misc]  # Wagtail ships no types
    """A StreamField that migrations see without its blocks.

    Blocks are code: changing a label must not make a migration.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        if not args:
            args = ([],)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """Name, path and options without the blocks and their look-up table."""
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        kwargs.pop("block_types", None)
        return name, path, [], kwargs
