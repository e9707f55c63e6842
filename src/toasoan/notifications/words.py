"""What each notification says in a sentence, and what stands before the headline in a subject."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from toasoan.notifications.kinds import NotificationKind

SENTENCES: dict[NotificationKind, str | Promise] = {
    NotificationKind.VETTING: _("A story of your unit waits for you to clear it."),
    NotificationKind.EDITING: _("A story waits for the desk to edit it."),
    NotificationKind.APPROVING: _("A story waits for you to approve it."),
    NotificationKind.CONFIRMING: _("A story was published urgently. Please read and confirm it."),
    NotificationKind.CORRECTING: _(
        "A correction of a published story waits for you to approve it."
    ),
    NotificationKind.CORRECTION_BACK: _(
        "A correction has come back to you. Please look at the reasons."
    ),
    NotificationKind.CAME_BACK: _(
        "A story has come back to you. Please look at the reasons and go on."
    ),
    NotificationKind.RESUMED: _("A story of yours is a draft again. You can go on writing."),
    NotificationKind.FAILED: _(
        "A story could not be put out or taken off at its hour. Please look at it."
    ),
    NotificationKind.REMINDER: _(
        "A story has been waiting for you longer than the agency's limit."
    ),
    NotificationKind.HANDED_OVER: _("Another agency has handed something over to the desk."),
    NotificationKind.ASSIGNED: _("You have been assigned to write about an event."),
    NotificationKind.ASSIGNMENT_DUE: _("An assignment of yours is overdue."),
    NotificationKind.QUESTION_CAME: _("A citizen has sent something. Please look at it."),
    NotificationKind.LETTER_CAME: _(
        "A sealed letter has arrived. Please open it and hand it over."
    ),
    NotificationKind.QUESTION_GIVEN: _("Your unit is to answer a citizen's question."),
    NotificationKind.QUESTION_BACK: _(
        "A citizen's question has come back. Please look at the reason."
    ),
    NotificationKind.ANSWER_SIGNED: _("An answer to a citizen waits for you to approve it."),
    NotificationKind.ANSWER_APPROVED: _(
        "An answer to a citizen has been approved. Please send it."
    ),
    NotificationKind.QUESTION_DUE: _("A citizen's question has to be answered soon."),
    NotificationKind.QUESTION_OVERDUE: _("A citizen's question should have been answered."),
    NotificationKind.RETURNED: _("A story has been returned to an earlier step."),
    NotificationKind.REOPENED: _(
        "A story was changed after it was proposed and is back at the desk."
    ),
    NotificationKind.WITHDRAWN: _("A story has been withdrawn."),
    NotificationKind.REJECTED: _("A story will not be used. Its text is kept."),
    NotificationKind.RESTORED: _("A story that was not to be used has been taken up again."),
    NotificationKind.SCHEDULED: _("A story has been approved and goes out at its hour."),
    NotificationKind.HOURS_CHANGED: _(
        "The hours of a story have changed: not before, or taken down at."
    ),
    NotificationKind.PUBLISHED: _("A story has been published on the portal."),
    NotificationKind.CONFIRMED: _(
        "Your urgent publication has been confirmed by another approver."
    ),
    NotificationKind.CORRECTED: _("A correction of a story has been published."),
    NotificationKind.CORRECTION_DROPPED: _(
        "A correction has been dropped; the published text stays."
    ),
    NotificationKind.TAKEN_DOWN: _("A story has been taken down from the portal."),
    NotificationKind.REINSTATED: _("A story is on the portal again."),
    NotificationKind.OUTLET_USED: _(
        "An outlet reports that it has used a story. Please look whether it is so."
    ),
    NotificationKind.OUTLET_ANSWERED: _("An outlet has answered about a story that it was sent."),
    NotificationKind.REMARK: _("There is a new remark on a story."),
    NotificationKind.REMARK_RESOLVED: _("A remark of yours has been dealt with."),
    NotificationKind.OVERDUE: _("A story has been waiting at a step twice as long as it should."),
    NotificationKind.PLAN_CHANGED: _("The plan of an event that concerns you has changed."),
    NotificationKind.QUOTA: _("Stories are missing to meet a quota before its period ends."),
    NotificationKind.DISCLOSURE: _(
        "Something that the law says must be public is missing, overdue or to be renewed."
    ),
    NotificationKind.SCHEDULE_MISSING: _(
        "The work schedule of next week has not been published yet."
    ),
    NotificationKind.SCHEDULE_REFUSED: _(
        "The office has not taken a line of your unit into the work schedule."
    ),
    NotificationKind.SCHEDULE_CHANGED: _(
        "The office has changed a line of your unit in the work schedule."
    ),
    NotificationKind.LOCKED_OUT: _(
        "Your account is locked for a while: the password was wrong several times. "
        "If that was not you, tell the webmaster."
    ),
    NotificationKind.NEW_DEVICE: _(
        "Somebody signed in with your account from a new device. "
        "If that was not you, change your password and tell the webmaster."
    ),
    NotificationKind.PASSWORD_CHANGED: _(
        "The password of your account has been changed. If that was not you, tell the webmaster."
    ),
    NotificationKind.FACTOR_CHANGED: _(
        "The second step of signing in to your account has been changed. "
        "If that was not you, tell the webmaster."
    ),
    NotificationKind.CODE_USED: _(
        "Somebody signed in to your account with a recovery code. "
        "If that was not you, tell the webmaster."
    ),
    NotificationKind.ASLEEP: _(
        "Nobody has signed in with your account for a long time, so it has been closed for "
        "signing in. Ask the webmaster to open it again."
    ),
    NotificationKind.COLLEAGUE_LOCKED: _(
        "A colleague's account is locked for a while: the password was wrong several times. "
        "Ask them whether it was them."
    ),
}


def sentence(kind: str) -> str:
    """The sentence of a notification."""
    return str(SENTENCES[NotificationKind(kind)])


def counted_sentence(kind: str, number: int) -> str:
    """The sentence of several notifications of a kind in one letter."""
    said = sentence(kind)
    if number == 1:
        return said
    if kind == NotificationKind.REMARK:
        return ngettext(
            "There is %(number)d new remark on a story.",
            "There are %(number)d new remarks on a story.",
            number,
        ) % {"number": number}
    if kind == NotificationKind.REMARK_RESOLVED:
        return ngettext(
            "%(number)d remark of yours has been dealt with.",
            "%(number)d remarks of yours have been dealt with.",
            number,
        ) % {"number": number}
    return said


def subject(kind: str, title: str) -> str:
    """The subject of a mail, always one line: the name of the kind, then the headline."""
    line = (
        f"{NotificationKind(kind).label}: {title}" if title else str(NotificationKind(kind).label)
    )
    return " ".join(line.split())
