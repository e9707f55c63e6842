"""The words of stories as they are compared: what was sent, or what was published last."""

from typing import Any

from toasoan.outlets.models import Dispatch, DispatchPurpose
from toasoan.stories.models import Edition
from toasoan.stories.text import plain_text


def edition_words(edition: Edition) -> str:
    """Headline, standfirst and text of an edition, a line each."""
    text = edition.story.with_content_json(edition.content)
    return "\n".join((text.headline, text.standfirst, plain_text(text.body)))


def sent_words(payload: dict[str, Any]) -> str:
    """The same of what an outlet was sent."""
    parts = (payload.get(name) for name in ("headline", "standfirst", "body"))
    return "\n".join(str(part) for part in parts if part)


def words_of_story(story_id: int) -> str:
    """The words that an outlet can have had of a story."""
    sent = Dispatch.objects.filter(story_id=story_id, purpose=DispatchPurpose.STORY)
    if last := sent.order_by("-ordered_at", "-pk").first():
        return sent_words(last.payload)
    edition = Edition.objects.filter(story_id=story_id).select_related("story").last()
    return edition_words(edition) if edition else ""
