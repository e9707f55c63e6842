"""Reading questions: for whom they exist, what waits for whom, what the sender may know."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.http import Http404

from toasoan.accounts.models import User
from toasoan.questions.citations import typed_number
from toasoan.questions.guards import Standing
from toasoan.questions.kinds import OPEN_STATES, QuestionState, ReasonUse
from toasoan.questions.models import (
    Answer,
    Field,
    Place,
    PublicAnswer,
    PublicText,
    Question,
    QuestionEntry,
    QuestionFile,
    QuestionReason,
    SealedLetter,
)
from toasoan.questions.personal_data import KnownPerson
from toasoan.questions.transitions import Role
from toasoan.units.duties import UNIT_WORK, Duty
from toasoan.units.models import Agency
from toasoan.units.queries import agencies_where, units_where
from toasoan.vietnamese.fold import fold

#: A unit sees what was given to it, until it is answered and from then on.
_AT_UNIT = (
    QuestionState.ASSIGNED,
    QuestionState.SIGNED,
    QuestionState.APPROVED,
    QuestionState.ANSWERED,
    QuestionState.PUBLISHED,
)
#: Approvers see what has been signed.
_AT_APPROVER = _AT_UNIT[1:]


def questions_visible_to(user: User, on: dt.date) -> QuerySet[Question]:
    """The questions that exist for the person on the day."""
    rows = Q(agency__in=agencies_where(user, (Duty.TAKE_QUESTIONS,), on))
    rows |= Q(agency__in=agencies_where(user, (Duty.APPROVE,), on), state__in=_AT_APPROVER)
    rows |= Q(unit__in=units_where(user, UNIT_WORK, on), state__in=_AT_UNIT)
    return Question.objects.filter(rows)


def question_for(user: User, question_id: int, on: dt.date) -> Question:
    """The one way a screen gets a question. Raises Http404, the same for missing and foreign."""
    rows = questions_visible_to(user, on).select_related(
        "agency", "unit", "field", "asker", "place", "duplicate_of", "story", "edition"
    )
    question = rows.filter(pk=question_id).first()
    if question is None:
        raise Http404
    return question


def roles_of(user: User, question: Question, on: dt.date) -> frozenset[Role]:
    """What the person is to the question on the day; no query once their seats are known."""
    roles = set()
    if question.agency_id in agencies_where(user, (Duty.TAKE_QUESTIONS,), on):
        roles.add(Role.CLERK)
    if question.agency_id in agencies_where(user, (Duty.APPROVE,), on):
        roles.add(Role.APPROVER)
    if question.unit_id in units_where(user, UNIT_WORK, on):
        roles.add(Role.WRITER)
    if question.unit_id in units_where(user, (Duty.VET,), on):
        roles.add(Role.LEADER)
    return frozenset(roles)


def standing_of(user: User, question: Question, on: dt.date) -> Standing:
    """State and roles, as the table of deeds asks for them."""
    return Standing(QuestionState(question.state), roles_of(user, question, on))


def file_for(user: User, file_id: int, on: dt.date) -> QuestionFile:
    """A file of a question that exists for the person. Raises Http404, also for one of a letter."""
    rows = QuestionFile.objects.filter(question__in=questions_visible_to(user, on))
    file = rows.filter(pk=file_id).first()
    if file is None:
        raise Http404
    return file


def letters_of(agency_id: int) -> QuerySet[SealedLetter]:
    """The sealed letters of an agency, newest first; none of their words."""
    return (
        SealedLetter.objects.filter(agency_id=agency_id)
        .defer("sealed")
        .select_related("opened_by", "question")
    )


def latest_answer(question: Question) -> Answer | None:
    """The version of the answer that counts."""
    rows = question.answers.select_related("written_by", "signed_by", "approved_by")
    return rows.order_by("pk").last()


def writers_of(question: Question) -> frozenset[int]:
    """Ids of everybody who wrote a version of the answer."""
    return frozenset(question.answers.values_list("written_by_id", flat=True))


def latest_public_text(question: Question) -> PublicText | None:
    """The public text that was prepared last, published or not."""
    return question.public_texts.select_related("prepared_by").order_by("pk").last()


def trail_of(question: Question) -> QuerySet[QuestionEntry]:
    """The history of a question in order, with the people named."""
    return question.entries.select_related("actor", "unit").order_by("happened_at", "pk")


def person_of(question: Question) -> KnownPerson:
    """What the sender told of themselves; empty once it was removed by age."""
    asker = getattr(question, "asker", None)
    if asker is None:
        return KnownPerson()
    return KnownPerson(name=asker.name, phone=asker.phone, email=asker.email, address=asker.address)


def public_contacts_of(agency_id: int) -> list[str]:
    """Phones and addresses of offices, which may stand in a public answer."""
    places = Place.objects.filter(agency_id=agency_id).exclude(contact="")
    found = list(places.values_list("contact", flat=True))
    agency = Agency.objects.get(pk=agency_id)
    return [*found, agency.phone, agency.email, agency.address]


def reasons_for(agency_id: int, use: ReasonUse) -> list[str]:
    """The words of the register that may be chosen, in its order."""
    rows = QuestionReason.objects.filter(agency_id=agency_id, use=use, is_open=True)
    return list(rows.values_list("label", flat=True))


def fields_of(agency_id: int) -> QuerySet[Field]:
    """The fields in use."""
    return Field.objects.filter(agency_id=agency_id, is_open=True).select_related("unit")


def places_of(agency_id: int) -> QuerySet[Place]:
    """The places in use."""
    return Place.objects.filter(agency_id=agency_id, is_open=True)


def searched(rows: QuerySet[Question], words: str) -> QuerySet[Question]:
    """The rows that hold all of these words, or bear this number; for the newsroom only."""
    number, _slash, year = words.strip().partition("/")
    if number.isdecimal() and len(number) <= len("99999"):
        by_number = Q(number=int(number))
        return rows.filter(by_number & Q(year=int(year)) if year.isdecimal() else by_number)
    for word in fold(words).split():
        rows = rows.filter(text_key__contains=word)
    return rows


def open_of(agency_id: int) -> QuerySet[Question]:
    """What still has to be answered."""
    return Question.objects.filter(agency_id=agency_id, state__in=OPEN_STATES)


def overdue_of(agency_id: int, today: dt.date) -> QuerySet[Question]:
    """What should have been answered before today, the longest overdue first."""
    rows = open_of(agency_id).filter(due_on__lt=today).select_related("unit", "field")
    return rows.order_by("due_on", "pk")


def answers_citing(agency_id: int, number: str) -> QuerySet[PublicAnswer]:
    """Public answers that cite a document: 43/2011 finds 43/2011/NĐ-CP, never 143/2011."""
    wanted = typed_number(number)
    cited = Q(cited_documents__number=wanted) | Q(cited_documents__number__startswith=f"{wanted}/")
    rows = PublicAnswer.objects.filter(cited, agency_id=agency_id, is_live=True)
    return rows.select_related("text").distinct()


@dataclass(frozen=True, slots=True)
class SenderAnswer:
    """What a sender reads who has the tracking code: the answer, and whose it is."""

    text: str
    answered_at: dt.datetime
    unit: str


def answer_for_sender(question: Question) -> SenderAnswer | None:
    """The approved answer of a question, or of the one that it was joined to; None before it."""
    main = question.duplicate_of or question
    if main.state not in (QuestionState.ANSWERED, QuestionState.PUBLISHED):
        return None
    answer = Answer.objects.filter(question=main, approved_at__isnull=False).order_by("pk").last()
    if answer is None or main.closed_at is None:
        return None
    return SenderAnswer(answer.text, main.closed_at, main.unit.name if main.unit else "")
