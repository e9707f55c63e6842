"""How far a question is, in words for the citizen who asked."""

from django.utils.translation import gettext as _

from toasoan.questions.kinds import EntryKind, QuestionState
from toasoan.questions.models import Question


def stage_of(question: Question) -> str:
    """One sentence; what is only said inside the agency is not said here."""
    if question.state == QuestionState.REFERRED:
        return _("It is not for this agency to answer. Please turn to:")
    if question.state == QuestionState.REFUSED:
        return _("It is not dealt with. Reason: %(reason)s") % {"reason": _reason(question)}
    return {
        QuestionState.RECEIVED: _("Received; it has not been sorted yet."),
        QuestionState.CLASSIFIED: _("Received; a unit is being asked to answer."),
        QuestionState.ASSIGNED: _("A unit is working on the answer."),
        QuestionState.SIGNED: _("The answer is written and is being approved."),
        QuestionState.APPROVED: _("The answer is approved and is about to be sent."),
        QuestionState.ANSWERED: _("Answered."),
        QuestionState.PUBLISHED: _("Answered, and published without your name."),
        QuestionState.JOINED: _("Others asked the same; one answer serves all."),
        QuestionState.SEALED: _("Handed over sealed to the desk that receives such letters."),
        QuestionState.WITHDRAWN: _("Withdrawn by you."),
    }[QuestionState(question.state)]


def _reason(question: Question) -> str:
    entry = question.entries.filter(kind=EntryKind.REFUSED).order_by("pk").last()
    return entry.note if entry else ""
