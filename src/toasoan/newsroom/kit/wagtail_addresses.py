"""Addresses of Wagtail's shell that every screen and every editor asks for."""

from toasoan.newsroom.kit.choosers import (
    only_usable_file,
    only_usable_page,
    only_usable_picture,
)
from toasoan.newsroom.kit.duty_sets import ADMINISTRATION, EVERY_DUTY, WRITING
from toasoan.newsroom.kit.screens import open_wagtail_addresses, with_file
from toasoan.sent_files.limits import MOST_BYTES

# Signing in, and what its pages load.
open_wagtail_addresses(
    "wagtailadmin_login",
    duties=None,
)
open_wagtail_addresses(
    "wagtailadmin_sprite",
    "wagtailadmin_javascript_catalog",
    duties=None,
    before_factor=True,
)
open_wagtail_addresses(
    "wagtailimages_chooser:choose",
    "wagtailimages_chooser:choose_results",
    "wagtailadmin_choose_page",
    "wagtailadmin_choose_page_search",
    "wagtailadmin_choose_page_external_link",
    "wagtailadmin_choose_page_email_link",
    "wagtailadmin_editing_sessions:ping",
    "wagtailadmin_editing_sessions:release",
    duties=WRITING | ADMINISTRATION,
)
open_wagtail_addresses(
    "wagtailimages_chooser:create",
    duties=WRITING | ADMINISTRATION,
    largest_body=with_file(MOST_BYTES),
)
open_wagtail_addresses(
    "wagtaildocs_chooser:create",
    duties=WRITING,
    largest_body=with_file(MOST_BYTES),
)
open_wagtail_addresses(
    "wagtaildocs_chooser:choose",
    "wagtaildocs_chooser:choose_results",
    duties=WRITING,
)
open_wagtail_addresses(
    "wagtailimages_chooser:chosen", duties=WRITING | ADMINISTRATION, asks=only_usable_picture
)
open_wagtail_addresses("wagtaildocs_chooser:chosen", duties=WRITING, asks=only_usable_file)
open_wagtail_addresses(
    "wagtailadmin_choose_page_child", duties=WRITING | ADMINISTRATION, asks=only_usable_page
)
open_wagtail_addresses(
    "wagtailadmin_home",
    "wagtailadmin_dismissibles",
    "wagtailadmin_account",
    duties=EVERY_DUTY,
)
