"""Pages with one form, and actions of one button."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypedDict

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from toasoan.newsroom.kit.forms import RefusableForm
from toasoan.refusals import RefusedError


class BackLink(TypedDict):
    """Where one goes back to from a page: `**link` for `FormPage` and `Confirmation`."""

    back: str
    back_label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FormPage:
    """A page with one form: what it is called, what will happen, where one goes from it."""

    title: str
    button: str
    back: str
    back_label: str
    lead: str = ""
    warning: str = ""
    done: str = ""
    onward: str = ""


def form_page(
    request: HttpRequest, page: FormPage, form: RefusableForm, action: Callable[[], Any]
) -> HttpResponse:
    """Show the form; when it is sent and valid, do the action and go on.

    What the rules refuse is shown at its field, with everything that was typed.
    """
    if request.method == "POST" and form.carry_out(action):
        if page.done:
            messages.success(request, page.done)
        return redirect(page.onward or page.back)
    status = 422 if request.method == "POST" else 200
    return render(
        request, "newsroom/kit/form_page.html", {"page": page, "form": form}, status=status
    )


def attempt(request: HttpRequest, action: Callable[[], Any], done: str) -> bool:
    """Take an action of one button; say that it is done, or why it is not."""
    try:
        action()
    except RefusedError as refusal:
        for problem in refusal.problems:
            messages.error(request, problem.message)
        return False
    messages.success(request, done)
    return True
