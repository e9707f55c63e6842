"""Answers to a form: words for a script that sent it, a page for a browser that did."""

from http import HTTPStatus

from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from toasoan.portal.frame.site import agency_for, frame_context


def asks_for_words(request: HttpRequest) -> bool:
    """Whether a script of ours sent the form: it shows the words without another page."""
    return request.headers.get("Accept", "") == "application/json"


def problems_in(form: Form) -> list[str]:
    """Everything that is wrong with a form, as sentences."""
    return [str(words) for found in form.errors.values() for words in found]


def taken(request: HttpRequest, words: str, onward: str) -> HttpResponse:
    """What was sent has been written down; a browser goes on to the page of thanks."""
    if asks_for_words(request):
        return _unkept(JsonResponse({"taken": True, "words": words}))
    return _unkept(HttpResponseRedirect(onward, status=HTTPStatus.SEE_OTHER))


def refused(request: HttpRequest, problems: list[str], back: str) -> HttpResponse:
    """Nothing was written down: why, and the way back to the form."""
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    if asks_for_words(request):
        return _unkept(JsonResponse({"taken": False, "words": " ".join(problems)}, status=status))
    around = frame_context(request, agency_for(request))
    context = {"title": _("Nothing was sent yet"), "problems": problems, "back": back}
    page = render(request, "portal/opinions/refused.html", around | context, status=status)
    return _unkept(page)


def _unkept(answer: HttpResponse) -> HttpResponse:
    answer.headers["Cache-Control"] = "no-store"
    return answer
