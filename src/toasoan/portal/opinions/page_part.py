"""At the end of a page: whether what it says is useful."""

from typing import Any

from django.http import HttpRequest

from toasoan.opinions.actions.satisfaction import JudgedPage
from toasoan.opinions.models import ReaderReason
from toasoan.portal.frame.fragments import filled, fragment
from toasoan.portal.frame.page_parts import PageSubject
from toasoan.portal.opinions.asking import asking_on
from toasoan.portal.opinions.tokens import token_of


def question_about(request: HttpRequest, subject: PageSubject, around: dict[str, Any]) -> str:
    """The question, when the agency asks it. One query, remembered."""
    agency = around["agency"]
    asking = asking_on(request, agency.pk)
    if not asking.satisfaction_on:
        return ""
    judged = JudgedPage(
        subject=subject.key, title=subject.title, path=request.path, version=subject.version
    )
    token = token_of(asking.page_key, judged)
    form = fragment("portal/opinions/usefulness.html", around | {"reasons": ReaderReason.choices})
    return filled(form, page=token)
