"""The parts a story's body is made of."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.core.exceptions import ValidationError
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import (
    CharBlock,
    ListBlock,
    StreamBlock,
    StructBlock,
    TextBlock,
    URLBlock,
)
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.rich_text import RichText

from toasoan.media.choosing import OwnFileBlock, OwnPictureBlock
from toasoan.stories.links import OwnTextBlock
from toasoan.stories.text_html import text_html

TEXT_FEATURES = ["h2", "ul", "ol", "blockquote", "bold", "italic", "link"]


class PictureBlock(StructBlock):  # type: ignore[misc]  # Wagtail ships no types
    """A photo with caption, credit and a text for those who cannot see it.

    Nothing is required while drafting; the steps ask for captions (editorial.rules).
    """

    picture = OwnPictureBlock(label=_("Photo"), required=False)
    caption = TextBlock(label=_("Caption"), required=False, rows=2)
    credit = CharBlock(label=_("Photo credit"), required=False)
    alternative_text = CharBlock(
        label=_("Alternative text"),
        required=False,
        help_text=_("What the photo shows, for people who listen to the page."),
    )

    class Meta:
        icon = "image"
        label = _("Photo with caption")
        template = "stories/blocks/picture.html"
        # The caption says what the photo is about; it names the block in the editor.
        label_format = "{caption}"


class GalleryBlock(StructBlock):  # type: ignore[misc]  # Wagtail ships no types
    """Several photos shown together."""

    title = CharBlock(label=_("Title"), required=False)
    pictures = ListBlock(PictureBlock(), label=_("Photos"))

    class Meta:
        icon = "image"
        label = _("Gallery")
        template = "stories/blocks/gallery.html"


class TableBlock(StructBlock):  # type: ignore[misc]  # Wagtail ships no types
    """A table with a caption; the first row holds the headings of the columns."""

    caption = CharBlock(label=_("Name of the table"), required=False)
    table = TypedTableBlock(
        [("text", CharBlock(label=_("Text"), required=False))], label=_("Table")
    )

    class Meta:
        icon = "table"
        label = _("Table")
        template = "stories/blocks/table.html"


class VideoBlock(StructBlock):  # type: ignore[misc]  # Wagtail ships no types
    """A link to a video; nothing of its host is loaded before the reader follows it."""

    address = URLBlock(label=_("Address of the video"))
    title = CharBlock(label=_("Title"))

    class Meta:
        icon = "media"
        label = _("Video")
        template = "stories/blocks/video.html"

    def clean(self, value: dict[str, str]) -> dict[str, str]:
        """Accept https addresses only, without user names. Raises ValidationError."""
        cleaned: dict[str, str] = super().clean(value)
        parts = urlsplit(cleaned["address"])
        if (
            parts.scheme != "https"
            or "@" in parts.netloc
            or parse_qs(parts.query).get("javascript")
        ):
            raise ValidationError(_("The address must begin with https://."))
        return cleaned


class AttachedFileBlock(StructBlock):  # type: ignore[misc]  # Wagtail ships no types
    """A file to download."""

    file = OwnFileBlock(label=_("File"))
    title = CharBlock(label=_("Title"), required=False)

    class Meta:
        icon = "doc-full"
        label = _("Attached file")
        template = "stories/blocks/attached_file.html"


class StoryTextBlock(OwnTextBlock):  # type: ignore[misc]  # Wagtail ships no types
    """Consecutive paragraphs, sub-headings, lists and quotations, written as one text."""

    def render_basic(self, value: RichText, context: Any = None) -> SafeString:
        """The text as pages show it."""
        return text_html(value.source)

    class Meta:
        icon = "pilcrow"
        label = _("Body text")


class BodyBlock(StreamBlock):  # type: ignore[misc]  # Wagtail ships no types
    """The whole body, in reading order (decision 0048)."""

    # The newsroom's buttons; where nobody has registered them, Wagtail leaves the name out.
    text = StoryTextBlock(features=[*TEXT_FEATURES, "insert-blocks"])
    picture = PictureBlock()
    gallery = GalleryBlock()
    table = TableBlock()
    video = VideoBlock()
    file = AttachedFileBlock()
