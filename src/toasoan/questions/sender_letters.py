"""Letters to senders who asked for them: that something happened, never what was written.

Neither name nor code stands in a letter, and the row of the queue holds a number only.
"""

from django.conf import settings
from django.core.mail import send_mail
from django.urls import reverse
from django.utils.translation import gettext as _
from django_tasks import task

from toasoan.questions.models import Question
from toasoan.questions.telling import Occasion, register_teller


def register() -> None:
    """Have senders told by mail; called once, when the application starts."""
    register_teller("mail", tell_by_mail)


def tell_by_mail(question: Question, occasion: Occasion) -> None:
    """Queue the letter in the transaction of what happened."""
    mail_sender.enqueue(question.pk, str(occasion))


@task()
def mail_sender(question_id: int, occasion: str) -> int:
    """Write to whoever sent the question, while their address is kept; how many letters left."""
    question = Question.objects.select_related("agency", "asker").get(pk=question_id)
    asker = getattr(question, "asker", None)
    if not question.wants_mail or asker is None or not asker.email:
        return 0
    said = {"number": str(question), "agency": question.agency.name}
    letter = "\n\n".join(
        (
            _sentence(Occasion(occasion)) % said,
            _("Look it up with the tracking code of your receipt:"),
            f"{settings.WAGTAILADMIN_BASE_URL}{reverse('portal:follow')}",
            _("This letter was written by the site; nobody reads an answer to it."),
        )
    )
    subject = _("%(agency)s: number %(number)s") % said
    return send_mail(subject, f"{letter}\n", None, [asker.email])


def _sentence(occasion: Occasion) -> str:
    return {
        Occasion.RECEIVED: _("%(agency)s has received what you sent, under number %(number)s."),
        Occasion.NOTICED: _("Number %(number)s takes longer: it is a complex matter."),
        Occasion.EXTENDED: _("The time for the answer to number %(number)s was extended."),
        Occasion.REFERRED: _("Number %(number)s is not for %(agency)s; read where to go with it."),
        Occasion.REFUSED: _("Number %(number)s is not dealt with; read why."),
        Occasion.ANSWERED: _("%(agency)s has answered number %(number)s."),
        Occasion.HANDED_OVER: _("Number %(number)s was handed over to the desk that receives it."),
    }[occasion]
