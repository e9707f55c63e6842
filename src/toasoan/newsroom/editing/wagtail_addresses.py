"""Addresses of Wagtail's snippet views that the story editor uses."""

from toasoan.newsroom.kit.duty_sets import READING, WRITING
from toasoan.newsroom.kit.screens import open_wagtail_addresses

open_wagtail_addresses(
    "wagtailsnippets_stories_story:add",
    "wagtailsnippets_stories_story:edit",
    "wagtailsnippets_stories_story:preview_on_add",
    "wagtailsnippets_stories_story:preview_on_edit",
    duties=WRITING,
)
open_wagtail_addresses(
    "wagtailsnippets_stories_story:revisions_compare",
    duties=READING,
)
