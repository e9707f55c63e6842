"""A gallery in the editor: several photos are sent at once into its list."""

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.staticfiles import versioned_static
from wagtail.blocks.struct_block import StructBlockAdapter

from toasoan.stories.blocks import GalleryBlock


class GalleryAdapter(StructBlockAdapter):  # type: ignore[misc]  # Wagtail ships no types
    """Gives the browser's part of the block its words and the address of the sender."""

    js_constructor = "toasoan.stories.Gallery"

    def js_args(self, block: GalleryBlock) -> list[Any]:
        """Wagtail's arguments; its `meta` with ours."""
        name, children, meta = super().js_args(block)
        ours = {
            "sender": reverse("newsroom:send_photo"),
            "chooseSeveral": _("Choose several photos"),
            "putIn": _("Put into the gallery"),
            "close": _("Close"),
        }
        return [name, children, meta | ours]

    @cached_property
    def media(self) -> forms.Media:
        """The script beside Wagtail's own."""
        inherited: forms.Media = super().media
        return inherited + forms.Media(js=[versioned_static("newsroom/photos/gallery.js")])
