"""The link in the mail by which an outlet answers without signing in (decision 0040)."""

import base64
import datetime as dt
import hashlib
from dataclasses import dataclass
from enum import StrEnum

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import salted_hmac

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

    Its word is an HMAC-SHA256 of the dispatch under the secret key, so a mail that is sent again
    has the same link as the one that may have arrived; the database keeps the SHA-256 of it.
    """
    word = _word(dispatch)
    if dispatch.answer_key != _digest(word):
        dispatch.answer_key = _digest(word)
        dispatch.save(update_fields=["answer_key"])
    path = reverse("newsroom:outlet_answer", args=[word])
    return f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{path}"


def link_for(word: str, *, now: dt.datetime) -> AnswerLink | None:
    """The dispatch that the word opens; None for every other word. Changes nothing."""
    dispatch = (
        Dispatch.objects.select_related("outlet__agency", "story__progress")
        .filter(answer_key=_digest(word), purpose=DispatchPurpose.STORY)
        .first()
    )
    if dispatch is None:
        return None
    if now > (dispatch.sent_at or dispatch.ordered_at) + OPEN_FOR:
        return AnswerLink(dispatch, LinkState.EXPIRED)
    if dispatch.story.progress.status == Status.TAKEN_DOWN:
        return AnswerLink(dispatch, LinkState.TAKEN_DOWN)
    return AnswerLink(dispatch, LinkState.OPEN)


def _word(dispatch: Dispatch) -> str:
    mac = salted_hmac("toasoan.outlets.answer", str(dispatch.pk), algorithm="sha256")
    return base64.urlsafe_b64encode(mac.digest()).decode().rstrip("=")


def _digest(word: str) -> str:
    return hashlib.sha256(word.encode()).hexdigest()
