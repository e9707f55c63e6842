"""What can be told, in which group a person chooses about it, and how it may reach them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Group(models.TextChoices):
    """Groups of kinds whose mail a person chooses together: the rows of “How you are told”."""

    WAITING = "waiting", _("What waits for you")
    OUTCOME = "outcome", _("What became of your stories")
    REMARK = "remark", _("Remarks on stories")
    OVERDUE = "overdue", _("Stories that wait too long with others")
    PLAN = "plan", _("The plan of coverage")
    QUOTA = "quota", _("Quotas before their period ends")
    DISCLOSURE = "disclosure", _("What must be public and is missing or overdue")
    SCHEDULE = "schedule", _("The work schedule")
    SECURITY = "security", _("The safety of your account")


class How(models.TextChoices):
    """How mail about a group comes."""

    AT_ONCE = "at_once", _("a mail at once")
    DIGEST = "digest", _("one mail each working morning at 07:30")
    NONE = "none", _("no mail, only the list of notifications")


class NotificationKind(models.TextChoices):
    """One sort of notification; the label is its name in the log."""

    # Your turn.
    VETTING = "vetting", _("To be cleared")
    EDITING = "editing", _("To be edited")
    APPROVING = "approving", _("To be approved")
    CONFIRMING = "confirming", _("Urgent publication to be confirmed")
    CORRECTING = "correcting", _("Correction to be approved")
    CORRECTION_BACK = "correction_back", _("Correction came back to you")
    CAME_BACK = "came_back", _("Came back to you")
    RESUMED = "resumed", _("A draft again")
    FAILED = "failed", _("Could not be done at its hour")
    REMINDER = "reminder", _("Reminder of what waits")
    HANDED_OVER = "handed_over", _("Story from another agency")
    ASSIGNED = "assigned", _("Assigned to you")
    ASSIGNMENT_DUE = "assignment_due", _("Assignment overdue")
    # What citizens ask.
    QUESTION_CAME = "question_came", _("New question from a citizen")
    LETTER_CAME = "letter_came", _("New sealed letter")
    QUESTION_GIVEN = "question_given", _("Question to be answered by your unit")
    QUESTION_BACK = "question_back", _("Question came back to you")
    ANSWER_SIGNED = "answer_signed", _("Answer to a citizen to be approved")
    ANSWER_APPROVED = "answer_approved", _("Answer to a citizen to be sent")
    QUESTION_DUE = "question_due", _("Question from a citizen to be answered soon")
    QUESTION_OVERDUE = "question_overdue", _("Question from a citizen overdue")
    # What became of it.
    RETURNED = "returned", _("Story returned")
    REOPENED = "reopened", _("Story changed again")
    WITHDRAWN = "withdrawn", _("Story withdrawn")
    REJECTED = "rejected", _("Story not used")
    RESTORED = "restored", _("Story taken up again")
    SCHEDULED = "scheduled", _("Story approved for an hour")
    HOURS_CHANGED = "hours_changed", _("Hours of a story changed")
    PUBLISHED = "published", _("Story published")
    CONFIRMED = "confirmed", _("Urgent publication confirmed")
    CORRECTED = "corrected", _("Story corrected")
    CORRECTION_DROPPED = "correction_dropped", _("Correction dropped")
    TAKEN_DOWN = "taken_down", _("Story taken down")
    REINSTATED = "reinstated", _("Story put back")
    OUTLET_USED = "outlet_used", _("Used by an outlet")
    OUTLET_ANSWERED = "outlet_answered", _("Answer of an outlet")
    # The rest.
    REMARK = "remark", _("New remark")
    REMARK_RESOLVED = "remark_resolved", _("Remark resolved")
    OVERDUE = "overdue", _("Waiting too long")
    PLAN_CHANGED = "plan_changed", _("Plan changed")
    QUOTA = "quota", _("Quota not met yet")
    DISCLOSURE = "disclosure", _("Public information missing or overdue")
    SCHEDULE_MISSING = "schedule_missing", _("Next week's schedule is missing")
    SCHEDULE_REFUSED = "schedule_refused", _("Line of the schedule not approved")
    SCHEDULE_CHANGED = "schedule_changed", _("Line of the schedule changed")
    LOCKED_OUT = "locked_out", _("Account locked for a while")
    NEW_DEVICE = "new_device", _("Signed in from a new device")
    PASSWORD_CHANGED = "password_changed", _("Password changed")  # a word
    FACTOR_CHANGED = "factor_changed", _("Second step of signing in changed")
    CODE_USED = "code_used", _("Signed in with a recovery code")
    ASLEEP = "asleep", _("Sign-in closed after long absence")
    COLLEAGUE_LOCKED = "colleague_locked", _("A colleague's account locked for a while")


_NOT_OUTCOME: dict[NotificationKind, Group] = {
    NotificationKind.VETTING: Group.WAITING,
    NotificationKind.EDITING: Group.WAITING,
    NotificationKind.APPROVING: Group.WAITING,
    NotificationKind.CONFIRMING: Group.WAITING,
    NotificationKind.CORRECTING: Group.WAITING,
    NotificationKind.CORRECTION_BACK: Group.WAITING,
    NotificationKind.CAME_BACK: Group.WAITING,
    NotificationKind.RESUMED: Group.WAITING,
    NotificationKind.FAILED: Group.WAITING,
    NotificationKind.REMINDER: Group.WAITING,
    NotificationKind.HANDED_OVER: Group.WAITING,
    NotificationKind.ASSIGNED: Group.WAITING,
    NotificationKind.ASSIGNMENT_DUE: Group.WAITING,
    NotificationKind.QUESTION_CAME: Group.WAITING,
    NotificationKind.LETTER_CAME: Group.WAITING,
    NotificationKind.QUESTION_GIVEN: Group.WAITING,
    NotificationKind.QUESTION_BACK: Group.WAITING,
    NotificationKind.ANSWER_SIGNED: Group.WAITING,
    NotificationKind.ANSWER_APPROVED: Group.WAITING,
    NotificationKind.QUESTION_DUE: Group.WAITING,
    NotificationKind.QUESTION_OVERDUE: Group.WAITING,
    NotificationKind.REMARK: Group.REMARK,
    NotificationKind.REMARK_RESOLVED: Group.REMARK,
    NotificationKind.OVERDUE: Group.OVERDUE,
    NotificationKind.PLAN_CHANGED: Group.PLAN,
    NotificationKind.QUOTA: Group.QUOTA,
    NotificationKind.DISCLOSURE: Group.DISCLOSURE,
    NotificationKind.SCHEDULE_MISSING: Group.WAITING,
    NotificationKind.SCHEDULE_REFUSED: Group.SCHEDULE,
    NotificationKind.SCHEDULE_CHANGED: Group.SCHEDULE,
    NotificationKind.LOCKED_OUT: Group.SECURITY,
    NotificationKind.NEW_DEVICE: Group.SECURITY,
    NotificationKind.PASSWORD_CHANGED: Group.SECURITY,
    NotificationKind.FACTOR_CHANGED: Group.SECURITY,
    NotificationKind.CODE_USED: Group.SECURITY,
    NotificationKind.ASLEEP: Group.SECURITY,
    NotificationKind.COLLEAGUE_LOCKED: Group.SECURITY,
}

#: Kind → its group; every kind has one.
GROUP_OF: dict[NotificationKind, Group] = {
    kind: _NOT_OUTCOME.get(kind, Group.OUTCOME) for kind in NotificationKind
}

#: Group → the ways a person may choose; what is missing here is not theirs to choose.
CHOICES: dict[Group, tuple[How, ...]] = {
    # Nobody can switch off what waits for them: a story that nobody heard of lies for weeks.
    Group.WAITING: (How.AT_ONCE, How.DIGEST),
    Group.OUTCOME: tuple(How),
    Group.REMARK: tuple(How),
    Group.OVERDUE: tuple(How),
    Group.PLAN: tuple(How),
    Group.QUOTA: tuple(How),
    Group.DISCLOSURE: tuple(How),
    Group.SCHEDULE: tuple(How),
}
