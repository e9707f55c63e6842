"""The answer's pages: written and signed at the unit, read and approved by somebody else."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from toasoan.accounts.models import User
from toasoan.accounts.requests import user_of
from toasoan.newsroom.kit.agency import today_here
from toasoan.newsroom.kit.screens import screen
from toasoan.newsroom.questions.forms import AnswerForm, ApproveForm
from toasoan.newsroom.questions.pages import deed_links, open_for, own_question
from toasoan.newsroom.questions.rows import question_lines
from toasoan.newsroom.questions.texts import marked_texts
from toasoan.questions.actions.answering import (
    approve_answer,
    send_answer,
    sign_answer,
    write_answer,
)
from toasoan.questions.actions.publishing import publication_problems, publish_answer
from toasoan.questions.guards import open_deeds
from toasoan.questions.models import Answer, Question
from toasoan.questions.queries import latest_answer, latest_public_text, person_of, standing_of
from toasoan.questions.transitions import Deed
from toasoan.units.duties import UNIT_WORK, Duty

_FORM_METHODS = ["GET", "HEAD", "POST"]


@screen("hoi-dap/<int:question_id>/tra-loi/", name="question_answer", duties=UNIT_WORK)
@require_http_methods(_FORM_METHODS)
def answer(request: HttpRequest, question_id: int) -> HttpResponse:
    """The unit writes the answer; its leader signs. Made for the phone too."""
    found = own_question(request, question_id)
    if moved_on := open_for(request, found, Deed.WRITE):
        return moved_on
    user = user_of(request)
    latest = latest_answer(found)
    form = _answer_form(request, latest)
    signs = request.method == "POST" and request.POST.get("deed") == "sign"
    action = partial(_write, found, form, user, signs=signs)
    if request.method == "POST" and form.carry_out(action):
        done = _("The answer is signed; approvers have been told.") if signs else _("Saved.")
        messages.success(request, done)
        return redirect("newsroom:question" if signs else "newsroom:question_answer", found.pk)
    deeds = open_deeds(standing_of(user, found, today_here()))
    context = {
        "question": found,
        "line": question_lines([found], found.agency_id, today_here())[0],
        "person": person_of(found),
        "additions": list(found.additions.all()),
        "files": list(found.files.all()),
        "form": form,
        "latest": latest,
        "other_text": _other_text(request, latest),
        "signs": Deed.SIGN in deeds,
        "links": [link for link in deed_links(found, user) if not link.is_main],
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "newsroom/questions/answer.html", context, status=status)


def _answer_form(request: HttpRequest, latest: Answer | None) -> AnswerForm:
    if request.method == "POST":
        return AnswerForm(request.POST)
    return AnswerForm(
        initial={"seen": latest.pk if latest else "", "text": latest.text if latest else ""}
    )


def _other_text(request: HttpRequest, latest: Answer | None) -> str:
    """The newer version of a colleague, when what was sent was written on an older one."""
    if request.method != "POST" or latest is None:
        return ""
    return "" if request.POST.get("seen") == str(latest.pk) else latest.text


@transaction.atomic
def _write(found: Question, form: Any, actor: User, *, signs: bool) -> None:
    given, now = form.cleaned_data, timezone.now()
    version = write_answer(found.pk, given["text"], seen_id=given["seen"], actor=actor, now=now)
    if signs:
        sign_answer(found.pk, version.pk, actor=actor, now=now)


@screen(
    "hoi-dap/<int:question_id>/duyet/", name="question_approve", duties=frozenset({Duty.APPROVE})
)
@require_http_methods(_FORM_METHODS)
def approve(request: HttpRequest, question_id: int) -> HttpResponse:
    """Question and answer beside each other, personal data marked; approve, send, publish."""
    found = own_question(request, question_id)
    if moved_on := open_for(request, found, Deed.APPROVE):
        return moved_on
    user = user_of(request)
    latest, public = latest_answer(found), latest_public_text(found)
    against = publication_problems(found, public, user)
    form = ApproveForm(
        request.POST if request.method == "POST" else None,
        may_publish=not against,
        initial={
            "seen": latest.pk if latest else "",
            "seen_public": public.pk if public else "",
            "then": "send",
        },
    )
    action: Callable[[], None] = partial(_approve, found, form, user)
    if request.method == "POST" and form.carry_out(action):
        messages.success(request, _("The answer is approved."))
        return redirect("newsroom:question", found.pk)
    context = {
        "question": found,
        "line": question_lines([found], found.agency_id, today_here())[0],
        "texts": marked_texts(found, latest, public),
        "latest": latest,
        "public": public,
        "against": against,
        "form": form,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "newsroom/questions/approve.html", context, status=status)


@transaction.atomic
def _approve(found: Question, form: Any, actor: User) -> None:
    given, now = form.cleaned_data, timezone.now()
    approve_answer(found.pk, given["seen"], actor=actor, now=now)
    if given["then"] == "send":
        send_answer(found.pk, actor=actor, now=now)
    elif given["then"] == "publish":
        publish_answer(found.pk, given["seen_public"] or 0, actor=actor, now=now)
