"""Telling the sender: who writes letters to citizens registers here and is asked within the deed.

`tell_sender` is called in the transaction of what happened; whoever registers writes a row of
their own queue there, so that mail leaves after the commit or never.
"""

from collections.abc import Callable
from enum import StrEnum

from toasoan.questions.models import Question


class Occasion(StrEnum):
    """What a sender who wished it is told of. The letter never holds what they wrote."""

    RECEIVED = "received"
    NOTICED = "noticed"
    EXTENDED = "extended"
    REFERRED = "referred"
    REFUSED = "refused"
    ANSWERED = "answered"
    HANDED_OVER = "handed_over"


Teller = Callable[[Question, Occasion], None]
_tellers: dict[str, Teller] = {}


def register_teller(name: str, tell: Teller) -> None:
    """Register who tells senders; registering a name again replaces it."""
    _tellers[name] = tell


def tell_sender(question: Question, occasion: Occasion) -> None:
    """Have the sender of a question told, if they wished to be."""
    if not question.wants_mail:
        return
    for tell in list(_tellers.values()):
        tell(question, occasion)
