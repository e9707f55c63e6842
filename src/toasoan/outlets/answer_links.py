"""The link in the mail by which an outlet answers without signing in (decision 0040)."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from django.conf import settings
from django.urls import reverse

from toasoan.accounts.link_words import digest_of, word_of
from toasoan.editorial.transitions import Status
from toasoan.outlets.models import Dispatch, DispatchPurpose

#: How long a link answers after it was sent.
OPEN_FOR = dt.timedelta(days=180)


class LinkState(StrEnum):
    """What a link still takes."""

    OPEN = "open"
    EXPIRED = "expired"
    TAKEN_DOWN = "taken_down"


@dataclass(frozen=True, slots=True)
class AnswerLink:
    """A dispatch behind a link, and what the link still takes."""

    dispatch: Dispatch
    state: LinkState


def link_of(dispatch: Dispatch) -> str:
    """The dispatch's link: an absolute address that stands in the mail and nowhere else.

    A mail that is sent again has the same link as the one that may have arrived.
    """
    word = word_of("outlets.answer", dispatch.pk)
    if dispatch.answer_key != digest_of(word):
        dispatch.answer_key = digest_of(word)
        dispatch.save(update_fields=["answer_key"])
    path = reverse("newsroom:outlet_answer", args=[word])
    return f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{path}"


def link_for(word: str, *, now: dt.datetime) -> AnswerLink | None:
    """The dispatch that the word opens; None for every other word. Changes nothing."""
    dispatch = (
        Dispatch.objects.select_related("outlet__agency", "story__progress")
        .filter(answer_key=digest_of(word), purpose=DispatchPurpose.STORY)
        .first()
    )
    if dispatch is None:
        return None
    if now > (dispatch.sent_at or dispatch.ordered_at) + OPEN_FOR:
        return AnswerLink(dispatch, LinkState.EXPIRED)
    if dispatch.story.progress.status == Status.TAKEN_DOWN:
        return AnswerLink(dispatch, LinkState.TAKEN_DOWN)
    return AnswerLink(dispatch, LinkState.OPEN)
