"""Confirmation pages: a question before what one press cannot undo."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from toasoan.newsroom.kit.forms import RefusableForm


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmation:
    """A question, what will happen, the word on the button, and the way back.

    `lead` says what else the person should know, `done` what is said afterwards; `onward` is the
    address that follows, when it is not the way back.
    """

    question: str
    consequence: str
    button: str
    back: str
    back_label: str
    lead: str = ""
    done: str = ""
    onward: str = ""


def confirmation_page(
    request: HttpRequest,
    confirmation: Confirmation,
    action: Callable[[], Any],
    form: RefusableForm | None = None,
) -> HttpResponse:
    """Show the question; when the answer is posted, take the action and redirect.

    `form` holds what the action wants to know, for example a reason; it must be bound to what
    was sent. What the rules refuse (RefusedError) is shown beneath the question, status 422.
    """
    was_sent = request.method == "POST"
    form = form or RefusableForm(request.POST if was_sent else None)
    if was_sent and form.carry_out(action):
        if confirmation.done:
            messages.success(request, confirmation.done)
        return redirect(confirmation.onward or confirmation.back)
    return question_page(request, confirmation, form, status=422 if was_sent else 200)


def question_page(
    request: HttpRequest,
    confirmation: Confirmation,
    form: RefusableForm | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    """Show the question only, for a view that answers the POST with a page of its own.

    The answer is posted to the same address.
    """
    context = {"confirmation": confirmation, "form": form or RefusableForm()}
    return render(request, "newsroom/kit/confirmation.html", context, status=status)
