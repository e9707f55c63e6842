"""Registration of what the editor gets for photos."""

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.telepath import register

from toasoan.newsroom.photos.gallery import GalleryAdapter
from toasoan.stories.blocks import GalleryBlock

register(GalleryAdapter(), GalleryBlock)


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
