"""Question, answer and public text with the personal data that was found in them."""

from dataclasses import dataclass

from toasoan.questions.models import Answer, PublicText, Question
from toasoan.questions.personal_data import Finding, find_personal_data
from toasoan.questions.queries import person_of, public_contacts_of


@dataclass(frozen=True, slots=True)
class MarkedText:
    """A text and what was found in it."""

    text: str
    findings: list[Finding]


@dataclass(frozen=True, slots=True)
class MarkedTexts:
    """The texts that a clerk or approver compares; parts that do not exist are empty."""

    asked: MarkedText
    answered: MarkedText
    public_title: MarkedText
    public_asked: MarkedText
    public_answered: MarkedText

    @property
    def number_in_public(self) -> int:
        """How many findings stand in the way of publication."""
        public = (self.public_title, self.public_asked, self.public_answered)
        return sum(len(each.findings) for each in public)


def marked_texts(
    question: Question, answer: Answer | None, public: PublicText | None
) -> MarkedTexts:
    """All of them, by one reading of the registers."""
    person, contacts = person_of(question), public_contacts_of(question.agency_id)

    def marked(text: str) -> MarkedText:
        return MarkedText(text, find_personal_data(text, person, public_contacts=contacts))

    return MarkedTexts(
        asked=marked(question.text),
        answered=marked(answer.text if answer else ""),
        public_title=marked(public.title if public else ""),
        public_asked=marked(public.asked if public else ""),
        public_answered=marked(public.answered if public else ""),
    )
