"""The plan in templates: days of the calendar, and its sections on other screens."""

import datetime as dt
from typing import Any

from django import template
from django.utils import timezone

from toasoan.accounts.requests import user_of
from toasoan.newsroom.planning.assigned import assigned_work, plan_of_story
from toasoan.stories.models import Story
from toasoan.vietnamese import dates

register = template.Library()
register.filter("long_date", dates.long_date)


@register.filter
def weekday_name(day: dt.date) -> str:
    """The day's name in the week."""
    return dates.WEEKDAYS[day.weekday()]


@register.inclusion_tag("newsroom/planning/assignments.html", takes_context=True)
def assigned_to_me(context: dict[str, Any]) -> dict[str, Any]:
    """The section of assigned work; empty for people who cover nothing."""
    return {"work": assigned_work(user_of(context["request"]), now=timezone.now())}


@register.inclusion_tag("newsroom/planning/of_story.html", takes_context=True)
def from_the_plan(context: dict[str, Any], story: Story) -> dict[str, Any]:
    """A line that leads from a story to the event it was begun from."""
    user = user_of(context["request"])
    return {"planned": plan_of_story(story.pk, user, now=timezone.now())}
