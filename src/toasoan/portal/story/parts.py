"""What other parts of the portal add beneath a story: rating, report of an error."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from wagtail import hooks

from toasoan.stories.models import Story

#: A function of request, story and what stands around the page (`frame_context`), which returns
#: markup, or "" for nothing. It runs for every story page that is made: no query, or one that
#: `page_cache.cache_tags.remembered` keeps.
HOOK = "toasoan_story_part"

StoryPart = Callable[[HttpRequest, Story, dict[str, Any]], str]


def parts_of(request: HttpRequest, story: Story, around: dict[str, Any]) -> SafeString:
    """The markup of all parts, in the order of their registration."""
    parts: list[StoryPart] = hooks.get_hooks(HOOK)
    made = (part(request, story, around) for part in parts)
    return format_html_join("", "{}", ((markup,) for markup in made if markup))
