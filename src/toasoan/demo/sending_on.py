"""Stories of the last weeks as the desk sent them on, and what the outlets said to it."""

import datetime as dt

from toasoan.accounts.models import User
from toasoan.demo.story import DemoStory
from toasoan.outlets.actions import confirm_sent, dispatch_story
from toasoan.outlets.answers import AnswerGiven, AnswerSource, give_answer
from toasoan.outlets.models import Answer, Outlet

#: Before that the desk kept lists on paper: only what appeared is known.
RECENT = dt.timedelta(days=60)
_READING_TIME = dt.timedelta(hours=1)
#: To whom a story goes that nobody used, and what came back, in turn; None: nothing yet.
_OTHERWISE = "bao-tinh"
_SAID = (
    (Answer.ACCEPTED, "Dự kiến đăng số cuối tuần"),
    None,
    (Answer.ACKNOWLEDGED, ""),
    (Answer.DECLINED, "Đã có bài của phóng viên"),
    None,
)


def is_recent(demo_story: DemoStory, now: dt.datetime) -> bool:
    """Whether the story was published in the weeks of which dispatches are kept."""
    published_at = demo_story.decided_at if demo_story.is_published else None
    return published_at is not None and now - RECENT < published_at < now - 2 * _READING_TIME


def send_on(story_id: int, demo_story: DemoStory, outlets: dict[str, Outlet], editor: User) -> None:
    """Send the story to the outlets that will use it, or to one that answers something else."""
    assert demo_story.decided_at is not None  # noqa: S101  # published
    sent_at = demo_story.decided_at + _READING_TIME
    used_by = [placement.outlet_code for placement in demo_story.placements]
    for code in used_by or [_OTHERWISE]:
        dispatch = dispatch_story(story_id, outlets[code], actor=editor, now=sent_at)
        confirm_sent(dispatch.pk, actor=editor, now=sent_at)
        said = None if used_by else _SAID[story_id % len(_SAID)]
        if said is not None:
            answer, note = said
            given = AnswerGiven(answer=answer, source=AnswerSource.BY_HAND, note=note, actor=editor)
            give_answer(dispatch.pk, given, now=sent_at + _READING_TIME)
