"""How the kinds are told apart at the door: words of the address, title, plain explanation."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from toasoan.questions.kinds import QuestionKind


@dataclass(frozen=True, slots=True)
class Door:
    """One kind at the door. `title` and `about` are asked anew for each language."""

    words: str
    kind: QuestionKind
    title: Callable[[], str]
    about: Callable[[], str]


DOORS: dict[str, Door] = {
    door.words: door
    for door in (
        Door(
            "cau-hoi",
            QuestionKind.QUESTION,
            lambda: _("Ask a question"),
            lambda: _("About the law, procedures, the work of the agency."),
        ),
        Door(
            "yeu-cau-thong-tin",
            QuestionKind.INFORMATION,
            lambda: _("Ask for information"),
            lambda: _("A document or figures that the agency has (law on access to information)."),
        ),
        Door(
            "phan-anh",
            QuestionKind.FEEDBACK,
            lambda: _("Give feedback, make a proposal"),
            lambda: _("About how the agency works or how the site could be better."),
        ),
    )
}
#: Complaints, denunciations, reports of crimes: never taken as questions.
LETTER_WORDS = "khieu-nai-to-cao"
