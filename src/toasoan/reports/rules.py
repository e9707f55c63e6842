"""What stands against writing, closing and supplementing a report. No database, no clock."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from toasoan.refusals import Problem
from toasoan.reports.models import MeasureState
from toasoan.vietnamese.dates import short_date
from toasoan.vietnamese.periods import Period

#: The longest period that a report may cover, in days: two years.
LONGEST = 731


def period_problems(period: Period, *, known: str, campaign_fits: bool) -> list[Problem]:
    """What stands against beginning a report. `known` is the title of one that is there."""
    found = []
    if (period.last - period.first).days >= LONGEST:
        found.append(Problem("too-long", _("A report covers two years at most."), "last"))
    if known:
        sentence = _("There is a report of this kind on this period already: “%(title)s”.")
        found.append(Problem("exists", sentence % {"title": known}))
    if not campaign_fits:
        sentence = _("Choose the topic for a report of a campaign, and none for another report.")
        found.append(Problem("topic", sentence, "topic"))
    return found


def draft_problems(*, is_closed: bool, version: int | None, current: int) -> list[Problem]:
    """What stands against changing a draft that the person saw in this version."""
    if is_closed:
        return [Problem("closed", _("The report is closed; it never changes again."))]
    if version is not None and version != current:
        sentence = _(
            "Somebody else has changed the report meanwhile. Both texts are shown: take over what"
            " you need, then save again."
        )
        return [Problem("overtaken", sentence)]
    return []


def supplement_problems(*, is_closed: bool) -> list[Problem]:
    """What stands against supplementing a report: a draft is simply changed."""
    sentence = _("The report is not closed yet; change its draft.")
    return [] if is_closed else [Problem("draft", sentence)]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosingFacts:
    """What decides whether a report may be closed. `outdated` names parts of the text."""

    today: dt.date
    last_on: dt.date
    outdated: Sequence[str]
    empty: Sequence[str]


def closing_problems(facts: ClosingFacts) -> list[Problem]:
    """Everything that stands against closing."""
    found = []
    if facts.today <= facts.last_on:
        sentence = _("The period lasts until %(day)s; it can be closed from the day after.")
        found.append(Problem("not-over", sentence % {"day": short_date(facts.last_on)}))
    sentence = _("The figures have changed since “%(part)s” was written: look at it and save.")
    found += [Problem("outdated", sentence % {"part": part}) for part in facts.outdated]
    sentence = _("“%(part)s” is still empty.")
    found += [Problem("empty", sentence % {"part": part}) for part in facts.empty]
    return found


def measure_problems(*, text: str, owners: int, owner_fits: bool) -> list[Problem]:
    """What stands against a measure: it says something, and one body or person answers for it."""
    found = []
    if not text.strip():
        found.append(Problem("empty", _("Say what is to be done."), "text"))
    if owners > 1:
        sentence = _("Name one unit, one board or one person, not several.")
        found.append(Problem("owners", sentence, "owner"))
    if not owner_fits:
        found.append(Problem("foreign", _("Choose an owner of this agency."), "owner"))
    return found


def outcome_problems(*, state: str, note: str, in_force: bool) -> list[Problem]:
    """What stands against saying what became of a measure."""
    found = []
    if not in_force:
        found.append(Problem("draft", _("The report that sets it is not closed yet.")))
    if state == MeasureState.NOT_DONE and not note.strip():
        found.append(Problem("note", _("Say why it was not done."), "note"))
    return found
