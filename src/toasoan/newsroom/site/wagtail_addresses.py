"""Addresses of Wagtail's page views: the webmaster keeps the structure, never stories."""

from toasoan.newsroom.kit.duty_sets import ADMINISTRATION
from toasoan.newsroom.kit.screens import open_wagtail_addresses

open_wagtail_addresses("wagtailadmin_explore_root", duties=ADMINISTRATION, menu_name="explorer")
open_wagtail_addresses(
    "wagtailadmin_explore",
    "wagtailadmin_explore_results",
    "wagtailadmin_pages:add",
    "wagtailadmin_pages:add_subpage",
    "wagtailadmin_pages:edit",
    "wagtailadmin_pages:preview_on_add",
    "wagtailadmin_pages:preview_on_edit",
    "wagtailadmin_pages:unpublish",
    "wagtailadmin_pages:move",
    "wagtailadmin_pages:move_confirm",
    "wagtailadmin_pages:history",
    "wagtailadmin_pages:history_results",
    "wagtailadmin_pages:revisions_compare",
    duties=ADMINISTRATION,
)
