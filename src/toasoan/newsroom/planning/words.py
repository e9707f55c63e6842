"""What the screens of the plan say, and the colour beside each word."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from toasoan.planning.kinds import EventStatus, Timeliness

#: Status → the modifier of the coloured tag; the word always stands beside the colour.
EVENT_TONE: dict[EventStatus, str] = {
    EventStatus.PLANNED: "quiet",
    EventStatus.ASSIGNED: "waiting",
    EventStatus.IN_WORK: "working",
    EventStatus.DONE: "good",
    EventStatus.CANCELLED: "bad",
}

TIMELINESS_TONE: dict[Timeliness, str] = {
    Timeliness.NO_LIMIT: "quiet",
    Timeliness.AHEAD: "quiet",
    Timeliness.ON_TIME: "good",
    Timeliness.LATE: "waiting",
    Timeliness.OVERDUE: "bad",
}

#: Hours of stories in the calendar → word and colour.
MARK_WORDS: dict[str, tuple[str | Promise, str]] = {
    "scheduled": (_("goes on the portal"), "good"),
    "embargo": (_("not before this hour"), "waiting"),
    "expiry": (_("is taken down"), "bad"),
}
DUE_WORD = _("to be sent")

#: What a line of an event's history calls the parts of the event.
FIELD_WORDS: dict[str, str | Promise] = {
    "title": _("Event"),
    "place": _("Place"),
    "about": _("Content"),
    "directive": _("According to"),
    "notes": _("Notes"),
    "when": _("Time"),
    "due_at": _("To be sent by"),
    "coverage": _("Wanted"),
    "units": _("Units"),
}
