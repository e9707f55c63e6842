"""The parts a story's body is made of."""

from urllib.parse import parse_qs, urlsplit

from django.core.exceptions import ValidationError
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

from toasoan.media.choosing import OwnFileBlock, OwnPictureBlock
from toasoan.stories.links import OwnTextBlock

INLINE_FEATURES = ["bold", "italic", "link"]


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


class QuoteBlock(StructBlock):  # type: ignore[misc]  # Wagtail ships no types
    """Somebody's words, and whose."""

    words = TextBlock(label=_("Words"))
    speaker = CharBlock(label=_("Speaker and post"), required=False)

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        template = "stories/blocks/quote.html"


class TableBlock(StructBlock):  # type: ignore[misc]  # Wagtail ships no types
    """A table with a caption; the first row holds the headings of the columns."""

    caption = CharBlock(label=_("Caption"), required=False)
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


class BodyBlock(StreamBlock):  # type: ignore[misc]  # Wagtail ships no types
    """The whole body, in reading order."""

    paragraph = OwnTextBlock(label=_("Paragraph"), features=INLINE_FEATURES, icon="pilcrow")
    heading = CharBlock(label=_("Heading"), icon="title", template="stories/blocks/heading.html")
    picture = PictureBlock()
    gallery = GalleryBlock()
    quote = QuoteBlock()
    list = OwnTextBlock(label=_("List"), features=["ul", "ol", *INLINE_FEATURES], icon="list-ul")
    table = TableBlock()
    video = VideoBlock()
    file = AttachedFileBlock()
