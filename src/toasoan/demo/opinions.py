"""What made-up readers think: stars for stories, and votes in polls."""

import datetime as dt
from random import Random

from toasoan.accounts.models import User
from toasoan.demo.citizen_texts import POLLS
from toasoan.opinions.actions.polls import add_poll, vote
from toasoan.opinions.actions.ratings import rate_story, tell_of_scores
from toasoan.opinions.rules import PollDraft
from toasoan.stories.models import Story
from toasoan.units.models import Agency
from toasoan.vietnamese.moments import at_local

#: The latest stories that readers have rated, and how many rated the first of them.
_RATED, _MOST_RATINGS = 14, 17
_STARS = (3, 4, 4, 5, 5, 5)


def ask_readers(agency: Agency, editor: User, today: dt.date) -> None:
    """Enter polls with their votes and ratings of the latest stories, a reader at a time."""
    _hold_polls(agency, editor, today)
    _rate_stories(agency, today)


def _hold_polls(agency: Agency, editor: User, today: dt.date) -> None:
    for number, (question, options, votes, opened, closes) in enumerate(POLLS):
        first = today - dt.timedelta(days=opened)
        now = at_local(first, dt.time(8))
        draft = PollDraft(
            question=question,
            options=options,
            opens_on=first,
            closes_on=today + dt.timedelta(days=closes),
            show_results="always",
            is_published=True,
        )
        poll = add_poll(agency, draft, actor=editor, now=now)
        for option, count in zip(poll.options.order_by("order"), votes, strict=True):
            for reader in range(count):
                key = f"demo-{number}-{option.pk}-{reader}"
                vote(poll, {option.pk}, reader_key=key, now=now, day=first)


def _rate_stories(agency: Agency, today: dt.date) -> None:
    rng = Random(20_260_702)  # noqa: S311  # made-up readers
    now = at_local(today, dt.time(6))
    live = Story.objects.filter(agency=agency, live=True).order_by("-first_published_at")
    for place, story in enumerate(live[:_RATED]):
        for reader in range(max(2, _MOST_RATINGS - place)):
            rate_story(story, rng.choice(_STARS), reader_key=f"demo-{reader}", now=now, day=today)
    tell_of_scores(now=now)
