"""Public answers as a published one looks, for tests of pages that show them."""

import datetime as dt
from typing import Any

from django.utils import timezone

from toasoan.accounts.models import User
from toasoan.questions.actions.reception import Contact, NewQuestion, receive_question
from toasoan.questions.kinds import QuestionKind
from toasoan.questions.models import PublicAnswer, PublicText, Question
from toasoan.questions.public_answers import follow_answer
from toasoan.questions.tracking_codes import code_hash
from toasoan.units.models import Agency


def make_question(agency: Agency, **facts: Any) -> Question:
    """A question as it was received; `code` is its tracking code."""
    number = Question.objects.count()
    code = facts.pop("code", f"code {number}")
    new = NewQuestion(
        **{
            "kind": QuestionKind.QUESTION,
            "subject": f"Câu hỏi {number}",
            "text": "Nội dung riêng của người hỏi",
            "contact": Contact(name="Người Gửi Mẫu", phone="0900 000 000"),
            "code_hash": code_hash(code),
            **facts,
        }
    )
    return receive_question(new, agency=agency, now=timezone.now())


def make_public_answer(
    agency: Agency, author: User, title: str = "Lịch tiếp công dân", **facts: Any
) -> PublicAnswer:
    """A published answer; `facts` are of its row, and `field` that of its question."""
    now = facts.pop("now", None) or timezone.now() - dt.timedelta(minutes=1)
    question = make_question(agency, field=facts.pop("field", None))
    text = PublicText.objects.create(
        question=question,
        title=title,
        asked="Cơ quan tiếp công dân vào ngày nào?",
        answered="Cơ quan tiếp công dân vào thứ Năm hằng tuần.",
        prepared_by=author,
        prepared_at=now,
        edition=1,
        published_at=now,
        published_by=author,
    )
    answer = PublicAnswer.objects.create(
        question=question, agency=agency, text=text, first_published_at=now, changed_at=now, **facts
    )
    follow_answer(answer)
    return answer
