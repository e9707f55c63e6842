"""How it stands with a line, and what a line must say. No database, no clock."""

import calendar
import datetime as dt
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from toasoan.disclosure.models import Form, PublicItem, Renewal, State
from toasoan.disclosure.places import Seen
from toasoan.refusals import Problem
from toasoan.vietnamese.dates import short_date

_MONTHS = {Renewal.MONTH: 1, Renewal.QUARTER: 3, Renewal.HALF_YEAR: 6, Renewal.YEAR: 12}


@dataclass(frozen=True, slots=True)
class Finding:
    """How it stands with a line: what was found at its place, and what is to be done."""

    item: PublicItem
    state: State
    address: str = ""
    since: dt.date | None = None
    updated: dt.date | None = None
    due_on: dt.date | None = None
    to_do: str = ""
    #: Whether the place is to be put right rather than the line.
    at_the_place: bool = False


def finding_of(item: PublicItem, seen: Seen | None, today: dt.date) -> Finding:
    """How it stands with a line today; `seen` is what readers find at its place."""
    if item.not_held_because:
        return Finding(item, State.NOT_HELD)
    if seen is None:
        return Finding(item, State.MISSING, to_do=_to_do_without_a_place(item))
    since = seen.since or item.published_on
    updated = max(filter(None, (seen.updated, item.reviewed_on, since)), default=None)
    if seen.lack is not None:
        state = State.OVERDUE if seen.lack.is_overdue else State.MISSING
        return Finding(
            item, state, seen.address, since, updated, to_do=seen.lack.words, at_the_place=True
        )
    due_on = None if updated is None else renewed_by(updated, Renewal(item.renewal))
    if item.renewal and (due_on is None or due_on < today):
        return Finding(
            item, State.OUT_OF_DATE, seen.address, since, updated, due_on, _to_renew(due_on)
        )
    return Finding(item, State.PRESENT, seen.address, since, updated, due_on)


def _to_do_without_a_place(item: PublicItem) -> str:
    if item.place_kind:
        return _("Readers do not find the chosen place any more: publish it, or choose another.")
    return _("Publish it and say here where it is, or say why the agency has none.")


def _to_renew(due_on: dt.date | None) -> str:
    if due_on is None:
        return _("Nobody knows how old it is: look it through and say that it is right.")
    return _(
        "It had to be renewed by %(day)s: renew it, or look it through and say that it is right."
    ) % {"day": short_date(due_on)}


def renewed_by(updated: dt.date, renewal: Renewal) -> dt.date | None:
    """The last day on which what was renewed then is fresh; None when only a change counts."""
    if renewal == Renewal.WEEK:
        return updated + dt.timedelta(days=7)
    if renewal not in _MONTHS:
        return None
    year, month = divmod(updated.year * 12 + updated.month - 1 + _MONTHS[renewal], 12)
    last = calendar.monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, min(updated.day, last))


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemTerms:
    """What a person writes down about a line of the list."""

    name: str
    basis: str
    from_on: dt.date
    time_words: str
    kept_words: str
    forms: tuple[str, ...] = (Form.SITE.value,)
    renewal: str = Renewal.ON_CHANGE.value
    unit_id: int | None = None
    responsible: str = ""
    place_kind: str = ""
    place_key: str = ""
    published_on: dt.date | None = None
    not_held_because: str = ""
    order: int = field(default=0)


def problems_of(terms: ItemTerms, today: dt.date) -> list[Problem]:
    """Everything that stands against these terms, apart from who they belong to."""
    found = []
    if not terms.forms:
        found.append(Problem("no-form", _("Say in which form it is made public."), "forms"))
    if terms.place_kind and terms.not_held_because:
        words = _("Either it is somewhere, or the agency has none: leave one of the two empty.")
        found.append(Problem("place-and-none", words, "not_held_because"))
    if terms.published_on and terms.published_on > today:
        words = _("This day has not come yet.")
        found.append(Problem("public-later", words, "published_on"))
    return found
