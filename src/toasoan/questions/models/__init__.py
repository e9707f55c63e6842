"""The tables of the room; `received`, `answers` and `registers` say what each is for."""

from toasoan.questions.models.answers import (
    Answer,
    CitedDocument,
    PublicAnswer,
    PublicText,
    QuestionEntry,
    QuestionReminder,
)
from toasoan.questions.models.received import (
    Addition,
    Asker,
    Question,
    QuestionFile,
    SealedLetter,
)
from toasoan.questions.models.registers import Clock, Field, Place, QuestionReason

__all__ = [
    "Addition",
    "Answer",
    "Asker",
    "CitedDocument",
    "Clock",
    "Field",
    "Place",
    "PublicAnswer",
    "PublicText",
    "Question",
    "QuestionEntry",
    "QuestionFile",
    "QuestionReason",
    "QuestionReminder",
    "SealedLetter",
]
