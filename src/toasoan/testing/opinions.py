"""Ratings, opinions and polls for tests, entered by the real actions."""

import datetime as dt
from typing import Any

from django.utils import timezone

from toasoan.opinions.actions.polls import add_poll
from toasoan.opinions.actions.ratings import rate_story
from toasoan.opinions.actions.satisfaction import JudgedPage, Judgement, judge_page
from toasoan.opinions.models import PageOpinion, Poll
from toasoan.opinions.rules import PollDraft
from toasoan.stories.models import Story
from toasoan.testing.factories import Newsroom
from toasoan.vietnamese.dates import local_day


def a_poll_draft(**parts: Any) -> PollDraft:
    """A poll that lacks nothing and is open for ten days."""
    today = local_day(timezone.now())
    defaults: dict[str, Any] = {
        "question": "Ông/bà thường xem tin của cơ quan ở đâu?",
        "options": ("Trên cổng này", "Trên báo", "Trên mạng xã hội"),
        "opens_on": today,
        "closes_on": today + dt.timedelta(days=9),
        "is_published": True,
    }
    return PollDraft(**(defaults | parts))


def make_poll(room: Newsroom, *, now: dt.datetime | None = None, **parts: Any) -> Poll:
    """A poll of the agency."""
    draft = a_poll_draft(**parts)
    return add_poll(room.agency, draft, actor=room.webmaster, now=now or timezone.now())


def rate(story: Story, *stars: int, now: dt.datetime | None = None, who: str = "") -> None:
    """Ratings of different readers."""
    moment = now or timezone.now()
    for number, given in enumerate(stars):
        key = f"{who}{number}"
        rate_story(story, given, reader_key=key, now=moment, day=local_day(moment))


def judge(room: Newsroom, *levels: str, subject: str = "page:1", **parts: Any) -> list[PageOpinion]:
    """Opinions of different readers about one page."""
    page = JudgedPage(subject=subject, title="Giới thiệu", path="/gioi-thieu/", version=None)
    day = parts.pop("day", local_day(timezone.now()))
    who = parts.pop("who", "")
    return [
        judge_page(
            room.agency,
            page,
            Judgement(level=level, **parts),
            reader_key=f"{who}{number}",
            day=day,
        )
        for number, level in enumerate(levels)
    ]
