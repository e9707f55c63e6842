"""What of the plan stands on other pages: assigned work, and the event a story was begun from."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone

from toasoan.accounts.requests import user_of
from toasoan.newsroom.kit.page_sections import page_section
from toasoan.newsroom.planning.assigned import assigned_work, plan_of_story
from toasoan.stories.models import Story


@page_section("inbox", order=10)
def assigned_to_me(request: HttpRequest, _subject: None) -> str:
    """The section of assigned work; empty for people who cover nothing."""
    context = {"work": assigned_work(user_of(request), now=timezone.now())}
    return render_to_string("newsroom/planning/assignments.html", context, request)


@page_section("story", order=10)
def from_the_plan(request: HttpRequest, story: Story) -> str:
    """A line that leads from a story to the event it was begun from."""
    context = {"planned": plan_of_story(story.pk, user_of(request), now=timezone.now())}
    return render_to_string("newsroom/planning/of_story.html", context, request)
