"""A question brought to any state by the real actions."""

import datetime as dt

from toasoan.questions.actions import answering, classifying, publishing
from toasoan.questions.actions.reception import Contact, NewQuestion, receive_question
from toasoan.questions.kinds import QuestionKind, QuestionState
from toasoan.questions.models import Place, Question
from toasoan.questions.queries import latest_answer, latest_public_text
from toasoan.vietnamese.dates import TZ

NOW = dt.datetime(2026, 4, 20, 9, 0, tzinfo=TZ)
CONTACT = Contact(name="Lê Thị Mẫu", phone="0909 000 111", email="mau@example.org")
TEXT = "Cơ quan tiếp công dân vào ngày nào? Gọi cho tôi số 0909 000 111."
ANSWER = "Cơ quan tiếp công dân vào thứ Năm hằng tuần, theo Luật 104/2016/QH13."
WORDS = publishing.PublicWords("Lịch tiếp công dân", "Tiếp công dân ngày nào?", ANSWER)


def asked(room, *, now=NOW, **changed):
    """A question that has just arrived."""
    facts = {
        "kind": QuestionKind.QUESTION,
        "subject": "Lịch tiếp công dân",
        "text": TEXT,
        "code_hash": f"{Question.objects.count():064}",
        "contact": CONTACT,
        "wants_publication": True,
        "wants_mail": True,
    }
    return receive_question(NewQuestion(**(facts | changed)), agency=room.agency, now=now)


def sorted_as(question, kind=QuestionKind.QUESTION, field=None):
    """What a clerk says it is."""
    return classifying.Sorting(kind, field)


def classified(room, **changed):
    """Waiting for a unit."""
    question = asked(room, **changed)
    kind = sorted_as(question, question.kind)
    return classifying.classify(question.pk, kind, actor=room.clerk, now=NOW)


def assigned(room, **changed):
    """With the unit."""
    question = classified(room, **changed)
    return classifying.assign(question.pk, room.unit, actor=room.clerk, now=NOW)


def signed(room, **changed):
    """Written by the contributor, signed by the leader."""
    question = assigned(room, **changed)
    version = answering.write_answer(
        question.pk, ANSWER, seen_id=None, actor=room.contributor, now=NOW
    )
    return answering.sign_answer(question.pk, version.pk, actor=room.vetter, now=NOW)


def approved(room, **changed):
    """Approved, to be sent."""
    question = signed(room, **changed)
    seen = latest_answer(question).pk
    return answering.approve_answer(question.pk, seen, actor=room.approver, now=NOW)


def answered(room, **changed):
    """Sent to its sender."""
    question = approved(room, **changed)
    return answering.send_answer(question.pk, actor=room.clerk, now=NOW)


def published(room, **changed):
    """On the site."""
    question = approved(room, **changed)
    publishing.prepare_public_text(question.pk, WORDS, actor=room.clerk, now=NOW)
    seen = latest_public_text(question).pk
    publishing.publish_answer(question.pk, seen, actor=room.approver, now=NOW)
    return Question.objects.get(pk=question.pk)


def referred(room, **changed):
    """Told where to go."""
    place = Place.objects.filter(agency=room.agency, takes="").first()
    question = classified(room, **changed)
    return classifying.refer(question.pk, place, actor=room.clerk, now=NOW)


#: State → how a question comes there.
ROADS = {
    QuestionState.RECEIVED: asked,
    QuestionState.CLASSIFIED: classified,
    QuestionState.ASSIGNED: assigned,
    QuestionState.SIGNED: signed,
    QuestionState.APPROVED: approved,
    QuestionState.ANSWERED: answered,
    QuestionState.PUBLISHED: published,
    QuestionState.REFERRED: referred,
}
