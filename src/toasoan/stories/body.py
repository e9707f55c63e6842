"""What a story's body holds besides words."""

from collections.abc import Iterator
from typing import Any


class BodyMedia:
    """Mixin of `Story`: the photos, files and kinds of blocks in its body."""

    body: Any  # a stream of blocks; Wagtail ships no types

    def pictures(self) -> Iterator[dict[str, Any]]:
        """Every photo block of the body, those in galleries included, in reading order."""
        for block in self.body:
            if block.block_type == "picture":
                yield block.value
            elif block.block_type == "gallery":
                yield from block.value["pictures"]

    def shows(self, *kinds: str) -> bool:
        """Whether the body has a block of one of these kinds."""
        return any(block.block_type in kinds for block in self.body)

    def files(self) -> Iterator[dict[str, Any]]:
        """Every block of the body that offers a file, in reading order."""
        return (block.value for block in self.body if block.block_type == "file")

    def picture_ids(self) -> list[int]:
        """Ids of the photos in the body, in reading order."""
        return [value["picture"].pk for value in self.pictures() if value.get("picture")]

    def alternative_text_of(self, picture_id: int | None) -> str:
        """What this photo shows where it first stands in the body, else its caption."""
        shown = (value for value in self.pictures() if value.get("picture"))
        first = next((one for one in shown if one["picture"].pk == picture_id), {})
        return str(first.get("alternative_text") or first.get("caption") or "")

    def attachment_ids(self) -> list[int]:
        """Ids of the files attached in the body."""
        return [value["file"].pk for value in self.files() if value.get("file")]
