"""The history of a question in words."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from toasoan.questions.kinds import QuestionKind
from toasoan.questions.models import Question, QuestionEntry
from toasoan.questions.queries import trail_of
from toasoan.vietnamese.dates import short_date


@dataclass(frozen=True, slots=True)
class TrailLine:
    """One line, as the kit's `trail.html` shows it."""

    label: str
    who: str
    when: dt.datetime
    note: str


def trail_lines(question: Question) -> list[TrailLine]:
    """Everything that happened to the question, in order. One query."""
    return [
        TrailLine(
            label=entry.get_kind_display().capitalize(),
            who=_who(entry),
            when=entry.happened_at,
            note="\n".join(part for part in (_detail(entry), entry.note) if part),
        )
        for entry in trail_of(question)
    ]


_OF_SENDER = frozenset({"received", "added", "withdrawn"})


def _who(entry: QuestionEntry) -> str:
    if entry.actor is not None:
        return str(entry.actor)
    if entry.kind in _OF_SENDER:
        return pgettext("of a citizen's question", "the sender")
    return _("the program")


def _detail(entry: QuestionEntry) -> str:
    """What the entry knows besides its note: old and new kind, days, units."""
    detail = entry.detail
    parts = []
    if isinstance(kinds := detail.get("kind"), list):
        parts.append(" → ".join(str(QuestionKind(each).label) for each in kinds))
    if days := detail.get("due_on"):
        before, after = (short_date(dt.date.fromisoformat(day)) for day in days)
        parts.append(
            _("To be answered by: %(before)s → %(after)s") % {"before": before, "after": after}
        )
    if entry.kind == "assigned" and entry.unit is not None:
        parts.append(entry.unit.short_name)
    if place := detail.get("place"):
        parts.append(str(place))
    if main := detail.get("main"):
        parts.append(_("question no. %(number)s") % {"number": main})
    if edition := detail.get("edition"):
        parts.append(_("edition %(number)s") % {"number": edition})
    return "; ".join(parts)
