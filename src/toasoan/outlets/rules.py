"""What speaks against a dispatch, a placement or a clipping: facts in, sentences out."""

import datetime as dt
from collections.abc import Sequence

from django.utils.translation import gettext as _


class OutletsRefusedError(Exception):
    """A dispatch, placement or clipping was refused; `problems` are sentences."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__(" ".join(problems))
        self.problems = tuple(problems)


def placement_problems(
    *, placed_on: dt.date, received_on: dt.date | None, today: dt.date, known: bool, headline: str
) -> list[str]:
    """Why a placement cannot be entered.

    `received_on` is the day the story reached the province; `known` says that this outlet's
    use on this day has been entered before.
    """
    found = []
    if not headline.strip():
        found.append(_("Write the headline under which it appeared."))
    if placed_on > today:
        found.append(_("The day on which it appeared lies in the future."))
    if received_on is None:
        found.append(_("The story has not reached the province yet."))
    elif placed_on < received_on:
        found.append(_("It cannot have appeared before the province received the story."))
    if known:
        found.append(_("This outlet's use of the story on this day has been entered already."))
    return found


def clipping_problems(*, published_on: dt.date, today: dt.date, headline: str) -> list[str]:
    """Why a clipping cannot be entered."""
    found = []
    if not headline.strip():
        found.append(_("Write the headline under which it appeared."))
    if published_on > today:
        found.append(_("The day on which it appeared lies in the future."))
    return found
