"""The demo's questions from citizens: received at the public door, answered by unit and desk."""

import datetime as dt
from collections.abc import Mapping

from toasoan.accounts.models import User
from toasoan.demo.agency import unit_code_on
from toasoan.demo.citizen_texts import ERROR_REPORTS, QUESTIONS, DemoQuestion
from toasoan.demo.people import contributors, vetters
from toasoan.demo.timetable import workday_after
from toasoan.questions.actions.answering import (
    approve_answer,
    send_answer,
    sign_answer,
    write_answer,
)
from toasoan.questions.actions.classifying import Sorting, assign, classify, refer
from toasoan.questions.actions.publishing import (
    PublicWords,
    prepare_public_text,
    publish_answer,
)
from toasoan.questions.actions.reception import Contact, NewQuestion
from toasoan.questions.actions.timing import extend
from toasoan.questions.intake import receive
from toasoan.questions.kinds import QuestionKind
from toasoan.questions.models import Field, Place, Question
from toasoan.questions.tracking_codes import code_hash, code_of
from toasoan.stories.models import Edition, Story
from toasoan.units.models import Agency, Unit
from toasoan.vietnamese.moments import at_local

#: How far each stage has come: the steps are done in this order.
_STAGES = ("received", "assigned", "answered", "approved", "published")
_EXTENSION_DAYS = 5
_EXTENSION_REASON = "Cần lấy ý kiến cơ quan, đơn vị khác"


class Desk:
    """Takes in the questions of the list and carries each as far as it has come."""

    def __init__(
        self,
        agency: Agency,
        units: Mapping[str, Unit],
        users: Mapping[str, User],
        today: dt.date,
    ) -> None:
        self._agency, self._units, self._users, self._today = agency, units, users, today
        self._fields = {row.name: row for row in Field.objects.filter(agency=agency)}

    def answer_all(self) -> None:
        """Every question from its reception on, and the errors that readers reported."""
        for number, asked in enumerate(QUESTIONS):
            question = self._receive(asked, f"demo-question-{number}", self._on(asked.days))
            self._carry_on(question, asked)
        self._report_errors()

    def _on(self, days: int) -> dt.datetime:
        day = workday_after(self._today - dt.timedelta(days=days), 0)
        return at_local(min(day, self._today), dt.time(5, 40))

    def _receive(self, asked: DemoQuestion, nonce: str, now: dt.datetime) -> Question:
        new = NewQuestion(
            kind=QuestionKind(asked.kind),
            subject=asked.subject,
            text=asked.text,
            code_hash=code_hash(code_of(nonce)),
            contact=Contact(name=asked.name, email=asked.email),
            field=self._fields.get(asked.field),
            wants_publication=asked.public,
        )
        received = receive(new, agency=self._agency, nonce=nonce, now=now).question
        if received is None:
            raise ValueError(asked.subject)
        return received

    def _carry_on(self, question: Question, asked: DemoQuestion) -> None:
        clerk, approver = self._users["vanthu"], self._users["duyet"]
        now = question.received_at + dt.timedelta(hours=3)
        if asked.stage == "elsewhere":
            place = Place.objects.get(agency=self._agency, name__startswith="Ủy ban nhân dân")
            refer(question.pk, place, actor=clerk, now=now, note=asked.answer)
            return
        reached = 1 if asked.stage == "extended" else _STAGES.index(asked.stage)
        if reached >= 1:
            sorting = Sorting(QuestionKind(asked.kind), self._fields.get(asked.field))
            classify(question.pk, sorting, actor=clerk, now=now)
            unit = self._units[unit_code_on(asked.unit, self._today)]
            assign(question.pk, unit, actor=clerk, now=now)
        if asked.stage == "extended":
            extend(
                question.pk, _EXTENSION_DAYS, reason=_EXTENSION_REASON, note="", actor=clerk,
                now=now + dt.timedelta(days=3),
            )  # fmt: skip
        if reached >= _STAGES.index("answered"):
            self._answer(question, asked, now + dt.timedelta(days=4))
        if reached >= _STAGES.index("approved"):
            self._let_out(question, asked, approver, now + dt.timedelta(days=6))

    def _answer(self, question: Question, asked: DemoQuestion, now: dt.datetime) -> None:
        writer = self._users[contributors(asked.unit)[0].username]
        leader = self._users[vetters(asked.unit)[0].username]
        answer = write_answer(question.pk, asked.answer, seen_id=None, actor=writer, now=now)
        sign_answer(question.pk, answer.pk, actor=leader, now=now + dt.timedelta(hours=4))

    def _let_out(
        self, question: Question, asked: DemoQuestion, approver: User, now: dt.datetime
    ) -> None:
        clerk = self._users["vanthu"]
        answer = question.answers.order_by("-pk")[0]
        approve_answer(question.pk, answer.pk, actor=approver, now=now)
        if asked.stage == "approved":
            send_answer(question.pk, actor=clerk, now=now)
            return
        words = PublicWords(title=asked.subject, asked=asked.text, answered=asked.answer)
        text = prepare_public_text(question.pk, words, actor=clerk, now=now)
        publish_answer(question.pk, text.pk, actor=approver, now=now + dt.timedelta(hours=1))

    def _report_errors(self) -> None:
        live = Story.objects.filter(agency=self._agency, live=True).order_by("-first_published_at")
        for number, (days, place, text) in enumerate(ERROR_REPORTS):
            story = live[place - 1]
            nonce = f"demo-error-{number}"
            new = NewQuestion(
                kind=QuestionKind.STORY_ERROR,
                subject=story.headline[:150],
                text=text,
                code_hash=code_hash(code_of(nonce)),
                contact=Contact(name="Người đọc mẫu", email="nguoi-doc@vidu.example"),
                edition=Edition.objects.filter(story=story).latest("pk"),
            )
            receive(new, agency=self._agency, nonce=nonce, now=self._on(days))
