"""Registration of what the editor gets for photos."""

import wagtail.images.wagtail_hooks  # noqa: F401  # registers its own way to a photo first
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.admin_url_finder import register_admin_url_finder
from wagtail.admin.telepath import register

from toasoan.accounts.models import User
from toasoan.media.models import Picture
from toasoan.newsroom.photos.gallery import GalleryAdapter
from toasoan.stories.blocks import GalleryBlock

register(GalleryAdapter(), GalleryBlock)


class PhotoFinder:
    """Where a chosen photo is opened from the editor: our screen, which asks who looks."""

    def __init__(self, user: User) -> None:
        self.user = user

    def get_edit_url(self, picture: Picture) -> str:
        """The path of the screen."""
        return reverse("newsroom:photo", args=[picture.pk])


register_admin_url_finder(Picture, PhotoFinder)


@hooks.register("insert_global_admin_css")
def photos_style() -> SafeString:
    """The style of the sender and of its dialog."""
    return format_html('<link rel="stylesheet" href="{}">', static("newsroom/photos/photos.css"))


@hooks.register("insert_editor_js")
def chooser_script() -> SafeString:
    """The name of a photo in the chooser follows its file; one too narrow is told."""
    return format_html(
        '<script type="module" src="{}"></script>', static("newsroom/photos/chooser.js")
    )
