"""Registration with Wagtail's shell."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.models import Page

from toasoan.accounts.requests import user_of
from toasoan.newsroom.kit.menu import install
from toasoan.stories.links import usable_pages
from toasoan.vietnamese.dates import local_day

install()


@hooks.register("construct_settings_menu")
@hooks.register("construct_reports_menu")
@hooks.register("construct_help_menu")
def nothing_else(request: HttpRequest, menu_items: list[Any]) -> None:
    """Wagtail's own reports and settings are closed."""
    menu_items.clear()


@hooks.register("construct_page_chooser_queryset")
def only_usable_pages(pages: QuerySet[Page], request: HttpRequest) -> QuerySet[Page]:
    """The pages to which the person may link."""
    usable = usable_pages(user_of(request), local_day(timezone.now()))
    return pages.filter(pk__in=usable.values("pk"))


@hooks.register("insert_global_admin_css")
def newsroom_style() -> SafeString:
    """Our type, our red, our own screens."""
    return format_html('<link rel="stylesheet" href="{}">', static("newsroom/kit/newsroom.css"))


@hooks.register("insert_global_admin_js")
def file_fields() -> SafeString:
    """Fields for files in our words, on every screen of the shell."""
    return format_html(
        '<script type="module" src="{}" data-file-words data-choose="{}" data-none="{}"></script>',
        static("newsroom/kit/file-field.js"),
        _("Choose a file"),
        _("No file chosen yet"),
    )


@hooks.register("insert_editor_js")
def refused_uploads() -> SafeString:
    """A chooser in an editor shows why an upload was refused."""
    return format_html(
        '<script type="module" src="{}"></script>', static("newsroom/kit/refused-upload.js")
    )
