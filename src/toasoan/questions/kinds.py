"""Words of the room: kinds of questions, their states, what their history says."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class QuestionKind(models.TextChoices):
    """What somebody sent, told apart at the door; a clerk may change it. Letters are apart."""

    QUESTION = "question", pgettext_lazy("kind of a citizen's question", "question")
    INFORMATION = "information", _("request for information")
    FEEDBACK = "feedback", _("feedback, proposal")
    STORY_ERROR = "story_error", _("error reported in a story")


class LetterKind(models.TextChoices):
    """What is never answered as a question: handed sealed to the receiving desk."""

    COMPLAINT = "complaint", _("complaint")
    DENUNCIATION = "denunciation", _("denunciation")
    CRIME_REPORT = "crime_report", _("report of a crime")


class QuestionState(models.TextChoices):
    """How far a question has come. `transitions.TRANSITIONS` says which may follow which."""

    RECEIVED = "received", pgettext_lazy("state of a citizen's question", "new")
    CLASSIFIED = "classified", pgettext_lazy("state of a citizen's question", "to be assigned")
    ASSIGNED = "assigned", pgettext_lazy("state of a citizen's question", "with the unit")
    SIGNED = "signed", pgettext_lazy("state of a citizen's question", "answer to be approved")
    APPROVED = "approved", pgettext_lazy("state of a citizen's question", "answer to be sent")
    ANSWERED = "answered", pgettext_lazy("state of a citizen's question", "answered privately")
    PUBLISHED = "published", pgettext_lazy("state of a citizen's question", "answer published")
    REFERRED = "referred", pgettext_lazy("state of a citizen's question", "out of competence")
    JOINED = "joined", pgettext_lazy("state of a citizen's question", "joined to another one")
    REFUSED = "refused", pgettext_lazy("state of a citizen's question", "not dealt with")
    SEALED = "sealed", pgettext_lazy("state of a citizen's question", "handed over sealed")
    WITHDRAWN = "withdrawn", pgettext_lazy("state of a citizen's question", "withdrawn")


#: Somebody of the agency still has to do something before the asker has an answer.
OPEN_STATES = frozenset(
    {
        QuestionState.RECEIVED,
        QuestionState.CLASSIFIED,
        QuestionState.ASSIGNED,
        QuestionState.SIGNED,
        QuestionState.APPROVED,
    }
)
#: The asker has an answer of the agency.
ANSWERED_STATES = frozenset(
    {QuestionState.ANSWERED, QuestionState.PUBLISHED, QuestionState.REFERRED}
)


class EntryKind(models.TextChoices):
    """What the history of a question or of a sealed letter says."""

    RECEIVED = "received", pgettext_lazy("history of a citizen's question", "received")
    ADDED = "added", pgettext_lazy("history of a citizen's question", "the sender added something")
    CLASSIFIED = "classified", pgettext_lazy("history of a citizen's question", "classified")
    KIND_CHANGED = "kind_changed", pgettext_lazy("history of a citizen's question", "kind changed")
    ASSIGNED = "assigned", pgettext_lazy("history of a citizen's question", "given to a unit")
    UNIT_RETURNED = (
        "unit_returned",
        pgettext_lazy("history of a citizen's question", "returned by the unit"),
    )
    MOVED = "moved", pgettext_lazy("history of a citizen's question", "taken over by another unit")
    DRAFTED = "drafted", pgettext_lazy("history of a citizen's question", "answer written")
    SIGNED = "signed", pgettext_lazy("history of a citizen's question", "answer signed")
    SENT_BACK = "sent_back", pgettext_lazy("history of a citizen's question", "answer sent back")
    APPROVED = "approved", pgettext_lazy("history of a citizen's question", "answer approved")
    ANSWERED = "answered", pgettext_lazy("history of a citizen's question", "answer sent")
    NOTICED = "noticed", pgettext_lazy("history of a citizen's question", "more time announced")
    EXTENDED = "extended", pgettext_lazy("history of a citizen's question", "time extended")
    REFERRED = "referred", pgettext_lazy("history of a citizen's question", "told where to go")
    JOINED = "joined", pgettext_lazy("history of a citizen's question", "joined to another one")
    SEPARATED = (
        "separated",
        pgettext_lazy("history of a citizen's question", "taken out of a joined one"),
    )
    REFUSED = "refused", pgettext_lazy("history of a citizen's question", "not dealt with")
    REOPENED = "reopened", pgettext_lazy("history of a citizen's question", "taken up again")
    SEALED = "sealed", pgettext_lazy("history of a citizen's question", "sealed and handed over")
    PREPARED = (
        "prepared",
        pgettext_lazy("history of a citizen's question", "public text prepared"),
    )
    PUBLISHED = "published", pgettext_lazy("history of a citizen's question", "answer published")
    CORRECTED = (
        "corrected",
        pgettext_lazy("history of a citizen's question", "public answer corrected"),
    )
    UNPUBLISHED = (
        "unpublished",
        pgettext_lazy("history of a citizen's question", "public answer taken down"),
    )
    LAW_MARKED = (
        "law_marked",
        pgettext_lazy("history of a citizen's question", "marked: documents have changed"),
    )
    LAW_CLEARED = (
        "law_cleared",
        pgettext_lazy("history of a citizen's question", "mark of changed documents removed"),
    )
    WITHDRAWN = (
        "withdrawn",
        pgettext_lazy("history of a citizen's question", "withdrawn by the sender"),
    )
    CONTACT_READ = (
        "contact_read",
        pgettext_lazy("history of a citizen's question", "contact saved in a table"),
    )
    OPENED = "opened", pgettext_lazy("history of a citizen's question", "letter opened")
    HANDED_OVER = (
        "handed_over",
        pgettext_lazy("history of a citizen's question", "letter handed over"),
    )
    CLEARED = (
        "cleared",
        pgettext_lazy("history of a citizen's question", "personal data removed by age"),
    )


class DayCount(models.TextChoices):
    """How the days of a clock are counted."""

    WORKING = "working", _("working days")
    CALENDAR = "calendar", _("calendar days")


class ReasonUse(models.TextChoices):
    """What a reason of the register is chosen for."""

    UNIT_RETURN = "unit_return", _("the unit gives a question back")
    SEND_BACK = "send_back", _("an answer is sent back to the unit")
    EXTENSION = "extension", _("an answer takes longer")
    REFUSAL = "refusal", _("something is not dealt with")
    UNPUBLISHING = "unpublishing", _("a public answer is taken down")
