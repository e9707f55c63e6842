"""Whom a story waits for, in words that continue “waits for …”."""

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from toasoan.editorial.transitions import Step
from toasoan.editorial.turn import DUTY_OF
from toasoan.editorial.turn_people import WaitedFor
from toasoan.units.duties import Duty

#: Nobody who holds the post may act: the step that waits → who is needed, and why.
_SOMEBODY_ELSE: dict[Step, str | Promise] = {
    Step.VET: _("another leader of the unit: whoever wrote or sent the story does not clear it"),
    Step.APPROVE: _(
        "another approver: whoever last changed or proposed the story does not approve it"
    ),
    Step.CORRECT: _(
        "another approver: whoever last changed or proposed the correction does not approve it"
    ),
    Step.CONFIRM: _("another approver: whoever published it urgently does not confirm it"),
}


def waited_words(waits: Iterable[WaitedFor]) -> str:
    """Whose turn it is: names, the desk, or who is missing; empty when it is nobody's."""
    words = [_words(waited) for waited in waits]
    return "; ".join(dict.fromkeys(words))


def _words(waited: WaitedFor) -> str:
    if waited.people:
        return ", ".join(str(person) for person in waited.people)
    if waited.barred:
        return str(_SOMEBODY_ELSE[waited.wait.step])
    if DUTY_OF[waited.wait.relation] is Duty.EDIT:
        return str(_("the provincial desk"))
    return str(_("whoever is appointed: the post is empty"))
