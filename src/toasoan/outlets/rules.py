"""What speaks against a dispatch, a placement or a clipping: facts in, problems out."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from toasoan.outlets.models import TEXT_LENGTH
from toasoan.refusals import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Appearance:
    """What somebody saw in an outlet; `own_outlet` says that it is one of our agency's."""

    on: dt.date
    headline: str
    address: str
    own_outlet: bool


def placement_problems(
    appearance: Appearance,
    *,
    received_on: dt.date | None,
    today: dt.date,
    known: bool,
    dispatch_fits: bool,
) -> list[Problem]:
    """Why a placement cannot be entered.

    `received_on` is the day the story reached the province; `known` says that this outlet's
    use on this day has been entered before; `dispatch_fits` that the dispatch it is said to
    come from, if any, sent this story to this outlet.
    """
    found = _seen_problems(appearance, today=today)
    if received_on is None:
        found.append(Problem("not-received", _("The story has not reached the province yet.")))
    elif appearance.on < received_on:
        found.append(
            Problem(
                "before-received",
                _("It cannot have appeared before the province received the story."),
                "on",
            )
        )
    if known:
        found.append(
            Problem(
                "known", _("This outlet's use of the story on this day has been entered already.")
            )
        )
    if not dispatch_fits:
        found.append(
            Problem(
                "other-dispatch",
                _("That dispatch sent another story, or sent it to another outlet."),
            )
        )
    return found


def clipping_problems(
    appearance: Appearance, *, today: dt.date, known: bool = False
) -> list[Problem]:
    """Why a clipping cannot be entered; `known` says that the same one has been."""
    found = _seen_problems(appearance, today=today)
    if known:
        found.append(Problem("known", _("This article has been entered already.")))
    return found


def cancelling_problems(*, cancelled: bool, reason: str | None = None) -> list[Problem]:
    """Why a placement or clipping cannot be confirmed or cancelled; confirming needs no reason."""
    if cancelled:
        return [Problem("cancelled", _("It has been cancelled already."))]
    if reason is not None and not reason.strip():
        return [Problem("no-reason", _("Write why it was wrong."), "reason")]
    if reason is not None and len(reason.strip()) > TEXT_LENGTH:
        return [Problem("too-long", _("The reason may have 300 characters."), "reason")]
    return []


def _seen_problems(appearance: Appearance, *, today: dt.date) -> list[Problem]:
    found = outlet_problems(own_outlet=appearance.own_outlet)
    if not appearance.headline.strip():
        found.append(
            Problem("no-headline", _("Write the headline under which it appeared."), "headline")
        )
    if max(len(appearance.headline.strip()), len(appearance.address.strip())) > TEXT_LENGTH:
        found.append(
            Problem("too-long", _("The headline and the address may have 300 characters each."))
        )
    if appearance.on > today:
        found.append(
            Problem("in-the-future", _("The day on which it appeared lies in the future."), "on")
        )
    return found


def outlet_problems(*, own_outlet: bool) -> list[Problem]:
    """Why nothing can be written about this outlet."""
    # Figures are counted by the codes of the agency's own outlets: a foreign one would be
    # in the list behind the number, but in no column.
    message = _("This outlet is not on the agency's list.")
    return [] if own_outlet else [Problem("foreign-outlet", message, "outlet")]
